// Reads the head of the shop's answer and settles how its body is framed (RFC 9112 §6.3). What is not lawful is
// undefined: the buyer then gets the gate's own page instead of something two readers could take differently.

import { readFieldLines, type FieldLines } from "./field-lines.ts";

/** How the body ends: "none", after `length` bytes, by a last chunk, or when the shop closes. */
export interface ShopHead {
  readonly status: number;
  readonly reason: string;
  /** Flat [name, value…] as sent. */
  readonly raw: readonly string[];
  readonly fields: FieldLines;
  readonly framing: "none" | "length" | "chunked" | "until-close";
  readonly length: number;
  readonly keepsAlive: boolean;
  /** The shop's own hint how long an idle connection stays open, milliseconds. */
  readonly idleHintMs: number | undefined;
  /** Protocols named in Upgrade; only meaningful with status 101. */
  readonly upgrade: string | undefined;
}

/** Largest answer head: Apache allows 8 KiB per field, nginx 4–8 KiB in all, so 64 KiB is generous and bounded. */
export const SHOP_HEAD_BYTES_MAX = 65_536;

/** Parses the text before the empty line, each line with its CRLF. `toHead` is true when the request was a HEAD. */
export function readShopHead(text: string, toHead: boolean): ShopHead | undefined {
  const whole = unfold(text);
  const startEnd = whole.indexOf("\r\n");
  const start = startEnd < 0 ? null : START.exec(whole.slice(0, startEnd));
  const fields = start === null ? undefined : readFieldLines(whole, startEnd + 2);
  if (start === null || fields === undefined || UNLAWFUL.test(whole)) return undefined;
  const status = Number(start[2]);
  const { raw } = fields;
  let contentLength: string | undefined;
  let coding: string | undefined;
  let connection = "";
  let keepAlive: string | undefined;
  let upgrade: string | undefined;
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] ?? "";
    const value = raw[i + 1] ?? "";
    if (!USUAL_NAMES.has(name) && !TOKEN.test(name)) return undefined;
    switch (name.length) {
      case 7:
        if (isNamed(name, "upgrade")) upgrade = value;
        break;
      case 10:
        if (isNamed(name, "connection")) connection += `,${value.toLowerCase()}`;
        else if (isNamed(name, "keep-alive")) keepAlive = value;
        break;
      case 14:
        if (isNamed(name, "content-length")) {
          if (contentLength !== undefined && contentLength !== value) return undefined;
          contentLength = value;
        }
        break;
      case 17:
        if (isNamed(name, "transfer-encoding")) {
          if (coding !== undefined) return undefined;
          coding = value.toLowerCase();
        }
        break;
      default:
    }
  }
  const isOld = start[1] === "0";
  const framed = frame(status, toHead, isOld, contentLength, coding);
  if (framed === undefined) return undefined;
  const keepsAlive = isOld ? connection.includes("keep-alive") : !connection.includes("close");
  return {
    status,
    reason: start[3] ?? "",
    raw,
    fields,
    framing: framed.framing,
    length: framed.length,
    keepsAlive: keepsAlive && framed.framing !== "until-close",
    idleHintMs: keepAlive === undefined ? undefined : readIdleHint(keepAlive),
    upgrade,
  };
}

const START = /^HTTP\/1\.([01]) ([1-5][0-9]{2})(?: ([\t\x20-\x7e\x80-\xff]*))?$/;
/** Names that need no second look. */
const USUAL_NAMES: ReadonlySet<string> = new Set(
  "Server Date Content-Type Content-Length Connection Keep-Alive Transfer-Encoding Set-Cookie Cache-Control Vary ETag Last-Modified Expires Pragma Location Content-Encoding Accept-Ranges X-Powered-By X-Frame-Options X-Content-Type-Options".split(
    " ",
  ),
);
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Control characters; that CR and LF only end lines is seen where lines are read. */
// oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
const UNLAWFUL = /[^\t\r\n\x20-\x7e\x80-\xff]/;

function isNamed(name: string, lower: string): boolean {
  return name.toLowerCase() === lower;
}

/** Old shops fold long fields; RFC 9112 §5.2 lets a proxy replace the fold by a space. */
function unfold(text: string): string {
  return text.includes("\r\n ") || text.includes("\r\n\t") ? text.replaceAll(/\r\n[ \t]+/g, " ") : text;
}

function frame(
  status: number,
  toHead: boolean,
  isOld: boolean,
  contentLength: string | undefined,
  coding: string | undefined,
): { readonly framing: ShopHead["framing"]; readonly length: number } | undefined {
  if (coding !== undefined) {
    if (coding !== "chunked" || contentLength !== undefined || isOld) return undefined;
  } else if (contentLength !== undefined && !/^[0-9]{1,15}$/.test(contentLength)) return undefined;
  if (toHead || status < 200 || status === 204 || status === 304) return { framing: "none", length: 0 };
  if (coding !== undefined) return { framing: "chunked", length: 0 };
  if (contentLength === undefined) return { framing: "until-close", length: 0 };
  const length = Number(contentLength);
  return length === 0 ? { framing: "none", length } : { framing: "length", length };
}

function readIdleHint(keepAlive: string): number | undefined {
  const seconds = /timeout=(\d{1,6})/i.exec(keepAlive)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
