// Evidence on a real folder: the guard's own records are copied whole while it writes, no key leaves with them, and a
// hand-over stands in the journal of a running guard.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openJournal, openSigningKey, verifyJournal } from "../../journal/index.ts";
import { systemClock, systemRandom } from "../../kernel/index.ts";
import { openSqliteStore } from "../../store/index.ts";
import { createEvidenceActs } from "./evidence.ts";
import { openAlertKey, openGateKeys } from "../keys.ts";
import { openVault } from "./vault.ts";

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
    guardFolder: recordsFolder,
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

test("naming the records folder, one above it or a key in it, puts no key and no box of the vault into the bag", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-own-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const guardFolder = join(folder, "shop", "records");
  const random = systemRandom();
  await openGateKeys(guardFolder, random);
  await openAlertKey(guardFolder, random);
  await openSigningKey(join(guardFolder, "journal.key"));
  const vault = openVault(guardFolder, "ja");
  await vault.create("incident_a");
  await vault.put("incident_a", "people.csv", piece("山田太郎"));
  writeFileSync(join(guardFolder, "traffic.db"), "may be taken");
  // Whoever comes through a link comes to the same folder.
  symlinkSync(guardFolder, join(folder, "link"));
  const acts = createEvidenceActs();
  const key = join(guardFolder, "keys", "vault-master.key");
  const asked = async (name: string, paths: readonly string[], named: string) => {
    const request = { caseName: "x", by: "cli:test", recipient: null, authority: null, version: "0.1.0" };
    const more = { gone: new AbortController().signal, onProgress: () => undefined, recordsFolder: null };
    const out = join(folder, `bag-${name}`);
    const kept = await acts.preserveEvidence({ ...request, ...more, out, paths, guardFolder: named });
    assert.ok(kept.ok, name);
    const files = readdirSync(join(out, "data"), { recursive: true }) as string[];
    assert.deepEqual(
      files.filter((file) => /\.key|keys|vault/.test(file)),
      [],
      name,
    );
    assert.ok(
      files.some((file) => file.endsWith("traffic.db")),
      name,
    );
    return kept.value.leftOut.filter(({ reason }) => reason === "own").map(({ path }) => path);
  };
  const own = ["alert.key", "gate.key", "hash.key", "journal.key", "keys", "vault"];
  const paths = own.map((file) => join(realpathSync(guardFolder), file));
  for (const [name, named] of [
    ["itself", guardFolder],
    ["above", join(folder, "shop")],
    ["link", join(folder, "link")],
  ] as const)
    assert.deepEqual((await asked(name, [named], guardFolder)).toSorted(), paths, name);
  assert.deepEqual((await asked("through", [guardFolder], join(folder, "link"))).toSorted(), paths);
  const single = await asked(
    "single",
    [key, join(guardFolder, "vault"), join(guardFolder, "traffic.db")],
    guardFolder,
  );
  assert.deepEqual(single.toSorted(), [realpathSync(key), join(realpathSync(guardFolder), "vault")]);
});

async function* piece(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

test("a run killed at any moment leaves no bag, or a whole one", { timeout: 60_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-killed-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "big.log"), Buffer.alloc(40_000_000, "GET / 200\n"));
  const acts = createEvidenceActs();
  const main = join(import.meta.dirname, "..", "..", "main.ts");
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
