// A note on selected words. Inside [data-noted-text], every [data-part] names the part of the draft it shows. Selecting
// words there fills form[data-note-form]: [data-note-part] and [data-note-quote], and opens the fold it stands in.
// Numbers of earlier notes (.noted-number) are ours and no part of the words.
"use strict";

(() => {
  const LONGEST = 500;

  function partOf(node) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    if (!element?.closest("[data-noted-text]")) return null;
    return element.closest("[data-part]")?.dataset.part || (element.closest(".evidence") ? "evidence" : null);
  }

  function wordsOf(range) {
    const copy = range.cloneContents();
    copy.querySelectorAll(".noted-number").forEach((number) => number.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function take() {
    const selection = getSelection();
    const form = document.querySelector("form[data-note-form]");
    if (!form || !selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const part = partOf(range.startContainer);
    const words = wordsOf(range);
    if (!part || part !== partOf(range.endContainer) || !words || words.length > LONGEST) return;
    form.querySelector("[data-note-part]").value = part;
    form.querySelector("[data-note-quote]").value = words;
    form.closest("details").open = true;
  }

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(take, 150);
  });
})();
