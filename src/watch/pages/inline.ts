// An inline script without what changes by visit: blanks, and values of marks such as tokens and times. Pure. What is left is hashed, so
// it must still show every address and every word of code.

/** "csrf_token": "…", nonce='…', ts=1732…: the value alone goes, and only where it could hold no code and no address. */
const MARK =
  /((?:csrf|xsrf|token|nonce|session|sess|visit|request|trace|uuid|guid|timestamp|time|now|hash|rand|cb)[\w-]{0,40}["']?\s{0,3}[:=]\s{0,3})(?:(["'])[A-Za-z0-9_+/=-]{6,160}\2|\d{9,16}(?:\.\d{1,6})?)/gi;

export function steadyInline(code: string): string {
  return code.replaceAll(/\s+/g, " ").replaceAll(MARK, "$1·").trim();
}

const START_CHARS = 120;

/** What a person recognises it by. */
export function startOf(code: string): string {
  return steadyInline(code).slice(0, START_CHARS);
}

/** Origin and path: queries hold versions, visitors and secrets. Data and blob addresses by their kind alone. */
export function placeOf(address: string, base: string): string {
  try {
    const url = new URL(address, base);
    if (url.protocol === "http:" || url.protocol === "https:" || url.protocol.startsWith("ws"))
      return `${url.origin}${url.pathname}`;
    return url.protocol;
  } catch {
    return "unreadable";
  }
}
