// Gives names to what the admin leaves without: the choosing boxes (select2), the boxes that take a part away, the
// calendars of days and the table of a list.
"use strict";

(() => {
  const START = "select2-".length;
  const END = -"-container".length;

  function nameBox(shown) {
    const id = shown.id.slice(START, END);
    const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
    const box = shown.closest("[role=combobox]");
    shown.removeAttribute("role");
    shown.removeAttribute("aria-readonly");
    if (label) {
      label.id ||= `${id}_label`;
      box.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    } else {
      // In a table of parts the field is named by its column.
      const field = [...document.getElementById(id).closest("td").classList].find((name) => name.startsWith("field-"));
      box.removeAttribute("aria-labelledby");
      box.setAttribute("aria-label", field.replace("field-", ""));
    }
  }

  function nameAll() {
    document.querySelectorAll(".select2-selection__rendered[role]").forEach(nameBox);
    for (const field of document.querySelectorAll(".select2-search__field:not([aria-label])")) {
      field.setAttribute("aria-label", "Search");
    }
    for (const list of document.querySelectorAll(".select2-results__options[role=listbox]:not([aria-label])")) {
      list.setAttribute("aria-label", "Found");
    }
    for (const box of document.querySelectorAll("[role=combobox][aria-owns]:not([aria-controls])")) {
      box.setAttribute("aria-controls", box.getAttribute("aria-owns"));
    }
    document.querySelectorAll("[name$=-DELETE]:not([aria-label])").forEach((box, place) => {
      box.setAttribute("aria-label", `Take away line ${place + 1}`);
    });
    for (const link of document.querySelectorAll(".datetimeshortcuts a:not([aria-label])")) {
      const said = link.textContent.trim() || link.querySelector("[title]")?.title;
      const field = link.closest(".datetimeshortcuts").parentElement.querySelector("input")?.labels?.[0]?.textContent;
      link.setAttribute("aria-label", [said, field?.replace(":", "").trim()].filter(Boolean).join(": "));
    }
    const heading = document.querySelector("#content h1")?.textContent;
    document.querySelector("#result_list:not([aria-label])")?.setAttribute("aria-label", heading ?? "");
    document.querySelectorAll("th.original:empty").forEach((head) => {
      head.innerHTML = '<span class="visually-hidden">Line</span>';
    });
  }

  nameAll();
  new MutationObserver(nameAll).observe(document.body, {
    attributeFilter: ["aria-owns"],
    childList: true,
    subtree: true,
  });
})();
