// Looks for a person's words in every file below some folders, in the writings they could hide in: the encodings of Japanese
// exports, base64 at each of its three offsets, and hex.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { charsets } from "../scrub/charset-coders.ts";

/** What a word looks like as bytes, by the name of the writing. */
export function writingsOf(word: string): ReadonlyMap<string, Buffer> {
  const plain = new Map(charsets.map(({ name, encode }) => [name, Buffer.from(encode(word))]));
  const all = new Map(plain);
  for (const [name, bytes] of plain) {
    all.set(`${name} hex`, Buffer.from(bytes.toString("hex")));
    for (const shift of [0, 1, 2]) {
      const text = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString("base64")
        .replaceAll("=", "");
      // The signs at both ends depend on what stands around.
      all.set(`${name} base64+${shift}`, Buffer.from(text.slice(shift === 0 ? 0 : 4, -2)));
    }
  }
  return all;
}

/** "path: word as writing" for each trace; names of files are looked at as well. */
export function personalTraces(words: readonly string[], folders: readonly string[]): readonly string[] {
  const sought = words.flatMap((word) =>
    [...writingsOf(word)].map(([name, bytes]) => ({ word, name, bytes })),
  );
  const found: string[] = [];
  for (const folder of folders)
    for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      const path = join(folder, entry);
      if (!statSync(path).isFile()) continue;
      const whole = Buffer.concat([Buffer.from(`${path}\n`), readFileSync(path)]);
      for (const { word, name, bytes } of sought)
        if (whole.indexOf(bytes) >= 0) found.push(`${path}: ${word} as ${name}`);
    }
  return found;
}
