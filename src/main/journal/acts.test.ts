// The record checked by several threads at once on the real disk says what one walk says.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { freshSigningKey, openJournal, verifyJournal } from "../../journal/index.ts";
import { systemClock } from "../../kernel/index.ts";
import { openSqliteStore } from "../../store/index.ts";
import { verifyStored } from "./acts.ts";

test("threads find in a stored journal what one walk finds", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-journal-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const store = await openSqliteStore({ folder });
  const signingKey = freshSigningKey();
  const tools = { entries: store.journal, clock: systemClock(), mask: (text: string) => text, signingKey };
  const journal = await openJournal({ ...tools, checkpointEntries: 10 });
  await Promise.all(Array.from({ length: 400 }, (_, n) => journal.write("a.b", "misemori", { n })));
  await journal.close();
  const options = { publicKeys: [signingKey.publicKeyPem] };
  const whole = await verifyStored(store.journal, folder, 3, options);
  assert.equal(whole.ok, true, whole.why ?? "");
  assert.deepEqual(whole, await verifyJournal(store.journal, options));
  const last = await store.journal.last();
  assert.ok(last !== undefined);
  await store.journal.append([{ ...last, seq: last.seq + 1, previous: last.hash, facts: '{"forged":1}' }]);
  const forged = await verifyStored(store.journal, folder, 3, options);
  assert.deepEqual([forged.ok, forged.firstBad], [false, last.seq + 1]);
  assert.deepEqual(forged, await verifyJournal(store.journal, options));
  await store.close();
});
