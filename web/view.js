// SPDX-License-Identifier: AGPL-3.0-or-later
// Photos of a post, one after the other, large: pinch or buttons make them larger, they can be
// turned (on this screen only), keys and the back button work. room.js brings it at the first photo
// that is pressed.

const LARGEST = 6;
const SWIPE = 60;

const view = { photos: [], at: 0, scale: 1, turn: 0, x: 0, y: 0, opener: null };
const fingers = new Map();
let parts = null;
let pinch = null;
let moved = 0;

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function build() {
  const dialog = element("dialog", "viewer");
  dialog.setAttribute("aria-label", "写真");
  const name = element("p", "viewer-name");
  name.setAttribute("aria-live", "polite");
  const stage = element("div", "viewer-stage");
  const picture = element("img", "viewer-picture");
  const fault = element("p", "viewer-fault");
  stage.append(picture, fault);
  const bar = element("div", "viewer-bar");
  const button = (label, run) => {
    const made = element("button", "button", label);
    made.type = "button";
    made.addEventListener("click", run);
    bar.append(made);
    return made;
  };
  parts = { dialog, name, stage, picture, fault };
  parts.before = button("前の写真", () => step(-1));
  parts.after = button("次の写真", () => step(1));
  button("大きく", () => zoom(1.5));
  button("小さく", () => zoom(1 / 1.5));
  button("左に回す", () => rotate(-90));
  button("右に回す", () => rotate(90));
  button("閉じる", leave);
  dialog.append(name, stage, bar);
  listen(dialog, stage, picture, fault);
  document.body.append(dialog);
}

function listen(dialog, stage, picture, fault) {
  picture.addEventListener("load", () => (fault.textContent = ""));
  picture.addEventListener("error", () => (fault.textContent = "写真を読み込めませんでした。電波を確かめて、もう一度開いてください。"));
  document.addEventListener("keydown", key);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave();
  });
  stage.addEventListener("pointerdown", down);
  stage.addEventListener("pointermove", move);
  for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, up);
  stage.addEventListener("dblclick", () => zoom(view.scale > 1 ? 1 / LARGEST : 2.5));
}

// --- showing ---------------------------------------------------------------------------------

function draw() {
  parts.picture.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale}) rotate(${view.turn}deg)`;
  parts.picture.classList.toggle("viewer-lies", view.turn % 180 !== 0);
}

function show() {
  const link = view.photos[view.at];
  const alt = link.querySelector("img").alt;
  Object.assign(view, { scale: 1, turn: 0, x: 0, y: 0 });
  parts.fault.textContent = "読み込んでいます…";
  parts.picture.src = link.href;
  parts.picture.alt = alt;
  parts.name.textContent = view.photos.length > 1 ? `${alt}（${view.photos.length}枚中${view.at + 1}枚目）` : alt;
  parts.before.disabled = view.at === 0;
  parts.after.disabled = view.at === view.photos.length - 1;
  draw();
}

function step(by) {
  const to = view.at + by;
  if (to < 0 || to >= view.photos.length) return;
  view.at = to;
  show();
  if (!parts.dialog.contains(document.activeElement)) (by > 0 ? parts.before : parts.after).focus();
}

function zoom(by) {
  view.scale = Math.min(LARGEST, Math.max(1, view.scale * by));
  if (view.scale === 1) view.x = view.y = 0;
  draw();
}

function rotate(by) {
  view.turn += by;
  draw();
}

// --- fingers and keys -------------------------------------------------------------------------

function key(event) {
  const larger = () => zoom(1.5);
  const keys = { "+": larger, ";": larger, "-": () => zoom(1 / 1.5) };
  Object.assign(keys, { ArrowLeft: () => step(-1), ArrowRight: () => step(1) });
  if (!keys[event.key] || !parts.dialog.open) return;
  event.preventDefault();
  keys[event.key]();
}

const distance = ([a, b]) => Math.hypot(a.x - b.x, a.y - b.y);

function down(event) {
  parts.stage.setPointerCapture(event.pointerId);
  fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  moved = 0;
  if (fingers.size === 2) pinch = { from: distance([...fingers.values()]), scale: view.scale };
}

function move(event) {
  const finger = fingers.get(event.pointerId);
  if (!finger) return;
  const by = { x: event.clientX - finger.x, y: event.clientY - finger.y };
  Object.assign(finger, { x: event.clientX, y: event.clientY });
  if (fingers.size === 2 && pinch) {
    view.scale = Math.min(LARGEST, Math.max(1, (pinch.scale * distance([...fingers.values()])) / pinch.from));
    if (view.scale === 1) view.x = view.y = 0;
  } else if (view.scale > 1) {
    view.x += by.x;
    view.y += by.y;
  } else {
    moved += by.x;
  }
  draw();
}

function up(event) {
  if (!fingers.delete(event.pointerId) || fingers.size) return;
  if (!pinch && view.scale === 1 && Math.abs(moved) > SWIPE) step(moved < 0 ? 1 : -1);
  pinch = null;
  moved = 0;
}

// --- opening and closing -----------------------------------------------------------------------

/** Shows the photo of this link, with the others of its post. */
export function open(link) {
  if (parts?.dialog.open) return;
  if (!parts) build();
  view.photos = [...link.closest(".photos").querySelectorAll("a")];
  view.at = view.photos.indexOf(link);
  view.opener = link;
  history.pushState({ viewer: true }, "");
  show(); // first, so that the focus goes to a button that can be pressed
  parts.dialog.showModal();
}

// The step in the history is taken back, whatever closed the viewer.
function leave() {
  if (history.state?.viewer) history.back();
  else close();
}

function close() {
  if (!parts?.dialog.open) return;
  parts.dialog.close();
  parts.picture.removeAttribute("src");
  fingers.clear();
  view.opener?.focus();
}

window.addEventListener("popstate", close);
