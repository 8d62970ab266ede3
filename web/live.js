// SPDX-License-Identifier: AGPL-3.0-or-later
// What others do appears without reloading. The server sends a word and ids,
// never content: "event: room / data: 7f3k". Every element that says
// data-live-on="room-7f3k" then fetches its data-live-get with the rights of
// this moment. data-live-how says what becomes of the answer:
//   (nothing)  the element is replaced by it
//   inner      it becomes the content of the element
//   append     its elements are added at the end; known ones (same id) are
//              replaced; "?after=" carries the id of the last one shown. An answer
//              with the header Tsunagi-More is followed by the next one
//   known      elements of the page with the same ids are replaced, others left out
// These requests carry "X-Live": nobody pressed anything, so they must not keep
// an idle session open. An element in which somebody is typing or reading (focus inside) is left
// alone and renewed when the focus leaves it.

import "asset:badge.js";

const RETRY_FIRST = 3000;
const RETRY_MOST = 60000;
const WORDS = ["room", "reads", "post", "visits", "vitals", "summary", "inbox"];
const QUIET = 3000; // ms
const TOGETHER = 250; // ms: several events of one moment become one fetch

const pending = new Map();
let source = null;
let wait = RETRY_FIRST;
let missed = false;
let ended = false;

function keyOf(event) {
  return event.data ? `${event.type}-${event.data.trim()}` : event.type;
}

function renewAll() {
  for (const element of document.querySelectorAll("[data-live-get]")) renewSoon(element);
}

function heard(event) {
  document.dispatchEvent(new CustomEvent("tsunagi:heard", { detail: event.type }));
  const key = keyOf(event);
  for (const element of document.querySelectorAll("[data-live-on]")) {
    if (element.dataset.liveOn.split(" ").includes(key)) renewSoon(element);
  }
}

function renewSoon(element) {
  if (pending.has(element)) return;
  pending.set(
    element,
    setTimeout(() => {
      pending.delete(element);
      renew(element);
    }, TOGETHER),
  );
}

function addressOf(element) {
  const address = new URL(element.dataset.liveGet, location.href);
  const last = element.dataset.liveHow === "append" && element.querySelector(":scope > [data-id]:last-of-type");
  if (last) address.searchParams.set("after", last.dataset.id);
  return address;
}

async function renew(element) {
  if (!element.isConnected) return;
  if (element.dataset.liveHow !== "append" && element.contains(document.activeElement)) {
    element.addEventListener("focusout", () => renewSoon(element), { once: true });
    return;
  }
  const asked = { headers: { "HX-Request": "true", "X-Live": "1" }, redirect: "manual" };
  const answer = await fetch(addressOf(element), asked).catch(() => null);
  if (!answer) return;
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return signedOut();
  if (answer.status === 404 || answer.status === 410) return element.dataset.liveHow ? undefined : element.remove();
  if (!answer.ok || answer.status === 204) return;
  put(element, parse(await answer.text()));
  if (answer.headers.has("Tsunagi-More") && element.dataset.liveHow === "append") renewSoon(element);
}

function parse(text) {
  const template = document.createElement("template");
  template.innerHTML = text;
  return template.content;
}

function put(element, content) {
  const how = element.dataset.liveHow;
  if (how === "append") append(element, content);
  else if (how === "known") replaceKnown(content);
  else if (how === "inner") element.replaceChildren(content);
  else keepScroll(element, () => element.replaceWith(content));
  announce();
}

// Reading further up must not jump when something above changes its height.
function keepScroll(element, change) {
  const next = element.nextElementSibling;
  const above = element.getBoundingClientRect().bottom < 0 && next;
  const before = above ? next.getBoundingClientRect().top : 0;
  change();
  if (above) window.scrollBy(0, next.getBoundingClientRect().top - before);
}

function replaceKnown(content) {
  for (const child of [...content.children]) document.getElementById(child.id)?.replaceWith(child);
}

function append(list, content) {
  const atEnd = document.documentElement.scrollHeight - window.scrollY - window.innerHeight < 160;
  let added = 0;
  let others = 0;
  for (const child of [...content.children]) {
    const known = child.id && document.getElementById(child.id);
    if (known?.contains(document.activeElement)) continue;
    if (known) {
      known.replaceWith(child);
      continue;
    }
    list.append(child);
    added += 1;
    others += child.matches(".post:not(.post-own)");
  }
  if (others) tell(others);
  if (added && atEnd && !isTyping()) list.lastElementChild.scrollIntoView({ block: "end" });
}

// Read aloud: how many came, once they have stopped coming; what they say is there to be read.
let told = 0;
let telling = null;
function tell(posts) {
  told += posts;
  clearTimeout(telling);
  telling = setTimeout(() => {
    const place = document.querySelector("[data-live-said]");
    if (place) place.textContent = `新しい投稿が${told}件あります`;
    told = 0;
  }, QUIET);
}

function isTyping() {
  return ["TEXTAREA", "INPUT", "SELECT"].includes(document.activeElement?.tagName);
}

// room.js watches new posts, htmx needs to know new elements.
function announce() {
  window.htmx?.process(document.body);
  document.dispatchEvent(new Event("tsunagi:new"));
}

function state(sentence) {
  const place = document.querySelector("[data-live-state]");
  if (!place) return;
  place.textContent = sentence;
  place.hidden = !sentence;
}

function signedOut() {
  ended = true;
  stop();
  state("サインインの時間が切れました。書きかけの文は、写してからページを読み込み直してください。");
}

function stop() {
  source?.close();
  source = null;
}

// The stream broke. Asking for one fragment tells whether the session has ended.
function again() {
  stop();
  if (ended) return;
  missed = true;
  state("新しい内容を受け取れていません。つなぎ直しています…");
  setTimeout(start, wait);
  wait = Math.min(wait * 2, RETRY_MOST);
  const first = document.querySelector("[data-live-get]");
  if (first) renewSoon(first);
}

function opened() {
  wait = RETRY_FIRST;
  state("");
  if (missed) {
    renewAll();
    document.dispatchEvent(new CustomEvent("tsunagi:heard", { detail: "inbox" }));
  }
  missed = false;
}

function start() {
  if (source || ended || !document.body.dataset.live) return;
  source = new EventSource(document.body.dataset.live);
  source.addEventListener("open", opened);
  source.addEventListener("error", again);
  for (const word of WORDS) source.addEventListener(word, heard);
}

// Leaving ends the stream; coming back from the browser's memory starts anew.
window.addEventListener("pagehide", stop);
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  missed = true;
  start();
});
document.addEventListener("tsunagi:renew", renewAll);
start();
