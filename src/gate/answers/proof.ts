// Makes and checks ALTCHA v2 proof-of-work challenges in step with the clock it is given. Same format as altcha-lib (the
// tests hold both against each other); written here because that one is asynchronous and reads the machine's own time.

import { createHmac, pbkdf2Sync, timingSafeEqual } from "node:crypto";
import type { Random } from "../../kernel/index.ts";

export interface ProofTerms {
  /** 1 (light) … 5 (heavy). */
  readonly cost: number;
  readonly expiresAtMs: number;
  /** Tags of the visitor and network it is made for; see binding in challenges.ts. */
  readonly visitorTag: string;
  readonly networkTag: string;
}

/** As the widget expects it (altcha "Challenge", v2). */
export interface ProofChallenge {
  readonly parameters: ProofParameters;
  readonly signature: string;
}
interface ProofParameters {
  readonly algorithm: string;
  readonly cost: number;
  readonly data: { readonly level: number; readonly network: string; readonly visitor: string };
  readonly expiresAt: number;
  readonly keyLength: number;
  readonly keyPrefix: string;
  readonly keySignature: string;
  readonly nonce: string;
  readonly salt: string;
}

export type ProofVerdict =
  | { readonly ok: true; readonly terms: ProofTerms; readonly nonce: string }
  | { readonly ok: false; readonly why: "unreadable" | "forged" | "expired" | "unsolved" };

const ALGORITHM = "PBKDF2/SHA-256";
/** One try costs the phone about 0.2 ms and this machine 0.1 ms: making a challenge must stay cheap under attack. */
const ROUNDS = 250;
const KEY_BYTES = 32;
const PREFIX_BYTES = 16;

/**
 * The secret counter lies uniformly in [0, tries): a buyer waits half of it on average and never longer than all of it
 * (a random prefix would have a long tail). Estimate for a middle-class phone (four workers, about 15,000 tries/s):
 * average 0.3, 0.8, 1.7, 3.3 and 6.7 s, at most double. A rented server is about ten times quicker: the work slows a
 * crowd down, the judge's counting of tickets is what stops it.
 */
const TRIES_BY_COST = [10_000, 24_000, 50_000, 100_000, 200_000] as const;

export function triesOf(cost: number): number {
  const level = Math.min(5, Math.max(1, Math.round(Number.isFinite(cost) ? cost : 1)));
  return TRIES_BY_COST[level - 1] ?? TRIES_BY_COST[0];
}

/** Both secrets in one: the signature of the challenge and that of its solution differ by what they sign. */
export function makeProof(key: Buffer, terms: ProofTerms, random: Random): ProofChallenge {
  const nonce = Buffer.from(random.bytes(16));
  const salt = Buffer.from(random.bytes(16));
  const counter = Math.floor(random.unit() * triesOf(terms.cost));
  const derived = pbkdf2Sync(password(nonce, counter), salt, ROUNDS, KEY_BYTES, "sha256");
  const parameters: ProofParameters = {
    algorithm: ALGORITHM,
    cost: ROUNDS,
    data: { level: terms.cost, network: terms.networkTag, visitor: terms.visitorTag },
    expiresAt: Math.floor(terms.expiresAtMs / 1000),
    keyLength: KEY_BYTES,
    keyPrefix: derived.toString("hex", 0, PREFIX_BYTES),
    keySignature: sign(solutionSecret(key), derived),
    nonce: nonce.toString("hex"),
    salt: salt.toString("hex"),
  };
  return { parameters, signature: sign(challengeSecret(key), JSON.stringify(parameters)) };
}

/** The two secrets as altcha-lib takes them (text). */
export function challengeSecret(key: Buffer): string {
  return key.toString("hex");
}
export function solutionSecret(key: Buffer): string {
  return `solution ${key.toString("hex")}`;
}

/** `payload` is the base64 text the widget puts into its form field. Never throws. */
export function checkProof(keys: readonly Buffer[], payload: string, nowMs: number): ProofVerdict {
  const read = readPayload(payload);
  if (read === undefined) return { ok: false, why: "unreadable" };
  const { parameters, signature, derivedKey } = read;
  const key = keys.find((k) => same(sign(challengeSecret(k), JSON.stringify(parameters)), signature));
  if (key === undefined) return { ok: false, why: "forged" };
  if (parameters.expiresAt * 1000 < nowMs) return { ok: false, why: "expired" };
  if (!same(sign(solutionSecret(key), Buffer.from(derivedKey, "hex")), parameters.keySignature)) {
    return { ok: false, why: "unsolved" };
  }
  const { data } = parameters;
  const terms = {
    cost: data.level,
    expiresAtMs: parameters.expiresAt * 1000,
    visitorTag: data.visitor,
    networkTag: data.network,
  };
  return { ok: true, terms, nonce: parameters.nonce };
}

function password(nonce: Buffer, counter: number): Buffer {
  const bytes = Buffer.alloc(nonce.length + 4);
  bytes.set(nonce);
  bytes.writeUInt32BE(counter, nonce.length);
  return bytes;
}

function sign(secret: string, content: string | Buffer): string {
  return createHmac("sha256", secret).update(content).digest("hex");
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a, "latin1"), Buffer.from(b, "latin1"));
}

const HEX = /^[0-9a-f]{2,130}$/;
/** A payload is about 900 characters. */
const PAYLOAD_CHARS_MAX = 4096;

/** Rebuilds the parameters field by field in signing order, so that nothing else can ride along. */
function readPayload(
  text: string,
): { parameters: ProofParameters; signature: string; derivedKey: string } | undefined {
  if (text.length > PAYLOAD_CHARS_MAX) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
  } catch {
    return undefined;
  }
  const challenge = field(json, "challenge");
  const p = field(challenge, "parameters");
  const data = field(p, "data");
  const hex = [
    field(p, "keyPrefix"),
    field(p, "keySignature"),
    field(p, "nonce"),
    field(p, "salt"),
    field(challenge, "signature"),
    field(field(json, "solution"), "derivedKey"),
  ];
  if (!hex.every((value): value is string => typeof value === "string" && HEX.test(value))) return undefined;
  const numbers = [field(p, "cost"), field(data, "level"), field(p, "expiresAt"), field(p, "keyLength")];
  if (!numbers.every((value): value is number => typeof value === "number")) return undefined;
  const network = field(data, "network");
  const visitor = field(data, "visitor");
  if (typeof network !== "string" || typeof visitor !== "string") return undefined;
  const [keyPrefix = "", keySignature = "", nonce = "", salt = "", signature = "", derivedKey = ""] = hex;
  const [cost = 0, level = 0, expiresAt = 0, keyLength = 0] = numbers;
  const parameters: ProofParameters = {
    algorithm: ALGORITHM,
    cost,
    data: { level, network, visitor },
    expiresAt,
    keyLength,
    keyPrefix,
    keySignature,
    nonce,
    salt,
  };
  return { parameters, signature, derivedKey };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
