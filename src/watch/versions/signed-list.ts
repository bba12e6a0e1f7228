// A newer list of weaknesses from a file or an address: accepted only with a signature by the makers' key, in bounds, in shape, and
// not older than the one in use. It is read as data; the list that came with the product stays whenever anything is wrong.

import { createPublicKey, verify, type KeyObject } from "node:crypto";
import type { Advisory } from "./advisories.ts";
import { isVersion } from "./compare.ts";

export type ListTrouble = "too-large" | "no-key" | "unsigned" | "shape" | "older";

export type SignedList =
  | { readonly ok: true; readonly advisories: readonly Advisory[] }
  | { readonly ok: false; readonly trouble: ListTrouble };

/** All of OSV's entries for WordPress' plugins are about 30 MB; a list for shops stays far below. */
export const LIST_BYTES_MAX = 8 * 1024 * 1024;
const ENTRIES_MAX = 20_000;
const TEXT_MAX = 2_000;

/**
 * @param signature Ed25519 over the file's bytes: 64 bytes as they are, or as Base64.
 * @param publicKeyPem of the makers.
 * @param inUse the list used so far: one whose newest change is older would bring mended entries back.
 */
export function openSignedList(
  bytes: Buffer,
  signature: Buffer,
  publicKeyPem: string,
  inUse: readonly Advisory[],
): SignedList {
  if (bytes.length > LIST_BYTES_MAX) return { ok: false, trouble: "too-large" };
  const key = publicKeyFrom(publicKeyPem);
  if (key === null) return { ok: false, trouble: "no-key" };
  const raw = rawSignature(signature);
  if (raw === null || !verify(null, bytes, key, raw)) return { ok: false, trouble: "unsigned" };
  const advisories = advisoriesFrom(bytes);
  if (advisories === null) return { ok: false, trouble: "shape" };
  return newestOf(advisories) < newestOf(inUse) ? { ok: false, trouble: "older" } : { ok: true, advisories };
}

/** The newest change of a list, as its text has it ("" when there is none). */
export function newestOf(advisories: readonly Advisory[]): string {
  return advisories.reduce((newest, { modified }) => (modified > newest ? modified : newest), "");
}

function publicKeyFrom(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === "ed25519" ? key : null;
  } catch {
    return null;
  }
}

function rawSignature(signature: Buffer): Buffer | null {
  if (signature.length === 64) return signature;
  const text = signature.toString("latin1").trim();
  const raw = /^[A-Za-z\d+/]{86}==$/.test(text) ? Buffer.from(text, "base64") : null;
  return raw?.length === 64 ? raw : null;
}

function advisoriesFrom(bytes: Buffer): readonly Advisory[] | null {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
  if (!Array.isArray(value) || value.length === 0 || value.length > ENTRIES_MAX) return null;
  return value.every(isAdvisory) ? value : null;
}

type Plain = Readonly<Record<string, unknown>>;

function isAdvisory(value: unknown): value is Advisory {
  return (
    isPlain(value) &&
    ["id", "modified", "summary"].every((key) => isText(value[key])) &&
    /^[\w.:-]{1,60}$/.test(String(value["id"])) &&
    /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(String(value["modified"])) &&
    isListOf(value["aliases"], isText) &&
    isListOf(value["references"], (one) => isPlain(one) && isText(one["type"]) && isText(one["url"])) &&
    isListOf(value["affected"], isAffected)
  );
}

function isAffected(value: unknown): boolean {
  if (!isPlain(value) || !isPlain(value["package"])) return false;
  const { ecosystem, name } = value["package"];
  return isText(ecosystem) && isText(name) && isListOf(value["ranges"], isRange);
}

function isRange(value: unknown): boolean {
  if (!isPlain(value) || !isText(value["type"])) return false;
  const own = value["database_specific"] ?? {};
  return (
    isPlain(own) &&
    [own["fixed"], own["platformLine"]].every((one) => one === undefined || isText(one)) &&
    (own["fixedInferred"] === undefined || typeof own["fixedInferred"] === "boolean") &&
    isListOf(value["events"], (event) => isPlain(event) && Object.entries(event).every(isEvent))
  );
}

function isEvent([key, version]: readonly [string, unknown]): boolean {
  return (
    /^(?:introduced|fixed|last_affected|limit)$/.test(key) &&
    typeof version === "string" &&
    (version === "0" || isVersion(version))
  );
}

function isListOf(value: unknown, is: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= 1_000 && value.every(is);
}

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= TEXT_MAX;
}
