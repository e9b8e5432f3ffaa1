"""How the bot gets its updates: getUpdates and the webhook."""

from __future__ import annotations

import re

from bot.sandbox.arguments import Arguments
from bot.sandbox.methods.table import method
from bot.sandbox.refusals import bad_request, conflict
from bot.sandbox.updates import MOST_AT_ONCE
from bot.sandbox.webhook import WebhookSettings, check_url
from bot.sandbox.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


@method("getUpdates")
async def get_updates(world: World, arguments: Arguments) -> object:
    """A batch of updates, waiting up to `timeout` seconds for the first."""
    if world.webhook.is_set:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    _set_allowed(world, arguments)
    limit = arguments.integer("limit") or MOST_AT_ONCE
    batch = await world.updates.poll(
        arguments.integer("offset") or 0,
        max(1, min(limit, MOST_AT_ONCE)),
        arguments.integer("timeout") or 0,
    )
    return [update.to_api() for update in batch]


@method("setWebhook")
async def set_webhook(world: World, arguments: Arguments) -> bool:
    """Push updates to an address; an empty one takes the webhook away."""
    url = arguments.text("url")
    secret = arguments.text("secret_token")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = max(1, min(arguments.integer("max_connections") or 40, 100))
    settings = WebhookSettings(check_url(url), secret, connections) if url else WebhookSettings()
    _set_allowed(world, arguments)
    if arguments.flag("drop_pending_updates"):
        world.updates.clear()
    if url:
        world.updates.interrupt(conflict("terminated by setWebhook request"))
    await world.webhook.use(settings)
    return True


@method("deleteWebhook")
async def delete_webhook(world: World, arguments: Arguments) -> bool:
    """Back to getUpdates."""
    if arguments.flag("drop_pending_updates"):
        world.updates.clear()
    await world.webhook.use(WebhookSettings())
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, _: Arguments) -> object:
    """What is set and how delivery goes."""
    return world.webhook.info()


def _set_allowed(world: World, arguments: Arguments) -> None:
    allowed = arguments.decoded_list("allowed_updates")
    if allowed is not None:
        world.updates.allowed = frozenset(str(kind) for kind in allowed) or None
