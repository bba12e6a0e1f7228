// Evidence on a real folder: the guard's own records are copied whole while it writes, no key leaves with them, and a
// hand-over stands in the journal of a running guard.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openJournal, openSigningKey, verifyJournal } from "../journal/index.ts";
import { systemClock } from "../kernel/index.ts";
import { openSqliteStore } from "../store/index.ts";
import { createEvidenceActs } from "./evidence.ts";

test("preserved and handed over beside a running guard, both stand in a journal that stays whole", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-acts-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const recordsFolder = join(folder, "records");
  const store = await openSqliteStore({ folder: recordsFolder });
  const signingKey = await openSigningKey(join(recordsFolder, "journal.key"));
  const tools = { clock: systemClock(), mask: (text: string) => text, signingKey };
  const journal = await openJournal({ ...tools, entries: store.journal });
  await journal.write("guard.started", "misemori", {});
  writeFileSync(join(recordsFolder, "gate.key"), "never to leave");
  writeFileSync(join(folder, "access.log"), "GET /\n");
  const acts = createEvidenceActs();
  const out = join(folder, "bag");
  const kept = await acts.preserveEvidence({
    caseName: "カード",
    by: "cli:test",
    out,
    paths: [join(folder, "access.log")],
    recipient: null,
    recordsFolder,
    authority: null,
    version: "0.1.0",
    gone: new AbortController().signal,
    onProgress: () => undefined,
  });
  assert.ok(kept.ok);
  const names = readdirSync(join(out, "data", "misemori")).sort();
  assert.deepEqual(names, ["journal-public-key.pem", "record.db", "traffic.db"]);
  const copy = await openSqliteStore({ folder: join(out, "data", "misemori"), access: "read" });
  const [first] = await copy.journal.read({ fromSeq: 1, limit: 1 });
  assert.equal(first?.kind, "guard.started");
  await copy.close();
  const given = { path: out, caseName: "カード", recordsFolder, by: "cli:test", to: "県警", why: "捜査" };
  const handed = await acts.handOverEvidence(given);
  assert.ok(handed.ok && handed.value.sha256 === kept.value.sha256);
  // The guard's own journal learns of the entries that were written beside it and goes on behind them.
  await journal.write("cards.paused", "owner:花子", {});
  await journal.close();
  const verdict = await verifyJournal(store.journal, { publicKeys: [signingKey.publicKeyPem] });
  assert.deepEqual([verdict.ok, verdict.why], [true, null]);
  const kinds = (await store.journal.read({ fromSeq: 1, limit: 100 })).map(({ kind }) => kind);
  const people = kinds.filter((kind) => kind !== "journal.checkpoint");
  const expected = ["guard.started", "evidence.preserved", "evidence.handed-over", "cards.paused"];
  assert.deepEqual(people, expected);
  await store.close();
});

test("a run killed at any moment leaves no bag, or a whole one", { timeout: 60_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-killed-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "big.log"), Buffer.alloc(40_000_000, "GET / 200\n"));
  const acts = createEvidenceActs();
  const main = join(import.meta.dirname, "..", "main.ts");
  const out = join(folder, "bag.tar");
  let [cut, whole] = [0, 0];
  for (const afterMs of [150, 300, 450, 600, 20_000]) {
    const words = `import { main } from ${JSON.stringify(main)}; process.exitCode = await main(${JSON.stringify(
      [
        "-c",
        join(folder, "none.yaml"),
        "incident",
        "preserve",
        "--case",
        "x",
        "--out",
        out,
        join(folder, "big.log"),
      ],
    )});`;
    const args = ["--input-type=module", "-e", words];
    try {
      execFileSync(process.execPath, args, { timeout: afterMs, killSignal: "SIGKILL", stdio: "ignore" });
    } catch {
      // Killed, as was meant.
    }
    if (!readdirSync(folder).includes("bag.tar")) {
      cut += 1;
      continue;
    }
    const verdict = await acts.checkEvidence({ caFile: null, path: out, onProgress: () => undefined });
    assert.ok(verdict.ok && verdict.value.ok);
    whole += 1;
    rmSync(out);
  }
  assert.ok(whole > 0, `${cut} cut, ${whole} whole`);
  assert.equal(readdirSync(folder).includes("bag.tar.part"), false);
});
