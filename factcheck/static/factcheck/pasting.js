// A web address pasted anywhere but into a field is taken for a source: it goes into the page's [data-takes-address], and
// the exact words come next, into [data-takes-words] of the same form. So it is with [data-use-address="URL"], and with
// [data-use-source="ID"], which is chosen in [data-takes-source] under the name in data-use-words.
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

  function useAddress(field, address) {
    field.value = address;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    askForWords(field, "Address taken. Now the exact words of the source.");
  }

  function useSource(select, id, words) {
    if (![...select.options].some((one) => one.value === id)) select.add(new Option(words, id));
    select.value = id;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    askForWords(select, "Source chosen. Now its exact words.");
  }

  function askForWords(field, said) {
    const words = field.form.querySelector("[data-takes-words]");
    open(words);
    words.focus();
    words.scrollIntoView({ block: "center" });
    tell(said);
  }

  function use(event) {
    const { useAddress: address, useSource: source, useWords: words } = event.target.closest?.("[data-use-address], [data-use-source]")?.dataset || {};
    const field = document.querySelector(address ? "[data-takes-address]" : "[data-takes-source]");
    if (!field || !(address || source)) return;
    event.preventDefault();
    if (address) useAddress(field, address);
    else useSource(field, source, words);
  }

  document.addEventListener("paste", take);
  document.addEventListener("click", use);
  document.addEventListener("keydown", (event) => {
    // Enter in the search within the form looks for sources; it does not send the form.
    if (event.key === "Enter" && event.target.matches?.("[data-finds-sources]")) event.preventDefault();
  });
})();
