// The list of the bot's commands over the composer: whole behind the menu button, filtered while "/…" is typed.

import { byId, el } from "./dom.js";
import { closeMenu, isOpen, openMenu, toggles } from "./menu.js";
import { fill, word } from "./words.js";

export class Commands {
  /** `pick(text)` is called with the chosen command, slash included. */
  constructor(pick) {
    this.all = [];
    this.pick = pick;
    this.list = byId("commands");
    this.opener = byId("menu-button");
    toggles(this.opener, this.list, () => this.#draw(this.all));
  }

  set(commands) {
    this.all = commands ?? [];
    this.opener.hidden = this.all.length === 0;
  }

  /** Follow what stands in the composer. */
  filter(typed) {
    const begun = /^\/(\w*)$/.exec(typed);
    const fitting = begun ? this.all.filter(({ command }) => command.startsWith(begun[1].toLowerCase())) : [];
    if (fitting.length === 0) return isOpen(this.list) && closeMenu();
    this.#draw(fitting);
    return isOpen(this.list) || openMenu(this.list, byId("write"), { focus: false });
  }

  get open() {
    return isOpen(this.list);
  }

  /** Move the focus into the list from the composer: to its first entry, or its last. */
  enter(fromEnd) {
    const entries = this.list.querySelectorAll("button");
    entries[fromEnd ? entries.length - 1 : 0].focus();
  }

  #draw(commands) {
    this.list.replaceChildren(...commands.map((one) => this.#entry(one)));
    if (commands.length === 0) {
      this.list.replaceChildren(el("p", { data: { word: "no_commands" } }));
      fill(this.list);
    }
    this.list.setAttribute("aria-label", word("commands"));
  }

  #entry({ command, description }) {
    const name = el("span", { class: "command-name" }, `/${command}`);
    const entry = el("button", { type: "button" }, name, el("span", { class: "soft" }, description));
    entry.addEventListener("click", () => {
      closeMenu();
      this.pick(`/${command}`);
    });
    return entry;
  }
}
