// Everything one can send besides text: picture, document, voice, sticker, poll, and what somebody else wrote.

import * as api from "./api.js";
import { ask } from "./dialogs.js";
import { byId } from "./dom.js";
import { closeMenu, toggles } from "./menu.js";
import { voiceClip } from "./voice.js";

/** Connect the attach menu. `send(call)` runs a call for the person who is writing: `call(personId)`. */
export function attachMenu(send) {
  const menu = byId("attach-menu");
  toggles(byId("attach"), menu);
  fromFile(send, "pictures", byId("picture-file"));
  fromFile(send, "documents", byId("document-file"));
  const choices = {
    picture: () => byId("picture-file").click(),
    document: () => byId("document-file").click(),
    voice: () => send((person) => api.sendFiles(person, "voice", [voiceClip()])),
    sticker: () => sticker(send),
    poll: () => poll(send),
    forward: () => forward(send),
  };
  menu.addEventListener("click", ({ target }) => {
    const kind = target.closest("button")?.dataset.kind;
    if (!kind) return;
    closeMenu({ refocus: true });
    choices[kind]();
  });
  pasted(send, byId("write"));
}

function fromFile(send, kind, input) {
  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    // Pictures chosen together go as one album; documents one by one.
    const parcels = kind === "pictures" ? [files] : files.map((file) => [file]);
    for (const parcel of parcels) await send((person) => api.sendFiles(person, kind, parcel));
  });
}

function pasted(send, box) {
  box.addEventListener("paste", (event) => {
    const [picture] = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
    if (!picture) return;
    event.preventDefault();
    send((person) => api.sendFiles(person, "pictures", [picture]));
  });
}

async function sticker(send) {
  const answer = await ask(byId("sticker-dialog"));
  if (answer) await send((person) => api.sendSticker(person, answer.get("choice")));
}

async function poll(send) {
  const answer = await ask(byId("poll-dialog"));
  if (answer) await send((person) => api.sendPoll(person, answer.get("question").trim()));
}

async function forward(send) {
  const answer = await ask(byId("forward-dialog"));
  if (!answer) return;
  const origin = { forward_from: answer.get("name").trim() };
  const text = answer.get("text").trim();
  const picture = answer.get("picture");
  if (picture.size > 0) {
    await send((person) => api.sendFiles(person, "pictures", [picture], { caption: text, ...origin }));
  } else if (text) {
    await send((person) => api.say(person, text, origin));
  }
}
