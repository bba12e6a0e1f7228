// A tar read from front to back: ustar, GNU long names and pax names; headers whose sum does not hold are passed over until
// one does. What files hold is open.ts's matter; nothing is ever laid down on a disk.

import type { Skipped } from "./contract.ts";
import { isTarHeader } from "./recognise.ts";
import { broken, type Source } from "./source.ts";
import type { Entry } from "./zip.ts";

const BLOCK = 512;
/** Names longer than this are no names. */
const NAME_BYTES_MAX = 64 * 1024;

export async function* tarEntries(source: Source): AsyncGenerator<Entry | Skipped> {
  let longName: string | undefined;
  let longBytes: number | undefined;
  let ended = false;
  let lost = false;
  for (;;) {
    const header = await source.peek(BLOCK);
    if (header.length === 0 && ended) return;
    if (header.length < BLOCK) throw broken("truncated", source.path);
    await source.take(BLOCK);
    if (header[0] === 0 && header.every((byte) => byte === 0)) {
      // Archives appended to archives go on behind the end.
      ended = true;
      continue;
    }
    if (!isTarHeader(header)) {
      if (!lost) yield { skipped: "broken", path: source.path };
      lost = true;
      continue;
    }
    lost = false;
    ended = false;
    const type = String.fromCharCode(header[156] ?? 0);
    const bytes = longBytes ?? sizeOf(header);
    if (bytes === undefined) throw broken("broken", source.path);
    if (type === "L" || type === "x") {
      const text = await nameBlock(source, bytes);
      if (type === "L") longName = text.toString("utf8").replace(/\0[^]*$/, "");
      else ({ name: longName, bytes: longBytes } = paxOf(text, longName));
      continue;
    }
    if (type === "S") await passSparseMaps(source, header);
    if (isFile(type)) {
      yield { name: longName ?? nameOf(header), chunks: source.pass(bytes) };
    } else {
      for await (const _ of source.pass(bytes));
    }
    await passPadding(source, bytes);
    if (type !== "g" && type !== "K") {
      longName = undefined;
      longBytes = undefined;
    }
  }
}

/** Regular files, old ones, contiguous ones, and GNU sparse ones (their holes are left out: the content is what counts). */
function isFile(type: string): boolean {
  return type === "0" || type === "\0" || type === "7" || type === "S";
}

async function nameBlock(source: Source, bytes: number): Promise<Buffer> {
  if (bytes > NAME_BYTES_MAX) throw broken("broken", source.path);
  const text = await source.take(bytes);
  await passPadding(source, bytes);
  return text;
}

async function passPadding(source: Source, bytes: number): Promise<void> {
  const padding = (BLOCK - (bytes % BLOCK)) % BLOCK;
  if (padding > 0) await source.take(padding);
}

/** Octal, or for 8 GiB and more binary with the high bit set. */
function sizeOf(header: Buffer): number | undefined {
  if (((header[124] ?? 0) & 0x80) !== 0) {
    const size = Number(header.readBigUInt64BE(128));
    return Number.isSafeInteger(size) ? size : undefined;
  }
  const size = Number.parseInt(header.toString("latin1", 124, 136).replace(/\0/g, " ").trim() || "0", 8);
  return Number.isSafeInteger(size) && size >= 0 ? size : undefined;
}

function nameOf(header: Buffer): string {
  const field = (from: number, to: number): string =>
    header.toString("utf8", from, to).replace(/\0[^]*$/, "");
  const prefix =
    header.toString("latin1", 257, 262) === "ustar" && header[263] === 0x30 ? field(345, 500) : "";
  return prefix === "" ? field(0, 100) : `${prefix}/${field(0, 100)}`;
}

/** Records of a pax header: "30 path=some/name\n". */
function paxOf(
  text: Buffer,
  name: string | undefined,
): { readonly name: string | undefined; readonly bytes: number | undefined } {
  const found: { name: string | undefined; bytes: number | undefined } = { name, bytes: undefined };
  for (let at = 0; at < text.length;) {
    const length = Number.parseInt(text.toString("latin1", at, at + 10), 10);
    if (!(length > 0)) break;
    const record = text.toString("utf8", at, at + length).trimEnd();
    const value = record.slice(record.indexOf("=") + 1);
    if (/^\d+ path=/.test(record)) found.name = value;
    if (/^\d+ GNU\.sparse\.name=/.test(record)) found.name = value;
    if (/^\d+ size=\d{1,15}$/.test(record)) found.bytes = Number(value);
    at += length;
  }
  return found;
}

/** The map of a GNU sparse file may go on in further blocks. */
async function passSparseMaps(source: Source, header: Buffer): Promise<void> {
  let more = header[482] === 1;
  while (more) more = (await source.take(BLOCK))[504] === 1;
}
