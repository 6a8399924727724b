// The title of a figure, or of a name that was shortened, is shown on hover and on focus; Escape dismisses it.
"use strict";
(() => {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);

  const show = (figure) => {
    tip.textContent = figure.dataset.tip;
    tip.hidden = false;
    const box = figure.getBoundingClientRect();
    const room = document.documentElement;
    const left = Math.min(box.left, room.clientWidth - tip.offsetWidth - 16);
    const above = box.top - tip.offsetHeight - 8;
    tip.style.left = `${Math.max(16, left)}px`;
    tip.style.top = `${above > 0 ? above : box.bottom + 8}px`;
  };
  const hide = () => (tip.hidden = true);

  for (const figure of document.querySelectorAll("a.figure[title], abbr[title]")) {
    figure.dataset.tip = figure.title;
    figure.setAttribute("aria-description", figure.title);
    figure.removeAttribute("title");
    figure.addEventListener("pointerenter", () => show(figure));
    figure.addEventListener("pointerleave", hide);
    figure.addEventListener("focus", () => show(figure));
    figure.addEventListener("blur", hide);
  }
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("scroll", hide, { capture: true, passive: true });
})();
