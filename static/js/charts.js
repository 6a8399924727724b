// Draws every chart of the page from the JSON beside it, in the colours of the theme; on paper in the light ones.
"use strict";
(() => {
  const PAPER_WIDTH = 660; // px: what a sheet of A4 has room for
  const config = {
    displayModeBar: false,
    displaylogo: false,
    responsive: false,
    showSendToCloud: false,
  };

  // A colour is written as var(--name) in the data: the browser says which one that is now.
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const resolved = (value) => {
    if (Array.isArray(value)) return value.map(resolved);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner)]));
    }
    if (typeof value !== "string" || !value.startsWith("var(--")) return value;
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };

  const read = (plot, { light }) => {
    probe.classList.toggle("light", light);
    return resolved(JSON.parse(document.getElementById(plot.dataset.chart).textContent));
  };

  const plots = [...document.querySelectorAll("[data-chart]")];
  const paper = matchMedia("print");
  let isPrinting = false;

  const draw = (plot) => {
    const chart = read(plot, { light: isPrinting });
    const width = isPrinting ? PAPER_WIDTH : plot.clientWidth;
    plot.dataset.width = width;
    return Plotly.react(plot, chart.data, { ...chart.layout, width }, config);
  };
  const drawAll = () => plots.forEach(draw);

  const print = (isOn) => {
    if (isPrinting === isOn) return;
    isPrinting = isOn;
    drawAll();
  };

  // The first chart at once; each of the others when the browser has shown the one before.
  const rest = [...plots];
  const drawNext = () => {
    const plot = rest.shift();
    if (!plot) return;
    draw(plot);
    setTimeout(drawNext);
  };
  drawNext();

  const resize = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const isDrawn = target.dataset.width !== undefined;
      if (isDrawn && !isPrinting && Number(target.dataset.width) !== target.clientWidth) draw(target);
    }
  });
  plots.forEach((plot) => resize.observe(plot));

  addEventListener("themechange", drawAll);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  paper.addEventListener("change", () => print(paper.matches));
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));

  // What pictures.js draws from: a chart in the light colours, and what its figure says.
  window.charts = { plots, read };
})();
