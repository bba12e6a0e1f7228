// No held order is ever told as shippable, whatever buyers claim, shops answer, agencies report and people decide; and
// once nothing is unknown, nobody's order is kept back.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createEvents, manualClock } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import type { AttemptOutcome } from "../facts.ts";
import type { Hold } from "../ports.ts";
import { decideHold, endHold, endShownHold, isShippable, nameHold } from "./hold-names.ts";
import { recordOf, T0_MS } from "./records.test-kit.ts";

function openPlace() {
  const store = openMemoryStore();
  const told: string[] = [];
  const events = createEvents((error) => {
    throw error;
  });
  for (const type of ["hold.named", "hold.decided"] as const) {
    events.on(type, (event) => told.push(`${event.type} ${event.holdId} ${event.orderRef} ${event.by}`));
  }
  const clock = manualClock(T0_MS);
  const tools = { clock, events, holds: store.holds, records: store.attempts };
  return { store, told, tools };
}

function holdOf(id: Hold["id"], claimedRef: string | null): Hold {
  return {
    id,
    attemptId: "att_1",
    createdAtMs: T0_MS,
    orderRef: null,
    claimedRef,
    amountYen: 9_800,
    country: "SG",
    probability: 0.6,
    state: "held",
    decidedAtMs: null,
    decidedBy: null,
    note: null,
  };
}

const BY = "owner:花子";
type Place = ReturnType<typeof openPlace>;

async function decide(
  { tools }: Place,
  id: string,
  decision: "released" | "cancelled",
  noOrder = false,
): Promise<Hold | "unnamed" | undefined> {
  return decideHold(tools, { id, decision, by: BY, written: "", noOrder });
}

async function verdict({ tools }: Place, ref: string): Promise<string> {
  const { shippable, reason } = await isShippable(tools, ref);
  assert.equal(shippable, reason === null);
  return reason ?? "may ship";
}

test("an order nobody held may ship, also one the gate never saw", async () => {
  const place = openPlace();
  assert.equal(await verdict(place, "bank-transfer-1"), "may ship");
});

test("while a hold has no name, only orders known to be others may ship", async () => {
  const place = openPlace();
  const known = { orderRef: "K-1", outcome: "approved", shopNamed: true } as const;
  await place.store.attempts.append([
    recordOf({ record: known }),
    recordOf({ record: { ...known, orderRef: "K-2", shopNamed: undefined } }),
    recordOf({ record: { ...known, orderRef: "K-3", holdId: "hold_9" } }),
    recordOf({ record: { ...known, orderRef: "K-4", outcome: "declined" } }),
  ]);
  await place.store.holds.create(holdOf("hold_1", null));
  assert.equal(await verdict(place, "K-1"), "may ship");
  for (const ref of ["K-2", "K-3", "K-4", "bank-transfer-1"])
    assert.equal(await verdict(place, ref), "unnamed-hold", ref);
  const { mayBe } = await isShippable(place.tools, "bank-transfer-1");
  assert.deepEqual(
    mayBe.map((hold) => hold.id),
    ["hold_1"],
  );

  await nameHold(place.tools, "hold_1", "A-7", BY);
  assert.equal(await verdict(place, "bank-transfer-1"), "may ship");
  assert.equal(await verdict(place, "A-7"), "on-hold");
});

test("a buyer's claim holds back what it names and what is unknown, until a person decides", async () => {
  const place = openPlace();
  const victim = { orderRef: "V-1", outcome: "approved", shopNamed: true } as const;
  await place.store.attempts.append([recordOf({ record: victim })]);
  await place.store.holds.create(holdOf("hold_1", "V-1"));
  assert.equal(await verdict(place, "V-1"), "claimed");
  assert.equal(await verdict(place, "the-real-one"), "unnamed-hold");

  await nameHold(place.tools, "hold_1", "the-real-one", BY);
  assert.equal(await verdict(place, "V-1"), "may ship");
  assert.equal(await verdict(place, "the-real-one"), "on-hold");
  assert.equal(typeof (await decide(place, "hold_1", "cancelled")), "object");
  assert.equal(await verdict(place, "the-real-one"), "cancelled");
});

test("a claim does not take back what a person released", async () => {
  const place = openPlace();
  await place.store.holds.create(holdOf("hold_1", null));
  await nameHold(place.tools, "hold_1", "A-1", BY);
  await decide(place, "hold_1", "released");
  await place.store.holds.create(holdOf("hold_2", "A-1"));
  assert.equal(await verdict(place, "A-1"), "may ship");
});

