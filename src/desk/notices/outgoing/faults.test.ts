// Sending when things go wrong: a process that dies, a mail server that is away, a full disk, and people nobody knows of.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openMemoryStore } from "../../../store/index.ts";
import { addressee } from "../letters/addressee.fixture.ts";
import type { Delivered } from "../sending/mailer.ts";
import { MAIL, openSendingStage, OTHER, OWNER, until, viewOf } from "./stage.fixture.ts";

const START = { ...MAIL, reason: "急ぐため", everyone: false } as const;

test("a start whose process died before the record is gone on with from the entry alone", async (t) => {
  const dispatches = openMemoryStore().dispatches;
  let isDead = true;
  const stage = await openSendingStage(t, {
    deps: {
      dispatches: {
        ...dispatches,
        put: (dispatch) => (isDead ? new Promise(() => undefined) : dispatches.put(dispatch)),
      },
    },
  });
  await stage.prepare();
  // Never ends, like a process that is gone.
  void stage.desk.start(stage.id, OWNER, START);
  await until(
    async () =>
      (await stage.incidents.get(stage.id))?.timeline.some(({ fact }) => fact.kind === "sending") === true,
  );
  isDead = false;
  const next = stage.startDesk();
  await next.restore();
  await until(async () => (await viewOf({ desk: next, id: stage.id }, "email")).state === "done");
  assert.equal(stage.taken.length, 3);
  assert.equal((await dispatches.get(`${stage.id}:1:email`))?.by, OWNER);
});

test("a mail server that is away is shown, knocked at, and nobody is put off for it", async (t) => {
  let isAway = true;
  const stage = await openSendingStage(t, {
    people: Array.from({ length: 30 }, (_, n) => addressee(n)),
    answer: (): Delivered =>
      isAway ? { kind: "later", note: "ECONNREFUSED" } : { kind: "sent", note: "250" },
  });
  await stage.prepare();
  await stage.desk.start(stage.id, OWNER, START);
  await until(async () => (await viewOf(stage, "email")).trouble === "mail-server");
  const { counts } = await viewOf(stage, "email");
  assert.equal(counts.sent + counts.refused + counts.unknown, 0);
  const tried = await stage.store.dispatches.rows(`${stage.id}:1:email`, {
    state: "waiting",
    after: "",
    limit: 100,
  });
  assert.ok(tried.length <= 6, `${tried.length} were tried`);
  isAway = false;
  await until(async () => (await viewOf(stage, "email")).state === "done", stage.clock);
  assert.equal(stage.taken.length, 30);
});

test("a full disk is shown and waited out; what was taken meanwhile is not lost", async (t) => {
  const dispatches = openMemoryStore().dispatches;
  let turns = 0;
  let isFull = false;
  const stage = await openSendingStage(t, {
    people: Array.from({ length: 12 }, (_, n) => addressee(n)),
    deps: {
      dispatches: {
        ...dispatches,
        turn: async (...given) => {
          if (++turns === 3) isFull = true;
          if (isFull) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
          return dispatches.turn(...given);
        },
      },
    },
  });
  await stage.prepare();
  await stage.desk.start(stage.id, OWNER, START);
  await until(async () => (await viewOf(stage, "email")).trouble === "disk-full");
  isFull = false;
  await until(async () => (await viewOf(stage, "email")).state === "done", stage.clock);
  const { sent, unknown } = await dispatches.counts(`${stage.id}:1:email`);
  assert.deepEqual([sent, unknown, stage.taken.length], [12, 0, 12]);
});

test("what nobody knows is decided by a person, once: sent again, arrived, or for a letter", async (t) => {
  const stage = await openSendingStage(t, {
    answer: (to) => {
      if (stage.taken.length === 0 && to.startsWith("p1")) return { kind: "unknown", note: "ECONNRESET" };
      return to.startsWith("p3") ? { kind: "refused", note: "550 5.1.1" } : { kind: "sent", note: "250" };
    },
  });
  await stage.prepare();
  await stage.desk.start(stage.id, OWNER, START);
  await until(async () => (await viewOf(stage, "email")).state === "done");
  const query = { ...MAIL, state: "unknown", after: "", limit: 200 } as const;
  const rows = await stage.desk.people(stage.id, query);
  assert.deepEqual(rows.ok && rows.value.map(({ personId, note }) => [personId, note]), [
    ["p_00001", "ECONNRESET"],
  ]);
  const wish = { ...MAIL, personId: "p_00001", from: "unknown", to: "waiting", why: "記録にない" } as const;
  assert.equal((await stage.desk.decide(stage.id, OWNER, wish)).ok, true);
  const late = await stage.desk.decide(stage.id, OTHER, { ...wish, to: "sent" });
  assert.equal(!late.ok && late.fault, "incident.sending-decided");
  await until(async () => (await viewOf(stage, "email")).counts.sent === 2);
  assert.equal(stage.taken.filter(({ to }) => to === "p1@example.jp").length, 1);
  const claimed = await stage.desk.decide(stage.id, OWNER, { ...wish, from: "claimed" });
  assert.equal(claimed.ok, false);
});
