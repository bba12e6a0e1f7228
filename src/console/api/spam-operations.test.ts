// A judgement of spam reports over the API: only a likely leak raises an alert, its cause is one a month, and nobody is named.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { MisemoriEvent } from "../../kernel/index.ts";
import { openGround } from "./ground.ts";

const LEAK = {
  verdict: "leak",
  day: "2026-11-22",
  reporters: 12,
  customers: 3_000,
  bayesFactor: 5_000,
  takenFrom: "2024-03-01",
  takenTo: "2024-06-30",
};

test("a likely leak becomes one cause a month for whoever minds the customers; anything else raises nothing", async (t) => {
  const raised: MisemoriEvent[] = [];
  const made = await openGround({ events: { emit: (event) => raised.push(event) } });
  t.after(() => made.console.close());
  await made.nameOwner();
  const token = await made.tokenFor("alerts:write");
  const judge = (body: unknown): Promise<{ status: number }> => made.post("/v1/spam/judgements", body, token);
  assert.equal((await judge(LEAK)).status, 200);
  assert.equal((await judge({ ...LEAK, verdict: "watch" })).status, 200);
  assert.equal((await judge({ ...LEAK, takenFrom: null, takenTo: null, day: "2026-11-30" })).status, 200);
  const told = raised.map((event) =>
    event.type === "alert.raised" ? [event.cause, event.kind, event.area, event.stage] : [],
  );
  assert.deepEqual(
    told,
    Array.from({ length: 2 }, () => ["spam:2026-11", "spam", "customers", "leak"]),
  );
  const bad = [
    { ...LEAK, day: "x" },
    { ...LEAK, address: "a@example.jp" },
    { ...LEAK, reporters: -1 },
  ];
  for (const body of bad) assert.equal((await judge(body)).status, 422);
  const reader = await made.tokenFor("now:read");
  assert.equal((await made.post("/v1/spam/judgements", LEAK, reader)).status, 403);
  assert.deepEqual(raised.length, 2);
});

test("a guard without ears for it has no such address", async (t) => {
  const made = await openGround();
  t.after(() => made.console.close());
  await made.nameOwner();
  const answer = await made.post("/v1/spam/judgements", LEAK, await made.tokenFor("alerts:write"));
  assert.equal(answer.status, 404);
});
