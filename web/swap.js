// SPDX-License-Identifier: AGPL-3.0-or-later
// Brings htmx when somebody first comes near a part that it swaps (hx-get, hx-post): reading a room
// needs none of it, and it weighs more than the room itself. What was pressed meanwhile is done as
// soon as it is there, or as a page of its own when it does not come.

const PARTS = "[hx-get], [hx-post]";
let coming = null;

// htmx prepares itself as a page begins, which has long been: its settings are read here.
function ready() {
  const settings = document.querySelector("meta[name='htmx-config']").content;
  Object.assign(window.htmx.config, JSON.parse(settings));
  window.htmx.process(document.body);
}

function fetchIt() {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = "asset:htmx.js";
    script.addEventListener("load", () => done(ready()));
    script.addEventListener("error", () => failed(new Error(script.src)));
    document.head.append(script);
  });
}

function bring() {
  coming ??= fetchIt();
  coming.catch(() => (coming = null)); // the next press tries again
  return coming;
}

function near(event) {
  if (!window.htmx && event.target.closest?.(PARTS)) bring().catch(() => {});
}

// The fold holds a link to the same content until then.
function toggled(event) {
  const fold = event.target;
  if (window.htmx || !fold.matches?.(PARTS)) return;
  bring().then(() => window.htmx.trigger(fold, "toggle"), () => {});
}

function submit(event) {
  const form = event.target;
  if (window.htmx || !form.matches("[hx-post]")) return;
  event.preventDefault();
  event.stopPropagation();
  bring().then(() => form.requestSubmit(event.submitter), () => form.submit());
}

for (const word of ["pointerdown", "focusin"]) document.addEventListener(word, near, { passive: true });
document.addEventListener("toggle", toggled, true); // it does not rise
document.addEventListener("submit", submit, true);
