// A web address pasted anywhere but into a field is taken for a source: it goes into the page's [data-takes-address], and
// the exact words come next, into [data-takes-words] of the same form.
"use strict";

(() => {
  const ADDRESS = /^https?:\/\/\S+$/i;
  const isField = (el) => el instanceof Element && (el.isContentEditable || el.matches("input, textarea, select"));

  function open(el) {
    for (let shut = el.closest("details:not([open])"); shut; shut = el.closest("details:not([open])")) shut.open = true;
  }

  function tell(words) {
    const region = document.getElementById("say");
    if (region) region.textContent = words;
  }

  function take(event) {
    if (isField(event.target) || isField(document.activeElement)) return;
    const address = (event.clipboardData?.getData("text/plain") || "").trim();
    const field = document.querySelector("[data-takes-address]");
    if (!field || !ADDRESS.test(address)) return;
    event.preventDefault();
    const words = field.form.querySelector("[data-takes-words]");
    open(field);
    const isBegun = words?.value.trim() && field.value.trim() && field.value !== address;
    if (!isBegun) {
      field.value = address;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const next = isBegun || !words ? field : words;
    next.focus();
    next.scrollIntoView({ block: "center" });
    tell(isBegun ? "Add the source you began first." : "Address taken. Now the exact words of the source.");
  }

  document.addEventListener("paste", take);
})();
