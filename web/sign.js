// SPDX-License-Identifier: AGPL-3.0-or-later
// A signature drawn by finger, pen or mouse. It goes with the form as a PNG file; without this
// module the form asks for a photo or scan of the paper alone.

const LINE = 5;

function start(form) {
  const canvas = form.querySelector("[data-sign-canvas]");
  const file = form.querySelector("[data-sign-file]");
  const state = form.querySelector("[data-sign-state]");
  const pen = canvas.getContext("2d");
  let drawn = false;
  let last = null;

  // White paper: a transparent picture would turn black as JPEG.
  function clear() {
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = "#000000";
    pen.lineWidth = LINE;
    pen.lineCap = pen.lineJoin = "round";
    drawn = false;
    file.value = "";
    state.textContent = "";
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) * canvas.width) / box.width,
      y: ((event.clientY - box.top) * canvas.height) / box.height,
    };
  }

  function draw(event) {
    if (!last) return;
    const here = place(event);
    pen.beginPath();
    pen.moveTo(last.x, last.y);
    pen.lineTo(here.x, here.y);
    pen.stroke();
    last = here;
    drawn = true;
  }

  function keep() {
    last = null;
    if (!drawn) return;
    canvas.toBlob((blob) => {
      if (!blob || !drawn) return;
      const files = new DataTransfer();
      files.items.add(new File([blob], "signature.png", { type: "image/png" }));
      file.files = files.files;
      state.textContent = "署名が書かれています。";
    }, "image/png");
  }

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    draw(event);
  });
  canvas.addEventListener("pointermove", draw);
  canvas.addEventListener("pointerup", keep);
  canvas.addEventListener("pointercancel", keep);
  form.querySelector("[data-sign-clear]").addEventListener("click", clear);
  clear();
  form.querySelector("[data-sign-part]").hidden = false;
}

if (typeof DataTransfer === "function" && typeof PointerEvent === "function") {
  for (const form of document.querySelectorAll("form[data-sign]")) start(form);
}
