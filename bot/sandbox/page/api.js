// The control API of the sandbox server, one function a call.

/** The server answered with a refusal (`status`) or did not answer (`status` 0). */
export class CallFailed extends Error {
  constructor(status, description) {
    super(description);
    this.status = status;
  }
}

async function call(method, path, body) {
  const options = { method };
  if (body instanceof FormData) {
    options.body = body;
  } else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  const response = await fetch(`/sandbox/${path}`, options).catch((problem) => {
    throw new CallFailed(0, String(problem));
  });
  const text = await response.text();
  if (!response.ok) throw new CallFailed(response.status, text);
  return text ? JSON.parse(text) : null;
}

function parcel(files, fields) {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  return form;
}

/** The folder a place (see people.js) lives in. */
export const side = ({ kind }) => (kind === "group" ? "groups" : "people");

export const state = () => call("GET", "state");
export const chat = (place) => call("GET", `${side(place)}/${place.id}/chat`);
export const addPerson = (name, language) => call("POST", "people", { name, language_code: language });
export const changePerson = (id, changes) => call("PATCH", `people/${id}`, changes);
export const say = (id, text, extra = {}) => call("POST", `people/${id}/messages`, { text, ...extra });
export const edit = (id, messageId, text) => call("POST", `people/${id}/edits`, { message_id: messageId, text });
export const tap = (id, messageId, data) => call("POST", `people/${id}/taps`, { message_id: messageId, data });
export const addGroup = (title, kind, by) => call("POST", "groups", { title, kind, by });
export const leaveGroup = (id) => call("DELETE", `groups/${id}`);
export const advance = (seconds) => call("POST", "clock", { advance_seconds: seconds });
export const sendSticker = (id, emoji) => call("POST", `people/${id}/stickers`, { emoji });
export const sendPoll = (id, question) => call("POST", `people/${id}/polls`, { question });

/** Send `files` as `kind` (pictures, documents or voice); `fields`: caption, forward_from. */
export function sendFiles(id, kind, files, fields = {}) {
  return call("POST", `people/${id}/${kind}`, parcel(files, fields));
}

export function sayInGroup(id, from, text, extra = {}) {
  return call("POST", `groups/${id}/messages`, { from, text, ...extra });
}
