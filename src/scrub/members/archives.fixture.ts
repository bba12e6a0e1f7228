// Archives for tests, built by hand where a library would not build them broken, hostile or unusual.

import { crc32, deflateRawSync } from "node:zlib";
import { MEMBER_LIMITS, type MemberLimits, type SkipReason } from "./contract.ts";
import { openMembers } from "./open.ts";

export const CARD = "4111111111111111";

export interface ReadPart {
  readonly path: string;
  readonly text: string;
  readonly start: { readonly offset: number; readonly line: number };
  readonly encodings: readonly string[];
}

/** Opens bytes given in chunks of one size and reads every part as Latin-1. */
export async function readAll(
  name: string,
  bytes: Uint8Array,
  { chunkBytes = 64 * 1024, ...limits }: Partial<MemberLimits> & { chunkBytes?: number } = {},
): Promise<{ parts: ReadPart[]; skipped: { path: string; reason: SkipReason }[] }> {
  // oxlint-disable-next-line require-await
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const parts: ReadPart[] = [];
  const skipped: { path: string; reason: SkipReason }[] = [];
  for await (const part of openMembers(name, chunks(), { ...MEMBER_LIMITS, ...limits })) {
    if ("skipped" in part) {
      skipped.push({ path: part.path, reason: part.skipped });
      continue;
    }
    let text = "";
    for await (const chunk of part.chunks) text += Buffer.from(chunk).toString("latin1");
    parts.push({ path: part.path, text, start: part.start, encodings: part.encodings });
  }
  return { parts, skipped };
}

export interface ZipEntry {
  readonly name: string | Buffer;
  readonly content: Buffer;
  readonly method?: 0 | 8 | 12 | 93 | 9;
  /** Content as packed, when the method is not one of zlib's. */
  readonly packed?: Buffer;
  /** Sizes stand behind the content, as in a zip written to a pipe. */
  readonly streamed?: boolean;
  readonly encrypted?: boolean;
  readonly sum?: number;
}

export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const method = entry.method ?? 8;
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(entry.content) : entry.content);
    const flags = (entry.streamed === true ? 8 : 0) | (entry.encrypted === true ? 1 : 0);
    const sum = entry.sum ?? crc32(entry.content);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(flags, 6);
    head.writeUInt16LE(method, 8);
    if (entry.streamed !== true) {
      head.writeUInt32LE(sum, 14);
      head.writeUInt32LE(packed.length, 18);
      head.writeUInt32LE(entry.content.length, 22);
    }
    head.writeUInt16LE(name.length, 26);
    const tail = Buffer.alloc(entry.streamed === true ? 16 : 0);
    if (entry.streamed === true) {
      tail.writeUInt32LE(0x08074b50, 0);
      tail.writeUInt32LE(sum, 4);
      tail.writeUInt32LE(packed.length, 8);
      tail.writeUInt32LE(entry.content.length, 12);
    }
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(sum, 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(entry.content.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    directory.push(central, name);
    pieces.push(head, name, packed, tail);
    offset += head.length + name.length + packed.length + tail.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, listed, end]);
}

export interface TarFile {
  readonly name: string;
  readonly content: Buffer;
  readonly type?: string;
}

export function tarOf(files: readonly TarFile[]): Buffer {
  return Buffer.concat([...files.flatMap(tarRecord), Buffer.alloc(1024)]);
}

function tarRecord({ name, content, type = "0" }: TarFile): Buffer[] {
  const head = Buffer.alloc(512);
  head.write(name.slice(0, 100), 0, "latin1");
  head.write("0000644\0", 100);
  head.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  head.fill(" ", 148, 156);
  head.write(type, 156);
  head.write("ustar\u000000", 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return [head, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
}

/** A PDF of pages with one line of text each, packed as programs pack them. `extra` goes into the trailer. */
export function pdfOf(pages: readonly string[], extra = ""): Buffer {
  const objects: string[] = [];
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`).join(" ");
  objects.push(
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  );
  for (const [i, text] of pages.entries()) {
    const stream = `BT /F1 12 Tf 72 700 Td (${text}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${stream.length * 2 + 1} /Filter /ASCIIHexDecode >>\nstream\n${Buffer.from(stream).toString("hex")}>\nendstream`,
    );
  }
  return pdfFrom(objects, extra);
}

/** A PDF of these objects, the first being its root. */
export function pdfFrom(objects: readonly string[], extra = ""): Buffer {
  let text = "%PDF-1.4\n";
  const offsets: number[] = [];
  for (const [i, object] of objects.entries()) {
    offsets.push(text.length);
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  return Buffer.from(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${extra} >>\nstartxref\n${text.length}\n%%EOF\n`,
    "latin1",
  );
}

/** An XLSX with one sheet, its words behind it as Excel writes them. */
export function xlsxOf(sheet: string, words: string): Buffer {
  return zipOf([
    textEntry("[Content_Types].xml", "<Types/>"),
    textEntry(
      "xl/worksheets/sheet1.xml",
      `<?xml version="1.0"?><worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ),
    textEntry("xl/sharedStrings.xml", `<sst>${words}</sst>`),
  ]);
}

function textEntry(name: string, text: string): ZipEntry {
  return { name, content: Buffer.from(text) };
}
