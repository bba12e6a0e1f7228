// Facts about acts: done once whatever the clicks, told to all who clicked, undone where there is a way, and never left half.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fine, MisemoriError, refuse } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import type { ActPerformer, ActWish } from "./acts.ts";
import type { IncidentId } from "./contract.ts";
import { openStage, OTHER, OWNER, switchPerformer, wishOf, type Stage } from "./stage.fixture.ts";

async function opened(stage: Stage): Promise<IncidentId> {
  const answer = await stage.desk.open(OWNER, wishOf());
  assert.ok(answer.ok);
  return answer.value.id;
}

function pause(key: string): ActWish {
  return { act: "pause-cards", key, why: "念のため", target: "" };
}

/** Waits in the middle of the act until it is let go. */
function slowPerformer() {
  const gate = Promise.withResolvers<void>();
  const began = Promise.withResolvers<void>();
  const counts = { begun: 0 };
  const performer: ActPerformer = {
    perform: async () => {
      counts.begun += 1;
      began.resolve();
      await gate.promise;
      return fine({ outcome: "preserved", evidence: { bag: "b.tar.zst", sha256: "ab", bytes: 3 } });
    },
    undo: null,
    holds: null,
  };
  return { performer, counts, began: began.promise, letGo: () => gate.resolve() };
}

describe("one act", () => {
  test("is done once by a double click, and both clicks get what came of it", async () => {
    const cards = switchPerformer();
    const stage = openStage({ performers: { "pause-cards": cards } });
    const id = await opened(stage);
    const both = await Promise.all([1, 2].map(() => stage.acts.act(id, OWNER, pause("k"))));
    assert.deepEqual(
      both.map((answer) => answer.ok && [answer.value.state, answer.value.outcome]),
      [
        ["done", "paused"],
        ["done", "paused"],
      ],
    );
    assert.equal(cards.state.times, 1);
    const kinds = (await stage.record.entries(id)).map(({ fact }) => fact.kind);
    assert.deepEqual(kinds, ["opened", "act", "act-done"]);
  });

  test("of two people at once is the first one's, and both get the one result", async () => {
    const slow = slowPerformer();
    const stage = openStage({ performers: { "preserve-evidence": slow.performer } });
    const id = await opened(stage);
    const wish = { act: "preserve-evidence", why: "", target: "" } as const;
    const first = stage.acts.act(id, OWNER, { ...wish, key: "a" });
    await slow.began;
    const second = stage.acts.act(id, OTHER, { ...wish, key: "b" });
    slow.letGo();
    const [mine, theirs] = await Promise.all([first, second]);
    assert.deepEqual(theirs, mine);
    assert.ok(mine.ok);
    assert.deepEqual([mine.value.key, mine.value.by, slow.counts.begun], ["a", OWNER, 1]);
    assert.deepEqual(
      (await stage.desk.get(id))?.evidence.map(({ bag }) => bag),
      ["b.tar.zst"],
    );
    const later = await stage.acts.act(id, OTHER, { ...wish, key: "c" });
    assert.ok(later.ok && later.value.key === "c", "evidence can be packed again later");
  });

  test("whose effect still holds is not done again, but is once somebody has ended it elsewhere", async () => {
    const cards = switchPerformer();
    const stage = openStage({ performers: { "pause-cards": cards } });
    const id = await opened(stage);
    await stage.acts.act(id, OWNER, pause("a"));
    stage.clock.advance(60_000);
    const again = await stage.acts.act(id, OTHER, pause("b"));
    assert.ok(again.ok && again.value.key === "a");
    cards.state.on = false;
    const anew = await stage.acts.act(id, OTHER, pause("b"));
    assert.ok(anew.ok && anew.value.key === "b");
    assert.equal(cards.state.on, true);
  });

  test("is undone once, by its key, and then may be done anew", async () => {
    const cards = switchPerformer();
    const stage = openStage({ performers: { "pause-cards": cards } });
    const id = await opened(stage);
    await stage.acts.act(id, OWNER, pause("a"));
    const both = await Promise.all([1, 2].map(() => stage.acts.undo(id, OTHER, { key: "a", why: "安全" })));
    assert.ok(both.every((answer) => answer.ok && answer.value.state === "undone"));
    assert.deepEqual(cards.state, { on: false, times: 2 });
    const same = await stage.acts.act(id, OWNER, pause("a"));
    assert.ok(same.ok && same.value.state === "undone", "the same click again is the same act");
    const anew = await stage.acts.act(id, OWNER, pause("b"));
    assert.ok(anew.ok && anew.value.state === "done");
  });

  test("that cannot be had, undone or found is refused, and leaves nothing on record", async () => {
    const slow = slowPerformer();
    slow.letGo();
    const cards = switchPerformer();
    const stage = openStage({ performers: { "preserve-evidence": slow.performer, "pause-cards": cards } });
    const id = await opened(stage);
    await stage.acts.act(id, OWNER, { act: "preserve-evidence", key: "e", why: "", target: "" });
    const before = (await stage.record.entries(id)).length;
    const refused = [
      await stage.acts.act(id, OWNER, { act: "stop-shop", key: "s", why: "", target: "" }),
      await stage.acts.undo(id, OWNER, { key: "e", why: "" }),
      await stage.acts.undo(id, OWNER, { key: "nobody's", why: "" }),
      await stage.acts.act(id, OWNER, pause("e")),
    ].map((answer) => (answer.ok ? null : answer.fault));
    assert.deepEqual(refused, [
      "incident.act-away",
      "incident.no-way-back",
      "incident.act-unknown",
      "incident.key-used",
    ]);
    assert.equal((await stage.record.entries(id)).length, before);
  });

  test("that fails says why, whether it was refused or threw, and can be tried again by a new click", async () => {
    const ways: ActPerformer["perform"][] = [
      async () => refuse("gate.shut", "the gate does not answer", ""),
      async () => {
        throw new MisemoriError("evidence.full", "the disk is full", "make room");
      },
      async () => {
        throw new TypeError("card 4111111111111111");
      },
      async () => fine({ outcome: "paused" }),
    ];
    const performer: ActPerformer = { perform: (request) => ways.shift()!(request), undo: null, holds: null };
    const stage = openStage({ performers: { "pause-cards": performer } });
    const id = await opened(stage);
    const ends: string[] = [];
    for (const key of ["a", "b", "c", "d"]) {
      const answer = await stage.acts.act(id, OWNER, pause(key));
      assert.ok(answer.ok);
      ends.push(`${answer.value.state} ${answer.value.outcome}`);
    }
    assert.deepEqual(ends.slice(0, 2), [
      "failed gate.shut: the gate does not answer",
      "failed evidence.full: the disk is full",
    ]);
    assert.doesNotMatch(ends[2] ?? "", /4111111111111111/);
    assert.equal(ends[3], "done paused");
  });

  test("is not begun in a closed incident, while its undoing still is", async () => {
    const cards = switchPerformer();
    const stage = openStage({ performers: { "pause-cards": cards } });
    const id = await opened(stage);
    await stage.acts.act(id, OWNER, pause("a"));
    await stage.desk.facts(id, OWNER, { type: "card-testing" });
    assert.ok((await stage.desk.close(id, OWNER, { keepDays: 1, why: "済み" })).ok);
    const late = await stage.acts.act(id, OWNER, pause("b"));
    assert.equal(late.ok ? null : late.fault, "incident.closed");
    assert.ok((await stage.acts.undo(id, OWNER, { key: "a", why: "再開" })).ok);
    assert.equal(cards.state.on, false);
  });
});

