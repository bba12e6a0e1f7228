// Invariant 7: a whole scope, killed in the middle twice, leaves of a planted person nothing readable in records, vault, journal,
// temporary files or an evidence bag; and once the key is destroyed, backups made before open nothing.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Vault } from "../../src/desk/index.ts";
import { openSigningKey } from "../../src/journal/index.ts";
import { openVault } from "../../src/main/desk/vault.ts";
import { openSqliteStore } from "../../src/store/index.ts";
import { personalTraces } from "./personal-traces.ts";

const LAUNCHER = fileURLToPath(new URL("../../bin/misemori.js", import.meta.url));
const INCIDENT = "incident_planted";
const PLANTED = ["山田花子植木", "東京都千代田区丸の内一丁目", "hanako.planted@example.jp"];
const [NAME = "", ADDRESS = "", EMAIL = ""] = PLANTED;
/** Enough that sealing the list takes long enough to be killed in. */
const ORDERS = 20_000;

interface Told {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `until` true: killed at that moment. */
async function misemori(
  folder: string,
  words: readonly string[],
  until = (): boolean => false,
): Promise<Told> {
  const env = {
    ...process.env,
    TMPDIR: join(folder, "tmp"),
    XDG_STATE_HOME: join(folder, "state"),
    LANG: "ja_JP.UTF-8",
  };
  const child = spawn(process.execPath, [LAUNCHER, ...words], { cwd: folder, env, detached: true });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (part: string) => (out += part));
  child.stderr.setEncoding("utf8").on("data", (part: string) => (err += part));
  const state: { code: number | null; ended: boolean } = { code: null, ended: false };
  const closed = new Promise<void>((resolve) => {
    child.once("close", (code) => {
      Object.assign(state, { code, ended: true });
      resolve();
    });
  });
  while (!state.ended) {
    if (until()) killGroup(child.pid);
    await Promise.race([closed, wait(3)]);
  }
  return { code: state.code, out, err };
}

/** The launcher and what it started; they may just have ended by themselves. */
function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function shopIn(folder: string): void {
  for (const name of ["tmp", "state", "exports", "bags"]) mkdirSync(join(folder, name));
  writeFileSync(
    join(folder, "misemori.yaml"),
    `shop: { name: 丸井, url: https://shop.example.jp, upstream: "http://127.0.0.1:3000" }\nplatform: { preset: eccube4 }\n`,
  );
  const rows = ["注文番号,注文日時,支払方法,対応状況,メールアドレス,お名前,住所"];
  rows.push(`0,2019-03-01,クレジットカード,発送済み,${EMAIL},${NAME},${ADDRESS}`);
  for (let i = 1; i < ORDERS; i++) rows.push(rowOf(i).trimStart());
  writeFileSync(join(folder, "exports", "orders.csv"), rows.join("\r\n"));
}

function rowOf(i: number): string {
  return `\r\n${i},2019-03-01,クレジットカード,発送済み,buyer${i}@example.com,客${i},東京都${i}番地`;
}

async function lengthOf(vault: Vault, name: string): Promise<number> {
  let bytes = 0;
  for await (const chunk of vault.get(INCIDENT, name)) bytes += chunk.length;
  return bytes;
}

function partsIn(folder: string, start: string): () => boolean {
  const box = join(folder, "misemori-data", "vault", INCIDENT);
  return () =>
    readdirSync(box).some(
      (name) => name.startsWith(start) && statSync(join(box, name), { throwIfNoEntry: false })?.size !== 0,
    );
}

