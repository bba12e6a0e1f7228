// An incident on the real guard, by the command line and the API together: opened, acted on, preserved, scoped, closed; and
// everything stands in a journal that verifies.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { verifyBag, type IncidentView } from "../src/desk/index.ts";
import { openSigningKey, verifyJournal } from "../src/journal/index.ts";
import { canonicalSha256 } from "../src/kernel/index.ts";
import { openSqliteStore } from "../src/store/index.ts";
import { openDemoStage, type DemoStage } from "./demo-stage.ts";
import { configOf, runIn, type Ran } from "./operator.ts";

let stage: DemoStage;
let folder: string;
before(async () => {
  stage = await openDemoStage("/nowhere");
  folder = mkdtempSync(join(tmpdir(), "misemori-incident-"));
  writeFileSync(join(folder, "misemori.yaml"), configOf(stage));
});
after(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${stage.recordsFolder}-evidence`, { recursive: true, force: true });
});

function run(...argv: string[]): Promise<Ran> {
  return runIn(folder, argv);
}

async function view(id: string): Promise<IncidentView> {
  const { out, code, err } = await run("incident", "show", id, "--json");
  assert.equal(code, 0, err);
  return JSON.parse(out) as IncidentView;
}

test("from the first call to closing, all by the command line, with the cards paused and the evidence kept on the way", async () => {
  const opened = await run(
    "incident",
    "open",
    "--title",
    "カード会社からの電話",
    "--type",
    "card-leak",
    "--json",
    "--source",
    "card-company",
    "--channel",
    "telephone",
    "--at",
    "2026-05-01T10:00",
    "--key",
    "call-1",
  );
  assert.equal(opened.code, 0, opened.err);
  const { id } = JSON.parse(opened.out) as { id: string };
  const screen = (await run("incident", "show", id)).out;
  for (const part of [
    "カード会社からの電話",
    "1. [",
    "カード払いを止めてください",
    "電源を切らず",
    "incident act",
  ])
    assert.ok(screen.includes(part), `${part}\n${screen}`);
  assert.match((await run("incident", "list")).out, /incident_[0-9a-z]+ .*対応中/);

  const paused = await run("incident", "act", id, "pause-cards", "--why", "念のため", "--key", "k1");
  assert.match(paused.out, /カード払いを止める：済み カード払いを止めました/);
  assert.match((await run("cards", "state")).out, /止/);
  const kept = await run("incident", "act", id, "preserve-evidence", "--why", "調査のため", "--key", "k2");
  assert.match(kept.out, /済み/, kept.err);
  const [bag = ""] = readdirSync(`${stage.recordsFolder}-evidence`);
  const bagPath = join(`${stage.recordsFolder}-evidence`, bag);
  const verdict = await verifyBag(bagPath, () => undefined);
  assert.ok(verdict.ok);
  assert.equal(statSync(bagPath).mode & 0o077, 0, "for its owner alone");
  const again = await run("incident", "act", id, "preserve-evidence", "--why", "調査のため", "--key", "k2");
  assert.equal(again.code, 0);
  assert.equal(readdirSync(`${stage.recordsFolder}-evidence`).length, 1, "the same click packs once");
  assert.deepEqual(
    (await view(id)).evidence.map(({ sha256 }) => sha256),
    [verdict.sha256],
  );

  const commands: readonly (readonly string[])[] = [
    ["facts", id, "--known", "2026-05-01T10:00", "--people", "491"],
    ["window", id, "--from", "2026-03-01", "--how", "調査会社"],
    [
      "demand",
      id,
      "--from",
      "モール",
      "--what",
      "回答書",
      "--due",
      "2026-05-08T14:00",
      "--or-else",
      "出店停止",
    ],
    ["cost", id, "--what", "forensic", "--from", "甲社", "--yen", "2000000", "--state", "chosen"],
    ["name", id, "太郎"],
    ...["acquirer", "ppc-preliminary", "ppc-final", "persons"].map((clock) => {
      return ["mark", id, clock, "--done", "--why", "済み"];
    }),
  ];
  for (const command of commands) {
    const { code, err } = await run("incident", ...command);
    assert.equal(code, 0, `${command.join(" ")}: ${err}`);
  }
  const early = await run("incident", "close", id, "--why", "済み");
  assert.equal(early.code, 3);
  assert.match(early.err, /期限が1件/);
  const demand = (await view(id)).clocks.find(({ force }) => force === "demand");
  assert.equal((await run("incident", "mark", id, demand?.id ?? "", "--done", "--why", "FAX")).code, 0);
  const undone = await run("incident", "undo", id, "k1", "--why", "安全");
  assert.match(undone.out, /元に戻しました カード払いを再開しました/);
  const closed = await run("incident", "close", id, "--why", "済み", "--keep-days", "30");
  assert.match(closed.out, /30日後に/);

  const file = join(folder, "export.json");
  assert.equal((await run("incident", "export", id, "--out", file)).code, 0);
  assert.equal((await run("incident", "export", id, "--out", file)).code, 3, "never over another file");
  const { entries } = JSON.parse(readFileSync(file, "utf8")) as {
    entries: { sha256: string; seq: number; fact: { kind: string } }[];
  };
  for (const { sha256, ...entry } of entries) assert.equal(canonicalSha256(entry), sha256);

  const store = await openSqliteStore({ folder: stage.recordsFolder, access: "read" });
  const journal = await store.journal.read({ fromSeq: 1, limit: 1_000 });
  const { publicKeyPem } = await openSigningKey(join(stage.recordsFolder, "journal.key"));
  assert.ok((await verifyJournal(store.journal, { publicKeys: [publicKeyPem] })).ok);
  await store.close();
  const written = journal.filter(({ kind }) => kind.startsWith("incident."));
  assert.deepEqual(
    written.map(({ kind, facts }) => [kind, (JSON.parse(facts) as { sha256: string }).sha256]),
    entries.map(({ fact, sha256 }) => [`incident.${fact.kind}`, sha256]),
  );
  assert.equal(journal.filter(({ kind }) => kind === "cards.paused").length, 1);
});

test("a mistake is said with what would be right, and changes nothing", async () => {
  const none = await run("incident", "show", "incident_none");
  assert.equal(none.code, 3);
  assert.match(none.err, /見つかりません/);
  const time = await run("incident", "open", "--title", "x", "--at", "きのう");
  assert.match(time.err, /日時を読めません/);
  const both = await run("incident", "mark", "incident_none", "police", "--why", "x");
  assert.equal(both.code, 2);
  const away = await run("incident", "open", "--title", "迷惑メール", "--type", "email-leak", "--json");
  const { id } = JSON.parse(away.out) as { id: string };
  const act = await run("incident", "act", id, "send-flowers", "--why", "x");
  assert.equal(act.code, 2);
  assert.match(act.err, /pause-cards/, "the acts there are");
  const nothing = await run("incident", "handed", id, "--to", "県警", "--why", "捜査");
  assert.equal(nothing.code, 2);
  assert.match(nothing.err, /何を渡したか/);
  const gone = await run("incident", "handed", id, "--to", "県警", "--why", "捜査", "--file", "none.tar");
  assert.equal(gone.code, 3, gone.err);
  const flown = await run(
    "incident",
    "handed",
    id,
    "--to",
    "県警",
    "--why",
    "x",
    "--what",
    "y",
    "--through",
    "鳩",
  );
  assert.equal(flown.code, 3, flown.err);
  assert.equal((await view(id)).timeline.length, 1);
});

test("what scope and preserve find on this machine is written into the incident that is named", async () => {
  const opened = await run("incident", "open", "--title", "調査", "--type", "card-leak", "--json");
  const { id } = JSON.parse(opened.out) as { id: string };
  const orders = join(folder, "orders.csv");
  writeFileSync(
    orders,
    "注文番号,会員ID,メールアドレス,注文日時,支払い方法,合計\n1,m1,a@example.jp,2026-03-01 10:00:00,クレジットカード,1200\n",
  );
  const scoped = await run(
    "incident",
    "scope",
    "--orders",
    orders,
    "--from",
    "2026-02-01",
    "--to",
    "2026-04-01",
    "--incident",
    id,
  );
  assert.ok(scoped.code <= 1, scoped.err);
  const preserved = await run(
    "incident",
    "preserve",
    orders,
    "--case",
    "調査",
    "--out",
    join(folder, "bag.tar"),
    "--no-records",
    "--incident",
    id,
  );
  assert.equal(preserved.code, 0, preserved.err);
  const seen = await view(id);
  assert.equal(seen.scope?.people, 1);
  assert.equal(seen.scope?.vaultName, `people-${seen.scope?.runId}.csv`);
  assert.deepEqual(
    seen.evidence.map(({ bag }) => bag),
    ["bag.tar"],
  );
  const bag = join(folder, "bag.tar");
  const police = ["--to", "県警", "--why", "捜査", "--person", "鑑識 花岡", "--at", "2026-05-02T09:00"];
  const handed = await run("incident", "handed", id, "--file", bag, ...police, "--key", "h1");
  assert.equal(handed.code, 0, handed.err);
  await run("incident", "handed", id, "--file", bag, ...police, "--key", "h1");
  const firm = ["--handover", bag, "--to", "甲調査", "--why", "調査", "--incident", id];
  assert.equal((await run("incident", "preserve", ...firm)).code, 0);
  const log = (await view(id)).handed;
  assert.deepEqual(
    log.map(({ what, to, sha256, hasWords }) => [what, to, sha256, hasWords]),
    [
      ["bag.tar", "県警", seen.evidence[0]?.sha256, true],
      ["bag.tar", "甲調査", seen.evidence[0]?.sha256, false],
    ],
  );
  assert.equal(log[0]?.handedAtMs, Date.parse("2026-05-02T09:00+09:00"));
  const screen = (await run("incident", "show", id)).out;
  assert.match(screen, /渡したもの：bag\.tar → 県警/);
  assert.ok(!screen.includes("花岡"));
  const lines = join(folder, "export.jsonl");
  assert.equal((await run("incident", "export", id, "--out", lines)).code, 0);
  const written = readFileSync(lines, "utf8").trimEnd().split("\n");
  assert.equal((JSON.parse(written.at(-1) ?? "") as { fact: { to: string } }).fact.to, "甲調査");
  assert.ok(!written.join("").includes("花岡"));
  const lost = await run(
    "incident",
    "preserve",
    orders,
    "--case",
    "調査",
    "--out",
    join(folder, "bag2.tar"),
    "--no-records",
    "--incident",
    "incident_none",
  );
  assert.equal(lost.code, 3);
  assert.match(lost.err, /見つかりません/);
});
