// The admin's pickers (select2) take what was meant, and say in words what they took.
"use strict";

(() => {
  const $ = window.django && window.django.jQuery;
  if (!$) return;

  // What the list below the box answers. While that is loading, or answers other letters than those in the box, such as
  // the none with which the box was opened, Enter takes nothing of it.
  let answered = null;
  document.addEventListener(
    "keydown",
    (event) => {
      const isSearching = event.target.classList.contains("select2-search__field");
      const isWaiting = answered !== event.target.value || document.querySelector(".select2-results .loading-results");
      if (event.key === "Enter" && isSearching && isWaiting) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    true,
  );

  // A list that opens below a pointer at rest lights up nothing: what stands first is what Enter takes.
  let rest = "";
  const place = (event) => `${event.clientX} ${event.clientY}`;
  document.addEventListener(
    "mouseover",
    (event) => {
      if (event.target.closest?.(".select2-results") && place(event) === rest) event.stopImmediatePropagation();
    },
    true,
  );
  document.addEventListener("mousemove", (event) => (rest = place(event)), true);

  function sayIn(select) {
    const wrapper = select.closest(".related-widget-wrapper") || select.parentElement;
    let words = wrapper.parentElement.querySelector(":scope > .taken");
    if (!words) {
      words = document.createElement("p");
      words.className = "taken help";
      words.setAttribute("aria-live", "polite");
      wrapper.after(words);
    }
    return words;
  }

  // Whoever may add a record adds what the list lacks from there: a window of its own, with what was typed in it.
  const ADDS = "add";
  const adds = (select) => {
    const wrapper = select.closest(".related-widget-wrapper");
    return wrapper?.dataset.modelRef === "claim" ? null : wrapper?.querySelector(".add-related");
  };

  function offerToAdd(picker, select, answer) {
    const words = answer.query.term.trim();
    const isThere = answer.data.results.some(({ text }) => text.toLowerCase() === words.toLowerCase());
    if (!words || isThere || answer.data.pagination?.more || !adds(select)) return;
    const results = [{ id: ADDS, text: `Not in the list? Add “${words}” …` }];
    picker.results.append({ results, pagination: { more: false } });
  }

  function mend(select) {
    const picker = $(select).data("select2");
    if (!picker || select.dataset.isMended) return;
    select.dataset.isMended = "yes";
    const words = sayIn(select);
    let typed = "";
    picker.on("query", (params) => {
      typed = params.term || "";
      answered = null;
    });
    // select2 lights up what is chosen already, wherever it stands; what was typed is meant to change that.
    picker.on("results:all", (answer) => {
      answered = answer.query?.term || "";
      if (answer.query && answer.query.term) {
        offerToAdd(picker, select, answer);
        picker.results.$results.find(".select2-results__option[aria-selected]").first().trigger("mouseenter");
      }
    });
    $(select).on("select2:selecting", (event) => {
      if (event.params.args.data.id !== ADDS) return;
      event.preventDefault();
      const link = adds(select);
      const plain = link.href;
      const address = new URL(plain);
      address.searchParams.set("typed", typed);
      $(select).select2("close");
      link.href = address;
      link.click();
      link.href = plain;
    });
    $(select).on("select2:select", (event) => {
      const { text, about } = event.params.data;
      const taken = about ? `${text}: ${about}` : text;
      words.textContent = typed ? `Typed “${typed}”, taken: ${taken}` : `Taken: ${taken}`;
      typed = "";
    });
    $(select).on("select2:clear select2:unselect", () => {
      words.textContent = "";
    });
  }

  function mendAll() {
    document.querySelectorAll("select.admin-autocomplete.select2-hidden-accessible").forEach(mend);
  }

  $(mendAll);
  document.addEventListener("formset:added", () => setTimeout(mendAll));
})();
