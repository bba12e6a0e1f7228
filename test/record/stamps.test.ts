// Evidence and checkpoints bear an outside authority's time: by our own verbs and by plain openssl, at once or later.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { runCli, systemProbes } from "../../src/cli/index.ts";
import { serveStamps, testAuthority, type TestAuthority } from "../../src/journal/stamp/authority.fixture.ts";
import { freshSigningKey, openJournal, openSigningKey } from "../../src/journal/index.ts";
import { systemClock } from "../../src/kernel/index.ts";
import { createEvidenceActs } from "../../src/main/desk/evidence.ts";
import { createJournalActs } from "../../src/main/journal/acts.ts";
import { openSqliteStore } from "../../src/store/index.ts";

interface Desk {
  readonly folder: string;
  readonly authority: TestAuthority;
  readonly run: (...argv: string[]) => Promise<{ code: number; out: string; err: string }>;
  /** Whether the authority answers. */
  readonly up: (is: boolean) => void;
}

async function desk(t: TestContext): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), "misemori-stamps-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const authority = testAuthority(t);
  let isUp = true;
  const url = await serveStamps(t, (query) => (isUp ? authority.answer(query) : Buffer.from("out of order")));
  copyFileSync(authority.caFile, join(folder, "ca.pem"));
  writeFileSync(
    join(folder, "misemori.yaml"),
    `
shop: { name: 店, url: "https://shop.example", upstream: "http://127.0.0.1:1" }
platform: { preset: woocommerce }
costs: { feeYen: 10 }
budget: { perHourYen: 100, perDayYen: 1000 }
evidence: { timestamp: { url: "${url}", caFile: ca.pem } }
`,
  );
  const store = await openSqliteStore({ folder: join(folder, "misemori-data") });
  const signingKey = await openSigningKey(join(folder, "misemori-data", "journal.key"));
  const tools = { clock: systemClock(), mask: (text: string) => text, signingKey, checkpointEntries: 5 };
  const journal = await openJournal({ ...tools, entries: store.journal });
  for (let n = 0; n < 20; n++) await journal.write("hold.released", "owner:花子", { n });
  await journal.close();
  await store.close();
  writeFileSync(join(folder, "access.log"), "GET / 200\n".repeat(100));
  const acts = { ...createEvidenceActs(), ...createJournalActs() };
  return {
    folder,
    authority,
    up: (is) => {
      isUp = is;
    },
    run: async (...argv) => {
      const said = { out: "", err: "" };
      const code = await runCli([...argv, "--lang", "en"], {
        out: (text) => void (said.out += text),
        err: (text) => void (said.err += text),
        terminalColumns: undefined,
        env: {},
        folder,
        clock: systemClock(),
        gone: new AbortController().signal,
        version: "0.0.0",
        ask: undefined,
        // Only these verbs are run here.
        acts: acts as unknown as Parameters<typeof runCli>[1]["acts"],
        probes: systemProbes(),
      });
      return { code, ...said };
    },
  };
}

function openssl(dataFile: string, stampFile: string, caFile: string): string {
  const words = ["ts", "-verify", "-data", dataFile, "-in", stampFile, "-CAfile", caFile];
  return execFileSync("openssl", words, { encoding: "utf8", stdio: "pipe" });
}

test("a bag bears the authority's time, inside a folder and an archive, and openssl agrees", async (t) => {
  const { folder, authority, run } = await desk(t);
  const kept = await run("incident", "preserve", "--case", "c", "--out", "bag", "access.log");
  assert.equal(kept.code, 0, kept.err);
  assert.match(kept.out, /bears a time stamp/);
  const bag = join(folder, "bag");
  const name = join(bag, "tagmanifest-sha256.txt");
  assert.match(openssl(name, `${name}.tsr`, authority.caFile), /Verification: OK/);
  const good = await run("incident", "preserve", "--verify", "bag");
  assert.equal(good.code, 0, good.out);
  assert.match(good.out, /Time stamp: it was so at .*Stamps of the test/);
  // Whoever was given the bag has no configuration of ours; without the root nobody is believed.
  rmSync(join(folder, "misemori.yaml"));
  assert.match((await run("incident", "preserve", "--verify", "bag")).out, /no trusted authority/);
  assert.equal((await run("incident", "preserve", "--verify", "bag", "--ca", "ca.pem")).code, 0);
  // Somebody who changes the bag and all its lists cannot change the stamp.
  appendFileSync(name, `${"0".repeat(64)}  gone.txt\n`);
  const changed = await run("incident", "preserve", "--verify", "bag", "--ca", "ca.pem");
  assert.equal(changed.code, 1);
  assert.match(changed.out, /stamps something else/);
});

