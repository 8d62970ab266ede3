// SPDX-License-Identifier: AGPL-3.0-or-later
// The service worker: what this browser does for つなぎ while no page is open, or no line is there.
// It shows that something is new, and a page of its own when the device says that it is offline.
//
// It keeps the files named below and nothing else, never a page and never anything of a person.
// While the device is online it does not stand between a page and the server at all: the first
// request of a browser has to ask for the device's certificate, which some browsers do not do on
// behalf of a worker.

const CACHE = "tsunagi";
const OFFLINE = "asset:offline.html";
const KEPT = [OFFLINE, "asset:offline.js", "asset:tokens.css", "asset:tsunagi.css", "asset:head.css", "asset:parts.css",
  "asset:icon.svg"];
const WORDS = "つなぎ: 新しいお知らせがあります";
const TAG = "tsunagi";

// --- what is kept ---------------------------------------------------------------------------

// A name carries a hash of the content: what is there need not be fetched again.
async function keep(cache, path) {
  if (!await cache.match(path)) await cache.add(path);
}

// Without these files the worker can still tell what is new.
async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.allSettled(KEPT.map((path) => keep(cache, path)));
  await self.skipWaiting();
}

async function tidy() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  const cache = await caches.open(CACHE);
  for (const kept of await cache.keys()) if (!KEPT.includes(new URL(kept.url).pathname)) await cache.delete(kept);
  await self.clients.claim();
}

async function fromCache(path, request) {
  const cache = await caches.open(CACHE);
  return await cache.match(path) ?? fetch(request);
}

function answer(event) {
  if (navigator.onLine || event.request.method !== "GET") return;
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(fromCache(OFFLINE, event.request));
  else if (KEPT.includes(pathname)) event.respondWith(fromCache(pathname, event.request));
}

// --- what is new ------------------------------------------------------------------------------

function wordOf(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

function showBadge(count) {
  if (!Number.isInteger(count) || !self.navigator.setAppBadge) return;
  return (count > 0 ? self.navigator.setAppBadge(count) : self.navigator.clearAppBadge()).catch(() => {});
}

// One notice at a time, the same sentence always: the next takes the place of the one before.
async function show(word) {
  await showBadge(word.count);
  const icon = "asset:icon-192.png";
  const badge = "asset:icon-mark.png";
  await self.registration.showNotification(WORDS, { tag: TAG, renotify: true, lang: "ja", icon, badge });
}

// ホーム, in the window that has it open; a page where somebody may be typing is left alone.
async function openHome() {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const home = windows.find((one) => new URL(one.url).pathname === "/");
  return home ? home.focus() : self.clients.openWindow("/");
}

// The browser was given another address at its push service.
async function renew(event) {
  const old = event.oldSubscription;
  const key = old?.options.applicationServerKey;
  const next = event.newSubscription
    ?? (key && await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  if (!next) return;
  const { endpoint, keys } = next.toJSON();
  const body = new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth, was: old?.endpoint ?? "" });
  await fetch("/push/renew", { method: "POST", body, redirect: "manual" });
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", answer);
self.addEventListener("push", (event) => event.waitUntil(show(wordOf(event.data))));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openHome());
});
