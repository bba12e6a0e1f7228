// Facts about what people may write into an incident: who may read what, what is refused, and that nothing is written twice.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { canonicalSha256 } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import type { IncidentId } from "./contract.ts";
import type { Answer } from "./record.ts";
import {
  NO_WORDS,
  openStage,
  OTHER,
  OWNER,
  START_MS,
  vaultInMemory,
  wishOf,
  type Stage,
} from "./stage.fixture.ts";

const WORDS = {
  caller: "山田太郎",
  contact: "03-1234-5678",
  words: "流出しています。カードは 4111 1111 1111 1111 です",
};

function faultOf(answer: Answer<unknown>): string | null {
  return answer.ok ? null : answer.fault;
}

async function opened(stage: Stage, more: Parameters<typeof wishOf>[0] = {}): Promise<IncidentId> {
  const answer = await stage.desk.open(OWNER, wishOf(more));
  assert.ok(answer.ok);
  return answer.value.id;
}

describe("opening", () => {
  test("by the same click or from the same alert opens one incident, whoever clicks", async () => {
    const stage = openStage();
    const byClick = await Promise.all([opened(stage, { key: "click-1" }), opened(stage, { key: "click-1" })]);
    assert.equal(byClick[0], byClick[1]);
    const first = await opened(stage, { alert: "alert_1", key: "a" });
    const second = await stage.desk.open(OTHER, wishOf({ alert: "alert_1", key: "b", title: "別の人" }));
    assert.ok(second.ok);
    assert.deepEqual([second.value.id, second.value.openedBy], [first, OWNER]);
    assert.notEqual(await opened(stage), await opened(stage));
    assert.equal((await stage.desk.list()).length, 4);
  });

  test("of an incident that is not there, or no incident at all, is refused by every command", async () => {
    const { desk, acts } = openStage();
    const id = "incident_none";
    const answers = await Promise.all([
      desk.note(id, OWNER, { words: "x" }),
      desk.close(id, OWNER, { keepDays: 1, why: "x" }),
      desk.reopen(id, OWNER, { why: "x" }),
      desk.words(id, OWNER, 1),
      acts.undo(id, OWNER, { key: "k", why: "x" }),
    ]);
    assert.deepEqual(new Set(answers.map(faultOf)), new Set(["incident.unknown"]));
    assert.equal(await desk.get(id), null);
  });
});

describe("a caller's words", () => {
  test("stand nowhere in clear, without a card number even when opened, and open only for those named", async () => {
    const records = openMemoryStore().incidents;
    const stage = openStage({ records });
    const id = await opened(stage, { words: WORDS });
    await stage.desk.hint(id, OTHER, {
      source: "customer",
      channel: "telephone",
      hintAtMs: START_MS,
      words: WORDS,
    });
    const kept = JSON.stringify([await records.read(id), stage.lines, await stage.desk.get(id)]);
    for (const part of ["山田", "03-1234", "流出しています", "4111"]) assert.ok(!kept.includes(part), part);

    assert.equal(faultOf(await stage.desk.words(id, OTHER, 2)), "incident.not-named");
    const read = await stage.desk.words(id, OWNER, 2);
    assert.ok(read.ok);
    assert.deepEqual([read.value.caller, read.value.contact], ["山田太郎", "03-1234-5678"]);
    assert.doesNotMatch(read.value.words, /4111 ?1111/);
    assert.deepEqual(stage.lines.at(-1), {
      kind: "incident.words-read",
      by: OWNER,
      facts: { incident: id, seq: 2 },
    });
  });

  test("are opened for who is named by somebody named, until he is taken off; the last one stays", async () => {
    const { desk, ...stage } = openStage();
    const id = await opened({ desk, ...stage }, { words: WORDS });
    assert.equal(faultOf(await desk.name(id, OTHER, { person: OTHER })), "incident.not-named");
    assert.ok((await desk.name(id, OWNER, { person: OTHER })).ok);
    assert.ok((await desk.words(id, OTHER, 1)).ok);
    assert.ok((await desk.unname(id, OTHER, { person: OWNER })).ok);
    assert.equal(faultOf(await desk.words(id, OWNER, 1)), "incident.not-named");
    assert.equal(faultOf(await desk.unname(id, OTHER, { person: OTHER })), "incident.last-named");
  });

  test("moved to another entry open for nobody", async () => {
    const records = openMemoryStore().incidents;
    const stage = openStage({ records });
    const id = await opened(stage, { words: WORDS });
    const [first] = await records.read(id);
    await records.append({ ...first!, seq: 2, fact: { kind: "note" } });
    await assert.rejects(stage.desk.words(id, OWNER, 2));
    assert.equal(faultOf(await stage.desk.words(id, OWNER, 3)), "incident.entry-unknown");
  });
});

