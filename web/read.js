// SPDX-License-Identifier: AGPL-3.0-or-later
// What was read. Marks in the templates:
//   data-read-post="/rooms/…"  the timeline: where ids of read posts are sent
//   data-unread (+ data-id)    a post that counts as read after one second in view

const SEEN_FOR = 1000;
const SEND_EVERY = 2000;
const AGAIN_AFTER = 10000; // the mark did not arrive
const AWAKE_FOR = 60000;

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

// A mark is given up only when the server has refused it for good.
async function sendRead() {
  clearTimeout(sending);
  sending = null;
  const address = document.querySelector("[data-read-post]")?.dataset.readPost;
  if (!address || !read.size) return;
  const ids = [...read];
  const body = new URLSearchParams(ids.map((id) => ["post", id]));
  read.clear();
  const asked = { method: "POST", body, keepalive: true, headers: readHeaders(), redirect: "manual" };
  const answer = await fetch(address, asked).catch(() => null);
  const kept = !answer || answer.status >= 500 || answer.type === "opaqueredirect";
  if (!kept) return;
  for (const id of ids) read.add(id);
  sending ??= setTimeout(sendRead, AGAIN_AFTER);
}

const watcher = new IntersectionObserver(watch, { threshold: [0, 0.2, 0.4, 0.6, 0.8, 1] });

function watchNew() {
  for (const post of document.querySelectorAll("[data-read-post] [data-unread]")) watcher.observe(post);
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
  sendRead();
}

for (const touch of ["pointerdown", "pointermove", "touchmove", "wheel", "keydown"])
  document.addEventListener(touch, () => (touched = performance.now()), { capture: true, passive: true });
document.addEventListener("visibilitychange", left);
document.addEventListener("tsunagi:new", watchNew);
document.addEventListener("htmx:afterSwap", watchNew);
window.addEventListener("online", sendRead);
window.addEventListener("pagehide", sendRead);
watchNew();
