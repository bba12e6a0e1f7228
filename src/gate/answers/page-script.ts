// The challenge page's own script, as text for the browser: starts the widget's worker from our address, says its state
// to the reader (also to screen readers) and sends the form once it is solved.

/** Plain JavaScript for every browser the widget supports. Words come from data attributes of the form. */
export const PAGE_SCRIPT = `"use strict";
(() => {
  const form = document.getElementById("challenge");
  const widget = document.querySelector("altcha-widget");
  const status = document.getElementById("status");
  const words = document.getElementById("status-words");
  let sent = false;
  const show = (state, text) => {
    status.dataset.state = state;
    if (words.textContent !== text) words.textContent = text;
  };
  const fail = () => {
    show("error", form.dataset.failed);
    document.getElementById("help").open = true;
  };
  const send = () => {
    if (sent) return;
    sent = true;
    show("verified", form.dataset.done);
    form.submit();
  };
  globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(form.dataset.worker));
  widget.addEventListener("statechange", (event) => {
    const { state, payload } = event.detail;
    if (state === "verified" && payload) {
      form.elements.altcha.value = payload;
      send();
    } else if (state === "verifying") show("verifying", form.dataset.working);
    else if (state === "error" || state === "expired") fail();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (sent) return;
    if (form.elements.altcha.value) send();
    else if (status.dataset.state !== "verifying") widget.verify();
    else show("verifying", form.dataset.working);
  });
  // Brought back by the browser's back button, the page must not pay a second time: it only says where to go.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    sent = true;
    document.getElementById("go").hidden = true;
    show("error", form.dataset.stale);
  });
  const begin = () => {
    widget.configure({ challenge: form.dataset.challenge, humanInteractionSignature: false, minDuration: 800 });
    return widget.verify();
  };
  customElements.whenDefined("altcha-widget").then(begin).catch(fail);
})();
`;
