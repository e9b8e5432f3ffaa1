// The events of one chat, kept open over lost connections and server restarts.

const RETRY_MS = 1_500;

/**
 * Listen to the events of the chat at `path` ("people/1001") after number `after`; `event(event, number)` gets each.
 *
 * A lost connection is mended by the browser, which asks again with Last-Event-ID; `up(again)` tells of every
 * connection made, `down()` of one lost. When the server answers with something else than a stream (it has started
 * anew and does not know this chat), the browser gives up and `refused()` is called a moment later.
 */
export function listen(path, after, { event, up, down, refused }) {
  const source = new EventSource(`/sandbox/${path}/events?after=${after}`);
  let broken = false;
  let timer = null;

  source.addEventListener("open", () => {
    up(broken);
    broken = false;
  });
  source.addEventListener("message", (message) => event(JSON.parse(message.data), Number(message.lastEventId)));
  source.addEventListener("error", () => {
    if (!broken) down();
    broken = true;
    if (source.readyState === EventSource.CLOSED) timer = setTimeout(refused, RETRY_MS);
  });
  return {
    close() {
      clearTimeout(timer);
      source.close();
    },
  };
}