describe("every entry", () => {
  test("is journalled with its hash and facts, and none of what was typed freely", async () => {
    const stage = openStage();
    const id = await opened(stage, { title: "山田様の件", words: WORDS });
    await stage.desk.demand(id, OWNER, {
      id: "demand_1",
      from: "佐藤様のモール",
      what: "回答書",
      receivedAtMs: START_MS,
      dueAtMs: START_MS + 1,
      orElse: "停止",
    });
    await stage.desk.note(id, OWNER, { words: "鈴木様に電話" });
    const entries = await stage.desk.entries(id);
    assert.deepEqual(
      stage.lines.map(({ kind, facts }) => [kind, facts["seq"], facts["sha256"]]),
      entries.map(({ fact, seq, sha256 }) => [`incident.${fact.kind}`, seq, sha256]),
    );
    const { sha256, ...entry } = entries[1]!;
    assert.equal(sha256, canonicalSha256(entry));
    assert.doesNotMatch(JSON.stringify(stage.lines), /山田|佐藤|回答書|鈴木/);
    assert.deepEqual(stage.lines[1]?.facts["demand"], "demand_1");
  });

  test("that a full disk kept out of the journal comes into it with the next look, once", async () => {
    const stage = openStage();
    const id = await opened(stage);
    stage.switchboard.isJournalBroken = true;
    assert.ok((await stage.desk.note(id, OWNER, { words: "" })).ok);
    assert.equal(stage.troubles.length, 1);
    stage.switchboard.isJournalBroken = false;
    for (let i = 0; i < 3; i++) await stage.watch.look();
    assert.deepEqual(
      stage.lines.map(({ facts }) => facts["seq"]),
      [1, 2],
    );
  });

  test("of two people writing at once through two processes gets its own number, and both are told", async () => {
    const records = openMemoryStore().incidents;
    const vault = vaultInMemory();
    const [one, two] = [openStage({ records, vault }), openStage({ records, vault })];
    const id = await opened(one);
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 === 0 ? one : two).desk.note(id, OWNER, { words: `メモ${n}` }),
      ),
    );
    assert.ok(all.every(({ ok }) => ok));
    const entries = await records.read(id);
    assert.equal(entries.length, 21);
    const words = await Promise.all(entries.slice(1).map(({ seq }) => two.desk.words(id, OWNER, seq)));
    const said = words.map((answer) => (answer.ok ? answer.value.words : answer.fault));
    assert.equal(new Set(said).size, 20, "none was lost and none opened another's words");
  });
});

describe("clocks, demands and money", () => {
  test("said twice stand once, and a demand is never changed", async () => {
    const stage = openStage();
    const { desk } = stage;
    const id = await opened(stage);
    const demand = {
      id: "demand_1",
      from: "モール",
      what: "回答",
      receivedAtMs: START_MS,
      dueAtMs: START_MS + 9,
      orElse: "停止",
    } as const;
    const cost = { costId: "c1", what: "forensic", from: "甲社", yen: 5, state: "quote" } as const;
    const mark = { clock: "acquirer", mark: "done", why: "電話" } as const;
    for (let i = 0; i < 2; i++) {
      assert.ok((await desk.demand(id, OWNER, demand)).ok);
      assert.ok((await desk.cost(id, OWNER, cost)).ok);
      assert.ok((await desk.markClock(id, OWNER, { mark })).ok);
      assert.ok((await desk.evidence(id, OWNER, { bag: "b", sha256: "00", bytes: 1 })).ok);
      stage.clock.advance(1_000);
    }
    const view = await desk.get(id);
    assert.equal(view?.timeline.length, 5);
    assert.equal(view?.clocks.find(({ id: clock }) => clock === "acquirer")?.mark?.atMs, START_MS);
    assert.equal(faultOf(await desk.demand(id, OWNER, { ...demand, what: "別" })), "incident.demand-taken");
    const unknown = { clock: "demand_9", mark: "done", why: "x" } as const;
    assert.equal(faultOf(await desk.markClock(id, OWNER, { mark: unknown })), "incident.clock-unknown");
    const backwards = { fromMs: 2, toMs: 1, how: "" };
    assert.equal(faultOf(await desk.window(id, OWNER, backwards)), "incident.window-wrong");
  });
});

