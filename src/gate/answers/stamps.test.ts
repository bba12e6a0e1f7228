// Stamps: made many at once, known again by any of the keys, and not to be had without one.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { createStamps, STAMP_BYTES } from "./stamps.ts";

const [oldKey, newKey] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];

test("stamps made at once are those made one by one, and each fits its own message alone", () => {
  const stamps = createStamps([newKey], "device stamp");
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ minLength: 14, maxLength: 14 }), { minLength: 1, maxLength: 9 }),
      (messages) => {
        const all = stamps.stamp(Buffer.concat(messages), 14);
        assert.equal(all.length, messages.length * STAMP_BYTES);
        for (const [i, message] of messages.entries()) {
          const own = all.subarray(i * STAMP_BYTES, (i + 1) * STAMP_BYTES);
          assert.deepEqual(own, stamps.stamp(message, 14));
          for (const other of messages) {
            assert.equal(stamps.isStampOf(own, other), Buffer.compare(message, other) === 0);
          }
        }
      },
    ),
  );
});

test("the newest key stamps, older ones are believed, other purposes and keys are not", () => {
  const message = Buffer.alloc(14, 7);
  const old = createStamps([oldKey], "device stamp").stamp(message, 14);
  assert.ok(createStamps([newKey, oldKey], "device stamp").isStampOf(old, message));
  assert.ok(!createStamps([newKey], "device stamp").isStampOf(old, message));
  assert.ok(!createStamps([oldKey], "ticket").isStampOf(old, message));
});

test("what is too short, too long or empty is no stamp", () => {
  const stamps = createStamps([newKey], "device stamp");
  const message = Buffer.alloc(14);
  const whole = stamps.stamp(message, 14);
  for (const bad of [Buffer.alloc(0), whole.subarray(1), Buffer.concat([whole, whole])]) {
    assert.ok(!stamps.isStampOf(bad, message));
  }
  assert.ok(!stamps.isStampOf(whole, Buffer.alloc(17)));
  assert.throws(() => stamps.stamp(Buffer.alloc(17), 17));
});
