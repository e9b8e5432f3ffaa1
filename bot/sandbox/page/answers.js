// A reply keyboard: ready answers over the composer. Pressing one writes it.

import { byId, el } from "./dom.js";

export class Answers {
  /** `say(text)` is called with the chosen answer. */
  constructor(say) {
    this.say = say;
    this.box = byId("answers");
  }

  clear() {
    this.box.replaceChildren();
    this.box.hidden = true;
  }

  /** Show the newest keyboard among `messages`, if one of them brings a keyboard. */
  show(messages) {
    const rows = messages.filter((one) => one.keyboard).at(-1)?.keyboard;
    if (!rows) return;
    this.box.replaceChildren(...rows.map((row) => el("div", { class: "keys" }, ...row.map((text) => this.#key(text)))));
    this.box.hidden = false;
  }

  #key(text) {
    const key = el("button", { type: "button", class: "key" }, text);
    key.addEventListener("click", () => {
      this.clear();
      this.say(text);
    });
    return key;
  }
}
