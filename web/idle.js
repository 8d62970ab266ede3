// SPDX-License-Identifier: AGPL-3.0-or-later
// Warns before a session ends because nobody did anything, and covers the page when it has ended.
// The server decides; this only tells. What is typed stays in this page's memory: after signing in
// in another tab the work goes on here. Tabs of one browser tell each other of each answer.

const SOON = "しばらく操作がありません。あと2分ほどで、自動でサインアウトします。";
const ENDED = "書きかけの内容は、この画面に残っています。サインインし直してから「続ける」を押してください。";
const WARN_FOR = 120000;
const limit = Number(document.body.dataset.idle) * 60000;
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("tsunagi-idle") : null;
let last = Date.now();
let box = null;
let shown = "";

// Only a request of a person keeps the session; one that the page makes by itself does not.
async function ask(live) {
  const headers = { "HX-Request": "true", ...(live && { "X-Live": "1" }) };
  const answer = await fetch("/stay", { headers }).catch(() => null);
  return answer ? answer.status === 204 : null;
}

function used() {
  last = Date.now();
  if (shown) hide();
}

async function stay() {
  const alive = await ask(false);
  if (alive === false) return show("ended");
  if (alive === null) return say("つながりませんでした。電波を確かめて、もう一度押してください。");
  used();
  tabs?.postMessage("used");
}

function part(name, text, className) {
  const element = document.createElement(name);
  element.textContent = text;
  element.className = className;
  return element;
}

function say(text) {
  box.querySelector(".idle-text").textContent = text;
}

function hide() {
  shown = "";
  box?.remove();
  box = null;
  document.body.classList.remove("idle-ended");
}

function button(text, run) {
  const element = part("button", text, "button button-main");
  element.type = "button";
  element.addEventListener("click", run);
  return element;
}

function show(what) {
  if (shown === what) return;
  hide();
  shown = what;
  const ended = what === "ended";
  box = part("section", "", "idle banner banner-warn");
  box.setAttribute("role", ended ? "alertdialog" : "region");
  box.setAttribute("aria-live", "assertive");
  box.setAttribute("aria-label", "サインインの時間");
  if (ended) box.append(part("h1", "サインインの時間が切れました", "banner-title"));
  else box.append(part("p", "まもなくサインアウトします", "banner-title"));
  box.append(part("p", ended ? ENDED : SOON, "idle-text"));
  const row = part("div", "", "row");
  if (ended) {
    const link = part("a", "サインインする（別のタブ）", "button button-main");
    link.href = "/signin";
    link.target = "_blank";
    link.rel = "noopener";
    row.append(link);
  }
  row.append(button("続ける", stay));
  box.append(row);
  document.querySelector("main").append(box);
  // Whoever left must not leave a patient's page readable behind.
  document.body.classList.toggle("idle-ended", ended);
  if (ended) box.querySelector("a").focus();
}

async function look() {
  const rest = limit - (Date.now() - last);
  if (rest > WARN_FOR || shown === "ended") return;
  if (rest > 0) return show("soon");
  // A live page or another tab may have kept it: the server knows.
  const alive = await ask(true);
  if (alive === false) show("ended");
}

tabs?.addEventListener("message", used);
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail?.xhr?.status < 400 && !event.detail.requestConfig?.headers?.["X-Live"]) used();
});
document.addEventListener("tsunagi:answered", used);
document.addEventListener("visibilitychange", () => document.hidden || look());
tabs?.postMessage("used");
setInterval(look, 10000);
