// The column of tools. Where there is no room beside the chat it is a sheet over it, behind one button.

import { byId } from "./dom.js";

const ROOM = window.matchMedia("(min-width: 800px)");

function show(open) {
  const sheet = !ROOM.matches;
  byId("tools").hidden = sheet && !open;
  byId("tools-curtain").hidden = !(sheet && open);
  byId("chat").inert = sheet && open;
  byId("tools-button").setAttribute("aria-expanded", String(sheet && open));
}

/** Open the sheet (a no-op where the tools have their own column). */
export function openTools() {
  show(true);
  byId("tools-close").focus();
}

/** Close the sheet and hand the focus back to its button. */
export function closeTools() {
  if (ROOM.matches || byId("tools").hidden) return;
  show(false);
  byId("tools-button").focus();
}

export function tools() {
  byId("tools-button").addEventListener("click", openTools);
  byId("tools-close").addEventListener("click", closeTools);
  byId("tools-curtain").addEventListener("click", closeTools);
  document.addEventListener("keydown", (event) => {
    // A dialog over the sheet closes by itself first.
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) closeTools();
  });
  ROOM.addEventListener("change", () => show(false));
  show(false);
}
