// Drills and attacks on the command line: whom they may touch, what is asked of them, and how their figures are told.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fine, manualClock } from "../kernel/index.ts";
import type { AttackReport, CliActs, DrillReport } from "./index.ts";
import { oneObject, shopConfig, stage } from "./stage.ts";

const DRILL: DrillReport = {
  attackers: [
    {
      name: "一か所から",
      attempts: 600,
      reachedGateway: 4,
      boundAttempts: 3.2,
      yen: 80,
      stoppedAfterSeconds: 2.04,
    },
    { name: "slow", attempts: 90, reachedGateway: 9, boundAttempts: 8, yen: 180, stoppedAfterSeconds: null },
  ],
  honest: { buyers: 1135, turnedAway: 0, challenged: 3 },
  baselines: [{ name: "limit_req", attackers: [], honest: { buyers: 1135, turnedAway: 390, challenged: 0 } }],
};

const ATTACK: AttackReport = {
  target: "http://127.0.0.1:8080",
  seconds: 75,
  attempts: 700,
  declined: 600,
  approved: 2,
  challenged: 80,
  refused: 18,
  other: 0,
  reachedGateway: 41,
  stopped: 659,
  feesYen: 820,
  honest: { buyers: 30, completed: 28, challenged: 1 },
};

test("drills and attacks are refused for any target that is not loopback or listed as own", async (t) => {
  const played: string[] = [];
  const acts: Partial<CliActs> = {
    attack: async ({ target }) => {
      played.push(target);
      return fine({ ...ATTACK, target });
    },
    drillCardTesting: async ({ target }) => {
      played.push(String(target));
      return fine(DRILL);
    },
  };
  const { run } = stage(t, shopConfig("drill: { ownTargets: ['https://staging.example.jp'] }\n"), acts);
  for (const foreign of [
    "https://other.example.jp",
    "http://127.0.0.1.evil.jp",
    "http://localhost.evil.jp",
    "http://staging.example.jp",
    "https://staging.example.jp:444",
    "http://127.0.0.1@evil.jp",
  ]) {
    for (const verb of [["attack"], ["drill", "card-testing"]]) {
      const { code, err } = await run(...verb, "--target", foreign);
      assert.equal(code, 2, foreign);
      assert.match(err, /drill\.ownTargets/);
    }
  }
  assert.deepEqual(played, []);
  for (const own of [
    "http://127.0.0.1:8080/x",
    "http://localhost:1",
    "http://[::1]:2",
    "https://staging.example.jp/a",
  ]) {
    assert.equal((await run("attack", "--target", own)).code, 0, own);
    assert.equal((await run("drill", "card-testing", "--target", own)).code, 0, own);
  }
  assert.equal(played.length, 8);
  assert.equal((await run("attack", "--target", "ftp://127.0.0.1")).code, 2);
  assert.equal((await run("attack", "--target", "http://127.0.0.1", "--seconds", "0")).code, 2);
});

test("the attack's report tells both sides and the yen; what cannot be asked is left out", async (t) => {
  let report = ATTACK;
  const { run } = stage(t, null, { attack: async () => fine(report) });
  const known = await run("attack", "--target", "http://127.0.0.1:8080");
  assert.match(known.out, /届いたのは 41 件（手数料 820円）。659 件は手前で止まりました/);
  assert.match(known.out, /30 人のうち 28 人が買い物を終え/);
  report = { ...ATTACK, reachedGateway: null, stopped: null, feesYen: null };
  const unknown = await run("attack", "--target", "http://127.0.0.1:9", "--lang", "en");
  assert.doesNotMatch(unknown.out, /payment agency saw|null|\{/);
  assert.equal(
    oneObject((await run("attack", "--target", "http://127.0.0.1:9", "--json")).out)["feesYen"],
    null,
  );
});

test("the drill takes --only, --scale and --live, and refuses a size that makes no sense", async (t) => {
  const asked: unknown[] = [];
  const { run } = stage(t, null, {
    drillCardTesting: async ({ attackers, scale, target }) => {
      asked.push([attackers, scale, target]);
      return fine(DRILL);
    },
  });
  await run("drill", "card-testing", "--only", "adaptive", "quiet", "--scale", "0.2");
  await run("drill", "card-testing", "--live");
  assert.deepEqual(asked, [
    [["adaptive", "quiet"], 0.2, null],
    [[], null, "http://127.0.0.1:8080"],
  ]);
  const stranger = await run("drill", "card-testing", "--only", "nobody");
  assert.equal(stranger.code, 2);
  assert.match(stranger.err, /nobody[^]*one-address/);
  for (const size of ["0", "9", "x", "-1", "1e3"])
    assert.equal((await run("drill", "card-testing", `--scale=${size}`)).code, 2, size);
});

test("drill card-testing --json prints exactly the report; progress goes to stderr", async (t) => {
  const { run } = stage(t, null, {
    drillCardTesting: async ({ onProgress, seed, attackers, baselines }) => {
      assert.deepEqual([seed, attackers, baselines], [7, ["adaptive"], false]);
      for (let i = 0; i <= 100; i++) onProgress(i, 100, "slow");
      return fine(DRILL);
    },
  });
  const words = [
    "drill",
    "card-testing",
    "--json",
    "--seed",
    "7",
    "--attacker",
    "adaptive",
    "--no-baselines",
  ];
  const { code, out, err } = await run(...words);
  assert.equal(code, 0);
  assert.deepEqual(oneObject(out), JSON.parse(JSON.stringify(DRILL)));
  assert.equal(err.trim().split("\n").length, 5, "a line per quarter");
});

test("the drill's table is aligned and says who was never stopped", async (t) => {
  const { run } = stage(t, null, { drillCardTesting: async () => fine(DRILL) });
  const { out } = await run("drill", "card-testing");
  assert.match(out, /一か所から +600 +4 +3\.2 +80円 +2 秒/);
  assert.match(out, /slow +90 +9 +8 +180円 +止められず/);
  assert.match(out, /お客様 1135 人のうち、断られた人 0 人/);
  assert.match(out, /比較：limit_req/);
  const honest = { buyers: 1135, turnedAway: 2, challenged: 3 };
  const [first] = DRILL.attackers;
  assert.ok(first !== undefined);
  const told = { ...DRILL, attackers: [{ ...first, name: "one-address", honest }] };
  const full = await stage(t, null, { drillCardTesting: async () => fine(told) }).run(
    "drill",
    "card-testing",
  );
  assert.match(full.out, /断られたお客様 +確認を見たお客様/);
  assert.match(full.out, /1つのアドレスから +600 +4 +3\.2 +80円 +2 秒 +2 \/ 1135 +3 \/ 1135/);
});

test("on a terminal a bar is drawn and cleared again, at most ten times a second", async (t) => {
  const clock = manualClock();
  const acts: Partial<CliActs> = {
    drillCardTesting: async ({ onProgress }) => {
      for (let i = 0; i < 1000; i++) {
        onProgress(i, 1000, "攻撃者");
        clock.advance(1);
      }
      return fine(DRILL);
    },
  };
  const { err, out } = await stage(t, null, acts, { terminalColumns: 60, clock }).run(
    "drill",
    "card-testing",
    "--json",
  );
  assert.equal(err.split("\r").length - 1, 11);
  assert.match(err, /攻撃者 \[#{10}\.{10}\] +50 %/);
  assert.ok(err.endsWith("\r\u001b[K"));
  oneObject(out);
});
