// SPDX-License-Identifier: AGPL-3.0-or-later
// Files chosen for a post. A phone's camera gives one photo at a time: what was chosen before
// stays. Mark in the template:
//   data-attach="id"   file input; names and pictures go to that list

const chosen = new WeakMap();

export function setFiles(input, files) {
  const all = new DataTransfer();
  for (const file of files) all.items.add(file);
  input.files = all.files;
  chosen.set(input, [...files]);
  show(input);
}

function add(input) {
  const before = chosen.get(input) ?? [];
  const same = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
  const known = (file) => before.some((old) => same(old, file));
  setFiles(input, input.files.length ? [...before, ...[...input.files].filter((file) => !known(file))] : []);
}

function show(input) {
  const list = document.getElementById(input.dataset.attach);
  if (!list) return;
  for (const picture of list.querySelectorAll("img")) URL.revokeObjectURL(picture.src);
  list.replaceChildren(...chosen.get(input).map((file) => item(input, file)));
}

function item(input, file) {
  const line = document.createElement("li");
  if (/^image\/(jpeg|png|webp|gif)$/.test(file.type)) {
    const picture = document.createElement("img");
    picture.src = URL.createObjectURL(file);
    picture.alt = "";
    line.append(picture);
  }
  const off = document.createElement("button");
  off.type = "button";
  off.className = "button button-small";
  off.textContent = "外す";
  off.setAttribute("aria-label", `${file.name}を外す`);
  off.addEventListener("click", () => {
    setFiles(input, chosen.get(input).filter((other) => other !== file));
    input.focus();
  });
  line.append(`${file.name}（${sizeText(file.size)}）`, off);
  return line;
}

function sizeText(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))}KB` : `${(bytes / 1e6).toFixed(1)}MB`;
}

function dress() {
  for (const input of document.querySelectorAll("input[data-attach]")) input.classList.add("attach-short");
}

document.addEventListener("change", (event) => {
  if (event.target.matches("input[data-attach]")) add(event.target);
});
document.addEventListener("tsunagi:box", dress);
dress();
