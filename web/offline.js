// SPDX-License-Identifier: AGPL-3.0-or-later
// The page that the device shows without a line: opens what was asked for when the line is back.
// The page may hear of it a moment before the worker does, so it asks more than once.

const EVERY = 3000;
const button = document.getElementById("again");
const again = () => location.reload();

function look() {
  if (navigator.onLine) again();
}

button.addEventListener("click", again);
button.hidden = false;
window.addEventListener("online", again);
setInterval(look, EVERY);
