// The guard's own secrets: made once, kept beside the database in files only the guard may read.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { MisemoriError, type Clock, type Random } from "../kernel/index.ts";
import type { GateKeys } from "../gate/index.ts";
import { LOCAL_TOKEN_FILE } from "../cli/index.ts";
import type { ApiTokens } from "../console/index.ts";

const KEY_BYTES = 32;

/** Reads `gate.key` and `hash.key`, or makes them. Losing them costs device tokens and proofs, nothing else. */
export async function openGateKeys(folder: string, random: Random): Promise<GateKeys> {
  return {
    signing: [await keyIn(join(folder, "gate.key"), random)],
    hashing: await keyIn(join(folder, "hash.key"), random),
  };
}

/** Signs the one-tap links of alerts. Losing it ends the links that are out. */
export function openAlertKey(folder: string, random: Random): Promise<Uint8Array> {
  return keyIn(join(folder, "alert.key"), random);
}

/**
 * What in a records folder opens something: keys, the vault's boxes, the command line's token. Never part of a bag, where they
 * would outlive the incident whose key was destroyed.
 */
export function secretsIn(recordsFolder: string): readonly string[] {
  const names = ["keys", "vault", "gate.key", "hash.key", "alert.key", "journal.key", LOCAL_TOKEN_FILE];
  return names.map((name) => join(recordsFolder, name));
}

/** `keys/canary.key`: planted customers are made of it; who has it can tell them from real ones. */
export function openCanaryKey(folder: string, random: Random): Promise<Uint8Array> {
  const hint = "restore it from a backup, or delete it: what is planted from then on comes from a new key";
  return keyIn(join(folder, "keys", "canary.key"), random, hint);
}

async function keyIn(
  path: string,
  random: Random,
  hint = "restore it from a backup, or delete it: buyers then count as new",
): Promise<Uint8Array> {
  const fresh = Buffer.from(random.bytes(KEY_BYTES)).toString("hex");
  try {
    await mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
    await writeFile(path, `${fresh}\n`, { flag: "wx", mode: 0o600, flush: true });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
      throw new MisemoriError(
        "keys.write",
        `the key ${path} cannot be made`,
        "check the folder's rights and space",
        error,
      );
    }
  }
  const text = (await readFile(path, "utf8")).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new MisemoriError("keys.damaged", `the key ${path} is damaged`, hint);
  }
  return Buffer.from(text, "hex");
}

const LOCAL_TOKEN_NAME = "this machine";
/** How this machine's command line signs what it asks of the guard, and is named on an incident that it opened. */
export const LOCAL_TOKEN_SIGN = `api:${LOCAL_TOKEN_NAME}`;

/** A token for this machine's own command line, new at every start, in a file only its owner may read. */
export async function lendLocalToken(
  folder: string,
  file: string,
  tokens: ApiTokens,
  clock: Clock,
  random: Random,
): Promise<void> {
  const token = `mlt_${Buffer.from(random.bytes(KEY_BYTES)).toString("base64url")}`;
  await tokens.revoke(LOCAL_TOKEN_NAME, clock.nowMs());
  await tokens.put({
    keyHash: createHash("sha256").update(token).digest("hex"),
    name: LOCAL_TOKEN_NAME,
    scopes: [
      "outcomes:write",
      "holds:read",
      "holds:write",
      "alerts:write",
      "cards:write",
      "now:read",
      "site:read",
      "site:write",
      "journal:read",
      "incidents:read",
      "incidents:write",
      "watch:read",
      "watch:write",
      "owner:link",
    ],
    createdAtMs: clock.nowMs(),
    revokedAtMs: null,
  });
  await writeFile(join(folder, file), `${token}\n`, { mode: 0o600 });
}
