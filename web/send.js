// SPDX-License-Identifier: AGPL-3.0-or-later
// Sending that survives a lost connection, an ended session, a busy server. A post leaves the box
// at once and stands below the timeline with its state until the server has it; the request's key
// stays the same, so that it is written once however often it is sent. Marks in the templates:
//   data-send="id"         form whose posts wait in the element with that id
//   data-signin="/signin…" on that element: where to sign in when the session has ended
//   data-once              part of the form that goes once it is sent (a reply)
import { begin, isUnsaved, settle, touch } from "asset:draft.js";
import { setFiles } from "asset:files.js";

const WAIT_FIRST = 2000;
const WAIT_MOST = 60000;
const PATIENCE = 30000; // for the answer; more for each byte of photos
const BYTES_PER_MS = 8;

const queue = [];
let going = null;
let timer = null;
let wait = WAIT_FIRST;

// --- one post on its way --------------------------------------------------------------------

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function press(label, run) {
  const button = element("button", "button button-small", label);
  button.type = "button";
  button.addEventListener("click", run);
  return button;
}

function itemOf(form) {
  const data = new FormData(form);
  const files = data.getAll("files").filter((file) => file.size || file.name);
  const card = element("article", "post post-own post-sending");
  const item = { form, data, files, card, key: data.get("request_key") };
  item.size = files.reduce((sum, file) => sum + file.size, 0);
  item.once = [...form.querySelectorAll("[data-once]")];
  item.state = element("p", "send-state");
  item.actions = element("p", "row");
  card.dataset.key = item.key;
  const kind = form.querySelector("input[name=kind]:checked + .chip")?.cloneNode(true);
  if (kind) card.append(kind);
  card.append(element("p", "post-body send-body", data.get("body")));
  if (files.length) card.append(element("p", "soft", files.map((file) => file.name).join("、")));
  card.append(item.state, item.actions);
  return item;
}

// Read aloud once for each state; the seconds of a retry are not.
function speak(sentence) {
  const place = document.querySelector("[data-live-said]");
  if (place) place.textContent = sentence;
}

function say(item, state, sentence, actions = []) {
  if (item.card.dataset.state !== state) speak(sentence);
  item.card.dataset.state = state;
  if (item.state.textContent !== sentence) item.state.textContent = sentence;
  item.actions.replaceChildren(...actions);
}

const again = (item) => press("もう一度送る", () => hurry(item));
const back = (item) => press("書く欄に戻す", () => takeBack(item));

// --- the queue: one after the other, in the order they were written -----------------------------

function next() {
  clearTimeout(timer);
  timer = null;
  const item = queue[0];
  if (item && !going) attempt(item);
}

function hurry() {
  wait = WAIT_FIRST;
  next();
}

// What was on its way when the connection broke will not be answered any more.
function online() {
  going?.abort();
  hurry();
}

async function attempt(item) {
  const stop = new AbortController();
  going = stop;
  await item.settled;
  const patience = setTimeout(() => stop.abort(), PATIENCE + item.size / BYTES_PER_MS);
  say(item, "going", "送信中です…");
  const asked = { method: "POST", body: item.data, redirect: "manual", signal: stop.signal };
  asked.headers = { "HX-Request": "true" };
  const answer = await fetch(item.form.action, asked).catch(() => null);
  const text = answer && [409, 422].includes(answer.status) ? await answer.text().catch(() => null) : "";
  clearTimeout(patience);
  going = null;
  if (item.given) next();
  else decide(item, answer, text);
}

function decide(item, answer, text) {
  if (!answer || text === null || answer.status >= 500 || answer.status === 429) return later(item);
  if (answer.ok) return taken(item, answer.headers.get("Tsunagi-Post"));
  if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) return ended(item);
  queue.shift();
  if (text) refused(item, text);
  else if (answer.status === 413) stuck(item, "写真やPDFが大きすぎて届いていません。書く欄に戻して、数を減らしてください。");
  else stuck(item, "届いていません。この部屋には、いま書き込めません。");
  next();
}

function later(item) {
  const seconds = Math.round(wait / 1000);
  say(item, "lost", `届いていません。文はこの画面に残っています。${seconds}秒後に自動でもう一度送ります。`, [again(item), back(item)]);
  timer = setTimeout(next, wait);
  wait = Math.min(wait * 2, WAIT_MOST);
}

// Signing in happens beside this page; coming back to it sends.
function ended(item) {
  const link = element("a", "button button-small button-main", "サインインする（別のタブ）");
  link.href = item.card.parentElement.dataset.signin;
  link.target = "_blank";
  link.rel = "noopener";
  say(item, "ended", "届いていません。サインインの時間が切れました。サインインしてこの画面に戻ると、続きを送ります。", [link, again(item), back(item)]);
  timer = setTimeout(next, WAIT_MOST);
}

