// Writing: a box that grows, Enter to send, drafts kept per chat, and the modes "editing" and "replying".

import { byId } from "./dom.js";
import { word } from "./words.js";

const TALLEST_PX = 160;
const BORDERS_PX = 2;

export class Composer {
  /**
   * `send({text, editing, replyTo})` resolves to true when the message was taken; otherwise the text comes back.
   * `commands` is the list that follows a typed "/".
   */
  constructor({ send, commands }) {
    Object.assign(this, { send, commands });
    this.box = byId("write");
    this.note = byId("composer-note");
    this.drafts = new Map();
    this.mode = {};
    byId("composer").addEventListener("submit", (event) => this.#submit(event));
    byId("composer-cancel").addEventListener("click", () => this.plain());
    this.box.addEventListener("input", () => this.#typed());
    this.box.addEventListener("keydown", (event) => this.#key(event));
  }

  focus() {
    this.box.focus({ preventScroll: true });
  }

  /** Put the draft of the chat named `from` aside and take up the one of `to`. */
  change(from, to) {
    if (!this.mode.editing) this.drafts.set(from, this.box.value);
    this.#into({}, this.drafts.get(to) ?? "");
  }

  plain() {
    this.#into({}, "");
    this.focus();
  }

  editing(message) {
    this.#into({ editing: message.id, title: word("editing"), quote: message.text }, message.text);
    this.focus();
  }

  replying(message) {
    const quote = message.text || message.caption || "";
    this.#into({ replyTo: message.id, title: word("replying"), quote }, this.box.value);
    this.focus();
  }

  #into(mode, text) {
    this.mode = mode;
    this.note.hidden = !mode.title;
    byId("composer-mode").textContent = mode.title ?? "";
    byId("composer-quote").textContent = mode.quote ?? "";
    this.box.value = text;
    this.#grow();
  }

  #typed() {
    this.#grow();
    this.commands.filter(this.box.value);
  }

  #grow() {
    this.box.style.height = "";
    // Hidden boxes have no height to measure; the style sheet's least height holds until something is written.
    if (this.box.value) this.box.style.height = `${Math.min(this.box.scrollHeight + BORDERS_PX, TALLEST_PX)}px`;
    byId("send").disabled = this.box.value.trim() === "";
  }

  #key(event) {
    // While an input method shows its candidates, Enter and the arrows belong to it (229: Safari's way of saying so).
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) {
      this.#submit(event);
    } else if (this.commands.open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.commands.enter(event.key === "ArrowUp");
    } else if (event.key === "Escape" && this.mode.title) {
      this.plain();
    }
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    if (!text) return;
    const { mode } = this;
    this.#into({}, "");
    this.commands.filter("");
    const taken = await this.send({ text, editing: mode.editing, replyTo: mode.replyTo });
    if (!taken && !this.box.value) this.#into(mode, text);
  }
}
