// SPDX-License-Identifier: AGPL-3.0-or-later
// What is typed in a room is kept on the server within a second; never in this browser. Mark in
// the template:
//   data-draft="/rooms/…/draft"   form whose fields are sent there; the answer says what is kept

const AFTER = 700;
const AGAIN = 4000; // the server could not be reached
const SETTLE = 3000;

const boxes = new WeakMap();
let serial = 0;

function stateOf(form) {
  if (!boxes.has(form)) boxes.set(form, { dirty: false, timer: null, going: null });
  return boxes.get(form);
}

export function isUnsaved(form) {
  const state = stateOf(form);
  return (state.dirty || state.going) && form.elements.body.value.trim() !== "";
}

// The server takes no notice of what arrives behind something newer.
function number({ target, formData }) {
  serial = Math.max(serial + 1, Date.now());
  if (target.dataset.draft) formData.set("serial", serial);
}

function fieldsOf(form) {
  const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  // What is on its way already is no other draft.
  for (const item of document.querySelectorAll("#sending [data-key]")) fields.append("sending", item.dataset.key);
  return fields;
}

function typed(form) {
  const state = stateOf(form);
  state.dirty = true;
  state.timer ??= setTimeout(() => save(form), AFTER);
}

/** Sends what is typed; one request at a time, so that the last one is what stays. */
function save(form, leaving = false) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.timer = null;
  if (!form.isConnected || !state.dirty || (state.going && !leaving)) return state.going;
  state.dirty = false;
  state.going = ask(form, leaving).finally(() => {
    state.going = null;
    if (state.dirty && !state.timer) state.timer = setTimeout(() => save(form), AFTER);
  });
  return state.going;
}

async function ask(form, leaving) {
  const key = form.elements.request_key.value;
  const asked = { method: "POST", body: fieldsOf(form), keepalive: leaving, redirect: "manual" };
  asked.headers = { "HX-Request": "true" };
  const answer = await fetch(form.dataset.draft, asked).catch(() => null);
  // The box may have been sent meanwhile, and another one begun.
  if (form.elements.request_key.value !== key) return;
  if (answer?.ok || answer?.status === 422) return put(form, await answer.text());
  const state = stateOf(form);
  state.dirty = true;
  state.timer ??= setTimeout(() => save(form), AGAIN);
  const ended = answer?.type === "opaqueredirect" || answer?.status === 403;
  tell(form, ended
    ? "サインインの時間が切れたため、下書きを保存できていません。書いた文はこの画面に残っています。"
    : "下書きを保存できていません。書いた文はこの画面に残っています。つながると自動で保存します。");
}

function tell(form, sentence) {
  const own = form.querySelector(".draft-own");
  for (const line of own.querySelectorAll("p")) line.remove();
  const line = document.createElement("p");
  line.className = "draft-lost";
  line.textContent = sentence;
  own.append(line);
}

// A button under the finger or the keyboard's focus is not taken away; what did not change is not
// read aloud again.
function put(form, text) {
  const place = form.querySelector(".draft");
  const answer = document.createElement("template");
  answer.innerHTML = text;
  for (const name of ["draft-own", "draft-others"]) {
    const old = place.querySelector(`.${name}`);
    const now = answer.content.querySelector(`.${name}`);
    if (!old || !now || old.innerHTML === now.innerHTML) continue;
    if (name === "draft-own" || !old.contains(document.activeElement)) old.replaceChildren(...now.childNodes);
  }
}

/** Before the post itself goes: a draft that arrives behind it would stand there again. */
export function settle(form) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  state.timer = null;
  state.dirty = false;
  return Promise.race([state.going, new Promise((done) => setTimeout(done, SETTLE))]);
}

export function begin(form) {
  stateOf(form).dirty = false;
  for (const part of form.querySelectorAll(".draft-own")) part.replaceChildren();
}

export function touch(form) {
  typed(form);
}

function onInput(event) {
  const form = event.target.form;
  if (form?.dataset.draft && event.target.type !== "file") typed(form);
}

function flush() {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const state = stateOf(form);
    if (document.hidden && state.going) state.dirty = true; // leaving may cut it off
    if (state.dirty) save(form, document.hidden);
  }
}

// The form goes to another address, with all that is in the box.
function onSubmit({ target, submitter }) {
  if (target.dataset.draft && submitter?.hasAttribute("formaction")) settle(target);
}

document.addEventListener("formdata", number);
document.addEventListener("submit", onSubmit);
document.addEventListener("input", onInput);
document.addEventListener("change", onInput);
document.addEventListener("visibilitychange", flush);
window.addEventListener("online", flush);
window.addEventListener("pagehide", flush);
