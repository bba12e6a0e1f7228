// Reads multipart/form-data far enough to know the names and texts of its fields; files are skipped.

import { legacyText } from "./charset.ts";
import { FIELDS_MAX } from "./fields.ts";

const BOUNDARY_LENGTH_MAX = 200;
const HEAD_LENGTH_MAX = 4_096;

/** The first line of a multipart body is its boundary, whatever the header claims. */
export function boundaryIn(bytes: Buffer): string | undefined {
  const start = bytes.indexOf("--", 0, "latin1");
  if (start < 0 || start > 2) return undefined;
  const end = bytes.indexOf("\n", start, "latin1");
  if (end < 0 || end - start > BOUNDARY_LENGTH_MAX) return undefined;
  const boundary = bytes.toString("latin1", start, end).trimEnd();
  return boundary.length > 2 ? boundary : undefined;
}

/** Name and text of every part that is no file. Linear; at most one part more than FIELDS_MAX, which tells that there were too many. */
export function multipartParts(bytes: Buffer, charset?: string): readonly (readonly [string, string])[] {
  const boundary = boundaryIn(bytes);
  if (boundary === undefined) return [];
  const marker = Buffer.from(`\n${boundary}`, "latin1");
  const parts: [string, string][] = [];
  let at = bytes.indexOf(boundary, 0, "latin1") + boundary.length;
  while (at < bytes.length && parts.length <= FIELDS_MAX) {
    const found = bytes.indexOf(marker, at);
    const end = found < 0 ? bytes.length : found;
    const part = partIn(bytes.subarray(at, end), charset);
    if (part !== undefined) parts.push(part);
    if (found < 0) break;
    at = end + marker.length;
  }
  return parts;
}

function partIn(bytes: Buffer, charset?: string): [string, string] | undefined {
  const headEnd = endOfHead(bytes);
  if (headEnd === undefined) return undefined;
  const head = legacyText(bytes.subarray(0, headEnd.at), charset);
  const name = /[;\s]name\s{0,2}=\s{0,2}(?:"([^"\r\n]{0,300})"|([^;"\s]{1,300}))/i.exec(head);
  if (name === null || /;\s{0,4}filename\*?\s{0,2}=/i.test(head)) return undefined;
  let end = bytes.length;
  if (end > 0 && bytes[end - 1] === 0x0d) end -= 1;
  return [
    name[1] ?? name[2] ?? "",
    legacyText(bytes.subarray(headEnd.next, Math.max(end, headEnd.next)), charset),
  ];
}

function endOfHead(bytes: Buffer): { readonly at: number; readonly next: number } | undefined {
  const head = bytes.subarray(0, HEAD_LENGTH_MAX);
  const crlf = head.indexOf("\r\n\r\n", 0, "latin1");
  const lf = head.indexOf("\n\n", 0, "latin1");
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return { at: crlf, next: crlf + 4 };
  return lf < 0 ? undefined : { at: lf, next: lf + 2 };
}
