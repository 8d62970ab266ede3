// SPDX-License-Identifier: AGPL-3.0-or-later
// The number of what waits for this person: beside ホーム, in the document's title, on the icon of
// the installed app. It is asked for once a page has opened, and again after each event that may
// change it; such a request must not keep an idle session open ("X-Live").

const WORDS = ["room", "reads", "post", "inbox"];
const ADDRESS = "/inbox/count";
const FIRST = 800; // ms: the page itself comes first
const TOGETHER = 1500;

const title = document.title;
let planned = null;
let shown = null; // what the icon shows

function places() {
  return document.querySelectorAll(`[data-count-get]`);
}

// "(3) …" in the title, the number on the icon; neither when nothing waits.
function show() {
  const badge = document.querySelector("[data-count-get] [data-count]");
  const count = Number(badge?.dataset.count ?? 0);
  document.title = count ? `(${count > 99 ? "99+" : count}) ${title}` : title;
  if (count === shown) return;
  shown = count;
  const told = count ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
  told?.catch(() => {}); // not installed
}

async function renew() {
  planned = null;
  const asked = { headers: { "HX-Request": "true", "X-Live": "1" }, redirect: "manual" };
  const answer = await fetch(ADDRESS, asked).catch(() => null);
  if (!answer?.ok) return;
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  for (const place of places()) place.replaceChildren(template.content.cloneNode(true));
  show();
}

function renewSoon(after) {
  if (places().length) planned ??= setTimeout(renew, after);
}

document.addEventListener("tsunagi:heard", (event) => {
  if (WORDS.includes(event.detail)) renewSoon(TOGETHER);
});
window.addEventListener("pageshow", (event) => renewSoon(event.persisted ? 0 : FIRST));
