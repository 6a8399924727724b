// A form is sent once: the second press of a double click would be a second decision, or a second step taken back.
"use strict";

(() => {
  const PATIENCE = 5000; // milliseconds; a press after that is meant, and an answer that is a file leaves the page as it was
  const sent = new Set();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    setTimeout(() => sent.delete(form), PATIENCE);
  });
  window.addEventListener("pageshow", () => sent.clear()); // whoever comes back by the back button may send it anew
})();
