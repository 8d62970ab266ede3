// SPDX-License-Identifier: AGPL-3.0-or-later
// The address of a postal code, filled in as soon as seven digits stand there. An address that
// somebody typed stays until the button is pressed. The server is asked for all codes of the first
// three digits, never for the one that is meant. Without this module the button asks the server.

const areas = new Map();

async function fetchArea(prefix) {
  const answer = await fetch(`/postal/${prefix}`);
  if (answer.status === 404) return {};
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

function area(prefix) {
  if (!areas.has(prefix)) {
    const asked = fetchArea(prefix);
    asked.catch(() => areas.delete(prefix));
    areas.set(prefix, asked);
  }
  return areas.get(prefix);
}

const digitsOf = (box) => box.value.normalize("NFKC").replace(/\D/g, "");

function watch(button) {
  const code = button.form.elements.namedItem(button.value);
  const to = button.form.elements.namedItem(button.dataset.postal);
  const state = button.parentElement.querySelector("[data-postal-state]");
  if (!code || !to || !state) return;
  let filled = "";

  async function fill(pressed) {
    const digits = digitsOf(code);
    let found;
    try {
      found = (await area(digits.slice(0, 3)))[digits.slice(3)];
    } catch {
      state.textContent = "いまは住所を調べられません。住所を入力してください。";
      return;
    }
    if (digits !== digitsOf(code)) return; // typed on meanwhile
    if (!found) {
      state.textContent = "この郵便番号の住所は一覧にありません。番号はこのままで、住所を入力してください。";
      return;
    }
    if (to.value !== "" && to.value !== filled && !pressed) return;
    to.value = filled = found;
    state.textContent = "住所を入れました。番地と建物名を続けてください。";
    if (pressed) to.focus();
  }

  code.addEventListener("input", () => {
    state.textContent = "";
    if (digitsOf(code).length === 7) fill(false);
  });
  button.addEventListener("click", (event) => {
    if (digitsOf(code).length !== 7) return; // the server says what is missing
    event.preventDefault();
    fill(true);
  });
}

for (const button of document.querySelectorAll("button[data-postal]")) watch(button);
