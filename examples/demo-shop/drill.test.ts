// The drill over real HTTP on the demonstration stage: without a gate every try reaches the gateway, and a small gate in
// front is measured for what it is.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { request as httpRequest } from "node:http";
import { seededRandom } from "../../src/kernel/index.ts";
import {
  drillCardTesting,
  renderCardTesting,
  type CardTestingReport,
  type DrillStage,
} from "../../src/ready/index.ts";
import { listen } from "./http.ts";
import { openDemoStage, type StageGate } from "./stage.ts";

let stage: DrillStage;
let report: CardTestingReport;
before(async () => {
  const random = seededRandom(4);
  stage = await openDemoStage({ random: () => random.unit() });
  const played = await drillCardTesting({ stage, scale: 0.03 });
  assert.ok(played.ok);
  report = played.value;
});
after(async () => {
  await stage.close();
});

test("without a gate every try of every attacker reaches the gateway, at a fee each", () => {
  assert.equal(report.attackers.length, 8);
  for (const attacker of report.attackers) {
    assert.equal(attacker.reachedGateway, attacker.attempts, attacker.name);
    assert.equal(attacker.yen, attacker.attempts * 20);
    assert.equal(attacker.stoppedAfterSeconds, null);
  }
});

test("without a gate no honest buyer is turned away or challenged", () => {
  assert.ok(report.honest.buyers >= 9 * 30);
  assert.deepEqual([report.honest.turnedAway, report.honest.challenged], [0, 0]);
});

test("the address ban stops the single address and nothing that is spread", () => {
  const ban = report.baselines.find(({ name }) => name.includes("ban"));
  const reached = (name: string): number =>
    ban?.attackers.find((attacker) => attacker.name === name)?.reachedGateway ?? -1;
  assert.equal(reached("one-address"), 5);
  for (const name of ["one-network", "many-countries", "slow-and-low", "direct-api"]) {
    const alone = report.attackers.find((attacker) => attacker.name === name);
    assert.equal(reached(name), alone?.attempts, name);
  }
});

test("the bound is stated where a crowd separates the attack and nowhere else", () => {
  const bounds = Object.fromEntries(report.attackers.map(({ name, boundAttempts }) => [name, boundAttempts]));
  assert.equal(bounds["one-address"], 3.2);
  assert.equal(bounds["slow-and-low"], null);
  assert.equal(bounds["adaptive"], null);
});

test("the report is said in Japanese and in English, with yen", () => {
  assert.match(renderCardTesting(report, "ja"), /断られた人 0人/);
  assert.match(renderCardTesting(report, "en"), /slow and low, over a day/);
  assert.match(renderCardTesting(report, "en"), /¥\d/);
});

/** Refuses every try of a program, passes on everything else: a gate simple enough to know the figures beforehand. */
async function openStrictGate(shopUrl: string): Promise<StageGate> {
  return listen(
    (request, response) =>
      new Promise((resolve) => {
        const program = !/Mozilla/.test(request.headers["user-agent"] ?? "");
        if (request.method === "POST" && program) {
          response.writeHead(403).end();
          request.resume();
          return resolve();
        }
        const onwards = httpRequest(
          new URL(request.url ?? "/", shopUrl),
          { method: request.method ?? "GET", headers: request.headers },
          (answer) => {
            response.writeHead(answer.statusCode ?? 500, answer.headers);
            answer.pipe(response);
            answer.on("end", resolve);
          },
        );
        onwards.on("error", () => {
          response.destroy();
          resolve();
        });
        request.pipe(onwards);
      }),
    { port: 0 },
  );
}

test("a gate that refuses programs stops the plain script at once and turns the shop's own app away", async (t) => {
  const guarded = await openDemoStage({ openGate: ({ shopUrl }) => openStrictGate(shopUrl) });
  t.after(() => guarded.close());
  const terms = { scale: 0.1, only: ["one-address"], baselines: false };
  const played = await drillCardTesting({ stage: guarded, ...terms });
  assert.ok(played.ok);
  const [attacker] = played.value.attackers;
  assert.ok(attacker !== undefined);
  assert.equal(attacker.reachedGateway, 0);
  assert.equal(attacker.stoppedAfterSeconds, 0);
  assert.ok(attacker.honest.turnedAway >= 1, "buyers in the app are honest too");
  assert.equal(
    attacker.honest.turnedAway + attacker.honest.completed + attacker.honest.gaveUp,
    attacker.honest.buyers,
  );
});

test("an unknown attack is refused with the names there are", async () => {
  const refused = await drillCardTesting({ stage, only: ["nothing"] });
  assert.ok(!refused.ok && refused.code === "drill.unknown-attack" && refused.hint.includes("slow-and-low"));
});
