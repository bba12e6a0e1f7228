// Keeps the original of a file that is fixed, encrypted to a public key whose other half is not on this machine, and opens
// it again where that half is. Streamed; the format is written down in docs/scrub.md.

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  type KeyObject,
} from "node:crypto";
import { open, rename, stat, unlink, type FileHandle } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { GivenUp, type FixOptions } from "./contract.ts";
import { syncFolder } from "./journal.ts";
import { bytesOf } from "./reading.ts";

export const ORIGINAL_SUFFIX = ".misemori-original";
const MAGIC = "MISEMORI-ORIGINAL-1\n";
/** Each piece is sealed by itself, so a file of any size is opened without ever trusting an unsealed byte. */
const PIECE_BYTES = 64 * 1024;
const TAG_BYTES = 16;
/** The header is one short line of JSON; anything longer is not ours. */
const HEADER_BYTES_MAX = 8 * 1024;
/** Names tried before giving up: a folder with so many originals of one file needs a person. */
const NAMES_MAX = 100;

interface Header {
  readonly kind: "x25519" | "rsa";
  readonly name: string;
  readonly bytes: number;
  /** The sender's one-time public key (x25519, DER), or null. */
  readonly oneTime: string | null;
  /** The file key for RSA (OAEP, SHA-256), or null. */
  readonly sealedKey: string | null;
}

/** A PEM with an X25519 or RSA (2,048 bits and more) public key. Null: unfit, or a private key, which must not be here. */
export function readRecipient(pem: string): KeyObject | null {
  if (pem.includes("PRIVATE KEY")) return null;
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === "x25519") return key;
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === "rsa" && bits >= 2048 ? key : null;
  } catch {
    return null;
  }
}

