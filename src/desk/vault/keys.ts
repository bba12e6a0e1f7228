// One master key, and one key per incident wrapped by it, each in a file of its own. Destroying an incident's key also changes the
// master, so that copies of the wrapped key open nothing. Every step may be the last before a crash: the next one goes on from there.

import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Language, Random } from "../../kernel/index.ts";
import type { IncidentId } from "../incidents/contract.ts";
import type { VaultDisk } from "./disk.ts";
import { diskTrouble, isCode, VAULT_LIMITS, vaultTrouble } from "./trouble.ts";

export interface KeyRingDeps {
  /** The records folder; keys lie in `keys/` below it. */
  readonly folder: string;
  readonly random: Random;
  readonly language: Language;
  readonly disk: VaultDisk;
  /** Held by one process at a time and let go when it dies; resolves to the way to let go. */
  readonly lock: () => Promise<() => void>;
}

export type KeyState = "none" | "open" | "destroyed";

export interface KeyRing {
  create(incident: IncidentId, whenMade: () => Promise<void>): Promise<void>;
  /** Throws "vault.missing", "vault.destroyed", "vault.damaged". */
  keyOf(incident: IncidentId): Promise<KeyObject>;
  /** Does `work` while nobody can destroy the key; throws as keyOf when it is not there. */
  whileOpen<T>(incident: IncidentId, work: () => Promise<T>): Promise<T>;
  state(incident: IncidentId): Promise<KeyState>;
  /** False when there is no key. */
  destroy(incident: IncidentId): Promise<boolean>;
}

const KEY_BYTES = 32;
const MAGIC = "misemori-vault-key-1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TEMPORARY = ".new-";

/** `dropBox` runs once a key is beyond reach, perhaps again after a crash, perhaps for an incident whose end was cut off. */
export function openKeyRing(deps: KeyRingDeps, dropBox: (incident: IncidentId) => Promise<void>): KeyRing {
  const at = placesIn(deps.folder);
  const locked = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      await deps.disk.folder(at.incidents);
      const release = await deps.lock();
      try {
        await resume(deps, dropBox);
        return await work();
      } finally {
        release();
      }
    } catch (error) {
      throw diskTrouble(error, deps.language);
    }
  };
  const stateNow = (incident: IncidentId): KeyState => {
    if (existsSync(at.tombstone(incident))) return "destroyed";
    return existsSync(at.key(incident)) ? "open" : "none";
  };
  const needOpen = (incident: IncidentId): void => {
    const state = stateNow(incident);
    if (state === "destroyed") throw vaultTrouble(deps.language, "destroyed", { incident });
    if (state === "none") throw vaultTrouble(deps.language, "missing", { incident });
  };
  const openKey = async (incident: IncidentId): Promise<KeyObject> => {
    needOpen(incident);
    const master = await readMaster(deps, at.master);
    const key =
      master === undefined ? undefined : unwrapped(await readFile(at.key(incident)), master, incident);
    if (master === undefined) throw vaultTrouble(deps.language, "masterMissing", { file: at.master });
    if (key === undefined) throw vaultTrouble(deps.language, "damaged", { incident, name: "key" });
    return createSecretKey(key);
  };
  return {
    create: (incident, whenMade) =>
      locked(async () => {
        if (stateNow(incident) === "destroyed") throw vaultTrouble(deps.language, "destroyed", { incident });
        if (stateNow(incident) === "none") await makeKey(deps, incident);
        await whenMade();
      }),
    keyOf: async (incident) => {
      // Nothing is under way: one look suffices. Whatever does not fit is looked at again with the others shut out.
      if (!existsSync(at.destroying)) {
        needOpen(incident);
        const key = await openKey(incident).catch(() => undefined);
        if (key !== undefined) return key;
      }
      return locked(() => openKey(incident));
    },
    whileOpen: (incident, work) =>
      locked(() => {
        needOpen(incident);
        return work();
      }),
    state: async (incident) =>
      existsSync(at.destroying) ? locked(() => Promise.resolve(stateNow(incident))) : stateNow(incident),
    destroy: (incident) =>
      locked(async () => {
        if (stateNow(incident) !== "open") return false;
        await writeWhole(deps, at.destroying, Buffer.from(`${incident}\n`));
        await resume(deps, dropBox);
        return true;
      }),
  };
}

interface Places {
  readonly keys: string;
  readonly incidents: string;
  readonly master: string;
  /** The master that takes over; while it is there, keys may be wrapped by either. */
  readonly next: string;
  /** Which incident is being destroyed. */
  readonly destroying: string;
  readonly key: (incident: IncidentId) => string;
  readonly tombstone: (incident: IncidentId) => string;
}

function placesIn(folder: string): Places {
  const keys = join(folder, "keys");
  const incidents = join(keys, "incidents");
  return {
    keys,
    incidents,
    master: join(keys, "vault-master.key"),
    next: join(keys, "vault-master.next"),
    destroying: join(keys, "vault-destroying"),
    key: (incident) => join(incidents, `${incident}.key`),
    tombstone: (incident) => join(incidents, `${incident}.destroyed`),
  };
}

/** Under the lock. Ends a destruction that was begun; each step may be done twice. */
async function resume(deps: KeyRingDeps, dropBox: (incident: IncidentId) => Promise<void>): Promise<void> {
  const { disk } = deps;
  const at = placesIn(deps.folder);
  if (!existsSync(at.destroying)) return;
  const incident = (await readFile(at.destroying, "utf8")).trim() as IncidentId;
  if (!/^incident_[0-9a-z]{1,60}$/.test(incident))
    throw vaultTrouble(deps.language, "damaged", { incident: "-", name: at.destroying });
  if (!existsSync(at.tombstone(incident)))
    await writeWhole(deps, at.tombstone(incident), Buffer.from("destroyed\n"));
  await disk.overwrite(at.key(incident));
  await disk.unlink(at.key(incident));
  await disk.syncFolder(at.incidents);
  await rotate(deps);
  await dropBox(incident);
  await sweep(deps);
  await disk.unlink(at.destroying);
  await disk.syncFolder(at.keys);
}

