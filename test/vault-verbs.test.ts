// `incident spam` and `incident people` at the terminal, on the real vault: what they say, refuse and leave behind; and what the guard
// hears of a likely leak.

import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { createActs } from "../src/main/acts.ts";
import { openLog } from "../src/main/log.ts";
import { openVault } from "../src/main/desk/vault.ts";
import type { IncidentEntry, IncidentId } from "../src/desk/index.ts";
import { openSigningKey } from "../src/journal/index.ts";
import { systemClock } from "../src/kernel/index.ts";
import { attemptOf } from "../src/store/contract/index.ts";
import { openSqliteStore } from "../src/store/index.ts";
import { guardStage, oneObject, type Call } from "../src/cli/stage.ts";

const DAY_MS = 86_400_000;

type Run = (...argv: string[]) => Promise<{ code: number; out: string; err: string }>;

async function records(
  t: TestContext,
  answers: Record<string, [number, unknown]> = {},
): Promise<{
  folder: string;
  run: Run;
  calls: Call[];
  kinds: () => Promise<string[]>;
  /** Opens an incident with its vault; `named` are on it. */
  opened: (id: IncidentId, named: readonly string[]) => Promise<void>;
}> {
  const acts = createActs({ log: openLog(() => undefined), env: {}, language: "ja" });
  const made = await guardStage(t, answers, 0o600, { acts, clock: systemClock() });
  const folder = join(made.folder, "misemori-data");
  const store = await openSqliteStore({ folder });
  await openSigningKey(join(folder, "journal.key"));
  await store.close();
  return {
    ...made,
    opened: async (id, [by = "", ...others]) => {
      const writing = await openSqliteStore({ folder });
      const facts: IncidentEntry["fact"][] = [
        {
          kind: "opened",
          type: "card-leak",
          title: "t",
          hintAtMs: 0,
          source: "other",
          channel: "own",
          alert: null,
        },
        ...others.map((person) => ({ kind: "named" as const, person })),
      ];
      for (const [i, fact] of facts.entries())
        await writing.incidents.append({ incident: id, seq: i + 1, atMs: 0, by, fact, sealed: null });
      await writing.close();
      await openVault(folder, "en").create(id);
    },
    kinds: async () => {
      const reading = await openSqliteStore({ folder, access: "read" });
      const entries = await reading.journal.read({ fromSeq: 1, limit: 100 });
      await reading.close();
      return entries.map(({ kind }) => kind).filter((kind) => kind !== "journal.checkpoint");
    },
  };
}

function dayOf(daysAgo: number): string {
  return new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
}

test("a report is written down once, shown again, and stands in the journal as a count only", async (t) => {
  const { run, kinds, folder } = await records(t);
  const add = [
    "incident",
    "spam",
    "add",
    "--address",
    "Hanako@example.jp",
    "--at",
    dayOf(3),
    "--kind",
    "phishing",
  ];
  assert.deepEqual(oneObject((await run(...add, "--json")).out), { added: 1 });
  assert.match((await run(...add)).out, /新しい報告 0 件/);
  const listed = await run("incident", "spam", "list");
  assert.match(listed.out, /hanako@example\.jp +お店をかたる詐欺 +手入力/);
  assert.deepEqual(await kinds(), ["spam.reported", "spam.reported", "spam.reports-read"]);
  const journal = await run("journal", "export");
  assert.ok(!journal.out.includes("hanako"));
  assert.ok(!readFileSync(join(folder, "misemori-data", "record.db")).includes("hanako"));
  const gone = await run("incident", "spam", "forget", "--year", dayOf(3).slice(0, 4), "--json");
  assert.equal(oneObject(gone.out)["forgotten"], true);
  assert.equal(oneObject((await run(...add, "--json")).out)["error"] !== undefined, true);
  assert.match((await run("incident", "spam", "list")).out, /まだありません/);
});

