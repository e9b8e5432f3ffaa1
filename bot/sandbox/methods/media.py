"""Files out and in: sendPhoto, sendDocument, sendVoice, getFile."""

from __future__ import annotations

from bot.sandbox.arguments import Arguments
from bot.sandbox.files import LARGEST_DOWNLOAD, StoredFile, photo_sizes
from bot.sandbox.methods.addressing import caption_text, reply_markup, reply_target, target_chat
from bot.sandbox.methods.table import method
from bot.sandbox.model import JsonObject
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_FILE = 50 * 1024 * 1024
"""Bytes a bot may upload (Bot API, "Sending files")."""


@method("sendPhoto")
def send_photo(world: World, arguments: Arguments) -> object:
    """A picture with an optional caption."""
    stored = _file(world, arguments, "photo", LARGEST_PHOTO)
    sizes = photo_sizes(stored)
    if sizes is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    covered = {"has_media_spoiler": True} if arguments.flag("has_spoiler") else {}
    return _send(world, arguments, {"photo": sizes, **covered})


@method("sendDocument")
def send_document(world: World, arguments: Arguments) -> object:
    """A file with an optional caption."""
    stored = _file(world, arguments, "document", LARGEST_FILE)
    return _send(world, arguments, {"document": stored.to_document()})


@method("sendVoice")
def send_voice(world: World, arguments: Arguments) -> object:
    """A voice message with an optional caption."""
    stored = _file(world, arguments, "voice", LARGEST_FILE)
    return _send(world, arguments, {"voice": stored.to_voice(arguments.integer("duration") or 0)})


@method("getFile")
def get_file(world: World, arguments: Arguments) -> object:
    """Where a file can be downloaded under /file/bot<token>/."""
    stored = world.files.by_id.get(arguments.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**stored.to_api(), "file_path": stored.path}


def _send(world: World, arguments: Arguments, body: JsonObject) -> JsonObject:
    chat = target_chat(world, arguments)
    body |= caption_text(arguments) | reply_target(chat, arguments)
    return world.post(chat, world.bot_user, body, reply_markup(arguments)).to_api()


def _file(world: World, arguments: Arguments, kind: str, largest: int) -> StoredFile:
    upload = arguments.upload(kind)
    if upload is None:
        return _known_file(world, arguments.text(kind), kind)
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > largest:
        raise bad_request("file is too big")
    return world.files.store(f"{kind}s", upload.content, upload.name, upload.media_type)


def _known_file(world: World, file_id: str, kind: str) -> StoredFile:
    if not file_id:
        raise bad_request(f"there is no {kind} in the request")
    stored = world.files.by_id.get(file_id)
    if stored is None:
        # An address on the internet ends here too: the sandbox fetches nothing.
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored
