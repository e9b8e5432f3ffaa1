// The sandbox's own time: shown, kept ticking, and moved forward.

import * as api from "./api.js";
import { clockTime, longDay, secondsToTomorrowTen } from "./dates.js";
import { byId } from "./dom.js";
import { toast } from "./toast.js";
import { word } from "./words.js";

const TICK_MS = 1_000;

export class Clock {
  /** `moved()` is called when the time has jumped. */
  constructor(moved) {
    this.ahead = 0;
    this.moved = moved;
    setInterval(() => this.draw(), TICK_MS);
    for (const button of byId("clock").querySelectorAll("button")) {
      button.addEventListener("click", () => this.#advance(button.dataset.seconds));
    }
  }

  /** Take over the server's time, an ISO text. */
  set(iso) {
    this.ahead = new Date(iso).getTime() - Date.now();
    this.draw();
    this.moved();
  }

  async ask() {
    this.set((await api.state()).clock);
  }

  now() {
    return new Date(Date.now() + this.ahead);
  }

  draw() {
    write(byId("clock-time"), clockTime(this.now()));
    write(byId("clock-day"), longDay(this.now()));
  }

  async #advance(seconds) {
    const step = seconds === "tomorrow" ? secondsToTomorrowTen(this.now()) : Number(seconds);
    this.set((await api.advance(step)).clock);
    toast(word("moved_to", { time: `${longDay(this.now())} ${clockTime(this.now())}` }));
  }
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
