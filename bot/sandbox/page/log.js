// The list of messages on the screen: in order, with a line between days, never longer than KEPT.

import { bubble } from "./bubbles.js";
import { dayKey, dayName } from "./dates.js";
import { el } from "./dom.js";

const KEPT = 300;
// Nearer to the end than this counts as reading along, so a new message scrolls into view.
const NEAR_END_PX = 120;

export class MessageLog {
  /** `scroller` scrolls, `list` holds the items, `jump` is the button back to the newest message. */
  constructor({ scroller, list, jump, handlers, now }) {
    Object.assign(this, { scroller, list, jump, handlers, now });
    this.messages = new Map();
    this.following = true;
    this.top = 0;
    scroller.addEventListener("scroll", () => this.#look(), { passive: true });
    jump.addEventListener("click", () => this.toEnd());
    const resized = new ResizeObserver(() => this.#keepEnd());
    resized.observe(scroller);
    resized.observe(list);
  }

  get size() {
    return this.messages.size;
  }

  /** Show exactly these messages. */
  reset(messages) {
    this.list.setAttribute("aria-busy", "true");
    this.messages.clear();
    this.list.replaceChildren();
    for (const message of messages.filter((one) => !one.deleted).slice(-KEPT)) this.#append(message);
    this.list.removeAttribute("aria-busy");
    this.toEnd();
  }

  /** Bring the screen in line with `messages`, touching only what differs (so nothing is read out twice). */
  merge(messages) {
    const present = new Set(messages.filter((one) => !one.deleted).map((one) => one.id));
    for (const id of [...this.messages.keys()]) if (!present.has(id)) this.remove(id);
    for (const message of messages.slice(-KEPT)) this.put(message);
  }

  /** A new message, or a new state of one that is here. */
  put(message) {
    if (message.deleted) return this.remove(message.id);
    const known = this.messages.get(message.id);
    if (!known) {
      this.#append(message);
      this.#trim();
      if (message.from === "person") this.toEnd();
    } else if (JSON.stringify(known) !== JSON.stringify(message)) {
      this.#replace(message);
    }
    return this.#keepEnd();
  }

  remove(id) {
    const item = this.item(id);
    this.messages.delete(id);
    if (!item) return;
    const before = item.previousElementSibling;
    const last = !item.nextElementSibling || item.nextElementSibling.matches(".day");
    item.remove();
    if (last && before?.matches(".day")) before.remove();
    this.#keepEnd();
  }

  item(id) {
    return this.list.querySelector(`.message[data-id="${CSS.escape(id)}"]`);
  }

  /** Draw everything again, in a new page language. */
  redraw() {
    this.reset([...this.messages.values()]);
  }

  toEnd() {
    this.following = true;
    this.jump.hidden = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.top = this.scroller.scrollTop;
  }

  // At once and not in the next frame: a keyboard that goes pulls the list up, and that must not look like scrolling.
  #keepEnd() {
    if (this.following) this.toEnd();
  }

  show(id) {
    const item = this.item(id);
    item?.scrollIntoView({ block: "center" });
    this.#look();
    item?.querySelector(".more").focus();
  }

  #append(message) {
    const item = bubble(message, this.handlers);
    const last = this.list.lastElementChild;
    if (last?.dataset.day !== item.dataset.day) this.list.append(this.#dayLine(message));
    if (last?.matches(".mine") === item.matches(".mine")) item.classList.add("follows");
    this.messages.set(message.id, message);
    this.list.append(item);
    this.jump.hidden = this.following;
  }

  #dayLine(message) {
    const date = new Date(message.date);
    return el("li", { class: "day", data: { date: message.date, day: dayKey(date) } }, el("span", {}, this.#named(date)));
  }

  #named(date) {
    return dayName(date, this.now());
  }

  /** Say "today" and "yesterday" anew after the clock has moved. */
  renameDays() {
    for (const line of this.list.querySelectorAll(".day")) {
      line.firstElementChild.textContent = this.#named(new Date(line.dataset.date));
    }
  }

  #replace(message) {
    const old = this.item(message.id);
    const fresh = bubble(message, this.handlers);
    const focused = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
    if (old.matches(".follows")) fresh.classList.add("follows");
    this.messages.set(message.id, message);
    old.replaceWith(fresh);
    if (focused >= 0) this.#refocus(fresh, focused);
  }

  /** The control that had the focus was drawn anew: its successor in the same place gets it. */
  #refocus(item, place) {
    const controls = item.querySelectorAll("button, a");
    controls[Math.min(place, controls.length - 1)].focus({ preventScroll: true });
  }

  #trim() {
    while (this.messages.size > KEPT) this.remove(this.messages.keys().next().value);
  }

  #look() {
    const left = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
    const up = this.scroller.scrollTop < this.top;
    this.top = this.scroller.scrollTop;
    // A picture that arrives late also leaves the end far away; only going up means reading something older.
    if (left < NEAR_END_PX) this.following = true;
    else if (up) this.following = false;
    if (this.following) this.jump.hidden = true;
  }
}
