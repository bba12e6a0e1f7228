// Tries that wait for their end: who ends them, when patience is over.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createPendings } from "./pendings.ts";
import { recordOf, T0_MS } from "./records.test-kit.ts";

const pending = (visitor: string, answer: "pass" | "step-up" = "pass") =>
  recordOf({
    facts: { visitor: { id: visitor, firstSeenMs: T0_MS, pages: 3 } },
    judgement: { answer },
    record: { outcome: "pending" },
  });
const ended = (visitor: string) =>
  recordOf({
    facts: { visitor: { id: visitor, firstSeenMs: T0_MS, pages: 3 } },
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
