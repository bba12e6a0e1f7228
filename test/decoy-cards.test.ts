// `misemori canary card` at the terminal, and what `scrub scan`, `db` and `follow` say of a decoy that turns up: told as copied from where
// it was put, never counted as a customer's card, its number nowhere in the records.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { test, type TestContext } from "node:test";
import { followDecoys } from "../src/cli/decoys.ts";
import type { CliDeps } from "../src/cli/index.ts";
import type { Verb } from "../src/cli/verb.ts";
import { guardStage, oneObject } from "../src/cli/stage.ts";
import { openSigningKey } from "../src/journal/index.ts";
import { pan, systemClock } from "../src/kernel/index.ts";
import { createActs } from "../src/main/acts.ts";
import { openLog } from "../src/main/log.ts";
import { openSqliteStore } from "../src/store/index.ts";
import { eventually } from "./gate-stage.ts";
import { REAL_DATABASES } from "./real-databases.ts";

/** JCB's published test number stands for the owner's cancelled card. */
const OWN = "3530111333300000";

async function opened(t: TestContext, stdin?: string, more: Partial<CliDeps> = {}) {
  const acts = createActs({ log: openLog(() => undefined), env: {}, language: "ja" });
  const set = await guardStage(t, {}, 0o600, {
    acts,
    clock: systemClock(),
    ...(stdin === undefined ? {} : { stdin: Readable.from([Buffer.from(stdin)]) }),
    ...more,
  });
  const folder = join(set.folder, "misemori-data");
  await (await openSqliteStore({ folder })).close();
  await openSigningKey(join(folder, "journal.key"));
  return { ...set, records: folder, acts };
}

function holdingFiles(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && readFileSync(path).includes(text));
}

test("a made number is shown once, found in a file as a decoy with its place, and kept nowhere", async (t) => {
  const { run, folder, records } = await opened(t);
  const made = oneObject((await run("canary", "card", "make", "--at", "注文の備考", "--json")).out) as {
    id: string;
    number: string;
  };
  assert.match(made.number, /^359\d{13}$/);
  const listed = await run("canary", "card", "list");
  assert.match(listed.out, /注文の備考/);
  assert.ok(!listed.out.includes(made.number));
  writeFileSync(join(folder, "leak.sql"), `INSERT INTO notes VALUES (1,'${made.number}');\n`);
  const scan = await run("scrub", "scan", "leak.sql");
  assert.equal(scan.code, 1, scan.err);
  assert.match(
    scan.out,
    /おとりのカード番号：1 か所。「注文の備考」に置いたものです。そこから持ち出されています/,
  );
  const json = oneObject((await run("scrub", "scan", "leak.sql", "--json")).out) as {
    distinctCards: number;
    counts: { findings: number; decoyFindings: number };
    files: { findings: { certainty: string; decoy: string }[] }[];
  };
  assert.deepEqual([json.distinctCards, json.counts.findings, json.counts.decoyFindings], [0, 0, 1]);
  assert.deepEqual(
    json.files[0]?.findings.map(({ certainty, decoy }) => [certainty, decoy]),
    [["decoy", made.id]],
  );
  const follow = await run("scrub", "follow", "--once", "--from-start", "leak.sql");
  assert.match(follow.out, /おとりのカード番号（「注文の備考」に置いたもの）/);
  assert.deepEqual(holdingFiles(records, made.number), []);
  assert.equal((await run("canary", "card", "remove", made.id)).code, 0);
  assert.equal((await run("canary", "card", "remove", made.id)).code, 2);
  assert.equal((await run("scrub", "scan", "leak.sql")).code, 0, "nobody's number means nothing any more");
});

