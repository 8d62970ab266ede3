// SPDX-License-Identifier: AGPL-3.0-or-later
// The reading of a name, taken from what is typed before it is converted to kanji. It fills the
// kana field beside a name field while that is empty or still holds what was filled in; browsers
// that tell nothing while composing leave it to the person.

const PAIRS = [["name", "kana"], ["corporation_name", "corporation_kana"]];
const KANA = /^[ぁ-ゖァ-ヺー・\s]+$/u;

function kanaOf(name) {
  for (const [from, to] of PAIRS) {
    if (name === from) return to;
    if (name.endsWith(`.${from}`)) return name.slice(0, -from.length) + to;
  }
  return null;
}

function watch(box) {
  const target = box.form.elements.namedItem(kanaOf(box.name) ?? "");
  if (!(target instanceof HTMLInputElement)) return;
  let typed = "";
  let filled = target.value === "" ? "" : null;

  box.addEventListener("compositionupdate", (event) => {
    if (KANA.test(event.data)) typed = event.data;
  });
  box.addEventListener("compositionend", (event) => {
    const reading = typed || (KANA.test(event.data) ? event.data : "");
    typed = "";
    if (reading === "" || filled === null || target.value !== filled) return;
    const gap = /[\s　]$/u.test(box.value.slice(0, -event.data.length)) ? " " : "";
    filled = (filled === "" ? "" : filled + gap) + reading;
    target.value = filled;
  });
  box.addEventListener("input", () => {
    if (box.value === "" && target.value === filled) target.value = filled = "";
  });
}

for (const box of document.querySelectorAll("form input.box")) {
  if (kanaOf(box.name)) watch(box);
}
