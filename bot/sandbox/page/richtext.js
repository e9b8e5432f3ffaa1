// Telegram's message entities as elements. Offsets and lengths are UTF-16 units, as JavaScript counts.

import { el } from "./dom.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

const SAFE_LINK = /^(https?:|tg:|tel:|mailto:)/i;

/** `address` when a page may link to it, null otherwise (so no script: address is ever followed). */
export const safeLink = (address) => (SAFE_LINK.test(address ?? "") ? address : null);

const link = (address, inner) =>
  el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...inner);

function linkFor(entity, covered) {
  if (entity.type === "text_link") return safeLink(entity.url);
  if (entity.type === "url") return safeLink(covered) ?? safeLink(`https://${covered}`);
  if (entity.type === "email") return `mailto:${covered}`;
  if (entity.type === "phone_number") return `tel:${covered.replace(/[^+\d]/g, "")}`;
  return null;
}

function spoiler(inner) {
  const cover = el("button", { type: "button", class: "spoiler" }, ...inner);
  cover.addEventListener("click", () => cover.classList.add("shown"));
  return cover;
}

function wrap(entity, covered, inner, command) {
  const address = linkFor(entity, covered);
  if (address) return link(address, inner);
  if (entity.type === "spoiler") return spoiler(inner);
  if (entity.type === "bot_command") {
    return el("button", { type: "button", class: "inline-command", on: { click: () => command(covered) } }, ...inner);
  }
  return el(TAGS[entity.type] ?? "span", {}, ...inner);
}

const RED = "🔴";

/** A line of text. Its red mark is drawn: not every computer has a font for it. */
const plain = (text) =>
  text.split(RED).flatMap((part, n) => (n ? [el("span", { class: "red-mark" }, RED), part] : [part]));

function between(text, entities, from, to, command) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= entity.offset) continue;
    const inside = entities.slice(i + 1).filter((other) => other.offset >= entity.offset && other.offset < end);
    if (entity.offset > at) nodes.push(...plain(text.slice(at, entity.offset)));
    const inner = between(text, inside, entity.offset, end, command);
    nodes.push(wrap(entity, text.slice(entity.offset, end), inner, command));
    at = end;
  }
  if (at < to) nodes.push(...plain(text.slice(at, to)));
  return nodes;
}

/** Nodes for `text`; a bot command in it is a button that calls `command` with its text. */
export function richText(text, entities, command) {
  const outerFirst = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return between(text, outerFirst, 0, text.length, command);
}
