// The vault itself: names and bounds checked, contents streamed through the incident's key into files of their own, words sealed
// for the record. Keys are keys.ts' matter.

import { createCipheriv, createDecipheriv, createHash, hkdfSync, type KeyObject } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { contentBytes, MisemoriError, seal, unseal, type Clock } from "../../kernel/index.ts";
import type { IncidentId } from "../incidents/contract.ts";
import type { Vault, VaultName } from "./contract.ts";
import { openKeyRing, type KeyRing, type KeyRingDeps } from "./keys.ts";
import { diskTrouble, isCode, VAULT_LIMITS, vaultTrouble } from "./trouble.ts";

export interface VaultDeps extends KeyRingDeps {
  readonly clock: Clock;
}

const SUFFIX = ".sealed";
const HEAD_BYTES = 8 * 1024;
/** A part that nobody has finished for a day belongs to a process that died. */
const STALE_MS = 24 * 3_600_000;
const WORDS_MARK = "w1.";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Boxes lie in `vault/<incident>/` of the records folder, keys in `keys/`. Several processes may use them at once. */
export function createVault(deps: VaultDeps): Vault {
  const { language, disk } = deps;
  const boxOf = (incident: IncidentId): string => join(deps.folder, "vault", incident);
  const ring = openKeyRing(deps, async (incident) => {
    await disk.removeFolder(boxOf(incident));
  });
  const checked = (incident: IncidentId, name?: VaultName): void => {
    const bad = isIncidentId(incident)
      ? name === undefined || isVaultName(name)
        ? undefined
        : name
      : incident;
    if (bad !== undefined) throw vaultTrouble(language, "badName", { name: bad.slice(0, 100) });
  };
  return {
    create: async (incident) => {
      checked(incident);
      await ring.create(incident, async () => {
        await disk.folder(boxOf(incident));
        await disk.syncFolder(join(deps.folder, "vault"));
      });
    },
    put: async (incident, name, source) => {
      checked(incident, name);
      return putIn({ deps, ring, box: boxOf(incident) }, incident, name, source);
    },
    get: (incident, name) => {
      checked(incident, name);
      return takeFrom(deps, ring, join(boxOf(incident), `${name}${SUFFIX}`), incident, name);
    },
    list: async (incident) => {
      checked(incident);
      await ring.keyOf(incident);
      return listOf(boxOf(incident));
    },
    sealWords: async (incident, place, words) => {
      checked(incident);
      const key = wordsKey(await ring.keyOf(incident));
      const text = Buffer.from(words);
      if (text.length > VAULT_LIMITS.wordsBytesMax)
        throw vaultTrouble(language, "full", { max: VAULT_LIMITS.wordsBytesMax });
      const nonce = deps.random.bytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(`${incident}\n${place}`));
      const sealed = Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
      return `${WORDS_MARK}${sealed.toString("base64url")}`;
    },
    openWords: async (incident, place, sealed) => {
      checked(incident);
      if ((await ring.state(incident)) === "destroyed") return null;
      const words = openedWords(wordsKey(await ring.keyOf(incident)), `${incident}\n${place}`, sealed);
      if (words === undefined) throw vaultTrouble(language, "damaged", { incident, name: "words" });
      return words;
    },
    destroy: async (incident) => {
      checked(incident);
      return ring.destroy(incident);
    },
    state: async (incident) => {
      checked(incident);
      return ring.state(incident);
    },
  };
}

export function isIncidentId(text: string): text is IncidentId {
  return /^incident_[0-9a-z]{1,60}$/.test(text);
}

/** Lower case only, so that no two names are one on any disk; the first sign is no dot, so that parts are never listed. */
export function isVaultName(text: string): boolean {
  return /^[0-9a-z][0-9a-z._-]{0,99}$/.test(text);
}

