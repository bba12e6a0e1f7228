// The drill's solver against challenges of the reference library.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createChallenge, verifySolution, type Challenge, type Solution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { createAltchaSolver } from "./altcha.ts";

const SECRETS = { hmacSignatureSecret: "a", hmacKeySignatureSecret: "b" };
const make = (counter: number): Promise<Challenge> =>
  createChallenge({ algorithm: "PBKDF2/SHA-256", cost: 20, counter, deriveKey, ...SECRETS });

test("solves a challenge of the reference library, and the library accepts the solution", async () => {
  const solved = await createAltchaSolver().solve(await make(137));
  assert.ok(solved !== undefined);
  assert.equal(solved.tries, 138);
  const payload = JSON.parse(Buffer.from(solved.payload, "base64").toString("utf8")) as {
    challenge: Challenge;
    solution: Solution;
  };
  const verdict = await verifySolution({ ...payload, deriveKey, ...SECRETS });
  assert.equal(verdict.verified, true);
});

test("a told counter spares the search, and its work is counted all the same", async () => {
  const challenge = await make(200_000);
  const solver = createAltchaSolver({
    told: (nonce) => (nonce === challenge.parameters.nonce ? 200_000 : 0),
  });
  assert.equal((await solver.solve(challenge))?.tries, 200_001);
});

test("gives up at the limit of tries", async () => {
  assert.equal(await createAltchaSolver({ triesMax: 50 }).solve(await make(60)), undefined);
});

test("has no answer for what is no challenge or too dear a one", async () => {
  const solver = createAltchaSolver();
  const good = await make(1);
  const change = (parameters: object): object => ({
    ...good,
    parameters: { ...good.parameters, ...parameters },
  });
  for (const challenge of [
    undefined,
    null,
    "x",
    {},
    { parameters: {} },
    change({ algorithm: "SHA-256" }),
    change({ cost: 10_000_000 }),
    change({ keyLength: 1e9 }),
    change({ nonce: "xyz" }),
    change({ keyPrefix: "" }),
  ]) {
    assert.equal(await solver.solve(challenge), undefined);
  }
});

test("more than the solver can hold get no solution instead of waiting for ever", async () => {
  const solver = createAltchaSolver({ inFlightMax: 1, waitingMax: 1 });
  const challenge = await make(120);
  const all = await Promise.all([solver.solve(challenge), solver.solve(challenge), solver.solve(challenge)]);
  assert.deepEqual(
    all.map((solved) => solved !== undefined),
    [true, true, false],
  );
});
