// Who is chatting: the list of people and groups, adding one, and the settings of the one chosen.

import * as api from "./api.js";
import { ask } from "./dialogs.js";
import { byId, el, icon } from "./dom.js";
import { clientLanguageFor, word } from "./words.js";

const KEPT = "sandbox.place";

/** A place to chat: {kind: "person" or "group", id, name, …}; `by` is the person who made a group. */
export class People {
  /** `changed(place)` is called when another place is chosen, or the chosen one is not the same any more. */
  constructor(changed) {
    this.changed = changed;
    this.people = [];
    this.groups = [];
    this.place = null;
    byId("add-person").addEventListener("click", () => this.#add());
    byId("add-group").addEventListener("click", () => this.#addGroup());
    byId("leave-group").addEventListener("click", () => this.#leaveGroup());
    byId("client-language").addEventListener("change", ({ target }) => this.change({ language_code: target.value }));
    byId("block").addEventListener("click", () => this.change({ blocked: !this.place.blocked }));
  }

  /** Take over the people and groups of the server; the first visitor ever becomes a person here. */
  async take(state) {
    this.people = state.people.map((person) => ({ ...person, kind: "person" }));
    const makers = new Map(this.groups.map((group) => [group.id, group.by]));
    this.groups = state.groups.map((group) => placeOfGroup(group, makers.get(group.id)));
    if (this.people.length === 0) await this.#first();
    const wanted = this.place ?? { id: Number(sessionStorage.getItem(KEPT)) };
    this.choose([...this.people, ...this.groups].find((one) => one.id === wanted.id) ?? this.people[0]);
  }

  /** The person who is writing: the one chosen, or in a group the one who brought the bot there. */
  get writer() {
    if (this.place.kind === "person") return this.place;
    return this.people.find((one) => one.id === this.place.by) ?? this.people[0];
  }

  choose(place) {
    this.place = place;
    sessionStorage.setItem(KEPT, place.id);
    this.draw();
    this.changed(place);
  }

  async change(changes) {
    await api.changePerson(this.place.id, changes);
    await this.take(await api.state());
  }

  draw() {
    byId("people-list").replaceChildren(...[...this.people, ...this.groups].map((one) => this.#entry(one)));
    byId("tools-who").textContent = this.place.name;
    byId("person-settings").hidden = this.place.kind !== "person";
    byId("leave-group").hidden = this.place.kind !== "group" || this.place.left;
    byId("client-language").value = this.place.language_code ?? "";
    byId("block").textContent = word(this.place.blocked ? "unblock" : "block");
  }

  #entry(one) {
    const chosen = one.id === this.place.id;
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "person", "aria-pressed": String(chosen), on: { click: () => this.choose(one) } },
        el("span", { class: "face", "aria-hidden": "true" }, one.kind === "group" ? icon("group") : [...one.name][0]),
        el("span", { class: "person-name" }, one.name),
        el("span", { class: "soft" }, about(one)),
      ),
    );
  }

  async #first() {
    const person = { name: word("me"), language_code: clientLanguageFor(navigator.language), blocked: false };
    const { id } = await api.addPerson(person.name, person.language_code);
    this.people = [{ ...person, id, kind: "person" }];
  }

  async #add() {
    const answer = await ask(byId("person-dialog"));
    if (!answer) return;
    const { id } = await api.addPerson(answer.get("name").trim(), answer.get("language"));
    this.place = { id };
    await this.take(await api.state());
  }

  async #addGroup() {
    const answer = await ask(byId("group-dialog"));
    if (!answer) return;
    const by = this.writer.id;
    const { id } = await api.addGroup(answer.get("title").trim(), answer.get("kind"), by);
    this.groups.push({ id, by });
    this.place = { id };
    await this.take(await api.state());
  }

  async #leaveGroup() {
    await api.leaveGroup(this.place.id);
    await this.take(await api.state());
  }
}

function placeOfGroup({ id, title, membership }, by) {
  return { id, kind: "group", name: title, by, left: membership !== "member" };
}

function about(place) {
  if (place.kind === "group") return word(place.left ? "left_group" : "group");
  return place.blocked ? word("blocked") : place.language_code;
}