describe("at a start", () => {
  test("what was begun or being undone is taken up; what this guard cannot do any more is said to have failed", async () => {
    const records = openMemoryStore().incidents;
    const before = openStage({ records });
    const id = await opened(before);
    const act = { kind: "act", act: "pause-cards", why: "", target: "" } as const;
    const facts = [
      { ...act, key: "begun" },
      { ...act, key: "undoing" },
      { kind: "act-done", key: "undoing", outcome: "paused" },
      { kind: "act-undo", key: "undoing", why: "" },
      { ...act, key: "away", act: "stop-shop" },
    ] as const;
    for (const fact of facts) await before.record.add(id, OWNER, () => ({ fact }));
    const cards = switchPerformer();
    const after = openStage({ records, performers: { "pause-cards": cards } });
    assert.equal(await after.acts.recover(), 3);
    assert.equal(await after.acts.recover(), 0);
    const states = (await after.desk.get(id))?.acts.map(({ key, state }) => [key, state]);
    assert.deepEqual(states, [
      ["begun", "done"],
      ["undoing", "undone"],
      ["away", "failed"],
    ]);
  });

  test("an act that the guard's own stop broke off has not failed: it goes on", async () => {
    const records = openMemoryStore().incidents;
    const performer: ActPerformer = {
      perform: async () => {
        stage.gone.abort();
        return refuse("evidence.stopped", "stopped", "");
      },
      undo: null,
      holds: null,
    };
    const stage = openStage({ records, performers: { "preserve-evidence": performer } });
    const id = await opened(stage);
    const wish = { act: "preserve-evidence", key: "e", why: "", target: "" } as const;
    await assert.rejects(stage.acts.act(id, OWNER, wish), { code: "incident.act-stopped" });
    const slow = slowPerformer();
    slow.letGo();
    const after = openStage({ records, performers: { "preserve-evidence": slow.performer } });
    await after.acts.recover();
    assert.equal((await after.desk.get(id))?.acts[0]?.state, "done");
  });

  test("an act whose end could not be written stays begun, and its second run does no harm", async () => {
    const inner = openMemoryStore().incidents;
    const cards = switchPerformer();
    const stage = openStage({
      records: {
        ...inner,
        append: (entry) =>
          entry.fact.kind === "act-done" ? Promise.reject(new Error("disk")) : inner.append(entry),
      },
      performers: { "pause-cards": cards },
    });
    const id = await opened(stage);
    await assert.rejects(stage.acts.act(id, OWNER, pause("a")), /disk/);
    assert.equal((await stage.desk.get(id))?.acts[0]?.state, "begun");
    const after = openStage({ records: inner, performers: { "pause-cards": cards } });
    await after.acts.recover();
    assert.equal((await after.desk.get(id))?.acts[0]?.state, "done");
    assert.equal(cards.state.times, 1);
  });
});