test("what does not fit is refused with what would", async (t) => {
  const { run } = await records(t);
  for (const wrong of [
    ["add", "--address", "nobody"],
    ["add", "--address", "a@example.jp", "--at", "2999-01-01"],
    ["add", "--address", "a@example.jp", "--kind", "fax"],
    ["import"],
    ["import", "none.csv"],
    ["import", "--mailbox", "none"],
    ["judge"],
    ["judge", "--orders", "none.csv"],
    ["judge", "--orders", "none.csv", "--usual", "-1"],
    ["judge", "--orders", "none.csv", "--map", "x=y"],
    ["forget", "--year", "99"],
  ]) {
    const { code, out } = await run("incident", "spam", ...wrong, "--json");
    assert.equal(code, 2, wrong.join(" "));
    assert.notEqual((oneObject(out)["error"] as { hint: string }).hint, "", wrong.join(" "));
  }
});

test("a likely leak is said with its strength and time, and told to the guard without a person in it", async (t) => {
  const { run, folder, calls } = await records(t, { "POST /v1/spam/judgements": [200, { alerted: true }] });
  const orders = ["id,date,email"];
  for (let i = 0; i < 1_200; i++) orders.push(`${i},${dayOf(1_300 - i)},buyer${i}@example.jp`);
  writeFileSync(join(folder, "o.csv"), orders.join("\n"));
  const victims = Array.from({ length: 12 }, (_, i) => `${dayOf(20 - i)},buyer${i * 30}@example.jp,spam`);
  writeFileSync(join(folder, "r.csv"), ["date,address,kind", ...victims, "?,?,?"].join("\n"));
  const read = await run("incident", "spam", "import", "r.csv", "--json");
  assert.deepEqual(oneObject(read.out), {
    read: 12,
    added: 12,
    refused: 0,
    unreadable: [{ path: "r.csv", count: 1, first: 14 }],
  });
  const json = await run("incident", "spam", "judge", "--orders", "o.csv", "--json");
  const judged = oneObject(json.out);
  assert.deepEqual(
    [json.code, judged["verdict"], judged["alerted"], judged["reporters"]],
    [1, "leak", true, 12],
  );
  const told = calls.at(-1);
  assert.equal(told?.url, "/v1/spam/judgements");
  assert.ok(!JSON.stringify(told?.body).includes("@"));
  const text = await run("incident", "spam", "judge", "--orders", "o.csv");
  assert.match(
    text.out,
    /持ち出された可能性が高い[\s\S]*倍(?:以上)?よく合います[\s\S]*の間[\s\S]*この 90 日に報告した人：12 人/,
  );
  assert.match(text.err, /お知らせが出ます/);
});

const WHY = ["--why", "お客さまへの連絡"];

