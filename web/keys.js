// SPDX-License-Identifier: AGPL-3.0-or-later
// Single letters as shortcuts; /keys lists them. They never work while somebody types, in a list
// or a window, or with Ctrl, Alt or Meta; 画面の設定 switches them off, and then this file is not
// even loaded (WCAG 2.1.4).

const TYPING = "input, textarea, select, [contenteditable], dialog, [role='dialog']";

const posts = () => [...document.querySelectorAll(".timeline:not(.sending) > .post")];

function goTo(element) {
  if (!element) return;
  if (!element.matches("a, button, input, textarea, [tabindex]")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: element.matches("textarea") ? "center" : "start" });
}

// From the post that has the focus, else from the one at the top of the screen.
function step(by) {
  const all = posts();
  const focused = document.activeElement?.closest(".post");
  const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const first = all.findIndex((post) => post.getBoundingClientRect().bottom > top + 1);
  const at = focused ? all.indexOf(focused) : by > 0 ? first - 1 : first;
  goTo(all[Math.min(all.length - 1, Math.max(0, at + by))]);
}

function unread() {
  const all = posts().filter((post) => post.hasAttribute("data-unread"));
  const at = all.indexOf(document.activeElement?.closest(".post"));
  goTo(all[at + 1] ?? document.getElementById("new"));
}

const go = (path) => () => location.assign(path);

const actions = {
  j: () => step(1),
  k: () => step(-1),
  u: unread,
  w: () => goTo(document.getElementById("f-body")),
  "/": () => goTo(document.querySelector("main [role='search'] input:not([type='hidden'])")) ?? search(),
  h: go("/"),
  "?": () => map(),
};

function search() {
  if (!document.querySelector("main [role='search']")) location.assign("/search");
}

const map = () => import("asset:keymap.js").then((it) => it.show()).catch(() => location.assign("/keys"));

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.repeat && !"jk".includes(event.key.toLowerCase())) return;
  const action = actions[event.key.toLowerCase()];
  if (!action || event.target.closest?.(TYPING)) return;
  event.preventDefault();
  action();
});