/** Writes the encrypted copy beside the file and resolves to its path once it is on disk. Never over another one. */
export async function keepOriginal(
  path: string,
  file: FileHandle,
  recipient: KeyObject,
  options: FixOptions,
): Promise<string> {
  const { size } = await file.stat();
  const partPath = `${path}${ORIGINAL_SUFFIX}.part`;
  await unlink(partPath).catch(() => undefined);
  const target = await open(partPath, "wx", 0o600);
  let kept = false;
  try {
    const { header, key } = sealedHeader(recipient, basename(path), size);
    const line = Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`);
    await target.appendFile(line);
    for await (const piece of sealedPieces(pieces(bytesOf(file, 0, size, options)), key, line)) {
      await target.appendFile(piece);
    }
    await target.sync();
    const final = await freeName(`${path}${ORIGINAL_SUFFIX}`);
    await rename(partPath, final);
    kept = true;
    await syncFolder(dirname(path));
    return final;
  } finally {
    await target.close();
    if (!kept) await unlink(partPath).catch(() => undefined);
  }
}

/** Writes what was sealed to `write`. Refuses (GivenUp "damaged") at the first byte that is not as it was written. */
export async function openOriginal(
  source: AsyncIterable<Uint8Array>,
  privateKey: KeyObject,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<{ readonly name: string; readonly bytes: number }> {
  let kept: Buffer = Buffer.alloc(0);
  let seal: { readonly header: Header; readonly key: Buffer; readonly line: Buffer } | undefined;
  let counter = 0;
  let bytes = 0;
  const unseal = async (piece: Buffer, last: boolean): Promise<void> => {
    if (seal === undefined) throw new GivenUp("damaged", "header");
    const text = unsealed(piece, seal.key, seal.line, counter, last);
    counter += 1;
    bytes += text.length;
    await write(text);
  };
  for await (const chunk of source) {
    kept = Buffer.concat([kept, chunk]);
    if (seal === undefined) {
      const end = kept.indexOf("\n", MAGIC.length);
      if (end < 0 && kept.length < HEADER_BYTES_MAX) continue;
      const line = kept.subarray(0, end + 1);
      seal = openHeader(line, privateKey);
      kept = kept.subarray(end + 1);
    }
    // The last piece is known by the file's end only: one is always held back.
    for (; kept.length > PIECE_BYTES + TAG_BYTES; kept = kept.subarray(PIECE_BYTES + TAG_BYTES)) {
      await unseal(kept.subarray(0, PIECE_BYTES + TAG_BYTES), false);
    }
  }
  await unseal(kept, true);
  if (seal === undefined || bytes !== seal.header.bytes) throw new GivenUp("damaged", "length");
  return { name: seal.header.name, bytes };
}

/** Opens a kept original into a new file (0600), which is gone again when anything is not as it was sealed. */
export async function openOriginalFile(
  path: string,
  privateKeyPem: string,
  outPath: string,
): Promise<{ readonly ok: true; readonly bytes: number } | { readonly ok: false; readonly why: string }> {
  let target: FileHandle | undefined;
  let source: FileHandle | undefined;
  let isWhole = false;
  try {
    const key = createPrivateKey(privateKeyPem);
    source = await open(path, "r");
    target = await open(outPath, "wx", 0o600);
    const out = target;
    const { bytes } = await openOriginal(source.createReadStream({ autoClose: false }), key, (piece) =>
      out.appendFile(piece),
    );
    await target.sync();
    isWhole = true;
    return { ok: true, bytes };
  } catch (error) {
    if (error instanceof GivenUp) return { ok: false, why: error.detail };
    return { ok: false, why: error instanceof Error && "code" in error ? String(error.code) : "error" };
  } finally {
    await source?.close();
    await target?.close();
    if (target !== undefined && !isWhole) await unlink(outPath).catch(() => undefined);
  }
}

function sealedHeader(recipient: KeyObject, name: string, bytes: number): { header: Header; key: Buffer } {
  if (recipient.asymmetricKeyType === "rsa") {
    const key = randomBytes(32);
    const sealedKey = publicEncrypt({ key: recipient, oaepHash: "sha256" }, key).toString("base64");
    return { header: { kind: "rsa", name, bytes, oneTime: null, sealedKey }, key };
  }
  const own = generateKeyPairSync("x25519");
  const oneTime = own.publicKey.export({ type: "spki", format: "der" });
  const key = derivedKey(diffieHellman({ privateKey: own.privateKey, publicKey: recipient }), oneTime);
  return {
    header: { kind: "x25519", name, bytes, oneTime: oneTime.toString("base64"), sealedKey: null },
    key,
  };
}

function openHeader(line: Buffer, privateKey: KeyObject): { header: Header; key: Buffer; line: Buffer } {
  if (!line.toString("latin1").startsWith(MAGIC)) throw new GivenUp("damaged", "header");
  try {
    const header = JSON.parse(line.toString("utf8", MAGIC.length)) as Header;
    if (header.kind === "rsa") {
      const sealed = Buffer.from(header.sealedKey ?? "", "base64");
      return { header, key: privateDecrypt({ key: privateKey, oaepHash: "sha256" }, sealed), line };
    }
    const oneTime = Buffer.from(header.oneTime ?? "", "base64");
    const publicKey = createPublicKey({ key: oneTime, type: "spki", format: "der" });
    return { header, key: derivedKey(diffieHellman({ privateKey, publicKey }), oneTime), line };
  } catch {
    throw new GivenUp("damaged", "key");
  }
}

function derivedKey(secret: Buffer, oneTime: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, oneTime, "misemori-original-1", 32));
}

/** A counter, and whether this is the last piece: no piece can be moved, left out or cut off unseen. */
function nonceOf(counter: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(counter, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

async function* sealedPieces(
  source: AsyncIterable<Buffer>,
  key: Buffer,
  line: Buffer,
): AsyncGenerator<Buffer> {
  let counter = 0;
  let before: Buffer | undefined;
  const seal = (piece: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv("aes-256-gcm", key, nonceOf(counter, last)).setAAD(hashOf(line));
    counter += 1;
    return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  };
  for await (const piece of source) {
    if (before !== undefined) yield seal(before, false);
    before = piece;
  }
  yield seal(before ?? Buffer.alloc(0), true);
}

function unsealed(piece: Buffer, key: Buffer, line: Buffer, counter: number, last: boolean): Buffer {
  try {
    const opener = createDecipheriv("aes-256-gcm", key, nonceOf(counter, last)).setAAD(hashOf(line));
    opener.setAuthTag(piece.subarray(piece.length - TAG_BYTES));
    return Buffer.concat([opener.update(piece.subarray(0, piece.length - TAG_BYTES)), opener.final()]);
  } catch {
    throw new GivenUp("damaged", `piece ${counter}`);
  }
}

function hashOf(line: Buffer): Buffer {
  return createHash("sha256").update(line).digest();
}

async function* pieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let kept: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    kept = Buffer.concat([kept, chunk]);
    for (; kept.length >= PIECE_BYTES; kept = kept.subarray(PIECE_BYTES)) yield kept.subarray(0, PIECE_BYTES);
  }
  if (kept.length > 0) yield kept;
}

async function freeName(name: string): Promise<string> {
  for (let n = 1; n <= NAMES_MAX; n++) {
    const candidate = n === 1 ? name : `${name}.${n}`;
    if ((await stat(candidate).catch(() => null)) === null) return candidate;
  }
  throw new GivenUp("original-not-kept", name);
}
