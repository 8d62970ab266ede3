// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys on a page of a PDF: each link names its own in data-key. Nothing is taken from boxes that
// are typed into, nor from a page part that is scrolled sideways.

function press(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, dialog[open]") || document.querySelector("dialog[open]")) return;
  const stage = event.target.closest(".pdf-stage");
  if (stage && stage.scrollWidth > stage.clientWidth && event.key.startsWith("Arrow")) return;
  for (const link of document.querySelectorAll("[data-key]")) {
    if (!link.dataset.key.split(" ").includes(event.key)) continue;
    event.preventDefault();
    link.click();
    return;
  }
}

document.addEventListener("keydown", press);
