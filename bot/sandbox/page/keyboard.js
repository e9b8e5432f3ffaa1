// The inline keyboard under a bubble.

import { el, icon } from "./dom.js";
import { safeLink } from "./richtext.js";
import { word } from "./words.js";

const COPIED_MS = 2_000;
// Telegram shows a pressed button as waiting for about as long as a callback query can be answered.
const WAIT_MS = 15_000;
const WEEK_DAYS = 7;

function linkKey(button) {
  return el(
    "a",
    { class: "key", href: safeLink(button.url) ?? "#", target: "_blank", rel: "noopener noreferrer" },
    el("span", {}, button.text),
    icon("away"),
    el("span", { class: "unseen" }, word("opens_link")),
  );
}

function copyKey(button, announce) {
  const label = el("span", {}, button.text);
  const key = el("button", { type: "button", class: "key" }, label, icon("copy"));
  key.addEventListener("click", async () => {
    const done = await copyText(button.copy_text);
    announce(done ? word("copied") : word("copy_by_hand", { text: button.copy_text }));
    if (!done) return;
    key.classList.add("done");
    label.textContent = word("copied");
    setTimeout(() => {
      key.classList.remove("done");
      label.textContent = button.text;
    }, COPIED_MS);
  });
  return key;
}

/** Put `text` on the clipboard; false when the browser does not allow it. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function dataKey(message, button, tap) {
  const key = el("button", { type: "button", class: "key", data: { data: button.data } }, el("span", {}, button.text));
  key.disabled = !tap;
  key.addEventListener("click", () => {
    if (key.getAttribute("aria-busy") === "true") return;
    wait(key);
    tap(message, button.data, key);
  });
  return key;
}

function wait(key) {
  key.setAttribute("aria-busy", "true");
  setTimeout(() => settle(key), WAIT_MS);
}

/** The press of `key` has been answered. */
export function settle(key) {
  key.removeAttribute("aria-busy");
}

function keyFor(message, button, { tap, announce }) {
  if (button.url) return linkKey(button);
  if (button.copy_text) return copyKey(button, announce);
  return dataKey(message, button, tap);
}

// A calendar broken in the middle of a week cannot be read: its rows stay whole, however narrow the days get.
const rowClass = (row) => (row.length === WEEK_DAYS ? "keys week" : "keys");

/** The keyboard of `message`, or null. `tap(message, data, key)` is called on a press. */
export function keyboard(message, handlers) {
  if (!message.buttons?.length) return null;
  const rows = message.buttons.map((row) =>
    el("div", { class: rowClass(row) }, ...row.map((button) => keyFor(message, button, handlers))),
  );
  return el("div", { class: "keyboard" }, ...rows);
}
