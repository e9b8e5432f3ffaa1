// One message as a list item: what was said, by whom, when, and its keyboard.

import { clockTime, dayKey } from "./dates.js";
import { el, icon } from "./dom.js";
import { keyboard } from "./keyboard.js";
import { richText } from "./richtext.js";
import { word } from "./words.js";

function picture(message) {
  const image = el("img", { src: message.photo.url, alt: message.caption || word("picture") });
  const shown = el("a", { class: "picture", href: message.photo.url, target: "_blank", rel: "noopener" }, image);
  return message.covered ? veiled(shown) : shown;
}

/** A picture nobody sees before it is tapped, as Telegram shows it. */
function veiled(shown) {
  shown.classList.add("veiled");
  shown.addEventListener("click", (tap) => {
    if (shown.classList.contains("veiled")) tap.preventDefault();
    shown.classList.remove("veiled");
  });
  return shown;
}

function paper(message) {
  const { url, name } = message.document;
  const label = el("span", { class: "paper-name" }, name || word("document"));
  return el("a", { class: "paper", href: url, download: name || "" }, icon("paper"), label);
}

function sound(message) {
  const label = el("span", { class: "paper-name" }, word("voice"));
  return el("a", { class: "paper", href: message.voice.url, download: "" }, icon("voice"), label);
}

function attachment(message) {
  if (message.photo) return picture(message);
  if (message.document) return paper(message);
  if (message.voice) return sound(message);
  if (message.sticker) return el("div", { class: "sticker" }, message.sticker);
  if (message.poll) return el("div", { class: "poll" }, icon("poll"), el("span", {}, message.poll));
  return null;
}

function saying(message, command) {
  const text = message.text || message.caption;
  return text ? el("div", { class: "text" }, ...richText(text, message.entities, command)) : null;
}

function stamp(message) {
  const date = new Date(message.date);
  const time = el("time", { datetime: message.date }, clockTime(date));
  const mark = message.edited ? el("span", { class: "edited" }, word("edited")) : null;
  return el("div", { class: "stamp" }, mark, time);
}

function origin(message) {
  if (!message.forwarded_from) return null;
  return el("div", { class: "origin" }, icon("forward"), word("forwarded", { name: message.forwarded_from }));
}

function quote(message, handlers) {
  const original = message.reply_to && handlers.find(message.reply_to);
  if (!original) return null;
  const text = original.text || original.caption || word("picture");
  const show = () => handlers.show(original.id);
  return el("button", { type: "button", class: "quote", on: { click: show } }, text);
}

// Read out before the text, so that one who listens knows who speaks.
function author({ from, name }) {
  return name ? word("said_by", { name }) : word(from === "bot" ? "said_bot" : "said_me");
}

function moreButton(message, more) {
  const button = el(
    "button",
    { type: "button", class: "more", "aria-label": word("more"), "aria-haspopup": "menu" },
    icon("more"),
  );
  button.addEventListener("click", () => more(message, button));
  return button;
}

// The stamp stands on the last line of the text when there is one; the class keeps room for it there.
function bubbleClass(message, said) {
  if (!said) return "bubble";
  return message.edited ? "bubble stamped wide" : "bubble stamped";
}

/**
 * The list item of `message`.
 *
 * `handlers`: tap, announce, command (as for keyboards and rich text); find(id) and show(id) of another message;
 * more(message, opener), which opens the menu of the bubble: by its button, by a right click and by a long press
 * (which browsers report as contextmenu).
 */
export function bubble(message, handlers) {
  const mine = message.from === "person";
  const more = moreButton(message, handlers.more);
  const said = saying(message, handlers.command);
  const parts = [origin(message), quote(message, handlers), attachment(message), said];
  if (parts.every((part) => part === null)) parts.push(el("div", { class: "soft" }, word("other_kind")));
  const speaker = el("span", { class: "unseen" }, author(message));
  const body = el("div", { class: bubbleClass(message, said) }, speaker, ...parts, stamp(message));
  body.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a") || window.getSelection().toString()) return;
    event.preventDefault();
    handlers.more(message, more);
  });
  const line = el("div", { class: "line" }, body, more);
  return el(
    "li",
    { class: mine ? "message mine" : "message", data: { id: message.id, day: dayKey(new Date(message.date)) } },
    line,
    keyboard(message, handlers),
  );
}
