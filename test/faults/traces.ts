// Looks for card numbers in anything: as they are, with separators, URL-encoded, in base64 or hex, and inside compressed blobs.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { zstdDecompressSync } from "node:zlib";

/** The ways of writing one number that are searched for. The first six digits alone may be kept, so the rest must be there. */
export function writings(pan: string): readonly string[] {
  const digits = pan.split("");
  const bytes = Buffer.from(pan, "latin1");
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift, 0x20), bytes])
      .toString("base64")
      .replaceAll("=", "");
    // The signs at both ends depend on what stands around.
    return text.slice(shift === 0 ? 0 : 4, -2);
  });
  const grouped = (separator: string): string => (pan.match(/.{1,4}/g) ?? []).slice(1).join(separator);
  return [
    pan.slice(6),
    grouped("-"),
    grouped(" "),
    grouped("+"),
    grouped("."),
    grouped("%20"),
    ...base64,
    bytes.toString("hex"),
    digits.map((digit) => `%3${digit}`).join(""),
    digits.map((digit) => `\\u003${digit}`).join(""),
    digits.map((digit) => String.fromCharCode(0xff10 + Number(digit))).join(""),
  ];
}

export interface Trace {
  readonly input: string;
  readonly place: string;
  readonly writing: string;
}

/** `pans`: input → number. `places`: name → content. */
export function tracesOf(
  pans: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, Uint8Array>,
): readonly Trace[] {
  const traces: Trace[] = [];
  for (const [place, content] of places) {
    const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    for (const [input, pan] of pans) {
      const writing = writings(pan).find((text) => buffer.includes(text, 0, "utf8"));
      if (writing !== undefined) traces.push({ input, place, writing });
    }
  }
  return traces;
}

/** Every file under a folder, databases with their logs as they lie there, and what is compressed inside them unpacked. */
export async function filesOf(folder: string): Promise<Map<string, Uint8Array>> {
  const places = new Map<string, Uint8Array>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    places.set(path, await readFile(path));
    if (entry.name.endsWith(".db")) for (const [name, blob] of blobsOf(path)) places.set(name, blob);
  }
  return places;
}

function blobsOf(path: string): Map<string, Uint8Array> {
  const blobs = new Map<string, Uint8Array>();
  const database = new DatabaseSync(path, { readOnly: true });
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  for (const { name } of tables as { readonly name: string }[]) {
    for (const [row, values] of database.prepare(`SELECT * FROM "${name}"`).all().entries()) {
      for (const [column, value] of Object.entries(values)) {
        if (!(value instanceof Uint8Array)) continue;
        blobs.set(`${path}#${name}.${column}[${row}]`, unpacked(value));
      }
    }
  }
  database.close();
  return blobs;
}

function unpacked(bytes: Uint8Array): Uint8Array {
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: 512 * 1024 * 1024 });
  } catch {
    return bytes;
  }
}
