// SPDX-License-Identifier: AGPL-3.0-or-later
// Comfort for forms; everything works without it. Marks in the templates:
//   data-errors            the summary of errors: gets the focus
//   data-show="id"         button that shows the password in that box
//   data-print             button that prints the page
//   data-close             button that closes the <details> around it
//   data-tick-all="name"   checkbox that ticks all boxes of that name
//   data-may-repeat        form or button that may be sent twice (a download)

const WORKING = "送信しています…";
const labels = new Map(); // of buttons that say WORKING: what they said, with its readings

function focusErrors() {
  const place = document.querySelector("[data-errors]") ?? document.querySelector("[aria-invalid='true']");
  place?.focus();
}

// A link of the summary leads to the box itself, not only near it.
function followError(event) {
  const link = event.target.closest("[data-errors] a[href^='#']");
  const box = link && document.getElementById(link.hash.slice(1));
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.closest(".field")?.scrollIntoView({ block: "center" });
}

// The second press of a button must not register a person twice. Buttons stay
// enabled so that their name and value are sent; the form refuses instead.
function refuseRepeat(event) {
  const form = event.target;
  const repeats = [form, event.submitter].some((part) => part?.matches("[data-may-repeat], [hx-post]"));
  if (form.method !== "post" || repeats) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented) return;
  form.dataset.sent = "1";
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  labels.set(button, [...button.childNodes]);
  button.textContent = WORKING;
}

// Coming back with the browser's button finds the form usable again.
function allowAgain() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const [button, label] of labels) {
    button.replaceChildren(...label);
    button.removeAttribute("aria-busy");
  }
  labels.clear();
}

function press(event) {
  const button = event.target.closest("button, summary");
  if (!button) return;
  if (button.dataset.show) showSecret(button);
  if (button.hasAttribute("data-print")) window.print();
  if (button.hasAttribute("data-close")) closeAround(button);
}

function showSecret(button) {
  const box = document.getElementById(button.dataset.show);
  const shown = box.type === "text";
  box.type = shown ? "password" : "text";
  button.textContent = shown ? "表示" : "隠す";
  button.setAttribute("aria-pressed", String(!shown));
}

function closeAround(button) {
  const details = button.closest("details");
  if (!details) return;
  details.open = false;
  details.querySelector("summary").focus();
}

function escape(event) {
  if (event.key !== "Escape") return;
  const open = event.target.closest("details.menu[open], details.confirm[open]");
  if (open) closeAround(open.firstElementChild);
}

function tickAll(event) {
  const name = event.target.dataset?.tickAll;
  if (!name) return;
  for (const box of event.target.form.elements) {
    if (box.name === name && !box.disabled) box.checked = event.target.checked;
  }
}

// Buttons that do nothing without this file are hidden in the template.
function reveal(root) {
  for (const button of root.querySelectorAll("[data-show][hidden], [data-print][hidden], [data-close][hidden]")) {
    button.hidden = false;
  }
}

document.addEventListener("click", followError);
document.addEventListener("click", press);
document.addEventListener("submit", refuseRepeat);
document.addEventListener("keydown", escape);
document.addEventListener("change", tickAll);
document.addEventListener("htmx:afterSwap", (event) => reveal(event.target.parentNode ?? document));
document.addEventListener("tsunagi:answered", allowAgain);
window.addEventListener("pageshow", allowAgain);
// A password must not stay readable in a page that is left.
window.addEventListener("pagehide", () => {
  for (const button of document.querySelectorAll("[data-show][aria-pressed='true']")) showSecret(button);
});
reveal(document);
focusErrors();