function taken(item, id) {
  queue.shift();
  wait = WAIT_FIRST;
  item.id = id;
  say(item, "sent", "送信済みです");
  arrived.add(item);
  clear();
  document.dispatchEvent(new Event("tsunagi:renew"));
  next();
}

// The timeline shows the post itself: then the one on its way has done its duty.
const arrived = new Set();
function clear() {
  for (const item of arrived) {
    if (!document.getElementById(`post-${item.id}`)) continue;
    item.card.remove();
    arrived.delete(item);
  }
}

function stuck(item, sentence) {
  say(item, "refused", sentence, [back(item)]);
}

// --- back into the box ---------------------------------------------------------------------------

const isEmpty = (form) => !form.elements.body.value.trim() && !form.elements.files?.files.length;

function takeBack(item) {
  const form = document.getElementById(item.form.id);
  if (!isEmpty(form)) {
    item.state.textContent = "書く欄に別の文があります。それを送るか消してから、もう一度押してください。";
    return;
  }
  item.given = true;
  if (queue[0] === item) going?.abort();
  if (queue.includes(item)) queue.splice(queue.indexOf(item), 1);
  form.elements.body.before(...item.once);
  for (const [name, value] of item.data) {
    const boxes = form.querySelectorAll(`[name="${name}"]`);
    for (const box of boxes) {
      if (["radio", "checkbox"].includes(box.type)) box.checked ||= box.value === value;
      else if (box.type !== "file") box.value = value;
    }
  }
  setFiles(form.elements.files, item.files);
  item.card.remove();
  touch(form);
  form.elements.body.focus();
  next();
}

// The box comes back with sentences beside its fields; chosen files stay. Where another text is
// typed already, the refused one waits outside.
function refused(item, text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const form = document.getElementById(item.form.id);
  const box = page.getElementById(item.form.id);
  const said = page.querySelector(".field-error, [data-errors] li")?.textContent.trim() ?? "";
  if (!box || !isEmpty(form)) return stuck(item, `届いていません。${said}`);
  item.card.remove();
  form.replaceWith(box);
  if (item.files.length) setFiles(box.elements.files, item.files);
  document.dispatchEvent(new Event("tsunagi:box"));
  window.htmx?.process(box);
  box.querySelector("[data-errors], [aria-invalid='true']")?.focus();
}

// --- the box -----------------------------------------------------------------------------------------

function submit(event) {
  const form = event.target;
  if (!form.dataset.send || event.defaultPrevented || event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  if (isEmpty(form)) {
    form.elements.body.setAttribute("aria-invalid", "true");
    emptySay(form, "本文を書くか、写真やPDFを添付してください。");
    form.elements.body.focus();
    document.dispatchEvent(new Event("tsunagi:answered"));
    return;
  }
  const item = itemOf(form);
  item.settled = settle(form);
  empty(form);
  document.getElementById(form.dataset.send).append(item.card);
  item.card.scrollIntoView({ block: "nearest" });
  queue.push(item);
  say(item, "going", "送信中です…");
  document.dispatchEvent(new Event("tsunagi:answered"));
  next();
}

function emptySay(form, sentence) {
  let place = form.querySelector("#a-body");
  if (!sentence) {
    place?.remove();
    form.elements.body.removeAttribute("aria-invalid");
    return;
  }
  if (!place) {
    place = element("p", "field-error");
    place.id = "a-body";
    place.setAttribute("role", "alert");
    form.elements.body.after(place);
    form.elements.body.setAttribute("aria-describedby", "a-body");
  }
  place.textContent = sentence;
}

// The next post is a request of its own, even when it says the same.
function empty(form) {
  form.elements.body.value = "";
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
  for (const list of form.querySelectorAll("select")) list.selectedIndex = 0;
  for (const details of form.querySelectorAll("details[open]")) details.open = false;
  for (const part of form.querySelectorAll("[data-once], [data-errors], .field-error")) part.remove();
  form.querySelector("input[name=kind]").checked = true;
  form.elements.request_key.value = crypto.getRandomValues(new Uint32Array(4)).join("-");
  if (form.elements.files) setFiles(form.elements.files, []);
  emptySay(form, "");
  begin(form);
  document.dispatchEvent(new Event("tsunagi:box"));
}

function warnBeforeLeaving(event) {
  const open = (form) => !form.dataset.sent && (isUnsaved(form) || form.elements.files?.files.length);
  const typed = [...document.querySelectorAll("form[data-draft]")].some(open);
  if (typed || queue.length) event.preventDefault();
}

document.addEventListener("submit", submit);
document.addEventListener("tsunagi:new", clear);
document.addEventListener("visibilitychange", () => document.hidden || hurry());
window.addEventListener("online", online);
window.addEventListener("focus", () => queue[0]?.card.dataset.state === "ended" && hurry());
window.addEventListener("beforeunload", warnBeforeLeaving);
