// What is asked inside the visited page, as plain scripts: which fields take a card, which forms post where, and whether a click would
// pay. They run once, after everything of the page's own was recorded.

/** Fields that take a card: by autocomplete, name, id, label or placeholder, Japanese ones too. */
const CARD_FIELD = String.raw`(() => {
  const telling = /cc-(?:number|csc|exp|name)|card[-_ ]?(?:no|num|number|code|cvc|cvv|expir)|cvc|cvv|security[-_ ]?code|カード番号|セキュリティコード|有効期限/i;
  return (one) => one instanceof HTMLInputElement && one.type !== "hidden" && telling.test([
    one.autocomplete, one.name, one.id, one.placeholder, one.getAttribute("aria-label"), one.getAttribute("data-encrypted-name"),
    one.labels === null ? "" : [...one.labels].map((label) => label.textContent).join(" "),
  ].join(" "));
})()`;

/** [{action, method, fields, takesCard}] */
export const FORMS = String.raw`(() => {
  const takesCard = ${CARD_FIELD};
  return [...document.forms].slice(0, 101).map((form) => ({
    action: String(form.getAttribute("action") ?? "") === "" ? location.href : new URL(form.getAttribute("action"), document.baseURI).href,
    method: String(form.getAttribute("method") ?? "get").toUpperCase(),
    fields: [...new Set([...form.elements].map((one) => one.name ?? "").filter((name) => name !== ""))].slice(0, 200),
    takesCard: [...form.elements].some(takesCard),
  }));
})()`;

/** Tags of scripts: [{address, src, hasIntegrity, isModule, isAsync, isDeferred}] */
export const SCRIPT_TAGS = String.raw`[...document.querySelectorAll("script[src]")].slice(0, 500).map((one) => ({
  address: String(one.src).slice(0, 4000), src: String(one.getAttribute("src")).slice(0, 4000), hasIntegrity: one.integrity !== "",
  isModule: one.type === "module", isAsync: one.hasAttribute("async"), isDeferred: one.hasAttribute("defer"),
}))`;

/** Each card field with all that hears what is typed into it: [[name, target], …]. */
export const CARD_TARGETS = String.raw`(() => {
  const takesCard = ${CARD_FIELD};
  const found = [];
  for (const field of [...document.querySelectorAll("input")].filter(takesCard).slice(0, 20)) {
    const name = field.name || field.id || field.autocomplete || "card";
    for (let at = field; at !== null && found.length < 400; at = at.parentElement) found.push([name, at]);
    found.push([name, document], [name, window]);
  }
  return found;
})()`;

/** Looks at the first card field as a buyer would: some skimmers wait for that. */
export const FOCUS_CARD_FIELD = String.raw`(() => {
  const field = [...document.querySelectorAll("input")].find(${CARD_FIELD});
  field?.focus();
  return field !== undefined;
})()`;

/** Would a click on this element send a form that takes a card, or end an order? Called with the element. */
export const WOULD_PAY = String.raw`(element) => {
  const takesCard = ${CARD_FIELD};
  const button = element.closest("button, input, a, [role=button]") ?? element;
  const form = button.form ?? button.closest("form");
  if (form !== null && form !== undefined && [...form.elements].some(takesCard)) return true;
  const words = (button.value || button.textContent || "").trim().slice(0, 80);
  const ends = /^(?:この内容で)?(?:注文(?:を|する|確定)|支払(?:う|いを)|購入(?:を確定|する$)|決済(?:する|を確定))|place order|pay now|complete (?:order|purchase)/i;
  return ends.test(words);
}`;

/** Does this field take a card? Called with the element. */
export const TAKES_CARD = `(element) => (${CARD_FIELD})(element)`;
