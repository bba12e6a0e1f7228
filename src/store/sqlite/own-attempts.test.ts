// The records as a scope reads them: every try once, in order of time, of one moment beside a guard that goes on writing.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { attemptOf, START_MS } from "../contract/index.ts";
import { openSqliteStore } from "./open.ts";
import { openOwnAttempts } from "./own-attempts.ts";

async function rowsOf(own: ReturnType<typeof openOwnAttempts>): Promise<(readonly (string | null)[])[]> {
  const rows = [];
  for await (const row of own.rows()) rows.push(row);
  return rows;
}

test("rows come by time and id, twice the same, while the guard writes, settles and trims", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-own-"));
  t.after(() => rmSync(folder, { recursive: true }));
  assert.throws(() => openOwnAttempts(folder), { code: "store.open" });
  const store = await openSqliteStore({ folder });
  const full = attemptOf({ n: 2, answer: "hold", outcome: "pending", orderRef: "注文-17", atMs: START_MS });
  const bare = attemptOf({
    n: 1,
    bare: true,
    outcome: null,
    orderRef: null,
    answer: "decoy",
    atMs: START_MS,
  });
  await store.attempts.append([full, bare, attemptOf({ n: 3, atMs: START_MS - 1 })]);
  const own = openOwnAttempts(folder);
  try {
    const first = await rowsOf(own);
    const text = first.map((row) => row.join());
    assert.equal(text[0], "attempt,at,order,card,answer,reached,outcome,address,asn,visitor");
    assert.deepEqual(
      first.slice(1).map(([id]) => id?.slice(-1)),
      ["3", "1", "2"],
    );
    const { origin, visitor, card } = full.facts;
    const [, at, order, hasCard, answer, reached, outcome, ...rest] = first[3] ?? [];
    assert.deepEqual(
      [at, order, hasCard, answer],
      [new Date(START_MS).toISOString(), "注文-17", card?.kind ?? null, "hold"],
    );
    assert.deepEqual([reached, outcome], [full.reachedGateway ? "yes" : "no", "pending"]);
    assert.deepEqual(rest, [origin.ip, String(origin.asn), visitor?.id ?? null]);
    assert.deepEqual(first[2]?.slice(2, 4), [null, null], "nothing that was not known is made up");
    await store.attempts.settle(full.facts.id, "approved", null, null);
    await store.attempts.append([attemptOf({ n: 4 })]);
    await store.attempts.trim({ keepFromMs: START_MS, bytesMax: Number.MAX_SAFE_INTEGER });
    assert.deepEqual(await rowsOf(own), first);
  } finally {
    own.close();
  }
  const again = openOwnAttempts(folder);
  assert.deepEqual(
    (await rowsOf(again)).slice(1).map(([id]) => id?.slice(-1)),
    ["1", "2", "4"],
  );
  again.close();
  await store.close();
  writeFileSync(join(folder, "traffic.db"), "no database at all");
  assert.throws(() => openOwnAttempts(folder), { code: "store.corrupt" });
});
