// The committed places against the keys they were searched for: one for each, none left over. That the committed kernel is built
// from them is told by ../sieve.test.ts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { families } from "./entries.ts";
import { BUCKETS, fingerprints, nameOf } from "./fingerprints.ts";
import { PLACES } from "./places.ts";

test("each family of keys has one place, in a bucket there is, with three bytes of every key in it", () => {
  const all = families();
  assert.deepEqual(
    PLACES.map(([name]) => name),
    all.map((family) => nameOf(family)),
  );
  for (const [i, [name, bucket, rareAt]] of PLACES.entries()) {
    assert.ok(bucket >= 0 && bucket < BUCKETS, name);
    for (const { bytes } of all[i] ?? []) assert.ok(rareAt >= 0 && rareAt + 3 <= bytes.length, name);
  }
  assert.equal(fingerprints().prints.length, all.flat().length);
});
