// Shows how far a run is, every two seconds; once it is over, the page as it is then.
"use strict";

(() => {
  const PAUSE = 2000;

  async function look() {
    let page;
    try {
      const answer = await fetch(location.href);
      if (!answer.ok) return;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return; // the server is not there just now: the next look may find it
    }
    const now = page.querySelector("[data-run-state]");
    if (now) {
      document.querySelector("[data-run-state]").replaceChildren(...now.childNodes);
    } else {
      location.replace(location.href);
    }
  }

  setInterval(look, PAUSE);
})();