/** A new master for the keys that stay. A key that no master opens is left as it lies: a backup may still mend it. */
async function rotate(deps: KeyRingDeps): Promise<void> {
  const { disk, random } = deps;
  const at = placesIn(deps.folder);
  if (!existsSync(at.next)) await writeWhole(deps, at.next, masterText(random.bytes(KEY_BYTES)));
  const next = await readMaster(deps, at.next);
  // It was written whole before it got its name.
  if (next === undefined) throw vaultTrouble(deps.language, "damaged", { incident: "-", name: at.next });
  // Trouble with reading it ends here, before anything is lost; cut to nothing it was by an earlier try that got that far.
  const old = await readMaster(deps, at.master);
  for (const incident of await incidentsIn(at.incidents)) {
    const wrapped = await readFile(at.key(incident));
    if (old === undefined || unwrapped(wrapped, next, incident) !== undefined) continue;
    const key = unwrapped(wrapped, old, incident);
    if (key !== undefined) await writeWhole(deps, at.key(incident), wrappedBy(next, key, incident, random));
  }
  await disk.overwrite(at.master);
  await disk.rename(at.next, at.master);
  await disk.syncFolder(at.keys);
}

async function makeKey(deps: KeyRingDeps, incident: IncidentId): Promise<void> {
  const { random, language } = deps;
  const at = placesIn(deps.folder);
  const others = await incidentsIn(at.incidents);
  if (others.length >= VAULT_LIMITS.incidentsMax)
    throw vaultTrouble(language, "full", { max: VAULT_LIMITS.incidentsMax });
  await sweep(deps);
  if (!existsSync(at.master)) {
    // A new master beside old keys would hide that theirs is lost.
    if (others.length > 0) throw vaultTrouble(language, "masterMissing", { file: at.master });
    await writeWhole(deps, at.master, masterText(random.bytes(KEY_BYTES)));
  }
  const master = await readMaster(deps, at.master);
  if (master === undefined) throw vaultTrouble(language, "masterMissing", { file: at.master });
  await writeWhole(deps, at.key(incident), wrappedBy(master, random.bytes(KEY_BYTES), incident, random));
}

async function incidentsIn(folder: string): Promise<IncidentId[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => /^incident_[0-9a-z]{1,60}\.key$/.test(name))
    .map((name) => name.slice(0, -4) as IncidentId);
}

/** Beside, then into place: nobody ever sees half a key, and the old one stays whole until the new one is. */
async function writeWhole({ disk, random }: KeyRingDeps, path: string, bytes: Uint8Array): Promise<void> {
  const folder = join(path, "..");
  const beside = join(folder, `${TEMPORARY}${Buffer.from(random.bytes(8)).toString("hex")}`);
  try {
    await disk.write(beside, bytes);
    await disk.rename(beside, path);
  } catch (error) {
    await disk.unlink(beside).catch(() => undefined);
    throw error;
  }
  await disk.syncFolder(folder);
}

/** Under the lock nobody else writes: what lies beside was left by a crash. */
async function sweep({ disk, folder }: KeyRingDeps): Promise<void> {
  const at = placesIn(folder);
  for (const place of [at.keys, at.incidents])
    for (const name of await readdir(place)) {
      if (!name.startsWith(TEMPORARY)) continue;
      await disk.overwrite(join(place, name));
      await disk.unlink(join(place, name));
    }
}

function masterText(key: Uint8Array): Buffer {
  return Buffer.from(`${Buffer.from(key).toString("hex")}\n`);
}

/** Undefined when it is not there, or was overwritten half-way through a destruction. */
async function readMaster({ language }: KeyRingDeps, file: string): Promise<Buffer | undefined> {
  try {
    const { mode } = await stat(file);
    if (process.platform !== "win32" && (mode & 0o077) !== 0)
      throw vaultTrouble(language, "keyOpen", { file });
    const text = (await readFile(file, "latin1")).trim();
    return /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, "hex") : undefined;
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Bound to the incident: a key put under another one's name opens nothing. */
function wrappedBy(master: Uint8Array, key: Uint8Array, incident: IncidentId, random: Random): Buffer {
  const nonce = random.bytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", master, nonce).setAAD(Buffer.from(`${MAGIC}\n${incident}`));
  const sealed = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  return Buffer.from(`${MAGIC}\n${sealed.toString("base64")}\n`);
}

function unwrapped(file: Buffer, master: Uint8Array, incident: IncidentId): Buffer | undefined {
  const [magic, text = ""] = file.toString("latin1").split("\n");
  const sealed = Buffer.from(text, "base64");
  if (magic !== MAGIC || sealed.length !== NONCE_BYTES + KEY_BYTES + TAG_BYTES) return undefined;
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const opener = createDecipheriv("aes-256-gcm", master, nonce).setAAD(
      Buffer.from(`${MAGIC}\n${incident}`),
    );
    opener.setAuthTag(sealed.subarray(NONCE_BYTES + KEY_BYTES));
    return Buffer.concat([
      opener.update(sealed.subarray(NONCE_BYTES, NONCE_BYTES + KEY_BYTES)),
      opener.final(),
    ]);
  } catch {
    return undefined;
  }
}
