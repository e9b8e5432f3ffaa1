// Puts the parts of the page together and opens the first chat.

import * as api from "./api.js";
import { Answers } from "./answers.js";
import { attachMenu } from "./attach.js";
import { bubbleMenu } from "./bubblemenu.js";
import { Chat } from "./chat.js";
import { Clock } from "./clock.js";
import { Commands } from "./commands.js";
import { Composer } from "./composer.js";
import { closable } from "./dialogs.js";
import { byId } from "./dom.js";
import { MessageLog } from "./log.js";
import { People } from "./people.js";
import { toast } from "./toast.js";
import { closeTools, tools } from "./tools.js";
import { pageLanguage, speak, word } from "./words.js";

const RETRY_MS = 1_500;
// The script of the letters in the chat: what the person's client asks for, so the shapes of the font fit.
const LETTERS = { "zh-hant": "zh-Hant-TW", "zh-hk": "zh-Hant-HK", en: "en" };

const handlers = {};
const clock = new Clock(() => log.renameDays());
const log = new MessageLog({
  scroller: byId("messages"),
  list: byId("message-list"),
  jump: byId("jump"),
  handlers,
  now: () => clock.now(),
});
const commands = new Commands((text) => {
  composer.plain();
  chat.say(text);
});
const answers = new Answers((text) => chat.say(text));
const chat = new Chat({ log, commands, clock, answers });
const composer = new Composer({ commands, send: (message) => chat.compose(message) });
const people = new People((place) => changed(place));
let shown = null;

const tap = (...press) => chat.tap(...press);
Object.assign(handlers, {
  tap,
  announce: toast,
  find: (id) => log.messages.get(id),
  show: (id) => log.show(id),
  command: (text) => chat.say(text),
  more: bubbleMenu(composer),
});

function changed(place) {
  const name = `${place.kind} ${place.id}`;
  if (name !== shown) {
    composer.change(shown, name);
    if (shown) closeTools();
  }
  shown = name;
  // Taps belong to a person's own chat; the sandbox has none for groups.
  handlers.tap = place.kind === "person" ? tap : null;
  byId("message-list").lang = LETTERS[people.writer.language_code] ?? "zh-Hans";
  chat.open(place, people.writer);
}

function introduce(bot) {
  const name = bot.first_name || bot.username || word("bot");
  byId("bot-name").textContent = name;
  byId("bot-face").textContent = [...name][0];
  byId("bot-about").textContent = bot.short_description || bot.description || "";
  document.title = `${name} · ${word("title")}`;
}

async function begin() {
  try {
    const state = await api.state();
    clock.set(state.clock);
    introduce(state.bot);
    await people.take(state);
    byId("offline").textContent = "";
  } catch (problem) {
    if (!(problem instanceof api.CallFailed)) throw problem;
    byId("offline").textContent = word("reconnecting");
    setTimeout(begin, RETRY_MS);
  }
}

function translated() {
  speak(byId("page-language").elements.language.value);
  log.redraw();
  clock.draw();
  people.draw();
  chat.refresh();
}

// Whatever the server did not take and nobody else has spoken about.
window.addEventListener("unhandledrejection", (event) => {
  if (!(event.reason instanceof api.CallFailed)) return;
  event.preventDefault();
  toast(word("not_sent"));
});
chat.recovered = begin;
attachMenu((call) => chat.act(call));
tools();
for (const dialog of document.querySelectorAll("dialog")) closable(dialog);
byId("unblock").addEventListener("click", () => people.change({ blocked: false }));
byId("page-language").elements.language.value = pageLanguage();
byId("page-language").addEventListener("change", translated);
speak(pageLanguage());
begin();
