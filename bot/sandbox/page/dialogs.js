// Questions asked in a <dialog> of index.html. The browser keeps the focus inside and hands it back at the end.

/** Open `dialog`; resolves to its form's FormData, or null when it was left. */
export function ask(dialog) {
  const form = dialog.querySelector("form");
  form.reset();
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener(
      "close",
      () => resolve(dialog.returnValue ? chosen(form, dialog.returnValue) : null),
      { once: true },
    );
  });
}

function chosen(form, value) {
  const data = new FormData(form);
  data.set("choice", value);
  return data;
}

/** A press on the backdrop or on a "leave" button closes the dialog with nothing chosen. */
export function closable(dialog) {
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || target.closest("[data-leave]")) dialog.close("");
  });
}
