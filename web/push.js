// SPDX-License-Identifier: AGPL-3.0-or-later
// The switch of src/push: asks the browser for an address at its push service and hands it to the
// server. Marks in the template:
//   data-push="on|off" data-push-key   the section: what the server knows; the server's key
//   data-push-on                       button; shown where this browser can
//   data-push-off                      form that also tells the browser
//   data-push-say                      where it is told why not
//   data-install                       button, shown when the browser offers to install the app

const DENIED = "ブラウザの設定で、つなぎの通知が止められています。アドレス欄の鍵の印や、端末の「設定」の「通知」で「許可」にしてから、もう一度押してください。";
const FAILED = "うまく切り替えられませんでした。電波を確かめて、もう一度押してください。";
const STOPPED = "この端末へのお知らせが止まっています。「この端末で受け取る」を押すと、また届きます。";
const UNABLE = "このブラウザは、端末へのお知らせに対応していません。ChromeかEdgeの新しい版でお使いください。";
const HOME_FIRST = "iPhone・iPadでは、共有ボタン（四角から上向きの矢印）から「ホーム画面に追加」を押し、ホーム画面の「つなぎ」から開くと使えます。";

const isApple = /iPhone|iPad|Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1;
const isAble = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const place = () => document.getElementById("push");

function say(sentence, kind = "warn") {
  const box = place().querySelector("[data-push-say]");
  box.className = `banner banner-${kind}`;
  box.querySelector("p").textContent = sentence;
  box.hidden = !sentence;
}

const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const lettersOf = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer ?? [])))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

async function current() {
  const worker = await navigator.serviceWorker.getRegistration("/");
  return worker?.pushManager.getSubscription();
}

const isOurs = (subscription) => lettersOf(subscription.options.applicationServerKey) === place().dataset.pushKey;

async function subscribe() {
  const worker = await navigator.serviceWorker.ready;
  const old = await worker.pushManager.getSubscription();
  if (old && isOurs(old)) return old;
  await old?.unsubscribe();
  const key = bytesOf(place().dataset.pushKey);
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

async function ask(where, fields) {
  const headers = { "HX-Request": "true" };
  const answer = await fetch(where, { method: "POST", body: new URLSearchParams(fields), headers, redirect: "manual" });
  if (answer.status !== 200 && answer.status !== 422) throw new Error(String(answer.status));
  const made = document.createElement("template");
  made.innerHTML = await answer.text();
  for (const script of made.content.querySelectorAll("script")) script.remove();
  place().replaceWith(made.content);
  begin();
  document.dispatchEvent(new Event("tsunagi:answered"));
}

async function switchOn(event) {
  const button = event.currentTarget;
  button.setAttribute("aria-busy", "true");
  try {
    if (await Notification.requestPermission() !== "granted") return say(DENIED, "bad");
    const subscription = await subscribe();
    const { endpoint, keys } = subscription.toJSON();
    await ask("/push/on", { endpoint, p256dh: keys.p256dh, auth: keys.auth });
    place().querySelector("button")?.focus();
  } catch {
    say(FAILED, "bad");
  } finally {
    button.removeAttribute("aria-busy");
  }
}

// The server forgets first: what it does not know it cannot tell.
async function switchOff(event) {
  event.preventDefault();
  try {
    await ask("/push/off", {});
    await (await current())?.unsubscribe();
    place().querySelector("button")?.focus();
  } catch {
    say(FAILED, "bad");
  }
}

// The server believes that this browser is told; the browser may have thought otherwise since.
async function compare() {
  const subscription = await current();
  const stopped = !subscription || !isOurs(subscription) || Notification.permission !== "granted";
  const button = place().querySelector("[data-push-on]");
  if (!stopped || !button) return;
  button.hidden = false;
  say(Notification.permission === "denied" ? DENIED : STOPPED);
}

function begin() {
  const section = place();
  if (!section?.dataset.push) return;
  const button = section.querySelector("[data-push-on]");
  section.querySelector("[data-push-off]")?.addEventListener("submit", switchOff);
  button?.addEventListener("click", switchOn);
  if (!isAble) return say(isApple ? HOME_FIRST : UNABLE);
  if (section.dataset.push === "on") compare();
  else if (button) button.hidden = false;
}

// --- the app on the home screen ------------------------------------------------------------------

let offer = null;

function offered(event) {
  event.preventDefault();
  offer = event;
  showOffer();
}

function showOffer() {
  const line = document.querySelector("[data-install]");
  if (line) line.hidden = !offer;
}

async function install(event) {
  if (!offer || !event.target.closest("[data-install] button")) return;
  const asked = offer;
  offer = null;
  await asked.prompt();
  showOffer();
}

window.addEventListener("beforeinstallprompt", offered);
window.addEventListener("appinstalled", () => ((offer = null), showOffer()));
document.addEventListener("click", install);
begin();
