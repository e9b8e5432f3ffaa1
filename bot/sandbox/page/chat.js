// The chat on the screen: what the server says about it, drawn; what the person does in it, sent.

import * as api from "./api.js";
import { byId } from "./dom.js";
import { settle } from "./keyboard.js";
import { listen } from "./stream.js";
import { alertBox, toast } from "./toast.js";
import { word } from "./words.js";

// A typing action lasts five seconds in Telegram.
const TYPING_MS = 5_000;
const RETRY_MS = 1_500;

export class Chat {
  /** `log` draws the messages, `commands` and `answers` the lists to choose from, `clock` is told of the server's time. */
  constructor({ log, commands, clock, answers }) {
    Object.assign(this, { log, commands, clock, answers });
    this.writer = null;
    this.place = null;
    this.stream = null;
    this.pressed = new Set();
    // The number of the newest event drawn; 0 where numbers may have begun anew.
    this.seen = 0;
    byId("start").addEventListener("click", () => this.say("/start"));
    byId("pinned").addEventListener("click", () => this.log.show(this.pinnedId));
  }

  /** Show the chat of `place` (see people.js), written in by `writer`. */
  async open(place, writer) {
    this.leave();
    const before = this.place;
    Object.assign(this, { place, writer });
    const moved = before?.id !== place.id;
    if (moved) {
      this.log.reset([]);
      this.answers.clear();
    }
    this.drawFoot();
    const snapshot = await this.refresh();
    if (this.place !== place) return;
    if (!snapshot) return this.#again();
    if (moved) this.log.toEnd();
    return this.#follow(snapshot.last_event ?? 0);
  }

  /** Called when everything has to be asked anew; set by the page. */
  recovered() {}

  leave() {
    this.stream?.close();
    this.stream = null;
    this.seen = 0;
  }

  /** Bring the chat in line with the server; null when it did not answer. */
  async refresh() {
    const { place } = this;
    const snapshot = await api.chat(place).catch(() => null);
    if (!snapshot || this.place !== place) return null;
    // Events overtook it on the way: drawn now, it would take the newest messages off the screen.
    if (snapshot.last_event < this.seen) return this.refresh();
    this.log.merge(snapshot.messages);
    this.answers.show(snapshot.messages);
    this.commands.set(snapshot.commands);
    this.#pin(snapshot.messages);
    this.#typing(snapshot.typing);
    this.drawFoot(true);
    return snapshot;
  }

  /** The place under the messages: the box to write in, the start button, or the way out of a block. */
  drawFoot(known = this.log.size > 0) {
    const person = this.place.kind === "person";
    const empty = known && this.log.size === 0;
    byId("empty").hidden = !empty;
    byId("empty-text").textContent = word(person ? "empty" : "empty_group");
    byId("unblock-bar").hidden = !this.place.blocked;
    byId("start-bar").hidden = !(empty && person) || this.place.blocked;
    byId("composer").hidden = this.place.blocked || (empty && person) || !known;
    byId("attach").hidden = !person;
  }

  say(text, extra) {
    if (this.place.kind === "group") return this.#sayInGroup(text, extra);
    return this.act((id) => api.say(id, text, extra));
  }

  /** Take what the composer gives: a new message, a reply or an edit. */
  async compose({ text, editing, replyTo }) {
    if (editing) return this.act((id) => api.edit(id, editing, text));
    return this.say(text, replyTo ? { reply_to: replyTo } : {});
  }

  /** Run `call(personId)`; false, with a word to the person, when the server did not take it. */
  async act(call) {
    try {
      await call(this.writer.id);
    } catch (problem) {
      if (!(problem instanceof api.CallFailed)) throw problem;
      toast(word("not_sent"));
      return false;
    }
    return true;
  }

  async tap(message, data, key) {
    // Noted before the call: its answer may overtake the call's own.
    const press = { key, message: message.id, query: null };
    this.pressed.add(press);
    try {
      const { callback_query_id: query } = await api.tap(this.writer.id, message.id, data);
      press.query = query;
    } catch (problem) {
      if (!(problem instanceof api.CallFailed)) throw problem;
      this.#release((one) => one === press);
      toast(word(problem.status === 400 ? "gone_button" : "not_sent"));
      if (problem.status === 400) await this.refresh();
    }
  }

  #sayInGroup(text, extra) {
    return this.act((id) => api.sayInGroup(this.place.id, id, text, extra));
  }

  #follow(after) {
    this.stream = listen(`${api.side(this.place)}/${this.place.id}`, after, {
      event: (event, number) => this.#event(event, number),
      up: (again) => again && this.#recovered(),
      down: () => this.#lost(),
      refused: () => this.recovered(),
    });
  }

  #lost() {
    this.seen = 0;
    this.#banner(true);
  }

  /** The chat did not come: say so, and begin anew in a moment. */
  #again() {
    this.#banner(true);
    const timer = setTimeout(() => this.recovered(), RETRY_MS);
    this.stream = { close: () => clearTimeout(timer) };
  }

  /** After a break everything is asked anew: the server may have started again, even with other people. */
  #recovered() {
    this.#banner(false);
    toast(word("back_again"));
    this.recovered();
  }

  #banner(shown) {
    byId("offline").textContent = shown ? word("reconnecting") : "";
  }

  #event(event, number) {
    this.seen = number;
    const handlers = {
      message: () => this.#arrived(event.message),
      edit: () => this.#edited(event.message),
      delete: () => this.log.remove(event.message?.id ?? event.message_id),
      toast: () => this.#answered(event),
      typing: () => this.#typing(event.typing ?? true),
      commands: () => this.refresh(),
      pin: () => this.refresh(),
      // Asked anew, for an event read again after a break tells an old time.
      clock: () => this.clock.ask(),
    };
    handlers[event.type]?.();
  }

  #arrived(message) {
    this.log.put(message);
    this.answers.show([message]);
    if (message.from === "bot") this.#typing(false);
    this.drawFoot(true);
  }

  #edited(message) {
    this.#release((press) => press.message === message.id);
    this.log.put(message);
  }

  #answered({ callback_query_id: query, text, show_alert: alert }) {
    this.#release((press) => !query || !press.query || press.query === query);
    if (!text) return;
    if (alert) alertBox(text);
    else toast(text);
  }

  #release(answered) {
    for (const press of [...this.pressed].filter(answered)) {
      settle(press.key);
      this.pressed.delete(press);
    }
  }

  #typing(shown) {
    clearTimeout(this.typingTimer);
    byId("status").textContent = shown ? word("typing") : word(this.place.kind === "group" ? "group" : "bot");
    byId("status").classList.toggle("typing", Boolean(shown));
    if (shown) this.typingTimer = setTimeout(() => this.#typing(false), TYPING_MS);
  }

  #pin(messages) {
    const pinned = messages.filter((one) => one.pinned && !one.deleted).at(-1);
    this.pinnedId = pinned?.id;
    byId("pinned").hidden = !pinned;
    byId("pinned-text").textContent = pinned ? pinned.text || pinned.caption || "" : "";
  }
}
