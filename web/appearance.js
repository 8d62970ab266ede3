// SPDX-License-Identifier: AGPL-3.0-or-later
// 画面の設定: what is chosen shows at once on this page; saving is the form's.

const classes = {
  size: { large: "type-large", larger: "type-larger", largest: "type-largest" },
  contrast: { light: "contrast", dark: "contrast dark" },
};

function show(form) {
  const root = document.documentElement;
  const chosen = new FormData(form);
  for (const [name, values] of Object.entries(classes)) {
    for (const value of Object.values(values)) root.classList.remove(...value.split(" "));
    const now = values[chosen.get(name)];
    if (now) root.classList.add(...now.split(" "));
  }
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-appearance]");
  if (form) show(form);
});
