// SPDX-License-Identifier: AGPL-3.0-or-later
// The room page. What is typed lives in this page and on the server: nothing about a person is
// kept on the device. draft.js keeps, send.js sends, files.js and read.js do what their names say;
// swap.js brings htmx, and view.js (photos) and copy.js come when they are needed. Marks in the
// templates:
//   data-grow                  textarea that grows with its text
//   data-unsent (+ id)         form whose text must not be lost: sent from the page,
//                              kept when that fails, warned about when leaving
//   data-open-here             where the page opens
import "asset:files.js";
import "asset:read.js";
import "asset:draft.js";
import "asset:send.js";
import "asset:swap.js";

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

function growAll() {
  for (const box of document.querySelectorAll("textarea[data-grow]")) grow(box);
}

// --- forms that are no posts ------------------------------------------------------------------

const KEPT = "書いた文はこの画面に残っています。";
const LOST = `送れませんでした。${KEPT}電波を確かめて、もう一度押してください。`;
const ENDED = `サインインの時間が切れました。${KEPT}別のタブでサインインしてから、もう一度押してください。`;
const BUSY = `ただいま送れませんでした。${KEPT}少し待って、もう一度押してください。`;

async function send(event) {
  const form = event.target;
  if (!form.matches("form[data-unsent]") || event.defaultPrevented) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  const ended = answer && ([401, 403].includes(answer.status) || new URL(answer.url).pathname === "/signin");
  document.dispatchEvent(new Event("tsunagi:answered"));
  if (answer?.ok && answer.redirected && !ended) sent(form, answer.url);
  else if (!answer) say(form, LOST);
  else if (ended) say(form, ENDED);
  else if (answer.status >= 500) say(form, BUSY);
  else await showAnswer(form, answer);
}

function sent(form, address) {
  form.dataset.sent = "1";
  location.assign(address);
}

// The form came back with sentences beside its fields.
async function showAnswer(form, answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const again = page.getElementById(form.id);
  if (!again) return say(form, BUSY);
  form.replaceWith(again);
  growAll();
  again.querySelector("[data-errors], [aria-invalid='true']")?.focus();
}

function say(form, sentence) {
  let place = form.querySelector(".write-say");
  if (!place) {
    place = document.createElement("p");
    place.className = "write-say field-error";
    place.setAttribute("role", "alert");
    form.append(place);
  }
  place.textContent = sentence;
}

function warnBeforeLeaving(event) {
  const changed = (box) => box.value.trim() && box.value !== box.defaultValue;
  for (const form of document.querySelectorAll("form[data-unsent]")) {
    if (!form.dataset.sent && [...form.querySelectorAll("textarea")].some(changed)) event.preventDefault();
  }
}

// On a phone the tabs are wider than the screen: the one of this page stands in sight.
function showTab() {
  const here = document.querySelector(".room-tabs [aria-current]");
  const tabs = here?.closest(".tabs");
  if (tabs) tabs.scrollLeft = here.offsetLeft + here.offsetWidth / 2 - tabs.offsetLeft - tabs.clientWidth / 2;
}

// --- what few visits need ---------------------------------------------------------------------

// Without the viewer a photo opens as a page of its own.
let viewer = null;
function openPhoto(event) {
  const link = event.target.closest(".photos a");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (viewer) return viewer.open(link);
  const bring = async () => (viewer = await import("asset:view.js")).open(link);
  bring().catch(() => location.assign(link.href));
}

function bringCopy() {
  if (document.querySelector("[data-copy-link]")) import("asset:copy.js").catch(() => {});
}

if (typeof HTMLDialogElement === "function") document.addEventListener("click", openPhoto);
document.addEventListener("htmx:afterSwap", bringCopy);
bringCopy();
document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-grow]")) grow(event.target);
});
document.addEventListener("submit", send);
// The hint goes with the button that had the focus: to what it is about.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.closest(".voice-hint") && event.detail.successful) document.getElementById("f-body")?.focus();
});
for (const word of ["tsunagi:new", "tsunagi:box", "htmx:afterSwap"]) document.addEventListener(word, growAll);
window.addEventListener("beforeunload", warnBeforeLeaving);
window.addEventListener("resize", showTab);
growAll();
showTab();
// A room opens at the first unread post, else at the newest.
if (!location.hash) document.querySelector("[data-open-here]")?.scrollIntoView({ block: "start" });
