// The menu of one bubble: copy, reply, and edit when it is the person's own text.

import { byId } from "./dom.js";
import { copyText } from "./keyboard.js";
import { closeMenu, openMenu, placeBeside } from "./menu.js";
import { toast } from "./toast.js";
import { word } from "./words.js";

/** Opens the menu: `menu(message, opener)`. */
export function bubbleMenu(composer) {
  const menu = byId("bubble-menu");
  let message = null;
  const choices = {
    edit: () => composer.editing(message),
    reply: () => composer.replying(message),
    copy: () => copy(message.text || message.caption),
  };
  menu.addEventListener("click", ({ target }) => {
    const kind = target.closest("button")?.dataset.kind;
    if (!kind) return;
    closeMenu({ refocus: true });
    choices[kind]();
  });
  return (chosen, opener) => {
    message = chosen;
    const editable = chosen.from === "person" && chosen.text && !chosen.forwarded_from;
    menu.querySelector("[data-kind=edit]").hidden = !editable;
    menu.querySelector("[data-kind=copy]").hidden = !(chosen.text || chosen.caption);
    openMenu(menu, opener, { focus: false });
    placeBeside(menu, opener);
    menu.querySelector("button:not([hidden])").focus();
  };
}

async function copy(text) {
  toast((await copyText(text)) ? word("copied") : word("copy_by_hand", { text }));
}