test("people are read back only by those named, with a journal entry, into a private file or to the terminal", async (t) => {
  const id = "incident_0test";
  const told = { [`POST /v1/incidents/${id}/scope`]: [200, {}] as [number, unknown] };
  const { run, folder, kinds, calls, opened } = await records(t, told);
  writeFileSync(
    join(folder, "o.csv"),
    "order_id,order_date,payment,status,email\n1,2019-03-01,credit card,done,hanako@example.jp\n",
  );
  const scope = ["incident", "scope", "--orders", "o.csv", "--incident", id];
  assert.equal(oneObject((await run(...scope, "--json")).out)["error"] !== undefined, true);
  await opened(id, ["owner:花子", "owner:太郎"]);
  const people = ["incident", "people", "--incident", id, ...WHY];
  const empty = await run(...people, "--as", "花子", "--out", "p.csv");
  assert.deepEqual([empty.code, existsSync(join(folder, "p.csv"))], [3, false]);
  const kept = await run(...scope);
  assert.equal(kept.code, 1);
  assert.match(kept.err, /金庫に入れました/);
  assert.deepEqual(
    calls.map(({ body }) => (body as { people: number }).people),
    [1],
    "the incident is told the numbers, and no person",
  );
  assert.ok(!`${kept.out}${kept.err}`.includes("hanako"));
  for (const nobody of [[], ["--as", "次郎"], ["--as", "owner:次郎"], ["--as", ""]]) {
    const refused = await run(...people, ...nobody, "--out", "p.csv", "--json");
    const { code, hint } = oneObject(refused.out)["error"] as { code: string; hint: string };
    assert.deepEqual(
      [refused.code, code, existsSync(join(folder, "p.csv"))],
      [2, "incident.not-named", false],
    );
    assert.match(hint, /--as .*incident name/);
  }
  const unread = await run(...scope, "--from-vault");
  assert.deepEqual([unread.code, /名前が挙がっていません/.test(unread.err)], [2, true]);
  assert.deepEqual(await kinds(), ["incident.scope-kept"], "who was refused has read nothing");
  const shown = await run(...people, "--as", "花子");
  assert.match(shown.out, /hanako@example\.jp,confirmed/);
  assert.match(shown.err, /cli:.* が読みます/);
  const written = await run(...people, "--as", "owner:太郎", "--out", "p.csv", "--json");
  assert.equal(oneObject(written.out)["incident"], id);
  assert.equal(statSync(join(folder, "p.csv")).mode & 0o777, 0o600);
  const kindsNow = await kinds();
  assert.deepEqual(kindsNow, ["incident.scope-kept", "incident.people-read", "incident.people-read"]);
  const journal = (await run("journal", "export")).out.replaceAll('\\"', '"');
  assert.match(journal, /"as":"owner:花子"[^\n]*"why":"お客さまへの連絡"/);
  assert.match(journal, /"as":"owner:太郎"/);
  for (const wrong of [
    ["people"],
    ["people", "--incident", "../x"],
    ["people", "--incident", id, "--json"],
    ["people", "--incident", id, "--as", "花子"],
    ["people", "--incident", id, "--as", "花子", "--why", " "],
    ["people", "--incident", id, "--as", "花子", "--out", "p.csv", ...WHY],
    ["scope", "--from-vault", "--orders", "o.csv"],
    ["scope", "--incident", id, "--people", "x.csv", "--orders", "o.csv"],
  ])
    assert.equal((await run("incident", ...wrong)).code, 2, wrong.join(" "));
});

test("this guard's own records are read beside it, sealed as read, and make the same run again after it wrote on", async (t) => {
  const id = "incident_0own";
  const told = { [`POST /v1/incidents/${id}/scope`]: [200, {}] as [number, unknown] };
  const { run, folder, opened } = await records(t, told);
  const place = join(folder, "misemori-data");
  const write = async (...tries: Parameters<typeof attemptOf>[0][]): Promise<void> => {
    const store = await openSqliteStore({ folder: place });
    await store.attempts.append(tries.map(attemptOf));
    await store.close();
  };
  await write({ n: 1, outcome: "declined", orderRef: "A-1" });
  // Opened at this command line: then it is this machine that is named.
  await opened(id, ["api:this machine"]);
  writeFileSync(
    join(folder, "o.csv"),
    "order_id,order_date,payment,status,email\nA-1,2026-10-01,cash,done,a@example.jp\nA-2,2026-10-01,cash,done,b@example.jp\n",
  );
  const base = ["incident", "scope", "--json"];
  const first = await run(...base, "--records", "--orders", "o.csv", "--incident", id);
  const made = oneObject(first.out);
  assert.deepEqual(made["classes"], { confirmed: 1, possible: 0, notAffected: 1, cannotTell: 0 });
  const rows = (made["inputs"] as { kind: string; rows: number; sha256: string }[]).find(
    ({ kind }) => kind === "records",
  );
  assert.equal(rows?.rows, 1);
  assert.match(rows?.sha256 ?? "", /^[0-9a-f]{64}$/);
  writeFileSync(join(folder, "run.json"), first.out);
  await write({ n: 2, outcome: "approved", orderRef: "A-2" });
  const again = await run(...base, "--from-vault", "--incident", id, "--compare", "run.json");
  assert.equal(oneObject(again.out)["runId"], made["runId"]);
  const fresh = await run(...base, "--records", "--orders", "o.csv");
  assert.deepEqual((oneObject(fresh.out)["classes"] as { confirmed: number }).confirmed, 2);
  const gone = await run(...base, "--records", "--orders", "o.csv", "--compare", "run.json");
  assert.equal((oneObject(gone.out)["error"] as { code: string }).code, "scope.compare");
});
