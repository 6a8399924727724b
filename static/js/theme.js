// Light, dark, or as the system says. Runs before the page is drawn, so that it is never drawn twice.
"use strict";
(() => {
  const root = document.documentElement;
  const names = { auto: "Theme: system", light: "Theme: light", dark: "Theme: dark" };
  const order = Object.keys(names);

  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage is refused: the system's theme it is
    }
  };
  let chosen = order.includes(stored()) ? stored() : "auto";
  const apply = () => {
    if (chosen === "auto") delete root.dataset.theme;
    else root.dataset.theme = chosen;
  };
  apply();

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    if (!button) return;
    const show = () => (button.textContent = names[chosen]);
    show();
    button.hidden = false;
    button.addEventListener("click", () => {
      chosen = order[(order.indexOf(chosen) + 1) % order.length];
      apply();
      show();
      try {
        localStorage.setItem("theme", chosen);
      } catch {
        // the choice holds for this page
      }
      dispatchEvent(new Event("themechange"));
    });
  });
})();
