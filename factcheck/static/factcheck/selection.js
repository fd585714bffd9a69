// A claim from selected words. Inside [data-text-root], every element with data-start holds a stretch of the article
// that begins at that code point; text under [data-not-text] is ours, not the article's. Selecting words fills
// form[data-from-selection]: [data-selection-start], [data-selection-end], [data-selection-words] and, for a claim in
// several pieces, [data-selection-spans] ("12-40,60-90"), grown by a [data-selection-add] button.
"use strict";

(() => {
  const points = (text) => [...text].length; // code points, as the server counts; never UTF-16 units

  function* textNodes(root, range) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const holder = node.parentElement.closest("[data-start]");
      if (!holder || node.parentElement.closest("[data-not-text]")) continue;
      if (!range || range.intersectsNode(node)) yield [node, holder];
    }
  }

  function offsetOf(node, units, holder) {
    let offset = Number(holder.dataset.start);
    for (const [other, owner] of textNodes(holder)) {
      if (other === node) return offset + points(node.data.slice(0, units));
      if (owner === holder) offset += points(other.data);
    }
    return offset;
  }

  // One range → {start, end, words} without white space at its ends, or null.
  function measure(range) {
    const root = rootOf(range);
    if (!root) return null;
    let first = null;
    let last = null;
    let words = "";
    for (const [node, holder] of textNodes(root, range)) {
      let from = node === range.startContainer ? range.startOffset : 0;
      let to = node === range.endContainer ? range.endOffset : node.length;
      if (!first) from += node.data.slice(from, to).length - node.data.slice(from, to).trimStart().length;
      const piece = node.data.slice(from, to);
      if (piece.trim()) {
        first ??= [node, from, holder];
        last = [node, from + piece.trimEnd().length, holder];
      }
      if (first) words += piece;
    }
    return first && { start: offsetOf(...first), end: offsetOf(...last), words: words.trim() };
  }

  function rootOf(range) {
    const at = range.commonAncestorContainer;
    return (at.nodeType === Node.ELEMENT_NODE ? at : at.parentElement)?.closest("[data-text-root]");
  }

  function selected() {
    const selection = getSelection();
    const found = [];
    for (let i = 0; i < selection.rangeCount; i += 1) {
      const range = selection.getRangeAt(i);
      const span = range.collapsed ? null : measure(range);
      if (span) found.push(span);
    }
    return found;
  }

  const put = (form, name, value) =>
    form.querySelectorAll(`[data-selection-${name}]`).forEach((el) => {
      if ("value" in el && el.tagName !== "BUTTON") el.value = value;
      else el.textContent = value;
    });

  function fill(form, spans) {
    const all = [...(form.keptSpans || []), ...spans].sort((a, b) => a.start - b.start);
    form.hidden = all.length === 0 && form.hasAttribute("data-hide-empty");
    form.querySelectorAll("[data-needs-selection]").forEach((el) => (el.disabled = all.length === 0));
    put(form, "start", all.length ? all[0].start : "");
    put(form, "end", all.length ? all.at(-1).end : "");
    put(form, "spans", all.map((span) => `${span.start}-${span.end}`).join(","));
    put(form, "words", all.map((span) => span.words).join(" … "));
  }

  const forms = () => document.querySelectorAll("form[data-from-selection]");

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const spans = selected();
      if (spans.length) forms().forEach((form) => fill(form, spans));
    }, 120);
  });

  // A plain click in the article lets go of what was selected.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-text-root]") && getSelection().isCollapsed) {
      forms().forEach((form) => fill(form, []));
    }
    const add = event.target.closest("[data-selection-add]");
    if (!add) return;
    const form = add.closest("form");
    form.keptSpans = [...(form.keptSpans || []), ...selected()];
    getSelection().removeAllRanges();
    fill(form, []);
  });
})();
