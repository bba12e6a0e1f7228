// Tries that wait for their end: who ends them, when patience is over.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Ip } from "../../kernel/index.ts";
import { createPendings } from "./pendings.ts";
import { recordOf, T0_MS } from "./records.test-kit.ts";

const seatWith = (visitor: string | null) =>
  visitor === null ? null : { id: visitor, firstSeenMs: T0_MS, pages: 3 };
const pending = (visitor: string | null, answer: "pass" | "step-up" = "pass") =>
  recordOf({
    facts: { visitor: seatWith(visitor) },
    judgement: { answer },
    record: { outcome: "pending" },
  });
const ended = (visitor: string | null, ip = "203.0.113.7") =>
  recordOf({
    facts: { visitor: seatWith(visitor), origin: { ...recordOf().facts.origin, ip: ip as Ip } },
    record: { outcome: "approved" },
  });

test("the try that ends gives back the waiting one of the same seat, once", () => {
  const pendings = createPendings();
  const waiting = pending("a");
  assert.equal(pendings.note(waiting), undefined);
  assert.equal(pendings.note(ended("b")), undefined, "another buyer's end");
  assert.equal(pendings.note(ended("a")), waiting);
  assert.equal(pendings.note(ended("a")), undefined);
});

test("a try that was stopped ends nothing", () => {
  const pendings = createPendings();
  pendings.note(pending("a"));
  const stopped = recordOf({
    facts: { visitor: { id: "a", firstSeenMs: T0_MS, pages: 3 } },
    record: { outcome: null, reachedGateway: false },
  });
  assert.equal(pendings.note(stopped), undefined);
  assert.notEqual(pendings.note(ended("a")), undefined);
});

test("patience ends after two minutes at the bank's door, after fifteen elsewhere, once each", () => {
  const pendings = createPendings();
  const hosted = pending("a");
  const secure = pending("b", "step-up");
  pendings.note(hosted);
  pendings.note(secure);
  assert.deepEqual(pendings.due(T0_MS + 119_000), []);
  assert.deepEqual(pendings.due(T0_MS + 121_000), [secure]);
  assert.deepEqual(pendings.due(T0_MS + 899_000), []);
  assert.deepEqual(pendings.due(T0_MS + 901_000), [hosted]);
  assert.deepEqual(pendings.due(T0_MS + 9_000_000), []);
});

test("a settled try is not waited for any more, nor given back", () => {
  const pendings = createPendings();
  const waiting = pending("a");
  pendings.note(waiting);
  pendings.drop(waiting.facts.id);
  assert.equal(pendings.note(ended("a")), undefined);
  assert.deepEqual(pendings.due(T0_MS + 9_000_000), []);
});

test("a buyer who gets his device token while he is at the bank is known again, and one who lost it too", () => {
  const pendings = createPendings();
  const [first, second, third] = [pending(null, "step-up"), pending("a", "step-up"), pending("b")];
  pendings.note(first);
  assert.equal(pendings.note(ended("a", "203.0.113.8")), undefined, "another address");
  assert.equal(pendings.note(ended("a")), first);
  assert.deepEqual(pendings.due(T0_MS + 121_000), [], "so it is not called abandoned");
  pendings.note(second);
  assert.equal(pendings.note(ended(null)), second);
  pendings.note(third);
  assert.equal(pendings.note(ended("a")), undefined, "two tokens are two buyers");
});

test("a newer try of the same seat stays findable when the older one's patience is over", () => {
  const pendings = createPendings();
  const older = pending("a", "step-up");
  const newer = recordOf({
    facts: { ...pending("a").facts, atMs: T0_MS + 60_000 },
    record: { outcome: "pending" },
  });
  pendings.note(older);
  pendings.note(newer);
  assert.deepEqual(pendings.due(T0_MS + 121_000), [older]);
  assert.equal(pendings.note(ended("a")), newer);
});
