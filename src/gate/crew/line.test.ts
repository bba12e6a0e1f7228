// The line between a worker and the house over a real message channel, sound and broken.

import assert from "node:assert/strict";
import { test } from "node:test";
import { MessageChannel } from "node:worker_threads";
import type { House } from "../flow/house.ts";
import { recordOf, T0_MS } from "../house/records.test-kit.ts";
import type { Hold } from "../ports.ts";
import { houseOverLine, serveLine, type HouseMessage, type WorkerMessage } from "./line.ts";

const HOLD: Hold = {
  id: "hold_1",
  attemptId: "att_1",
  createdAtMs: T0_MS,
  orderRef: null,
  claimedRef: null,
  amountYen: 880,
  country: "SG",
  probability: 0.2,
  state: "held",
  decidedAtMs: null,
  decidedBy: null,
  note: null,
};

const fail = (): Promise<never> => Promise.reject(new Error("disk"));

/** Both ends of a line over a real message channel; `told` is what the far house was told. */
function openLine(t: { after(undo: () => void): void }, faulty = false) {
  const told: unknown[][] = [];
  const note =
    (what: string) =>
    (...values: unknown[]): void =>
      void told.push([what, ...values]);
  const far: House = {
    reserve: faulty
      ? fail
      : (id, feeYen) => Promise.resolve({ granted: id === "att_1", usedShare: feeYen / 100 }),
    redeem: async (token) => token === "good",
    createHold: faulty ? fail : (hold) => Promise.resolve(note("createHold")(hold.id)),
    lookUp: faulty ? fail : () => Promise.resolve({ kind: "closed" }),
    hook: faulty ? fail : (_, body) => Promise.resolve({ status: 200, headers: [], body: `${body.length}` }),
    giveBack: note("giveBack"),
    endHold: note("endHold"),
    settle: note("settle"),
    expect: note("expect"),
    shown: note("shown"),
    record: note("record"),
    baited: note("baited"),
    keptOut: note("keptOut"),
  };
  const { port1, port2 } = new MessageChannel();
  const near = houseOverLine(port1);
  port1.on("message", (message: HouseMessage) => {
    if (message.kind === "answer") near.hear(message);
  });
  port2.on(
    "message",
    (message: WorkerMessage) => void serveLine(far, message, (answer) => port2.postMessage(answer)),
  );
  t.after(() => {
    port1.close();
    port2.close();
  });
  return { near, told };
}

test("questions over the line get the far house's own answers, many at once, each to its asker", async (t) => {
  const { near } = openLine(t);
  const answers = await Promise.all([
    near.house.reserve("att_1", 20),
    near.house.reserve("att_2", 30),
    near.house.createHold(HOLD),
    near.house.hook({} as Parameters<House["hook"]>[0], new Uint8Array(7)),
  ]);
  assert.deepEqual(answers, [
    { granted: true, usedShare: 0.2 },
    { granted: false, usedShare: 0.3 },
    undefined,
    { status: 200, headers: [], body: "7" },
  ]);
});

test("a house that cannot write is a no: nothing resolves as if it were done", async (t) => {
  const { near } = openLine(t, true);
  await assert.rejects(near.house.reserve("att_1", 20), { code: "gate.house-silent" });
  await assert.rejects(near.house.createHold(HOLD), { code: "gate.house-silent" });
});

test("an answer of the wrong kind grants nothing, and a late or foreign one is not heard", async (t) => {
  const { port1, port2 } = new MessageChannel();
  t.after(() => {
    port1.close();
    port2.close();
  });
  const near = houseOverLine(port1);
  const asked = near.house.reserve("att_1", 20);
  near.hear({ kind: "answer", ask: 99, ok: true, value: { granted: true, usedShare: 0 } });
  near.hear({ kind: "answer", ask: 1, ok: true, value: null });
  near.hear({ kind: "answer", ask: 1, ok: true, value: { granted: true, usedShare: 0 } });
  assert.deepEqual(await asked, { granted: false, usedShare: 1 });
});

test("what is told comes over in order, records in one batch after a flush", async (t) => {
  const { near, told } = openLine(t);
  const record = recordOf();
  near.house.giveBack("att_1", 20);
  near.house.settle("att_1", "declined", "do_not_honor", null);
  near.house.record(record);
  near.flush();
  near.house.endHold("hold_1", "MS-1", "approved");
  await near.house.reserve("att_1", 20);
  assert.deepEqual(told, [
    ["giveBack", "att_1", 20],
    ["settle", "att_1", "declined", "do_not_honor", null],
    ["record", record],
    ["endHold", "hold_1", "MS-1", "approved"],
  ]);
});
