// SPDX-License-Identifier: AGPL-3.0-or-later
// The window of the shortcuts. keys.js brings it when somebody asks for it.

/** The list of the page /keys, in a window over what is being read. */
export async function show() {
  const answer = await fetch("/keys").catch(() => null);
  const text = answer?.ok && !answer.redirected ? await answer.text() : null;
  const list = text && new DOMParser().parseFromString(text, "text/html").getElementById("keys");
  if (!list) return location.assign("/keys");
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = "キーボードでの操作";
  const form = document.createElement("form");
  form.method = "dialog";
  form.innerHTML = '<button class="button button-main">閉じる</button>';
  dialog.append(title, list, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
