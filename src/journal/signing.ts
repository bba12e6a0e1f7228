// The journal's signing key: Ed25519, kept in a file of its own outside the database, so that who can rewrite the
// database cannot sign what was rewritten.

import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  randomUUID,
  sign,
  verify,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { MisemoriError } from "../kernel/index.ts";

export interface SigningKey {
  /** First 16 hex characters of the public key's SHA-256: which key signed, for people and after a change of keys. */
  readonly keyId: string;
  /** To be kept elsewhere, with the last exported checkpoint. */
  readonly publicKeyPem: string;
  /** Base64url signature. */
  sign(text: string): string;
}

/** Reads the key at `path`, or makes one (rights 0600) when there is none. Rejects with "journal.key" when it cannot. */
export async function openSigningKey(path: string): Promise<SigningKey> {
  try {
    return keyOf(createPrivateKey(await readOrMake(path)));
  } catch (error) {
    throw new MisemoriError(
      "journal.key",
      `the journal's signing key at ${path} cannot be read or made`,
      "restore the key file from the backup, or move a broken one away to start with a new key",
      error,
    );
  }
}

/** A key for drills and tests, gone with the process. */
export function freshSigningKey(): SigningKey {
  return keyOf(generateKeyPairSync("ed25519").privateKey);
}

export function isSignedBy(publicKeyPem: string, text: string, signature: string): boolean {
  try {
    return verify(
      null,
      Buffer.from(text),
      createPublicKey(publicKeyPem),
      Buffer.from(signature, "base64url"),
    );
  } catch {
    // A signature or key that cannot even be read is not a signature.
    return false;
  }
}

export function keyIdOf(publicKeyPem: string): string {
  const der = createPublicKey(publicKeyPem).export({ type: "spki", format: "der" });
  return hash("sha256", der).slice(0, 16);
}

function keyOf(privateKey: KeyObject): SigningKey {
  const publicKeyPem = createPublicKey(privateKey).export({ type: "spki", format: "pem" });
  return {
    keyId: keyIdOf(publicKeyPem),
    publicKeyPem,
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString("base64url"),
  };
}

async function readOrMake(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
  // Written aside and then named, so that nobody ever reads half a key.
  const aside = `${path}.${randomUUID()}`;
  await writeFile(aside, pem, { mode: 0o600, flag: "wx", flush: true });
  try {
    await link(aside, path);
    return pem;
  } catch (error) {
    // Another start was quicker: its key counts.
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      return await readFile(path, "utf8");
    throw error;
  } finally {
    await unlink(aside);
  }
}
