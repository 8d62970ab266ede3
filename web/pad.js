// SPDX-License-Identifier: AGPL-3.0-or-later
// The number pad of a measuring: big keys at the thumb instead of the phone's keyboard. It goes on
// to the next box by itself when a value is complete. Without this file, or with a mouse, the boxes
// are plain ones.
//   form[data-pad]    the form whose boxes it serves: those with inputmode and data-len
//   data-len="3"      complete after three digits; "3:2-9": after two, when they begin with 2 … 9

const form = document.querySelector("form[data-pad]");
const boxes = form ? [...form.querySelectorAll("input[data-len]")] : [];
let here = null;

const digitsOf = (text) => text.replace(/\D/g, "");

function isComplete(box) {
  const [longest, early] = box.dataset.len.split(":");
  const digits = digitsOf(box.value);
  if (!longest) return false;
  if (digits.length >= Number(longest)) return true;
  return Boolean(early) && digits.length === Number(longest) - 1 && digits[0] >= early[0] && digits[0] <= early[2];
}

// 36.5 without the point being pressed.
function addPoint(box) {
  if (box.name !== "temperature" || !/^[234]\d\d$/.test(box.value)) return;
  box.value = `${box.value.slice(0, 2)}.${box.value[2]}`;
}

const isShown = (box) => box.offsetParent !== null;

function goOn() {
  const shown = boxes.filter(isShown);
  const next = shown[shown.indexOf(here) + 1];
  if (next) next.focus();
  else form.querySelector(".entry-end button").focus();
}

function press(key) {
  if (!here) return;
  if (key === "back") here.value = here.value.slice(0, -1);
  else if (key === "next") goOn();
  else if (key === "save") form.requestSubmit();
  else if (here.value.length < 6 && !(key === "." && here.value.includes("."))) {
    const was = isComplete(here);
    here.value += key;
    addPoint(here);
    if (!was && isComplete(here)) goOn();
  }
}

function build() {
  const pad = document.createElement("div");
  pad.className = "pad no-print";
  pad.hidden = true;
  pad.setAttribute("role", "group");
  pad.setAttribute("aria-label", "数字のキー");
  const keys = ["1", "2", "3", "back", "4", "5", "6", "next", "7", "8", "9", ".", "0", "save"];
  const words = { back: "消す", next: "次へ", save: "記録", ".": "．" };
  for (const key of keys) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words[key] ?? key;
    if (key.length > 1) button.className = `pad-word pad-${key}`;
    if (key === ".") button.setAttribute("aria-label", "小数点");
    // The box keeps the focus, so that a screen reader stays where the value is.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => press(key));
    pad.append(button);
  }
  document.body.append(pad);
  return pad;
}

function start() {
  const pad = build();
  const show = (on) => {
    pad.hidden = !on;
  };
  // The room below stays when the pad goes: a button must not move away under the finger.
  document.body.classList.add("with-pad");
  for (const box of boxes) {
    box.inputMode = "none";
    box.addEventListener("focus", () => {
      here = box;
      show(true);
      box.closest(".entry-box").classList.add("entry-here");
      box.closest(".entry-box").scrollIntoView({ block: "nearest" });
    });
    box.addEventListener("blur", () => box.closest(".entry-box").classList.remove("entry-here"));
  }
  form.addEventListener("focusin", (event) => show(boxes.includes(event.target)));
}

function first() {
  const doubts = document.getElementById("doubts");
  if (doubts) doubts.focus();
  else if (!document.querySelector("[data-errors]")) boxes[0].focus();
}

if (boxes.length && matchMedia("(pointer: coarse)").matches) start();
if (boxes.length) first();
