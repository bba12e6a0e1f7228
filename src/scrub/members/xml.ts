// A small forward reader of the XML that spreadsheets are made of: tags and texts as they come, in pieces of any size. No
// entities but the built-in ones, no schemas, nothing fetched: hostile XML has nothing to pull.

export interface XmlHandler {
  /** Names come without their prefix; attributes as written. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** May come in several pieces. */
  text(text: string): void;
}

/** A tag longer than this is no tag; it is passed over. */
const TAG_CHARACTERS_MAX = 64 * 1024;
const ENTITY_CHARACTERS_MAX = 12;

/** Answers what takes the next piece of the document. */
export function openXml(handler: XmlHandler): (piece: string) => void {
  let kept = "";
  return (piece) => {
    const text = kept + piece;
    let at = 0;
    while (at < text.length) {
      const tag = text.indexOf("<", at);
      const end = tag < 0 ? text.length : tag;
      if (end > at) {
        // An entity may go on in the next piece.
        const entity = tag < 0 ? text.lastIndexOf("&") : -1;
        const cut = entity >= at && !text.includes(";", entity) && end - entity < ENTITY_CHARACTERS_MAX;
        const until = cut ? entity : end;
        if (until > at) handler.text(unescape(text.slice(at, until)));
        at = until;
        if (cut) break;
      }
      if (tag < 0) break;
      const close = text.indexOf(">", tag);
      if (close < 0) {
        at = text.length - tag > TAG_CHARACTERS_MAX ? text.length : tag;
        break;
      }
      readTag(text.slice(tag + 1, close), handler);
      at = close + 1;
    }
    kept = text.slice(at);
  };
}

export function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found?.[1] ?? found?.[2];
}

function readTag(tag: string, handler: XmlHandler): void {
  const read = /^(\/?)(?:[\w.-]+:)?([\w.-]+)(\s[^]*?)?(\/?)$/.exec(tag);
  if (read === null) return;
  const [, closes = "", name = "", attributes = "", selfClosed = ""] = read;
  if (closes === "/") return handler.close(name);
  handler.open(name, attributes);
  if (selfClosed === "/") handler.close(name);
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescape(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[String(name)] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
