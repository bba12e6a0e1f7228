// What the database itself guards of incidents: nobody who opens the file can change or delete an entry by SQL unseen.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { openSqliteStore } from "./open.ts";

test("entries are neither changed nor deleted, and their facts stand there as canonical JSON", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-incidents-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const store = await openSqliteStore({ folder });
  const fact = { toMs: 5, how: "調査", kind: "window", fromMs: null } as const;
  assert.ok(
    await store.incidents.append({ incident: "incident_a", seq: 1, atMs: 7, by: "a", fact, sealed: null }),
  );
  await store.close();
  const database = new DatabaseSync(join(folder, "record.db"));
  for (const change of ["UPDATE incident_entries SET by = 'b'", "DELETE FROM incident_entries"])
    assert.throws(() => database.exec(change), /never (?:changed|deleted)/);
  assert.deepEqual(
    { ...database.prepare("SELECT by, fact FROM incident_entries").get() },
    { by: "a", fact: '{"fromMs":null,"how":"調査","kind":"window","toMs":5}' },
  );
  database.close();
});