test("fix and pipe hide a decoy as any card, and say where it had been put", async (t) => {
  const state = mkdtempSync(join(tmpdir(), "misemori-decoys-state-"));
  t.after(() => rmSync(state, { recursive: true }));
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const env = { LANG: "ja_JP.UTF-8", XDG_STATE_HOME: state };
  const { run, folder } = await opened(t, undefined, { env, stdin, stdout });
  const made = oneObject((await run("canary", "card", "make", "--at", "注文の備考", "--json")).out) as {
    id: string;
    number: string;
  };
  const line = `paid with ${made.number}\n`;
  writeFileSync(join(folder, "x.log"), line);
  const dry = await run("scrub", "fix", "x.log");
  assert.match(dry.out, /「注文の備考」に置いたおとりのカード番号がありました/);
  const fixed = await run("scrub", "fix", "--write", "x.log");
  assert.equal(fixed.code, 0, fixed.err);
  assert.match(fixed.out, /「注文の備考」に置いたおとりのカード番号がありました/);
  const hidden = `paid with ${made.number.slice(0, 6)}******${made.number.slice(-4)}\n`;
  assert.equal(readFileSync(join(folder, "x.log"), "utf8"), hidden);

  stdin.end(line);
  const piped = await run("scrub", "pipe");
  assert.equal(String(stdout.read()), hidden);
  assert.match(piped.err, /「注文の備考」に置いたおとりのカード番号がありました/);
});

test("a verb that runs for long takes up what is made and removed beside it", async (t) => {
  const { run, folder, acts } = await opened(t);
  const verb = {
    deps: { acts, env: {} },
    voice: { language: "ja" },
    configFile: join(folder, "misemori.yaml"),
  };
  const live = await followDecoys(verb as unknown as Verb, 20);
  t.after(live.close);
  const made = oneObject((await run("canary", "card", "make", "--at", "x", "--json")).out) as {
    id: string;
    number: string;
  };
  const known = (): string | undefined => live.lookUp?.idOf(pan(made.number));
  assert.ok(await eventually(() => known() === made.id));
  await run("canary", "card", "remove", made.id);
  assert.ok(await eventually(() => known() === undefined));
});

test("the owner's own card comes by standard input, is kept as a hash, and what is no card is refused", async (t) => {
  const { run, folder, records } = await opened(t, "3530 1113 3330 0000\n");
  const added = await run("canary", "card", "add", "--at", "古い会員表");
  assert.equal(added.code, 0, added.err);
  assert.match(added.out, /353011\*{6}0000 をおとりにしました/);
  assert.deepEqual(holdingFiles(records, OWN), []);
  writeFileSync(join(folder, "x.log"), `card_number=${OWN}\n`);
  assert.match((await run("scrub", "scan", "x.log")).out, /おとりのカード番号：1 か所。「古い会員表」/);
  for (const typed of ["hello\n", "", "9".repeat(10_000)]) {
    const wrong = await opened(t, typed);
    assert.equal((await wrong.run("canary", "card", "add", "--at", "x")).code, 2);
    assert.equal((await wrong.run("canary", "card", "list", "--json")).out.trim(), '{"cards":[]}');
  }
});

const [mariadb] = REAL_DATABASES;

test("scrub db tells decoys among a table's cards", { skip: mariadb?.lacking ?? false }, async (t) => {
  const database = await mariadb?.open();
  assert.ok(database !== undefined);
  t.after(() => database.close());
  const { run } = await opened(t);
  const { number } = oneObject((await run("canary", "card", "make", "--at", "notes", "--json")).out) as {
    number: string;
  };
  database.run(
    `CREATE TABLE orders (id INT PRIMARY KEY, note TEXT); INSERT INTO orders VALUES (1, 'no ${number}'), (2, 'x');`,
  );
  const done = await run("scrub", "db", database.url);
  assert.equal(done.code, 1, done.err);
  assert.match(done.out, /このうち 1 か所は、「notes」に置いたおとりのカード番号です/);
  const { distinctCards } = oneObject((await run("scrub", "db", database.url, "--json")).out) as {
    distinctCards: number;
  };
  assert.equal(distinctCards, 0);
});