async function putIn(
  { deps, ring, box }: { readonly deps: VaultDeps; readonly ring: KeyRing; readonly box: string },
  incident: IncidentId,
  name: VaultName,
  source: AsyncIterable<Uint8Array>,
): Promise<{ bytes: number; sha256: string }> {
  const { language, disk } = deps;
  const key = await ring.keyOf(incident);
  const part = join(box, `.${name}.${Buffer.from(deps.random.bytes(8)).toString("hex")}.part`);
  const hash = createHash("sha256");
  let bytes = 0;
  const sourceTrouble: unknown[] = [];
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of source) {
        bytes += chunk.length;
        if (bytes > VAULT_LIMITS.bytesMax)
          throw vaultTrouble(language, "full", { max: VAULT_LIMITS.bytesMax });
        hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      sourceTrouble.push(error);
      throw error;
    }
  };
  try {
    await makeRoom(deps, box, name);
    const handle = await open(part, "wx", 0o600);
    try {
      const about = { name: boundName(incident, name), bytes: null };
      for await (const piece of seal(counted(), key, about)) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await ring.whileOpen(incident, async () => {
      await disk.rename(part, join(box, `${name}${SUFFIX}`));
      await disk.syncFolder(box);
    });
    return { bytes, sha256: hash.digest("hex") };
  } catch (error) {
    await rm(part, { force: true });
    // The source's own trouble stays its own; only the disk's is told in the vault's words.
    throw sourceTrouble.includes(error) ? error : diskTrouble(error, language);
  }
}

async function makeRoom({ disk, clock, language }: VaultDeps, box: string, name: VaultName): Promise<void> {
  await disk.folder(box);
  const there = await readdir(box);
  if (there.length >= VAULT_LIMITS.namesMax && !there.includes(`${name}${SUFFIX}`))
    throw vaultTrouble(language, "full", { max: VAULT_LIMITS.namesMax });
  for (const one of there) {
    if (!one.startsWith(".") || !one.endsWith(".part")) continue;
    const known = await stat(join(box, one)).catch(() => undefined);
    if (known !== undefined && clock.nowMs() - known.mtimeMs > STALE_MS) await disk.unlink(join(box, one));
  }
}

async function* takeFrom(
  { language }: VaultDeps,
  ring: KeyRing,
  path: string,
  incident: IncidentId,
  name: VaultName,
): AsyncGenerator<Uint8Array> {
  const key = await ring.keyOf(incident);
  try {
    const sealed = createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
    yield* unseal(sealed, key, boundName(incident, name));
  } catch (error) {
    if (isCode(error, "ENOENT")) throw vaultTrouble(language, "nameMissing", { incident, name });
    if (error instanceof MisemoriError && error.code === "sealed.damaged")
      throw vaultTrouble(language, "damaged", { incident, name }, error);
    throw diskTrouble(error, language);
  }
}

async function listOf(box: string): Promise<{ name: VaultName; bytes: number; atMs: number }[]> {
  const found: { name: VaultName; bytes: number; atMs: number }[] = [];
  const names = await readdir(box).catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return [];
    throw error;
  });
  for (const file of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    const name = file.slice(0, -SUFFIX.length);
    if (!file.endsWith(SUFFIX) || !isVaultName(name)) continue;
    const handle = await open(join(box, file), "r");
    try {
      const { size, mtimeMs } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      found.push({ name, bytes: contentBytes(buffer.subarray(0, bytesRead), size) ?? 0, atMs: mtimeMs });
    } finally {
      await handle.close();
    }
  }
  return found;
}

/** Part of the sealed header: a box moved to another incident or name does not open. */
function boundName(incident: IncidentId, name: VaultName): string {
  return `${incident}/${name}`;
}

function wordsKey(key: KeyObject): Buffer {
  return Buffer.from(hkdfSync("sha256", key.export(), Buffer.alloc(0), "misemori-vault-words-1", 32));
}

function openedWords(key: Buffer, bound: string, text: string): string | undefined {
  const sealed = Buffer.from(text.startsWith(WORDS_MARK) ? text.slice(WORDS_MARK.length) : "", "base64url");
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  try {
    const opener = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_BYTES)).setAAD(
      Buffer.from(bound),
    );
    opener.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const inner = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
    return Buffer.concat([opener.update(inner), opener.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
