// SPDX-License-Identifier: AGPL-3.0-or-later
// Figures that answer to a finger: the value under it is read below the figure. The drawing of the
// server stays for paper, and where this file does not run.
//   figure[data-chart]    data-times (seconds), data-values, data-seconds (a second line),
//                         data-bounds: lowest, highest, first and last time, then the limits

const numbers = (text) => text.split(",").slice(0, -1).map((n) => (n === "" ? null : Number(n)));
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const two = (n) => String(n).padStart(2, "0");

// Times are shown as in Japan wherever the device believes it is.
function moment(seconds) {
  const d = new Date((seconds + 9 * 3600) * 1000);
  return `${d.getUTCMonth() + 1}/${d.getUTCDate()} ${d.getUTCHours()}:${two(d.getUTCMinutes())}`;
}

const lineOf = (label, stroke, unit) => ({
  label, stroke, width: 2, spanGaps: true, points: { show: true, size: 7, fill: stroke },
  value: (u, v) => (v === null || v === undefined ? "－" : `${v}${unit}`),
});

function drawLimits(limits) {
  return (u) => {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.strokeStyle = colour("--bad");
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.setLineDash([8 * devicePixelRatio, 5 * devicePixelRatio]);
    for (const limit of limits) {
      const y = u.valToPos(limit, "y", true);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
    }
    ctx.restore();
  };
}

function optionsOf(figure, width) {
  const { unit, title, seconds, bounds } = figure.dataset;
  const [low, high, from, to, ...limits] = bounds.split(",").map(Number);
  const font = "16px sans-serif";
  const axis = { font, stroke: colour("--ink-soft"), grid: { stroke: colour("--line"), width: 1 } };
  const series = [{ label: "日時", value: (u, v) => (v === null || v === undefined ? "－" : moment(v)) }];
  series.push(lineOf(seconds ? "上" : title, colour("--key"), unit));
  if (seconds) series.push(lineOf("下", colour("--good"), unit));
  return {
    width, height: Math.round(width * 0.55), series,
    scales: { x: { range: [from, to] }, y: { range: [low, high] } },
    axes: [
      {
        ...axis, space: 70, incrs: [1, 2, 7, 14, 21].map((n) => n * 86400),
        values: (u, at) => at.map((v) => moment(v).split(" ")[0]),
      },
      { ...axis, size: 60 },
    ],
    cursor: { drag: { x: false, y: false } },
    hooks: { draw: [drawLimits(limits)] },
  };
}

function start(figure) {
  const data = [numbers(figure.dataset.times), numbers(figure.dataset.values)];
  if (figure.dataset.seconds) data.push(numbers(figure.dataset.seconds));
  const width = () => figure.querySelector("figcaption").clientWidth;
  const plot = new globalThis.uPlot(optionsOf(figure, width()), data, figure);
  plot.root.setAttribute("aria-hidden", "true"); // the table below says the same
  figure.classList.add("chart-live");
  addEventListener("resize", function fit() {
    if (figure.isConnected) plot.setSize({ width: width(), height: Math.round(width() * 0.55) });
    else removeEventListener("resize", fit);
  });
}

// A figure may come later too, when somebody else has measured; the one before it is gone then.
function startAll() {
  for (const figure of document.querySelectorAll("figure[data-chart]:not(.chart-live)")) start(figure);
}

if (globalThis.uPlot) {
  startAll();
  document.addEventListener("tsunagi:new", startAll);
}