describe("closing", () => {
  test("waits for every clock that law, contract or a demand has set, and for no advice", async () => {
    const stage = openStage();
    const { desk } = stage;
    const id = await opened(stage);
    const early = await desk.close(id, OWNER, { keepDays: 30, why: "済み" });
    assert.deepEqual(early, { ok: false, fault: "incident.clocks-open", values: { count: 1 } });
    const mark = { clock: "acquirer", mark: "not-applicable", why: "カードを扱わない" } as const;
    await desk.markClock(id, OWNER, { mark });
    const closed = await desk.close(id, OWNER, { keepDays: 30, why: "済み" });
    assert.ok(closed.ok);
    assert.equal(closed.value.state, "closed");
    assert.equal(closed.value.destroyAtMs, START_MS + 30 * 24 * 3_600_000);
    assert.equal(faultOf(await desk.close(id, OWNER, { keepDays: 1, why: "" })), "incident.closed");
    assert.equal(faultOf(await desk.facts(id, OWNER, { type: "suspected" })), "incident.closed");
    const bill = { costId: null, what: "forensic", from: "甲社", yen: 3, state: "billed" } as const;
    assert.ok((await desk.cost(id, OWNER, bill)).ok, "a bill may come late");
  });

  test("can be taken back until the keeping time is over", async () => {
    const stage = openStage();
    const { desk, clock } = stage;
    const id = await opened(stage, { type: "card-testing" });
    assert.equal(faultOf(await desk.reopen(id, OWNER, { why: "x" })), "incident.not-closed");
    await desk.close(id, OWNER, { keepDays: 1, why: "済み" });
    assert.ok((await desk.reopen(id, OWNER, { why: "続報" })).ok);
    await desk.close(id, OWNER, { keepDays: 1, why: "済み" });
    clock.advance(24 * 3_600_000);
    assert.equal(faultOf(await desk.reopen(id, OWNER, { why: "遅い" })), "incident.destroyed");
  });
});

test("what was handed over is kept once with its hash and receiver; the receiver's own name is sealed and in no journal", async () => {
  const stage = openStage();
  const id = await opened(stage);
  const wish = {
    key: "click-1",
    what: "card.tar 4111 1111 1111 1111",
    sha256: "ab".repeat(32),
    to: "県警",
    through: "in-person",
    why: "捜査",
    handedAtMs: START_MS - 1_000,
    words: { ...NO_WORDS, caller: "山田太郎" },
  } as const;
  await stage.desk.handed(id, OWNER, wish);
  const again = await stage.desk.handed(id, OTHER, wish);
  assert.ok(again.ok);
  const [line, ...more] = again.value.handed;
  assert.deepEqual(more, []);
  assert.deepEqual(
    [line?.to, line?.by, line?.sha256, line?.handedAtMs, line?.hasWords],
    ["県警", OWNER, "ab".repeat(32), START_MS - 1_000, true],
  );
  const journalled = JSON.stringify(stage.lines);
  assert.ok(journalled.includes(`"bagSha256":"${"ab".repeat(32)}"`) && journalled.includes("県警"));
  for (const part of ["山田", "4111 1111"])
    assert.ok(!JSON.stringify([stage.lines, again.value]).includes(part), part);
  const read = await stage.desk.words(id, OWNER, line?.seq ?? 0);
  assert.equal(read.ok && read.value.caller, "山田太郎");
  const lost = { ...wish, key: null, sha256: null, words: NO_WORDS };
  await stage.desk.handed(id, OWNER, lost);
  const twice = await stage.desk.handed(id, OWNER, lost);
  assert.equal(twice.ok && twice.value.handed.length, 3, "without a click's key each is its own line");
});

test("a note of words longer than anybody reads is cut, and an incident that is full says so", async () => {
  const records = openMemoryStore().incidents;
  const stage = openStage({ records });
  const id = await opened(stage);
  await stage.desk.note(id, OWNER, { words: "長".repeat(50_000) });
  const read = await stage.desk.words(id, OWNER, 2);
  assert.ok(read.ok);
  assert.equal(read.value.words.length, 20_000);
  const full = openStage({
    records: {
      ...records,
      read: async (one) => {
        const [first] = await records.read(one);
        return Array.from({ length: 19_500 }, (_, n) =>
          n === 0 ? first! : { ...first!, seq: n + 1, fact: { kind: "note" } },
        );
      },
    },
  });
  assert.equal(
    faultOf(
      await full.desk.hint(id, OWNER, { source: "other", channel: "web", hintAtMs: 1, words: NO_WORDS }),
    ),
    "incident.full",
  );
});
