// Decoy cards in texts: found by their hash alone, in any writing, and never taken for a customer's.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pan, seededRandom } from "../kernel/index.ts";
import { decoyHash, isNobodys, openDecoys } from "./decoys.ts";
import { isPan, passesLuhn } from "./issuers.ts";
import { openSieve } from "./kernel/sieve.ts";
import { openScan, type Scan } from "./scan.ts";

const KEY = new Uint8Array(32).fill(3);
const withCheck = (digits: string): string =>
  Array.from({ length: 10 }, (_, last) => `${digits}${last}`).find(passesLuhn) ?? "";
const MADE = withCheck("359402718364519");
const OTHER = withCheck("359402718364510");
/** Made in the run, as the corpus makes them. */
const random = seededRandom(11);
const cardOf = (head: string): string =>
  withCheck(head + Array.from({ length: 9 }, () => Math.floor(random.unit() * 10)).join(""));
const OWN = cardOf("356600");
const CUSTOMERS = cardOf("454001");

const decoys = openDecoys(KEY, [
  { id: "dc_made", hash: decoyHash(KEY, pan(MADE)) },
  { id: "dc_own", hash: decoyHash(KEY, pan(OWN)) },
]);

function read(text: string | Uint8Array, scan: Scan = openScan(openSieve(), KEY, decoys)): string[] {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  return [...scan.push(bytes), ...scan.end()].map(
    ({ finding: { certainty, decoy, kind } }) => `${kind} ${certainty} ${decoy ?? "-"}`,
  );
}

test("the range of decoys is no issuer's, and every number in it is one only by its hash", () => {
  assert.ok(isNobodys(MADE) && !isPan(MADE));
  assert.equal(isNobodys("3589000000000003"), false);
  assert.equal(isNobodys(withCheck("360000000000000")), false);
  assert.deepEqual(read(`card=${OTHER}\n`), []);
  assert.deepEqual(read(`card=${MADE}\n`, openScan(openSieve(), KEY)), [], "nobody asks without decoys");
});

test("a decoy is told by its id in every writing a card is read in", () => {
  const grouped = MADE.replace(/(....)(?=.)/g, "$1-");
  const found = ["pan decoy dc_made"];
  assert.deepEqual(read(`INSERT INTO cards VALUES (7,'${MADE}','12/29');\n`), found);
  assert.deepEqual(read(`order 17 ${grouped} ok\n`), found);
  assert.deepEqual(read(`{"n":"${MADE}"}`), found);
  assert.deepEqual(read(Buffer.from(`no=${MADE}`, "utf16le")), found);
  assert.deepEqual(read(Buffer.from(Buffer.from(`card_no=${MADE};name=x`).toString("base64"))), found);
  assert.deepEqual(
    read(`no=${MADE.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))}`),
    found,
  );
});

test("the owner's own card is a decoy where it would be a card, and customers' cards beside it stay cards", () => {
  assert.deepEqual(read(`card_number=${OWN}\n`), ["pan decoy dc_own"]);
  assert.deepEqual(read(`card_number=${OWN}\ncard_number=${CUSTOMERS}\n`), [
    "pan decoy dc_own",
    "pan certain -",
  ]);
});

test("a number of sixteen digits that only begins like a decoy is nothing", () => {
  const ids = Array.from(
    { length: 5_000 },
    (_, n) => `3590${String(100_000_000_000 + n * 7_919).slice(-12)}`,
  );
  assert.deepEqual(read(ids.join("\n")), []);
});
