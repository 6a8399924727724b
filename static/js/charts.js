// Draws every chart of the page from the JSON beside it, in the colours of the theme; on paper in the light ones.
"use strict";
(() => {
  const PAPER_WIDTH = 660; // px: what a sheet of A4 has room for
  const WIDE = 760; // px: from here on a label has room for its words in full
  const GAP = 8; // px between two labels in a line
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

  const measure = document.createElement("canvas").getContext("2d");
  const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
  const sizeOf = (label, family) => {
    const { size, weight } = label.font;
    measure.font = `${weight} ${size}px ${family}`;
    const lines = label.text.split("<br>").map((line) => line.replace(/&(amp|lt|gt);/g, (sign) => entities[sign]));
    return {
      width: Math.max(...lines.map((line) => measure.measureText(line).width)) + GAP,
      height: lines.length * size * 1.3 + 4,
    };
  };

  // Where the words of a mark come to stand on a chart of this width, from its top left corner.
  const boxOf = (label, { xaxis, yaxis, margin, height, font }, width) => {
    const share = (value, [start, end]) => (value - start) / (end - start);
    const size = sizeOf(label, font.family);
    const along = share(Date.parse(label.x), xaxis.range.map(Date.parse));
    const x = margin.l + along * (width - margin.l - margin.r);
    const left = { left: x, center: x - size.width / 2, right: x - size.width }[label.xanchor];
    const y = height - margin.b - share(label.y, yaxis.range) * (height - margin.t - margin.b) - label.yshift;
    return { left, right: left + size.width, top: y - size.height / 2, bottom: y + size.height / 2 };
  };
  const overlap = (one, other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  // Labels of marks that lie close: each is put over those placed before it, or left out where the chart ends.
  const place = (layout, width) => {
    const taken = [];
    for (const label of layout.annotations ?? []) {
      if (label.name !== "figure") continue;
      const box = boxOf(label, layout, width);
      let lift = 0;
      for (let hit; (hit = taken.find((other) => overlap(box, other))); ) {
        const step = box.bottom - hit.top + 1;
        lift += step;
        box.top -= step;
        box.bottom -= step;
      }
      label.yshift += lift;
      label.visible = box.top >= 0;
      if (label.visible) taken.push(box);
    }
  };

  const read = (plot, { light, width }) => {
    probe.classList.toggle("light", light);
    const chart = resolved(JSON.parse(document.getElementById(plot.dataset.chart).textContent));
    if (width >= WIDE) chart.layout.annotations?.forEach((label) => (label.text = label.wide ?? label.text));
    place(chart.layout, width);
    return chart;
  };

  const plots = [...document.querySelectorAll("[data-chart]")];
  const paper = matchMedia("print");
  let isPrinting = false;

  const draw = (plot) => {
    const width = isPrinting ? PAPER_WIDTH : plot.clientWidth;
    const chart = read(plot, { light: isPrinting, width });
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
    // What the library measures words with, far off the page, is nothing to be read out.
    document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true");
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
