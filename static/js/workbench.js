// The keyboard of the workbench: letters and digits while the text has the focus, Ctrl+Enter and Esc in the form.
"use strict";

(() => {
  const text = document.querySelector("[data-text]");
  const form = document.getElementById("claim-form");
  if (!text || !form) {
    return;
  }

  function press(key) {
    const target = form.querySelector(`[data-key="${key}"]`);
    if (target) {
      target.click();
    }
    return Boolean(target);
  }

  function goTo(...places) {
    const boxes = ":is(input, select, textarea):not([type=hidden])";
    const box = places.map((place) => form.querySelector(`${place} ${boxes}`)).find(Boolean);
    if (box) {
      const picker = box.matches(".select2-hidden-accessible") && box.nextElementSibling?.querySelector("[role=combobox]");
      (picker || box).focus();
    }
    return Boolean(box);
  }

  const edit = () => goTo(".errors", ".boxes");

  function take(digit) {
    const offer = form.querySelector(`[data-digit="${digit}"]`);
    if (offer) {
      offer.click();
    }
    return Boolean(offer);
  }

  function answer(key) {
    if (key === "e") {
      return edit();
    }
    if (/^[1-9]$/.test(key)) {
      return take(key);
    }
    return /^[npaldu]$/.test(key) ? press(key) : /^[a-z]$/.test(key) && goTo(`[data-letter="${key}"]`);
  }

  text.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (answer(event.key)) {
      event.preventDefault();
    }
  });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      press("a");
    } else if (event.key === "Escape" && !document.querySelector(".select2-container--open")) {
      text.focus();
    }
  });

  // Guesses are taken by one press; without scripts they stand as options in the box itself.
  for (const offer of form.querySelectorAll("[data-pick]")) {
    offer.hidden = false;
    offer.addEventListener("click", () => {
      const box = document.getElementById(offer.dataset.pick);
      box.value = offer.value;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // A figure that is not marked: what is selected in the text becomes its quote.
  form.querySelector("[data-own]").addEventListener("click", () => {
    const chosen = String(document.getSelection());
    sessionStorage.setItem("quote", chosen.trim());
  });
  const quote = form.querySelector("[name=quote]");
  const chosen = sessionStorage.getItem("quote");
  sessionStorage.removeItem("quote");
  if (chosen && quote && !quote.value) {
    quote.value = chosen;
  }

  // What the claim would find, once the boxes rest.
  const foreseen = form.querySelector("[data-foreseen]");
  let waiting;
  let asked = 0;
  async function foresee() {
    const mine = ++asked;
    const data = new FormData(form);
    data.set("do", "foresee alone");
    const answer = await fetch(location.href, { method: "POST", body: data });
    if (!answer.ok || answer.redirected || mine !== asked) {
      return;
    }
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    foreseen.replaceChildren(...part.body.childNodes);
  }
  function wait() {
    clearTimeout(waiting);
    waiting = setTimeout(() => foresee().catch(() => {}), 600);
  }
  if (foreseen) {
    form.addEventListener("input", wait);
    form.addEventListener("change", wait);
    window.django.jQuery(form).on("change", wait); // pickers tell jQuery alone
    wait();
  }

  const current = text.querySelector("[aria-current]");
  if (current) {
    text.scrollTop = current.offsetTop - text.offsetTop - text.clientHeight / 3;
  }
  if (form.querySelector(".errorlist")) {
    edit();
  } else {
    text.focus({ preventScroll: true });
  }
})();
