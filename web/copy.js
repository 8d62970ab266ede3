// SPDX-License-Identifier: AGPL-3.0-or-later
// Copies the address of a post, so that another post can name it. Marks in the templates:
//   data-copy-link   button, hidden in the template, beside the link whose address it copies

const DONE = "コピーしました。投稿に貼ると、その投稿へのリンクになります。";
const FAILED = "コピーできませんでした。左のリンクを長く押して、コピーしてください。";

function say(button, sentence) {
  let place = button.nextElementSibling;
  if (!place) {
    place = document.createElement("span");
    place.className = "soft";
    place.setAttribute("role", "status");
    button.after(place);
  }
  place.textContent = sentence;
}

async function copy(event) {
  const button = event.target.closest("button[data-copy-link]");
  const link = button?.parentElement.querySelector("a[href]");
  if (!link) return;
  const done = await navigator.clipboard.writeText(link.href).then(() => true, () => false);
  say(button, done ? DONE : FAILED);
}

function reveal() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copy-link][hidden]")) button.hidden = false;
}

document.addEventListener("click", copy);
document.addEventListener("htmx:afterSwap", reveal);
reveal();
