// The signature at a manifest's end: made when it is written, checked over all of its bytes before it is believed.

import { readSync } from "node:fs";
import { createHash } from "node:crypto";
import { isSignedBy, type SigningKey } from "../../journal/index.ts";
import { MisemoriError, say, type Language } from "../../kernel/index.ts";
import { FILE_LIMITS } from "./contract.ts";
import type { TreePlaces } from "./places.ts";
import { filesWords, type FilesWord } from "./words.ts";

/** A line of JSON of this length at the end of the file: fixed, so that it is found without reading the rest. */
export const SEAL_BYTES = 512;
export interface Sealed {
  readonly tree: string;
  /** Of the packed bytes. */
  readonly sha256: string;
  readonly entries: number;
}

function signed({ tree, sha256, entries }: Sealed): string {
  return `misemori-manifest-1\n${tree}\n${sha256}\n${entries}\n`;
}

export function sealOf(key: SigningKey, sealed: Sealed): string {
  const seal: Seal = { ...sealed, keyId: key.keyId, signature: key.sign(signed(sealed)) };
  return `${JSON.stringify(seal).padEnd(SEAL_BYTES - 1)}\n`;
}

/** Throws "watch.manifest" when the bytes are not all there, or not those that were signed. */
export function checkSeal(
  descriptor: number,
  bodyBytes: number,
  by: {
    readonly places: TreePlaces;
    readonly key: SigningKey;
    readonly tree: string;
    readonly language: Language;
  },
): Sealed {
  const { places, key, tree, language } = by;
  if (bodyBytes <= 0) throw refused(language, "manifestHalf", places);
  const tail = Buffer.alloc(SEAL_BYTES);
  readSync(descriptor, tail, 0, SEAL_BYTES, bodyBytes);
  const seal = sealIn(tail);
  if (seal === null) throw refused(language, "manifestHalf", places);
  if (seal.keyId !== key.keyId) throw refused(language, "manifestKey", places);
  const hash = createHash("sha256");
  const piece = Buffer.allocUnsafe(FILE_LIMITS.pieceBytes);
  for (let at = 0; at < bodyBytes;) {
    const count = readSync(descriptor, piece, 0, Math.min(piece.length, bodyBytes - at), at);
    if (count === 0) throw refused(language, "manifestHalf", places);
    hash.update(piece.subarray(0, count));
    at += count;
  }
  const sealed: Sealed = { tree, sha256: hash.digest("hex"), entries: seal.entries };
  const isWhole = seal.tree === tree && seal.sha256 === sealed.sha256;
  if (!isWhole || !isSignedBy(key.publicKeyPem, signed(sealed), seal.signature))
    throw refused(language, "manifestChanged", places);
  return sealed;
}

interface Seal extends Sealed {
  readonly keyId: string;
  readonly signature: string;
}

function sealIn(tail: Buffer): Seal | null {
  try {
    const seal = JSON.parse(tail.toString("utf8")) as Partial<Seal>;
    const { tree, sha256, entries = 0, keyId, signature } = seal;
    if (tree === undefined || sha256 === undefined || keyId === undefined || signature === undefined)
      return null;
    return { tree, sha256, entries, keyId, signature };
  } catch {
    return null;
  }
}

/** With the way to the manifest before. */
export function refused(
  language: Language,
  word: FilesWord,
  { manifest }: TreePlaces,
  cause?: unknown,
): MisemoriError {
  const hintWord = word === "manifestOld" ? "manifestOldHint" : "manifestHint";
  const hint = say(filesWords, language, hintWord, { previous: `${manifest}.previous` });
  return new MisemoriError(
    "watch.manifest",
    say(filesWords, language, word, { path: manifest }),
    hint,
    cause,
  );
}
