// SPDX-License-Identifier: AGPL-3.0-or-later
// Tells beside the field that a chosen file is too large or of another kind, before minutes go by
// with sending it. The server decides again, by the content. Marks in the template, around the field:
//   data-file-most="31457280"  data-file-large="…"  data-file-kind="…"   limit and sentences

const TYPES = /^(image\/(jpeg|png|heic|heif)|application\/pdf)$/;
const ENDS = /\.(jpe?g|png|hei[cf]|pdf)$/i;

function problem(mark, box) {
  for (const file of box.files) {
    if (file.size > Number(mark.dataset.fileMost)) return mark.dataset.fileLarge;
    // Some systems do not know the type of HEIC.
    if (file.type ? !TYPES.test(file.type) : !ENDS.test(file.name)) return mark.dataset.fileKind;
  }
  return "";
}

function say(box, sentence) {
  const field = box.closest(".field");
  let place = field.querySelector(".field-error");
  field.classList.toggle("field-bad", sentence !== "");
  if (sentence === "") {
    place?.remove();
    box.removeAttribute("aria-invalid");
    return;
  }
  if (!place) {
    place = document.createElement("p");
    place.className = "field-error";
    place.id = `e-${box.name}`;
    place.setAttribute("role", "alert");
    field.append(place);
  }
  place.textContent = sentence;
  box.setAttribute("aria-invalid", "true");
}

for (const mark of document.querySelectorAll("[data-file-most]")) {
  const box = mark.querySelector("input[type=file]");
  box.addEventListener("change", () => say(box, problem(mark, box)));
  box.form.addEventListener("submit", (event) => {
    if (problem(mark, box) === "") return;
    event.preventDefault();
    say(box, problem(mark, box));
    box.focus();
  });
}
