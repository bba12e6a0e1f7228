// The proof of work against altcha-lib, which was written by others: each must accept what the other makes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createChallenge, solveChallenge, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { seededRandom } from "../../kernel/index.ts";
import {
  challengeSecret,
  checkProof,
  makeProof,
  solutionSecret,
  triesOf,
  type ProofChallenge,
} from "./proof.ts";

const key = Buffer.alloc(32, 7);
const terms = { cost: 1, expiresAtMs: Date.now() + 300_000, visitorTag: "v", networkTag: "n" };

/** A counter that lies low, so that tests solve in milliseconds. */
function lowRandom(seed: number) {
  const random = seededRandom(seed);
  return { bytes: (count: number) => random.bytes(count), unit: () => random.unit() * 0.01 };
}

async function solve(challenge: ProofChallenge): Promise<string> {
  const solution = await solveChallenge({
    challenge: { ...challenge, parameters: { ...challenge.parameters } },
    deriveKey,
  });
  return payloadOf(challenge, solution);
}
function payloadOf(challenge: unknown, solution: unknown): string {
  return Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
}

test("a challenge made here is solved by altcha-lib and accepted by both", async () => {
  const challenge = makeProof(key, terms, lowRandom(1));
  const solution = await solveChallenge({
    challenge: { ...challenge, parameters: { ...challenge.parameters } },
    deriveKey,
  });
  assert.ok(solution);
  const theirs = await verifySolution({
    challenge: { ...challenge, parameters: { ...challenge.parameters } },
    solution,
    deriveKey,
    hmacSignatureSecret: challengeSecret(key),
    hmacKeySignatureSecret: solutionSecret(key),
  });
  assert.equal(theirs.verified, true);
  const ours = checkProof([key], payloadOf(challenge, solution), Date.now());
  assert.equal(ours.ok, true);
  assert.deepEqual(ours.ok && { ...ours.terms, expiresAtMs: 0 }, { ...terms, expiresAtMs: 0 });
});

test("a challenge made by altcha-lib with the same secrets is accepted here", async () => {
  const challenge = await createChallenge({
    algorithm: "PBKDF2/SHA-256",
    cost: 250,
    counter: 5,
    keyLength: 32,
    data: { level: 2, network: "n", visitor: "v" },
    deriveKey,
    expiresAt: new Date(Date.now() + 60_000),
    hmacSignatureSecret: challengeSecret(key),
    hmacKeySignatureSecret: solutionSecret(key),
  });
  const solution = await solveChallenge({ challenge, deriveKey });
  const verdict = checkProof([key], payloadOf(challenge, solution), Date.now());
  assert.equal(verdict.ok && verdict.terms.cost, 2);
});

test("refuses a solution that is late, changed, unsolved, of another key or unreadable", async () => {
  const challenge = makeProof(key, terms, lowRandom(2));
  const payload = await solve(challenge);
  const why = (text: string, nowMs = Date.now(), keys = [key]): string => {
    const verdict = checkProof(keys, text, nowMs);
    return verdict.ok ? "ok" : verdict.why;
  };
  assert.equal(why(payload), "ok");
  assert.equal(why(payload, terms.expiresAtMs + 1_000), "expired");
  assert.equal(why(payload, Date.now(), [Buffer.alloc(32, 8)]), "forged");
  assert.equal(why(payload, Date.now(), [Buffer.alloc(32, 8), key]), "ok", "an older key is still believed");
  const json = JSON.parse(Buffer.from(payload, "base64").toString()) as {
    challenge: ProofChallenge;
    solution: { derivedKey: string };
  };
  const dearer = { ...json.challenge.parameters, data: { level: 5, network: "n", visitor: "v" } };
  assert.equal(why(payloadOf({ ...json.challenge, parameters: dearer }, json.solution)), "forged");
  const prefixOnly = { counter: 0, derivedKey: json.challenge.parameters.keyPrefix.padEnd(64, "0") };
  assert.equal(why(payloadOf(json.challenge, prefixOnly)), "unsolved");
  for (const bad of ["", "not base64 €", payloadOf(null, null), payloadOf({}, {}), "A".repeat(5_000)]) {
    assert.equal(why(bad), "unreadable");
  }
});

test("work grows with the cost and stays within five levels", () => {
  const tries = [1, 2, 3, 4, 5].map(triesOf);
  assert.deepEqual(
    tries,
    [...tries].sort((a, b) => a - b),
  );
  assert.equal(new Set(tries).size, 5);
  assert.equal(triesOf(99), triesOf(5));
  assert.equal(triesOf(Number.NaN), triesOf(1));
});
