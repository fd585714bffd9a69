// The keyboard of the desk. Pages say what a key does; nothing here knows a page.
//   data-key="a"            press a: click this (or focus it, when it is a field)
//   data-key-group="x"      press x, then a data-key inside it; a <details> opens meanwhile
//   data-key-label="…"      the words in the ? list; without it, the element's own text
//   data-key-list           j and k move among its [data-key-item], or its children; "open" also clicks
//   data-key-open="o"       on a list: o opens the link of its current item, or of the first
//   data-key-focus          the key moves there and clicks nothing
//   data-key-asks="…"       the key asks these words first; Enter, or the key again, does it
//   data-submit-key         on a form or one of its buttons: Ctrl/Cmd+Enter sends it
//   data-copy="#id"         copies that element's text; data-copy-text="…" copies the words given
"use strict";

(() => {
  const NOT_TYPED = ["checkbox", "radio", "button", "submit", "reset", "range", "file"];
  let armed = null;
  let asking = null;

  const isTyping = (el) =>
    el.isContentEditable || /^(TEXTAREA|SELECT)$/.test(el.tagName) || (el.tagName === "INPUT" && !NOT_TYPED.includes(el.type));
  const shutAround = (el) => el.parentElement?.closest("details:not([open])");
  const isShown = (el) => (shutAround(el) ? isShown(shutAround(el)) : el.getClientRects().length > 0);
  const keyOf = (event) => (event.key === " " ? "Space" : event.key);
  const stage = () => document.querySelector("dialog[open]") || document;

  // Elements answering to a key: those of the armed group, otherwise those outside every group.
  function findKey(key) {
    const within = armed || stage();
    const found = [...within.querySelectorAll(`[data-key~="${CSS.escape(key)}"]`)];
    const answers = found.filter((el) => isShown(el) && (armed || !el.closest("[data-key-group]")));
    // Of many rows the current one answers.
    return answers.find((el) => el.closest("[aria-current='true']") || el.closest("[data-key-item]")?.matches(":focus-within")) || answers[0];
  }

  function act(el) {
    if (el.disabled || el.closest(".htmx-request")) return;
    // A summary opens its own details by the click.
    const held = el.tagName === "SUMMARY" ? el.parentElement : el;
    for (let shut = shutAround(held); shut; shut = shutAround(held)) shut.open = true;
    if (isTyping(el) || "keyFocus" in el.dataset) el.focus();
    else if (el.dataset.keyAsks && asking !== el) ask(el);
    else {
      // What a summary opens is next to the focus.
      if (el.tagName === "SUMMARY") el.focus();
      el.click();
    }
  }

  // The question stands beside the button until it is left; the button has the focus, so Enter answers it.
  function ask(el) {
    const place = el.parentElement.querySelector("[data-asks-here]");
    el.focus();
    asking = el;
    if (place) place.textContent = el.dataset.keyAsks;
    else say(el.dataset.keyAsks);
    const forget = () => {
      asking = null;
      if (place) place.textContent = "";
    };
    el.addEventListener("blur", forget, { once: true });
  }

  function arm(group) {
    disarm();
    armed = group;
    group.dataset.armed = "";
    if (group.tagName === "DETAILS") group.open = true;
    say(group.dataset.keyPrompt || "");
  }

  function disarm() {
    if (!armed) return;
    delete armed.dataset.armed;
    if (armed.tagName === "DETAILS") armed.open = false;
    armed = null;
  }

  function pressInGroup(event) {
    if (["Shift", "Control", "Alt", "Meta", "Tab", "Enter"].includes(event.key)) return;
    const target = findKey(keyOf(event));
    event.preventDefault();
    if (target) act(target);
    disarm();
  }

  function press(event) {
    const key = keyOf(event);
    const onControl = event.target.closest("a, button, summary, input, label");
    if (onControl && (key === "Space" || key === "Enter")) return;
    const group = [...stage().querySelectorAll(`[data-key-group="${CSS.escape(key)}"]`)].find(isShown);
    const target = group || findKey(key);
    if (target && event.repeat) return event.preventDefault();
    if (group) arm(group);
    else if (target) act(target);
    else if (key === "?") openKeys();
    else if (opensWith(key)) openCurrent(opensWith(key));
    else if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
    else if (key === "Enter") return openItem(event);
    else return;
    event.preventDefault();
  }

  function items(list) {
    const named = list.querySelectorAll("[data-key-item]");
    return [...(named.length ? named : list.children)].filter(isShown);
  }

  function move(step) {
    const list = document.activeElement.closest("[data-key-list]") || stage().querySelector("[data-key-list]");
    if (!list) return;
    const all = items(list);
    const here = all.findIndex((el) => el.getAttribute("aria-current") === "true" || el.contains(document.activeElement));
    const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
    if (!next) return;
    all.forEach((el) => el.removeAttribute("aria-current"));
    next.setAttribute("aria-current", "true");
    if (!next.matches("a, button, [tabindex]")) next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    if (list.dataset.keyList === "open") clickIn(next);
  }

  const clickIn = (el) => (el.matches("a, button, [hx-get]") ? el : el.querySelector("a, button"))?.click();

  const opensWith = (key) => {
    const lists = [...stage().querySelectorAll(`[data-key-open="${CSS.escape(key)}"]`)];
    return lists.find((list) => items(list).length);
  };

  function openCurrent(list) {
    const all = items(list);
    const current = all.find((el) => el.getAttribute("aria-current") === "true" || el.contains(document.activeElement));
    (current || all[0]).querySelector("a[href]")?.click();
  }

  function openItem(event) {
    if (!event.target.closest("[data-key-list]")) return;
    event.preventDefault();
    clickIn(event.target);
  }

  function submitForm(event) {
    const form = event.target.closest("form");
    const button = form?.querySelector("button[data-submit-key]");
    if (!button && !form?.matches("[data-submit-key]")) return;
    event.preventDefault();
    if (!event.repeat) form.requestSubmit(button);
  }

  // The ? dialog is filled from what is on the page now.
  function openKeys() {
    const dialog = document.getElementById("keys-dialog");
    if (!dialog || dialog.open) return;
    const list = dialog.querySelector("[data-keys-here]");
    const shown = [...document.querySelectorAll("[data-key], [data-key-group], [data-key-open]")].filter(isShown).map(keyLine);
    // Every row answers to the same keys: one line says so.
    list.replaceChildren(...new Map(shown.map((line) => [line.textContent, line])).values());
    dialog.showModal();
  }

  function keyLine(el) {
    const line = document.createElement("li");
    const keys = document.createElement("span");
    keys.className = "keys";
    const outer = el.dataset.key && el.closest("[data-key-group]");
    const own = el.dataset.keyGroup || el.dataset.key || el.dataset.keyOpen;
    for (const name of [outer?.dataset.keyGroup, ...own.split(" ")].filter(Boolean)) {
      const kbd = document.createElement("kbd");
      kbd.textContent = name;
      keys.append(kbd, " ");
    }
    line.append(keys, el.dataset.keyLabel || el.getAttribute("aria-label") || ownWords(el));
    return line;
  }

  function ownWords(el) {
    const copy = (el.tagName === "DETAILS" ? el.querySelector("summary") : el).cloneNode(true);
    copy.querySelectorAll("kbd").forEach((kbd) => kbd.remove());
    return copy.textContent.trim();
  }

  // Words for ears and for the corner of the eye; pages may have none.
  function say(words) {
    const region = document.getElementById("say");
    if (region) region.textContent = words;
  }

  function show(words) {
    const region = document.getElementById("messages");
    if (!region || !words) return;
    const note = document.createElement("p");
    note.className = "note stop";
    note.textContent = words;
    region.replaceChildren(note);
  }

  async function copy(button) {
    const source = button.dataset.copyText ?? document.querySelector(button.dataset.copy)?.textContent.trim();
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(source);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select the text and copy it by hand";
    }
    setTimeout(() => (button.textContent = before), 2500);
  }

  const isWholePage = (text) => /^\s*<!doctype/i.test(text);

  // A refusal that is a fragment is shown in its place; a whole error page becomes one line of words;
  // a whole page where a fragment was asked (signed out meanwhile) is gone to.
  function beforeSwap(event) {
    const { xhr, requestConfig } = event.detail;
    if (!isWholePage(xhr.responseText)) {
      if (xhr.status >= 400 && xhr.responseText.trim()) Object.assign(event.detail, { shouldSwap: true, isError: false });
      return;
    }
    if (requestConfig.elt.closest("[hx-boost='true'], [hx-select]") && xhr.status < 400) return;
    event.detail.shouldSwap = false;
    if (xhr.status < 400) return location.assign(xhr.responseURL);
    const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
    show([...page.querySelectorAll("main h1, main [data-error], main .problem-summary li")].map((el) => el.textContent.trim()).join(". "));
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return submitForm(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && (isTyping(event.target) || asking === event.target)) return event.target.blur();
    if (isTyping(event.target)) return;
    if (armed && armed.isConnected) return pressInGroup(event);
    armed = null;
    press(event);
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens-keys]");
    if (opener) return openKeys();
    const button = event.target.closest("[data-copy], [data-copy-text]");
    if (button) return copy(button);
    if (armed && !armed.contains(event.target)) disarm();
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target) && menu !== armed) menu.open = false;
    });
  });

  document.addEventListener("htmx:beforeSwap", beforeSwap);
  document.addEventListener("htmx:sendError", () => show("The desk cannot be reached. Nothing was changed; try again."));
})();
