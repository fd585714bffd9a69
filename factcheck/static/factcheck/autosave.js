// Forms with data-autosave="URL" are saved two seconds after the last key. What was typed stays in this browser until
// the server has it, and is offered after a crash. Kept per person (data-user on <body>), form and tab, with the version
// it was typed into; thrown away when the form is sent and when its person signs out (data-signs-out on that form).
// The server answers 2xx, optionally as JSON {"version": …}; 409 when somebody saved a newer version, with that version
// and, by choice, {"saved": {field: text}}: then both texts stand on the page.
// A form with data-keeps="NAME" has no draft on the server: what was typed is only kept here, and offered again.
"use strict";

(() => {
  const PAUSE = 2000;
  const RETRY = 10000;
  const PATIENCE = 15000; // for one save: what hangs must not hold up whoever sends the form
  const SECRET = /^(csrfmiddlewaretoken|password.*)$/;
  const tab = (sessionStorage.tab ||= Math.random().toString(36).slice(2));
  const states = new WeakMap();

  const KEPT = "form[data-autosave], form[data-keeps]";
  const nameOfForm = (form) => form.dataset?.autosave || form.dataset?.keeps;
  const prefix = (form) => `typed:${document.body.dataset.user || ""}:${nameOfForm(form)}:`;
  const clock = (date) => date.toTimeString().slice(0, 8);
  const stateOf = (form) => states.get(form) || states.set(form, { timer: 0, edits: 0, saved: 0 }).get(form);
  const typedFields = (form) =>
    [...form.elements].filter((el) => el.name && !SECRET.test(el.name) && !["hidden", "file", "submit", "button"].includes(el.type));

  const read = (el) => (["checkbox", "radio"].includes(el.type) ? el.checked : el.value);
  const write = (el, value) => (["checkbox", "radio"].includes(el.type) ? (el.checked = value) : (el.value = value));
  const nameOf = (el) => (["checkbox", "radio"].includes(el.type) ? `${el.name}=${el.value}` : el.name);
  const valuesOf = (form) => Object.fromEntries(typedFields(form).map((el) => [nameOf(el), read(el)]));

  function note(form, words, state) {
    let place = form.querySelector("[data-autosave-note]");
    if (!place) {
      place = document.createElement("p");
      place.dataset.autosaveNote = "";
      form.append(place);
    }
    place.classList.add("saved-note");
    place.setAttribute("role", "status");
    place.dataset.state = state;
    place.textContent = words;
  }

  function keep(form) {
    try {
      const kept = { at: Date.now(), version: versionOf(form)?.value || "", values: valuesOf(form) };
      localStorage.setItem(prefix(form) + tab, JSON.stringify(kept));
    } catch {
      // Private windows may refuse; the server still gets it.
    }
  }

  function forget(form) {
    for (const key of keptKeys(form)) if (key.endsWith(`:${tab}`) || form.restored === key) localStorage.removeItem(key);
  }

  const versionOf = (form) => form.elements.namedItem("version");
  const keptKeys = (form) => Object.keys(localStorage).filter((key) => key.startsWith(prefix(form)));

  function typed(event) {
    const form = event.target.form;
    if (!form || !nameOfForm(form)) return;
    keep(form);
    if (!form.dataset.autosave) return;
    stateOf(form).edits += 1;
    note(form, "Not saved yet", "typing");
    later(form, PAUSE);
  }

  function later(form, delay) {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(form), delay);
  }

  // One save of a form at a time; `saving` is the promise of the one that is under way.
  function save(form) {
    const state = stateOf(form);
    if (!form.isConnected || state.saving) return;
    state.saving = saveNow(form, state.edits).finally(() => (state.saving = null));
  }

  async function saveNow(form, edits) {
    const answer = await send(form);
    if (answer?.ok && !answer.redirected) accept(form, edits, await answer.json().catch(() => ({})));
    else await refuse(form, answer);
  }

  function send(form) {
    const token = JSON.parse(document.body.getAttribute("hx-headers") || "{}");
    const headers = { ...token, Accept: "application/json", "X-Autosave": "1" };
    const body = new FormData(form);
    const signal = AbortSignal.timeout(PATIENCE);
    return fetch(form.dataset.autosave, { method: "POST", body, headers, signal }).catch(() => null);
  }

  function accept(form, edits, answer) {
    const state = stateOf(form);
    if (versionOf(form) && answer.version !== undefined) versionOf(form).value = answer.version;
    form.querySelector("[data-other-text]")?.remove();
    if (edits !== state.edits) return later(form, PAUSE);
    forget(form);
    note(form, `Saved ${clock(new Date())}`, "saved");
  }

  async function refuse(form, answer) {
    if (answer?.status === 409) {
      const problem = await answer.json().catch(() => ({}));
      if (problem.saved && versionOf(form)) return showBoth(form, problem);
      return note(form, "Somebody saved a newer version. Yours is kept in this browser; reload to see both.", "waiting");
    }
    if (answer && answer.status < 500 && answer.status !== 429) {
      const why = answer.redirected ? "Sign in again in another tab" : "The desk did not accept it";
      return note(form, `Not saved. ${why}; your text is kept in this browser.`, "waiting");
    }
    note(form, "Not saved yet: the desk cannot be reached. Kept in this browser; trying again.", "waiting");
    later(form, RETRY);
  }

  // Another tab saved in between: its text beside the one typed here, and a choice.
  function showBoth(form, problem) {
    note(form, "Not saved: another tab saved a newer version. Both texts are kept.", "waiting");
    form.querySelector("[data-other-text]")?.remove();
    const box = offer(form, "This was saved in another tab meanwhile. Your text here is not saved. Choose:", {
      "Save the text here": () => {
        versionOf(form).value = problem.version;
        save(form);
      },
      "Take the other text": () => {
        forget(form);
        clearTimeout(stateOf(form).timer);
        location.reload();
      },
    });
    box.dataset.otherText = "";
    for (const [name, words] of Object.entries(problem.saved)) {
      const here = form.elements.namedItem(name);
      if (typeof words === "string" && words && here && here.value !== words) box.append(readOnly(words));
    }
  }

  function readOnly(words) {
    const text = document.createElement("textarea");
    text.readOnly = true;
    text.rows = 3;
    text.value = words;
    text.setAttribute("aria-label", "The other text");
    return text;
  }

  // After a crash: the newest text kept here, if it differs from what the server sent, is offered.
  function restore(form) {
    const kept = keptKeys(form).map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
    const newest = kept.sort((a, b) => b.at - a.at)[0];
    if (!newest) return;
    const differs = typedFields(form).some((el) => nameOf(el) in newest.values && newest.values[nameOf(el)] !== read(el));
    if (!differs) return localStorage.removeItem(newest.key);
    const isOlder = newest.version && versionOf(form) && newest.version !== versionOf(form).value;
    const since = isOlder ? " A newer version was saved since; it stands below." : "";
    const typedAt = clock(new Date(newest.at));
    offer(form, `There is text here that was not saved, typed at ${typedAt}.${since}`, {
      "Take it": () => {
        form.restored = newest.key;
        apply(form, newest.values);
        if (!form.dataset.autosave) return;
        stateOf(form).edits += 1;
        later(form, PAUSE);
      },
      "Throw it away": () => localStorage.removeItem(newest.key),
    });
  }

  function apply(form, values) {
    for (const el of typedFields(form)) if (nameOf(el) in values) write(el, values[nameOf(el)]);
  }

  // A question above the form with an answer on each button; it goes once it is answered.
  function offer(form, question, answers) {
    const box = document.createElement("div");
    box.className = "restored-note";
    box.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = question;
    box.append(words);
    for (const [label, answer] of Object.entries(answers)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "slim";
      button.textContent = label;
      button.addEventListener("click", () => {
        box.remove();
        answer();
      });
      box.append(button, " ");
    }
    form.prepend(box);
    return box;
  }

  // A form that was sent the ordinary way is taken as received once the page it led to has come.
  function leaving(event) {
    const form = event.target;
    if (!nameOfForm(form) || event.defaultPrevented) return;
    if (waitsForSave(form, event)) return;
    clearTimeout(stateOf(form).timer);
    keep(form);
    sessionStorage.sent = JSON.stringify({ prefix: prefix(form), from: location.href });
  }

  // Sent while a save is under way it would carry the version before that save, and be refused as if by another tab.
  function waitsForSave(form, event) {
    const state = stateOf(form);
    if (!state.saving) return false;
    event.preventDefault();
    if (state.leaving) return true;
    state.leaving = true;
    note(form, "Saving first, then it is sent…", "typing");
    state.saving.finally(() => {
      state.leaving = false;
      if (!form.querySelector("[data-other-text]")) form.requestSubmit(event.submitter);
    });
    return true;
  }

  function arrived() {
    const sent = JSON.parse(sessionStorage.sent || "null");
    delete sessionStorage.sent;
    const came = performance.getEntriesByType("navigation")[0]?.type;
    if (!sent || came !== "navigate" || document.referrer !== sent.from.split("#")[0]) return;
    if (document.querySelector(".problem-summary")) return;
    Object.keys(localStorage).forEach((key) => key.startsWith(sent.prefix) && localStorage.removeItem(key));
  }

  const begin = (root) => {
    const forms = root.matches?.(KEPT) ? [root] : root.querySelectorAll(KEPT);
    forms.forEach((form) => states.has(form) || (stateOf(form), restore(form), resend(form)));
  };

  // A page that came back with what was typed, asking something: it is saved as if it had been typed again.
  function resend(form) {
    if (!form.querySelector("[data-unsaved]")) return;
    keep(form);
    stateOf(form).edits += 1;
    later(form, PAUSE);
  }

  function signOut(event) {
    if (!event.target.matches?.("form[data-signs-out]")) return;
    const own = `typed:${document.body.dataset.user || ""}:`;
    Object.keys(localStorage).forEach((key) => key.startsWith(own) && localStorage.removeItem(key));
  }

  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("submit", leaving);
  document.addEventListener("submit", signOut);
  document.addEventListener("htmx:load", (event) => begin(event.target));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.requestConfig.elt; // the answer may have taken its place
    if (event.detail.successful && form.matches(KEPT)) forget(form);
  });
  arrived();
  begin(document);
})();
