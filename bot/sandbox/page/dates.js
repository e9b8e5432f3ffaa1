// Times as the people the bot serves read them: one zone for the whole page, given in index.html.

import { pageLanguage, word } from "./words.js";

const ZONE = document.documentElement.dataset.timezone;
const DAY_MS = 86_400_000;
const TEN_O_CLOCK_S = 36_000;
const DAY_S = 86_400;

const format = (date, options) =>
  new Intl.DateTimeFormat(pageLanguage(), { timeZone: ZONE, ...options }).format(date);

export const clockTime = (date) => format(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** A day as a key that compares equal within that day, e.g. "2026-11-23". */
export const dayKey = (date) => new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE }).format(date);

/** "今天", "昨天" or the date with its weekday, seen from `now`. */
export function dayName(date, now) {
  if (dayKey(date) === dayKey(now)) return word("today");
  if (dayKey(date) === dayKey(new Date(now.getTime() - DAY_MS))) return word("yesterday");
  return longDay(date);
}

export const longDay = (date) =>
  `${format(date, { month: "long", day: "numeric" })} ${format(date, { weekday: "long" })}`;

/** Seconds from `now` to ten in the morning of the next day. No zone the page is used in changes its clocks. */
export function secondsToTomorrowTen(now) {
  const [hours, minutes, seconds] = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, timeStyle: "medium" })
    .format(now)
    .split(":")
    .map(Number);
  return DAY_S - (hours * 3600 + minutes * 60 + seconds) + TEN_O_CLOCK_S;
}
