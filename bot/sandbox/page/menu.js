// Small menus: opened by a button, walked with the arrow keys, closed by Esc, a choice or a press elsewhere.

let open = null;

// A text box opens the list of commands too, and has no such state.
function expanded(opener, value) {
  if (opener.matches("button")) opener.setAttribute("aria-expanded", String(value));
}

const items = (menu) => [...menu.querySelectorAll("button:not([hidden])")];

/** Show `menu`, an element full of buttons, for `opener`, and move the focus into it unless `focus` is false. */
export function openMenu(menu, opener, { focus = true } = {}) {
  closeMenu();
  open = { menu, opener };
  menu.hidden = false;
  expanded(opener, true);
  if (focus) items(menu)[0]?.focus();
}

/** Close the menu that is open, if any; `refocus` hands the focus back to what opened it. */
export function closeMenu({ refocus = false } = {}) {
  if (!open) return;
  const { menu, opener } = open;
  open = null;
  menu.hidden = true;
  expanded(opener, false);
  if (refocus) opener.focus();
}

export const isOpen = (menu) => open?.menu === menu;

/** Open or close `menu` each time `opener` is pressed. */
export function toggles(opener, menu, before = () => {}) {
  expanded(opener, false);
  opener.setAttribute("aria-controls", menu.id);
  opener.addEventListener("click", () => {
    if (isOpen(menu)) return closeMenu({ refocus: true });
    before();
    return openMenu(menu, opener);
  });
}

/** Place `menu` beside `anchor`, inside the window. */
export function placeBeside(menu, anchor) {
  const box = anchor.getBoundingClientRect();
  const top = Math.min(box.bottom + 4, window.innerHeight - menu.offsetHeight - 8);
  const left = Math.min(box.left, window.innerWidth - menu.offsetWidth - 8);
  menu.style.top = `${Math.max(8, top)}px`;
  menu.style.left = `${Math.max(8, left)}px`;
}

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function walk(event) {
  const all = items(open.menu);
  const at = all.indexOf(document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  all[(at + STEPS[event.key] + all.length) % all.length].focus();
}

document.addEventListener("keydown", (event) => {
  if (!open) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopImmediatePropagation();
    closeMenu({ refocus: true });
  } else if (event.key in STEPS) {
    walk(event);
  }
});

document.addEventListener("pointerdown", ({ target }) => {
  if (open && !open.menu.contains(target) && !open.opener.contains(target)) closeMenu();
});
document.addEventListener("focusin", ({ target }) => {
  if (open && !open.menu.contains(target) && !open.opener.contains(target)) closeMenu();
});
