// The shop's answer as one text (head lines, an empty line, body) and back, so that one pattern covers header values too.

import type { Reply, ShopAnswer } from "../../http/way.ts";
import type { Charset } from "./fields.ts";

/** Bodies up to this are learned; declines are far shorter. */
const BODY_BYTES_MAX = 64 * 1024;
const HEADERS_MAX = 60;

/** Another person's session, what the wire writes itself, and what belongs to one connection. */
const LEFT_OUT = new Set([
  "set-cookie",
  "date",
  "content-length",
  "content-encoding",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "trailer",
  "upgrade",
  "age",
  "etag",
  "last-modified",
]);

export interface AnswerText {
  readonly text: string;
  readonly charset: Charset;
}

/** undefined when the body is too long, was not read, or cannot be carried through unchanged. */
export function textOfAnswer(answer: ShopAnswer): AnswerText | undefined {
  const { body } = answer;
  if (body === undefined || body.length > BODY_BYTES_MAX) return undefined;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const utf8 = bytes.toString("utf8");
  const charset: Charset = Buffer.from(utf8, "utf8").equals(bytes) ? "utf8" : "latin1";
  let head = "";
  for (const [name, value] of Object.entries(answer.headers).slice(0, HEADERS_MAX)) {
    if (value === undefined || LEFT_OUT.has(name.toLowerCase())) continue;
    for (const one of typeof value === "string" ? [value] : value) {
      if (/[\r\n]/.test(one) || name === "") return undefined;
      head += `${name}: ${one}\n`;
    }
  }
  return { text: `${head}\n${charset === "utf8" ? utf8 : bytes.toString("latin1")}`, charset };
}

export function replyOfText(status: number, answer: AnswerText): Reply | undefined {
  const end = answer.text.startsWith("\n") ? 0 : answer.text.indexOf("\n\n") + 1;
  const headers: [string, string][] = [];
  for (const line of answer.text.slice(0, end).split("\n").slice(0, -1)) {
    const colon = line.indexOf(": ");
    // Header values outside Latin-1 cannot be sent; a pattern filled with such a value is not used.
    if (colon < 1 || /[^\t\x20-\xff]/.test(line)) return undefined;
    headers.push([line.slice(0, colon), line.slice(colon + 2)]);
  }
  return { status, headers, body: Buffer.from(answer.text.slice(end + 1), answer.charset) };
}