test("of a person in a scope that was killed twice nothing readable is left anywhere, and after destruction nothing at all", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-traces-"));
  t.after(() => rmSync(folder, { recursive: true }));
  shopIn(folder);
  const records = join(folder, "misemori-data");
  const store = await openSqliteStore({ folder: records });
  await openSigningKey(join(records, "journal.key"));
  const fact = {
    kind: "opened",
    type: "card-leak",
    title: "t",
    hintAtMs: 0,
    source: "other",
    channel: "own",
    alert: null,
  } as const;
  // Who opens an incident is named on it.
  const by = `owner:${userInfo().username}`;
  await store.incidents.append({ incident: INCIDENT, seq: 1, atMs: 0, by, fact, sealed: null });
  await store.close();
  const vault = openVault(records, "en");
  await vault.create(INCIDENT);
  const scope = [
    "incident",
    "scope",
    "--incident",
    INCIDENT,
    "--orders",
    "exports/orders.csv",
    "--preset",
    "eccube4",
    "--yes",
  ];
  const said: string[] = [];

  let orders = ORDERS;
  for (const part of [".orders-", ".people-"]) {
    const wasKilled = async (): Promise<boolean> => {
      // Another row makes it another file, to be sealed anew.
      appendFileSync(join(folder, "exports", "orders.csv"), rowOf(orders++));
      const { code, out, err } = await misemori(folder, scope, partsIn(folder, part));
      said.push(out, err);
      // Whatever has a name is whole.
      for (const { name, bytes } of await vault.list(INCIDENT))
        assert.equal(await lengthOf(vault, name), bytes);
      return code === null;
    };
    let tries = 0;
    // On a busy machine the command may be through before it is hit.
    while (!(await wasKilled())) assert.ok(++tries < 8, `never killed at ${part}`);
  }
  const done = await misemori(folder, [...scope, "--json"]);
  // No guard runs here: what was found is kept, that the incident's page does not know of it is said.
  assert.equal(done.code, 3, done.err);
  const run = JSON.parse(done.out) as { people: number; runId: string; vaultName: string };
  assert.deepEqual([run.people, run.vaultName], [orders, `people-${run.runId}.csv`]);
  const wrong = await misemori(folder, [...scope, "--map", "email=お名前"]);
  const again = await misemori(folder, [
    "incident",
    "scope",
    "--incident",
    INCIDENT,
    "--from-vault",
    "--preset",
    "eccube4",
    "--json",
  ]);
  assert.equal((JSON.parse(again.out) as { runId: string }).runId, run.runId, again.err);
  const compared = await misemori(folder, [
    "incident",
    "scope",
    "--orders",
    "exports/orders.csv",
    "--people",
    "misemori-data/no",
    "--incident",
    INCIDENT,
  ]);
  assert.equal(compared.code, 2);
  said.push(done.out, done.err, wrong.out, wrong.err, again.out, again.err, compared.out, compared.err);
  const bag = await misemori(folder, [
    "incident",
    "preserve",
    "--case",
    "x",
    "--out",
    "bags/bag",
    "misemori.yaml",
  ]);
  assert.equal(bag.code, 0, bag.err);
  const bagFiles = readdirSync(join(folder, "bags"), { recursive: true, encoding: "utf8" });
  assert.ok(bagFiles.some((name) => name.endsWith("record.db")));
  assert.deepEqual(
    bagFiles.filter((name) => /vault|\.key|sealed|incidents/.test(name)),
    [],
  );
  const secret = readFileSync(join(records, "keys", "vault-master.key"), "utf8").trim();
  assert.deepEqual(personalTraces([secret], [join(folder, "bags")]), []);

  // Read back by the operator: it comes whole, and that it was read stands in the journal.
  const read = await misemori(folder, ["incident", "people", "--incident", INCIDENT, "--why", "test"]);
  assert.equal(read.code, 0, read.err);
  assert.ok(read.out.includes(EMAIL) && read.out.split("\r\n").length === orders + 2);
  const journal = await misemori(folder, ["journal", "export"]);
  assert.match(journal.out, /incident\.scope-kept/);
  assert.match(journal.out, /incident\.people-read/);
  said.push(read.err, journal.out);

  writeFileSync(join(folder, "state", "said"), said.join("\n"));
  const searched = [records, join(folder, "tmp"), join(folder, "state"), join(folder, "bags")];
  assert.deepEqual(personalTraces(PLANTED, searched), []);
  // The search itself finds what is there.
  for (const word of PLANTED) assert.notDeepEqual(personalTraces([word], [join(folder, "exports")]), []);

  const [bare, wrapped] = [join(folder, "backup-bare"), join(folder, "backup-wrapped")];
  for (const backup of [bare, wrapped])
    cpSync(join(records, "vault"), join(backup, "vault"), { recursive: true });
  cpSync(join(records, "keys", "incidents"), join(wrapped, "keys", "incidents"), { recursive: true });
  assert.equal(await vault.destroy(INCIDENT), true);
  assert.equal(existsSync(join(records, "vault", INCIDENT)), false);
  cpSync(join(records, "keys", "vault-master.key"), join(wrapped, "keys", "vault-master.key"));
  const gone = await misemori(folder, [
    "incident",
    "people",
    "--incident",
    INCIDENT,
    "--why",
    "test",
    "--out",
    "people.csv",
    "--json",
  ]);
  assert.deepEqual([gone.code, JSON.parse(gone.out).error.code], [3, "vault.destroyed"]);
  assert.equal(existsSync(join(folder, "people.csv")), false);
  for (const backup of [bare, wrapped]) {
    const reading = openVault(backup, "en").get(INCIDENT, run.vaultName)[Symbol.asyncIterator]().next();
    await assert.rejects(reading, { code: backup === bare ? "vault.missing" : "vault.damaged" });
  }
  assert.deepEqual(personalTraces(PLANTED, [bare, wrapped]), []);
});
