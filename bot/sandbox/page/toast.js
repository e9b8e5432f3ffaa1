// Short notices over the chat, and the box that has to be closed (show_alert of answerCallbackQuery).

import { ask } from "./dialogs.js";
import { byId, el } from "./dom.js";

const SHORTEST_MS = 3_000;
const MS_A_CHARACTER = 150;

/** Show `text` for long enough to be read. */
export function toast(text) {
  const note = el("p", { class: "toast" }, text);
  byId("toasts").replaceChildren(note);
  setTimeout(() => note.remove(), SHORTEST_MS + text.length * MS_A_CHARACTER);
}

/** Show `text` until it is closed. */
export function alertBox(text) {
  byId("alert-text").textContent = text;
  return ask(byId("alert"));
}
