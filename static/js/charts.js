// Draws every chart of the page from the JSON beside it, in the colours of the theme.
"use strict";
(() => {
  const config = {
    displayModeBar: false,
    displaylogo: false,
    responsive: true,
    showSendToCloud: false,
  };

  // A colour is written as var(--name) in the data: the browser says which one that is now.
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
    }
    if (typeof value !== "string" || !value.startsWith("var(--")) return value;
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };

  const draw = () => {
    for (const plot of document.querySelectorAll("[data-chart]")) {
      const chart = resolve(JSON.parse(document.getElementById(plot.dataset.chart).textContent));
      Plotly.react(plot, chart.data, chart.layout, config);
    }
  };

  draw();
  addEventListener("themechange", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