test("a hold without a name is cancelled only with the word that no order came of it", async () => {
  const place = openPlace();
  await place.store.holds.create(holdOf("hold_1", "A-1"));
  assert.equal(await decide(place, "hold_1", "cancelled"), "unnamed");
  assert.equal(await verdict(place, "A-2"), "unnamed-hold");
  const over = await decide(place, "hold_1", "cancelled", true);
  assert.ok(over !== undefined && over !== "unnamed");
  assert.equal(over.state, "cancelled");
  assert.equal(await verdict(place, "A-1"), "may ship");
  assert.equal(await decide(place, "hold_1", "cancelled", true), undefined, "decided once");
  assert.equal(await nameHold(place.tools, "hold_1", "A-9", BY), undefined);
  assert.equal(await decide(place, "hold_none", "released"), undefined);
});

test("two names from the shop make the hold unnamed again, and a person is asked", async () => {
  const place = openPlace();
  await place.store.holds.create(holdOf("hold_1", null));
  await endHold(place.tools, "hold_1", "A-1", "pending");
  await endHold(place.tools, "hold_1", "A-1", "approved");
  assert.equal(await verdict(place, "A-1"), "on-hold");
  await endHold(place.tools, "hold_1", "B-2", "approved");
  assert.equal(await verdict(place, "A-1"), "claimed");
  assert.equal(await verdict(place, "B-2"), "unnamed-hold");
  assert.deepEqual(place.told, ["hold.named hold_1 A-1 misemori"]);
});

test("a failed try leaves nothing to hold, but does not undo what a person decided", async () => {
  const place = openPlace();
  await place.store.holds.create(holdOf("hold_1", "A-1"));
  await endHold(place.tools, "hold_1", "A-1", "declined");
  assert.equal(await verdict(place, "A-1"), "may ship");
  await place.store.holds.create(holdOf("hold_2", null));
  await nameHold(place.tools, "hold_2", "A-2", BY);
  await decide(place, "hold_2", "cancelled");
  await endHold(place.tools, "hold_2", "A-2", "declined");
  assert.equal(await verdict(place, "A-2"), "cancelled");
});

const truth = (n: number): string => `order-${n}`;
const idOf = (n: number): Hold["id"] => `hold_${n}`;

/** One held try: its true order, what its buyer claims, and what then happens, in any order and any number of times. */
const happening = fc.oneof(
  fc.record({ do: fc.constant("hold" as const), claim: fc.option(fc.nat({ max: 7 })) }),
  // The shop's answer, or a report of this very try: the true order or no name.
  fc.record({
    do: fc.constant("shop" as const),
    hold: fc.nat({ max: 7 }),
    says: fc.constantFrom("truth", "nothing"),
    outcome: fc.constantFrom<AttemptOutcome>("approved", "pending", "abandoned"),
  }),
  // A page the buyer opened shows any order.
  fc.record({ do: fc.constant("page" as const), hold: fc.nat({ max: 7 }), ref: fc.nat({ max: 11 }) }),
  fc.record({ do: fc.constant("name" as const), hold: fc.nat({ max: 7 }) }),
  fc.record({ do: fc.constant("release" as const), hold: fc.nat({ max: 7 }) }),
  fc.record({ do: fc.constant("cancel" as const), hold: fc.nat({ max: 7 }) }),
  fc.record({ do: fc.constant("unheld" as const), ref: fc.integer({ min: 8, max: 11 }) }),
);

test("no held or cancelled order is ever shippable; when all is named or decided, all others are", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 24 }), async (happenings) => {
      const place = openPlace();
      const { tools, store } = place;
      const states: ("held" | "released" | "cancelled")[] = [];
      for (const it of happenings) {
        if (it.do === "hold") {
          if (states.length === 8) continue;
          const claim = it.claim === null ? null : truth(it.claim);
          await store.holds.create(holdOf(idOf(states.length), claim));
          states.push("held");
        } else if (it.do === "unheld") {
          const record = { orderRef: truth(it.ref), outcome: "approved", shopNamed: true } as const;
          await store.attempts.append([recordOf({ record })]);
        } else if (states[it.hold] !== undefined) {
          const id = idOf(it.hold);
          const mine = truth(it.hold);
          if (it.do === "shop") {
            await endHold(tools, id, it.says === "truth" ? mine : null, it.outcome);
          } else if (it.do === "page") {
            await endShownHold(tools, id, truth(it.ref), "approved");
          } else if (it.do === "name") {
            await nameHold(tools, id, mine, BY);
          } else {
            const decision = it.do === "release" ? "released" : "cancelled";
            const hold = await decide(place, id, decision);
            if (hold !== undefined && hold !== "unnamed") states[it.hold] = decision;
          }
        }
        for (const [n, state] of states.entries()) {
          if (state !== "released") assert.notEqual(await verdict(place, truth(n)), "may ship", `${n}`);
        }
      }
      for (const n of states.keys()) {
        await nameHold(tools, idOf(n), truth(n), BY);
        await decide(place, idOf(n), "cancelled");
      }
      for (const other of ["order-9", "bank-transfer-1"])
        assert.equal(await verdict(place, other), "may ship", other);
    }),
    { numRuns: 300 },
  );
});
