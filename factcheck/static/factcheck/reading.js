// The reading room. selection.js says which words are selected; [data-take-words] makes them the excerpt of its form, with
// the page they stand on. A paragraph reached with j or k is selected whole: nobody needs a mouse.
"use strict";

(() => {
  const say = (words) => {
    const region = document.getElementById("say");
    if (region) region.textContent = words;
  };

  // The last page mark at or before the stretch in which this offset lies.
  function pageAt(offset) {
    let page = "";
    let found = "";
    for (const el of document.querySelectorAll("[data-text-root] [data-page], [data-text-root] [data-start]")) {
      if ("page" in el.dataset) page = el.dataset.page;
      else if (Number(el.dataset.start) > offset) break;
      else found = page;
    }
    return found;
  }

  function take(form) {
    const words = form.querySelector("[data-selection-words]").textContent;
    const excerpt = form.querySelector("[data-excerpt]");
    const location = form.querySelector("[data-location]");
    const start = form.querySelector("[data-selection-start]").value;
    excerpt.value = words;
    const page = start && pageAt(Number(start));
    if (page && !location.value.trim()) location.value = `page ${page}`;
    excerpt.focus();
    say("The selected words are the excerpt. Control and Enter adds them to the file.");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take-words]");
    if (button) take(button.closest("form"));
  });

  document.addEventListener("focusin", (event) => {
    const paragraph = event.target.closest("[data-text-root] [data-key-item]");
    if (paragraph && paragraph === event.target) getSelection().selectAllChildren(paragraph);
  });
})();
