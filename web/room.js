// SPDX-License-Identifier: AGPL-3.0-or-later
// The room page. What is typed lives in this page's memory only: nothing about
// a person is kept on the device. Marks in the templates:
//   data-grow                  textarea that grows with its text
//   data-unsent (+ id)         form whose text must not be lost: sent from the page,
//                              kept when that fails, warned about when leaving
//   data-once                  part of such a form that goes once it is sent (a reply)
//   data-attach="id"           file input; names and pictures go to that list
//   data-read-post="/rooms/…"  the timeline: where ids of read posts are sent
//   data-unread (+ data-id)    a post that counts as read after one second in view

const SEEN_FOR = 1000;
const SEND_EVERY = 2000;
const AWAKE_FOR = 60000;

// --- writing ---------------------------------------------------------------------

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

function unsentForms() {
  const written = (form) => [...form.querySelectorAll("textarea, input[type=file]")].some((box) => box.value.trim());
  return [...document.querySelectorAll("form[data-unsent]")].filter((form) => !form.dataset.sent && written(form));
}

function warnBeforeLeaving(event) {
  if (unsentForms().length) event.preventDefault();
}

function showAttached(input) {
  const list = document.getElementById(input.dataset.attach);
  for (const picture of list.querySelectorAll("img")) URL.revokeObjectURL(picture.src);
  list.replaceChildren(...[...input.files].map(attachedItem));
}

function attachedItem(file) {
  const item = document.createElement("li");
  if (/^image\/(jpeg|png|webp|gif)$/.test(file.type)) {
    const picture = document.createElement("img");
    picture.src = URL.createObjectURL(file);
    picture.alt = "";
    item.append(picture);
  }
  item.append(`${file.name}（${sizeText(file.size)}）`);
  return item;
}

function sizeText(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))}KB` : `${(bytes / 1e6).toFixed(1)}MB`;
}

// A post is sent from the page, so that what was written survives a lost
// connection, an ended session and a busy server: the text goes only when the
// server has taken it.
const KEPT = "書いた文はこの画面に残っています。";
const LOST = `送れませんでした。${KEPT}電波を確かめて、もう一度押してください。`;
const ENDED = `サインインの時間が切れました。${KEPT}別のタブでサインインしてから、もう一度押してください。`;
const BUSY = `ただいま送れませんでした。${KEPT}少し待って、もう一度押してください。`;

async function send(event) {
  const form = event.target;
  if (!form.matches("form[data-unsent]") || event.defaultPrevented) return;
  event.preventDefault();
  const typed = new FormData(form, event.submitter);
  const body = form.enctype === "multipart/form-data" ? typed : new URLSearchParams(typed);
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  const ended = answer && ([401, 403].includes(answer.status) || new URL(answer.url).pathname === "/signin");
  if (answer?.ok && answer.redirected && !ended) sent(form, answer.url);
  else if (!answer) say(form, LOST);
  else if (ended) say(form, ENDED);
  else if (answer.status >= 500) say(form, BUSY);
  else await showAnswer(form, answer);
  document.dispatchEvent(new Event("tsunagi:answered"));
}

// Where the timeline renews itself the page stays; elsewhere the way goes on.
function sent(form, address) {
  form.reset();
  for (const passed of form.querySelectorAll("[data-once]")) passed.remove();
  // The next post is a request of its own, even when it says the same.
  const key = form.querySelector("input[name=request_key]");
  if (key) key.value = crypto.getRandomValues(new Uint32Array(4)).join("-");
  if (!document.querySelector("[data-live-how='append']")) {
    location.assign(address);
    return;
  }
  for (const input of form.querySelectorAll("input[data-attach]")) showAttached(input);
  for (const box of form.querySelectorAll("textarea[data-grow]")) grow(box);
  say(form, "");
  document.dispatchEvent(new Event("tsunagi:renew"));
}

// The form came back with sentences beside its fields; chosen files stay.
async function showAnswer(form, answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const again = page.getElementById(form.id);
  if (!again) return say(form, BUSY);
  for (const input of form.querySelectorAll("input[type=file]")) {
    again.querySelector(`[name="${input.name}"]`)?.replaceWith(input);
  }
  form.replaceWith(again);
  watchNew();
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
  place.hidden = !sentence;
}

// --- reading ---------------------------------------------------------------------

const timers = new Map();
const read = new Set();
let sending = null;
let touched = performance.now(); // the page was opened by somebody

// In a room left open, colleagues' posts come into view by themselves: telling so must not keep
// the session of somebody who went away.
function readHeaders() {
  const asleep = performance.now() - touched > AWAKE_FOR;
  return { "HX-Request": "true", ...(asleep && { "X-Live": "1" }) };
}

function watch(entries) {
  for (const entry of entries) {
    const post = entry.target;
    // A post taller than the screen counts when it fills half of it.
    const seen = entry.intersectionRatio >= 0.6 || entry.intersectionRect.height >= window.innerHeight / 2;
    if (seen && !timers.has(post)) timers.set(post, setTimeout(() => seenLongEnough(post), SEEN_FOR));
    if (!seen) forget(post);
  }
}

function forget(post) {
  clearTimeout(timers.get(post));
  timers.delete(post);
}

function seenLongEnough(post) {
  timers.delete(post);
  if (document.hidden) return;
  watcher.unobserve(post);
  post.removeAttribute("data-unread");
  read.add(post.dataset.id);
  sending ??= setTimeout(sendRead, SEND_EVERY);
}

function sendRead() {
  clearTimeout(sending);
  sending = null;
  const address = document.querySelector("[data-read-post]")?.dataset.readPost;
  if (!address || !read.size) return;
  const body = new URLSearchParams([...read].map((id) => ["post", id]));
  const ids = [...read];
  read.clear();
  fetch(address, { method: "POST", body, keepalive: true, headers: readHeaders() }).catch(() => {
    for (const id of ids) read.add(id);
  });
}

const watcher = new IntersectionObserver(watch, { threshold: [0, 0.2, 0.4, 0.6, 0.8, 1] });

function watchNew() {
  for (const post of document.querySelectorAll("[data-read-post] [data-unread]")) watcher.observe(post);
  for (const box of document.querySelectorAll("textarea[data-grow]")) grow(box);
  for (const input of document.querySelectorAll("input[data-attach]")) input.classList.add("attach-short");
}

function left() {
  if (document.hidden) {
    for (const post of [...timers.keys()]) forget(post);
    sendRead();
    return;
  }
  // Back again: what is in view starts its second anew.
  watcher.disconnect();
  watchNew();
}

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-grow]")) grow(event.target);
});
document.addEventListener("change", (event) => {
  if (event.target.matches("input[data-attach]")) showAttached(event.target);
});
for (const touch of ["pointerdown", "pointermove", "touchmove", "wheel", "keydown"])
  document.addEventListener(touch, () => (touched = performance.now()), { capture: true, passive: true });
document.addEventListener("submit", send);
document.addEventListener("visibilitychange", left);
document.addEventListener("tsunagi:new", watchNew);
document.addEventListener("htmx:afterSwap", watchNew);
window.addEventListener("beforeunload", warnBeforeLeaving);
window.addEventListener("pagehide", sendRead);
watchNew();
// A room opens at the first unread post, else at the newest.
if (!location.hash) document.querySelector("[data-open-here]")?.scrollIntoView({ block: "start" });
