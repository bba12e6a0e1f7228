// Seals a stream to a public key whose other half is not on this machine, or under a secret key of 32 bytes, and opens it again.
// One format for all rooms: a line of JSON with what leads to the stream's key, then pieces under AES-256-GCM.

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  type KeyObject,
} from "node:crypto";
import { MisemoriError } from "./errors.ts";

const MAGIC = "MISEMORI-ORIGINAL-1\n";
/** Each piece is sealed by itself, so a stream of any length is opened without ever trusting an unsealed byte. */
const PIECE_BYTES = 64 * 1024;
const TAG_BYTES = 16;
/** The header is one short line of JSON; anything longer is not ours. */
const HEADER_BYTES_MAX = 8 * 1024;

export interface SealedHeader {
  readonly kind: "x25519" | "rsa" | "secret";
  /** What was sealed, as its file was called. */
  readonly name: string;
  /** Its length; null when it was not known beforehand. */
  readonly bytes: number | null;
  /** The sender's one-time public key (x25519, DER), random bytes that make this stream's key its own (secret), or null. */
  readonly oneTime: string | null;
  /** The stream's key for RSA (OAEP, SHA-256), or null. */
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

/** `recipient`: from readRecipient, or a secret key (createSecretKey) of 32 bytes. */
export async function* seal(
  source: AsyncIterable<Uint8Array>,
  recipient: KeyObject,
  about: { readonly name: string; readonly bytes: number | null },
): AsyncGenerator<Buffer> {
  const { header, key } = sealedHeader(recipient, about.name, about.bytes);
  const line = Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`);
  yield line;
  const bound = hashOf(line);
  let counter = 0;
  let before: Buffer | undefined;
  const sealed = (piece: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv("aes-256-gcm", key, nonceOf(counter, last)).setAAD(bound);
    counter += 1;
    return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  };
  for await (const piece of pieces(source)) {
    if (before !== undefined) yield sealed(before, false);
    before = piece;
  }
  yield sealed(before ?? Buffer.alloc(0), true);
}

/**
 * Gives what was sealed; throws "sealed.damaged" at the first byte that is not as it was written, with another key, or, when
 * `name` is given, for what was sealed under another name.
 */
export async function* unseal(
  source: AsyncIterable<Uint8Array>,
  ownKey: KeyObject,
  name?: string,
): AsyncGenerator<Buffer> {
  let kept: Buffer = Buffer.alloc(0);
  let opened: { readonly header: SealedHeader; readonly key: Buffer; readonly bound: Buffer } | undefined;
  let counter = 0;
  let bytes = 0;
  const open = (piece: Buffer, last: boolean): Buffer => {
    if (opened === undefined) throw damaged("header");
    const text = openedPiece(piece, opened.key, opened.bound, nonceOf(counter, last));
    if (text === undefined) throw damaged(`piece ${counter}`);
    counter += 1;
    bytes += text.length;
    return text;
  };
  for await (const chunk of source) {
    kept = Buffer.concat([kept, chunk]);
    if (opened === undefined) {
      const end = kept.indexOf("\n", MAGIC.length);
      if (end < 0 && kept.length < HEADER_BYTES_MAX) continue;
      opened = openHeader(kept.subarray(0, end + 1), ownKey);
      if (name !== undefined && opened.header.name !== name) throw damaged("name");
      kept = kept.subarray(end + 1);
    }
    // The last piece is known by the stream's end only: one is always held back.
    for (; kept.length > PIECE_BYTES + TAG_BYTES; kept = kept.subarray(PIECE_BYTES + TAG_BYTES)) {
      yield open(kept.subarray(0, PIECE_BYTES + TAG_BYTES), false);
    }
  }
  const last = open(kept, true);
  if (opened === undefined || (opened.header.bytes ?? bytes) !== bytes) throw damaged("length");
  yield last;
}

/** Bytes of the content inside a sealed stream of that length, told without the key. Undefined: `head` is not the start of one. */
export function contentBytes(head: Buffer, sealedBytes: number): number | undefined {
  const end = head.indexOf("\n", MAGIC.length);
  if (end < 0 || !head.toString("latin1", 0, MAGIC.length).startsWith(MAGIC)) return undefined;
  const body = sealedBytes - end - 1;
  return Math.max(0, body - TAG_BYTES * Math.max(1, Math.ceil(body / (PIECE_BYTES + TAG_BYTES))));
}

function sealedHeader(
  recipient: KeyObject,
  name: string,
  bytes: number | null,
): { header: SealedHeader; key: Buffer } {
  if (recipient.asymmetricKeyType === "rsa") {
    const key = randomBytes(32);
    const sealedKey = publicEncrypt({ key: recipient, oaepHash: "sha256" }, key).toString("base64");
    return { header: { kind: "rsa", name, bytes, oneTime: null, sealedKey }, key };
  }
  if (recipient.type === "secret") {
    const salt = randomBytes(32);
    const key = derivedKey(recipient.export(), salt);
    return {
      header: { kind: "secret", name, bytes, oneTime: salt.toString("base64"), sealedKey: null },
      key,
    };
  }
  const own = generateKeyPairSync("x25519");
  const oneTime = own.publicKey.export({ type: "spki", format: "der" });
  const key = derivedKey(diffieHellman({ privateKey: own.privateKey, publicKey: recipient }), oneTime);
  const text = oneTime.toString("base64");
  return { header: { kind: "x25519", name, bytes, oneTime: text, sealedKey: null }, key };
}

function openHeader(line: Buffer, ownKey: KeyObject): { header: SealedHeader; key: Buffer; bound: Buffer } {
  if (!line.toString("latin1").startsWith(MAGIC)) throw damaged("header");
  const bound = hashOf(line);
  try {
    const header = JSON.parse(line.toString("utf8", MAGIC.length)) as SealedHeader;
    if (header.kind === "rsa") {
      const sealed = Buffer.from(header.sealedKey ?? "", "base64");
      return { header, key: privateDecrypt({ key: ownKey, oaepHash: "sha256" }, sealed), bound };
    }
    const oneTime = Buffer.from(header.oneTime ?? "", "base64");
    if (header.kind === "secret") return { header, key: derivedKey(ownKey.export(), oneTime), bound };
    const publicKey = createPublicKey({ key: oneTime, type: "spki", format: "der" });
    return { header, key: derivedKey(diffieHellman({ privateKey: ownKey, publicKey }), oneTime), bound };
  } catch {
    throw damaged("key");
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

function openedPiece(piece: Buffer, key: Buffer, bound: Buffer, nonce: Buffer): Buffer | undefined {
  if (piece.length < TAG_BYTES) return undefined;
  try {
    const opener = createDecipheriv("aes-256-gcm", key, nonce).setAAD(bound);
    opener.setAuthTag(piece.subarray(piece.length - TAG_BYTES));
    return Buffer.concat([opener.update(piece.subarray(0, piece.length - TAG_BYTES)), opener.final()]);
  } catch {
    return undefined;
  }
}

function damaged(where: string): MisemoriError {
  return new MisemoriError(
    "sealed.damaged",
    `this was not sealed for this key, or is damaged (${where})`,
    "check that it is the right private key, and fetch the file again",
  );
}

function hashOf(line: Buffer): Buffer {
  return createHash("sha256").update(line).digest();
}

async function* pieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let kept: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    kept = kept.length === 0 ? Buffer.from(chunk) : Buffer.concat([kept, chunk]);
    for (; kept.length >= PIECE_BYTES; kept = kept.subarray(PIECE_BYTES)) yield kept.subarray(0, PIECE_BYTES);
  }
  if (kept.length > 0) yield kept;
}
