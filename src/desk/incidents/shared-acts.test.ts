// Facts about two incidents that asked for the same act: the shop stays closed until the last of them lets go.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fine } from "../../kernel/index.ts";
import type { ActPerformer } from "./acts.ts";
import type { ActName, IncidentId } from "./contract.ts";
import { journalFacts } from "./journal-facts.ts";
import { openStage, OTHER, OWNER, switchPerformer, wishOf, type Stage } from "./stage.fixture.ts";
import { incidentWords } from "./words.ts";

async function opened(stage: Stage): Promise<IncidentId> {
  const answer = await stage.desk.open(OWNER, wishOf());
  assert.ok(answer.ok);
  return answer.value.id;
}

async function two(stage: Stage, act: ActName, targets: readonly [string, string]) {
  const ids = [await opened(stage), await opened(stage)] as const;
  for (const [i, id] of ids.entries()) {
    const done = await stage.acts.act(id, OWNER, { act, key: `k${i}`, why: "", target: targets[i] ?? "" });
    assert.ok(done.ok && done.value.state === "done");
  }
  return ids;
}

async function undone(stage: Stage, id: IncidentId, key: string): Promise<string> {
  const answer = await stage.acts.undo(id, OTHER, { key, why: "済んだ" });
  assert.ok(answer.ok);
  return `${answer.value.state} ${answer.value.outcome}`;
}

for (const act of ["pause-cards", "stop-shop"] as const) {
  test(`${act} of two incidents ends with the second undoing, and the first one is told why not before`, async () => {
    const shop = switchPerformer();
    const stage = openStage({ performers: { [act]: shop } });
    const [first, second] = await two(stage, act, ["", ""]);
    assert.equal(await undone(stage, first, "k0"), "undone kept-for-other");
    const kept = (await stage.desk.get(first))?.acts[0];
    assert.equal(kept?.keptFor, second, "it is told for whom");
    const entry = (await stage.desk.entries(first)).find(({ fact }) => fact.kind === "act-undone");
    assert.equal(entry === undefined ? "" : journalFacts(entry)["keptFor"], second);
    assert.deepEqual(shop.state, { on: true, times: 1 });
    assert.ok("outcome.kept-for-other" in incidentWords);
    assert.match(await undone(stage, second, "k1"), /^undone (?!kept)/);
    assert.deepEqual(shop.state, { on: false, times: 2 });
    assert.equal((await stage.desk.get(second))?.acts[0]?.keptFor, undefined);
  });
}

describe("an incident does not hold on to an effect", () => {
  test("once it is closed", async () => {
    const cards = switchPerformer();
    const stage = openStage({ performers: { "pause-cards": cards } });
    const [first, second] = await two(stage, "pause-cards", ["", ""]);
    await stage.desk.facts(second, OWNER, { type: "card-testing" });
    assert.ok((await stage.desk.close(second, OWNER, { keepDays: 1, why: "済み" })).ok);
    assert.doesNotMatch(await undone(stage, first, "k0"), /kept/);
    assert.equal(cards.state.on, false);
  });

  test("that a person has ended elsewhere: nothing is left to keep", async () => {
    const cards = switchPerformer();
    const stage = openStage({ performers: { "pause-cards": cards } });
    const [first] = await two(stage, "pause-cards", ["", ""]);
    cards.state.on = false;
    assert.doesNotMatch(await undone(stage, first, "k0"), /kept/);
  });

  test("aimed at another target; two writings of one target are one", async () => {
    const blocked = new Set<string>();
    const blocker: ActPerformer = {
      perform: async ({ target }) => {
        blocked.add(target.toUpperCase());
        return fine({ outcome: "origin-blocked" });
      },
      undo: async ({ target }) => {
        blocked.delete(target.toUpperCase());
        return fine({ outcome: "origin-unblocked" });
      },
      holds: async (target) => blocked.has(target.toUpperCase()),
      aim: (target) => target.toUpperCase(),
    };
    const stage = openStage({ performers: { "block-origin": blocker } });
    const [first] = await two(stage, "block-origin", ["as64500", "AS64500"]);
    assert.equal(await undone(stage, first, "k0"), "undone kept-for-other");
    const [third] = await two(stage, "block-origin", ["SG", "HK"]);
    assert.equal(await undone(stage, third, "k0"), "undone origin-unblocked");
    assert.deepEqual([...blocked].toSorted(), ["AS64500", "HK"]);
  });
});

test("whether two undo at once or one does what the other undoes, the shop ends as the record says", async () => {
  for (const race of ["both undo", "one does"] as const) {
    const inner = switchPerformer();
    const slow: ActPerformer = {
      ...inner,
      undo: async (request) => {
        await new Promise((resolve) => setImmediate(resolve));
        return (await inner.undo?.(request)) ?? assert.fail();
      },
    };
    const stage = openStage({ performers: { "pause-cards": slow } });
    const [first, second] = await two(stage, "pause-cards", ["", ""]);
    if (race === "one does") await undone(stage, second, "k1");
    const again = { act: "pause-cards", key: "again", why: "", target: "" } as const;
    await Promise.all([
      undone(stage, first, "k0"),
      race === "both undo" ? undone(stage, second, "k1") : stage.acts.act(second, OTHER, again),
    ]);
    const acts = (await stage.desk.get(second))?.acts ?? [];
    assert.equal(inner.state.on, acts.at(-1)?.state === "done", race);
  }
});
