// Canonical text says the same for the same thing, however it was put together.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonicalJson, canonicalSha256 } from "./canonical.ts";

test("the order in which keys were set does not show, at any depth", () => {
  const one = { b: 1, a: { d: [2, { y: 1, x: 2 }], c: "店" } };
  const other = { a: { c: "店", d: [2, { x: 2, y: 1 }] }, b: 1 };
  assert.equal(canonicalJson(one), '{"a":{"c":"店","d":[2,{"x":2,"y":1}]},"b":1}');
  assert.equal(canonicalSha256(one), canonicalSha256(other));
});

test("reads back as what JSON makes of the thing", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
    }),
  );
});
