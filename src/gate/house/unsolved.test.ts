// Challenges left lying: whose they are, when they count.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { AttemptFacts, AttemptRecord } from "../facts.ts";
import { recordOf, T0_MS } from "./records.test-kit.ts";
import { createUnsolved } from "./unsolved.ts";

const token = (id: string): AttemptFacts["visitor"] => ({ id, firstSeenMs: T0_MS, pages: 1 });
const asked = (visitor: AttemptFacts["visitor"], atMs = T0_MS): AttemptRecord =>
  recordOf({
    facts: { visitor, atMs },
    judgement: { answer: "challenge" },
    record: { outcome: null, reachedGateway: false },
  });
const solved = (visitor: AttemptFacts["visitor"]): AttemptRecord =>
  recordOf({ facts: { visitor, ticketUses: 1 }, record: { outcome: "approved" } });

test("a challenge counts as left lying after ninety seconds, once, however often the seat is asked", () => {
  const unsolved = createUnsolved();
  const first = asked(token("a"));
  unsolved.note(first);
  unsolved.note(asked(token("a"), T0_MS + 5_000));
  assert.deepEqual(unsolved.due(T0_MS + 89_000), []);
  assert.deepEqual(unsolved.due(T0_MS + 90_000), [first]);
  assert.deepEqual(unsolved.due(T0_MS + 900_000), []);
});

test("a buyer asked before he had a device token and back with one has solved it; another one's token has not", () => {
  const unsolved = createUnsolved();
  unsolved.note(asked(null));
  unsolved.note(solved(token("a")));
  assert.deepEqual(unsolved.due(T0_MS + 900_000), []);
  const his = asked(token("b"));
  unsolved.note(his);
  unsolved.note(solved(token("c")));
  assert.deepEqual(unsolved.due(T0_MS + 900_000), [his]);
});