test("with the authority out of order the bag is made all the same, and stamped later", async (t) => {
  const { folder, authority, run, up } = await desk(t);
  up(false);
  for (const out of ["bag", "bag.tar.zst"]) {
    up(false);
    const kept = await run("incident", "preserve", "--case", "c", "--out", out, "access.log");
    assert.equal(kept.code, 0, kept.err);
    assert.match(kept.out, /not stamped \(the answer cannot be read\)[^]*--stamp/);
    const bare = await run("incident", "preserve", "--verify", out);
    assert.match(bare.out, /no time stamp/);
    const refused = await run("incident", "preserve", "--stamp", out);
    assert.equal(refused.code, 3);
    up(true);
    const stamped = await run("incident", "preserve", "--stamp", out, "--json");
    assert.equal(stamped.code, 0, stamped.err);
    const { file } = JSON.parse(stamped.out) as { file: string };
    const data = out === "bag" ? join(folder, out, "tagmanifest-sha256.txt") : join(folder, out);
    assert.equal(file, `${data}.tsr`);
    assert.match(openssl(data, file, authority.caFile), /Verification: OK/);
    const verdict = await run("incident", "preserve", "--verify", out, "--json");
    assert.equal(verdict.code, 0, verdict.out);
    assert.equal((JSON.parse(verdict.out) as { stamped: boolean }).stamped, true);
    assert.equal((await run("incident", "preserve", "--stamp", out)).code, 3, "stamped twice");
  }
  assert.match((await run("journal", "export")).out, /evidence\.stamped/);
});

test("a checkpoint is kept with its time, and a journal proves single entries to who holds it", async (t) => {
  const { folder, authority, run } = await desk(t);
  assert.equal((await run("journal", "checkpoint", "--out", "first.json")).code, 0);
  const file = join(folder, "first.json");
  assert.match(openssl(file, `${file}.tsr`, authority.caFile), /Verification: OK/);
  const verdict = await run("journal", "verify", "--checkpoint", "first.json");
  assert.equal(verdict.code, 0, verdict.out);
  assert.match(verdict.out, /The checkpoint's time stamp/);
  assert.equal((await run("journal", "prove", "3", "--checkpoint", "first.json", "--out", "p.json")).code, 0);
  // Bags write to the journal: it goes on.
  await run("incident", "preserve", "--case", "c", "--out", "bag", "access.log");
  await run("journal", "checkpoint", "--out", "second.json");
  const growth = await run("journal", "prove", "--since", "first.json", "--out", "g.json");
  assert.equal(growth.code, 0, growth.err);
  // From here on neither record nor configuration.
  rmSync(join(folder, "misemori-data"), { recursive: true });
  rmSync(join(folder, "misemori.yaml"));
  const proven = await run("journal", "verify", "--proof", "p.json", "--checkpoint", "first.json");
  assert.equal(proven.code, 0, proven.out + proven.err);
  assert.match(proven.out, /entry 3 of the .*hold\.released owner:花子\n {2}\{"n":1\}/);
  const on = [
    "journal",
    "verify",
    "--proof",
    "g.json",
    "--checkpoint",
    "second.json",
    "--since",
    "first.json",
  ];
  assert.equal((await run(...on)).code, 0);
  const other = await run("journal", "verify", "--proof", "p.json", "--checkpoint", "second.json");
  assert.deepEqual([other.code, /another checkpoint/.test(other.out)], [1, true]);
  writeFileSync(join(folder, "key.pem"), freshSigningKey().publicKeyPem);
  const wrongKey = [
    "journal",
    "verify",
    "--proof",
    "p.json",
    "--checkpoint",
    "first.json",
    "--key",
    "key.pem",
  ];
  assert.match((await run(...wrongKey)).out, /another key/);
  const noKey = [...wrongKey.slice(0, -1), "first.json"];
  assert.equal((await run(...noKey)).code, 2);
  const changed = readFileSync(join(folder, "p.json"), "utf8").replace('\\"n\\":1', '\\"n\\":3');
  writeFileSync(join(folder, "p.json"), changed);
  assert.match(
    (await run("journal", "verify", "--proof", "p.json", "--checkpoint", "first.json")).out,
    /was changed/,
  );
  assert.equal(
    (await run("journal", "verify", "--proof", "none.json", "--checkpoint", "first.json")).code,
    2,
  );
  assert.equal((await run("journal", "verify", "--proof", "p.json")).code, 2);
  assert.equal(existsSync(join(folder, "misemori-data")), false);
});
