// The boxes for a figure and a period in words say below them, while one types, what they are read as.
"use strict";

(() => {
  const PATIENCE = 250; // milliseconds after the last key
  const boxes = [...document.querySelectorAll("[data-read]")];
  const form = boxes[0]?.form;
  if (!form) return;
  const sent = ["figure_as_said", "period_as_said", "source", "unit", "indicator", "status", "qualifier"];
  const lines = new Map();
  let timer = 0;
  let asked = 0;

  for (const box of boxes) {
    const line = document.createElement("p");
    line.className = "help taken";
    line.id = `${box.id}_read`;
    line.setAttribute("role", "status");
    (box.closest(".flex-container") ?? box).after(line);
    box.setAttribute("aria-describedby", [box.getAttribute("aria-describedby"), line.id].filter(Boolean).join(" "));
    box.addEventListener("input", soon);
    lines.set(box.name, line);
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(read, PATIENCE);
  }

  async function read() {
    const number = (asked += 1);
    const query = new URLSearchParams();
    for (const name of sent) query.set(name, form.elements[name]?.value ?? "");
    try {
      const answer = await fetch(`${boxes[0].dataset.read}?${query}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const said = await answer.json();
      if (number !== asked) return; // a later one is on its way
      for (const [name, line] of lines) line.textContent = said[name] ?? "";
    } catch {
      for (const line of lines.values()) line.textContent = "";
    }
  }

  form.addEventListener("change", soon);
  window.django?.jQuery(form).on("change", "select", soon); // select2 speaks through jQuery alone
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.querySelector("[name=_addanother]")?.click();
  });
  if (boxes.some((box) => box.value)) read();
})();
