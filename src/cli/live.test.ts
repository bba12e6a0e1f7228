// Verbs that ask the running guard: against a real server on loopback that answers as the console's API does.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { LOCAL_TOKEN_FILE } from "./index.ts";
import { guardStage, oneObject, shopConfig, stage } from "./stage.ts";

const HOLD = {
  id: "hold_1",
  createdAtMs: Date.UTC(2026, 0, 5, 3),
  orderRef: "A-\u001b[1m1",
  amountYen: 12_000,
  country: "SG",
  probability: 0.93,
  state: "held",
  decidedBy: null,
};

test("hold list, release and cancel ask the guard with the local token and lay the answer out", async (t) => {
  const { run, calls } = await guardStage(t, {
    "GET /v1/holds": [200, { holds: [HOLD] }],
    "POST /v1/holds/hold_1/release": [200, { ...HOLD, state: "released" }],
  });
  const list = await run("hold", "list");
  assert.equal(list.code, 0, list.err);
  assert.match(list.out, /hold_1 .* A-·\[1m1 +12,000円 +シンガポール +93% +保留中/);
  assert.deepEqual(oneObject((await run("hold", "list", "--json")).out), { holds: [HOLD] });
  const released = await run("hold", "release", "hold_1", "--note", "電話で確認");
  assert.match(released.out, /発送してよい/);
  assert.deepEqual(calls.at(-1), {
    method: "POST",
    url: "/v1/holds/hold_1/release",
    token: "Bearer local-token",
    body: { note: "電話で確認" },
  });
});

test("what the guard refuses is said in the guard's words; a stranger on the port is recognised", async (t) => {
  const { run } = await guardStage(t, {
    "POST /v1/cards/pause": [
      409,
      { error: { code: "x", message: "もう止まっています", hint: "そのままで" } },
    ],
  });
  const refused = await run("cards", "pause");
  assert.equal(refused.code, 3);
  assert.match(refused.err, /もう止まっています\n {2}→ そのままで/);
  const odd = await run("alert", "list", "--json");
  assert.equal((oneObject(odd.out)["error"] as { code: string }).code, "cli.guardOdd");
});

test("now and cards state show how things stand in yen", async (t) => {
  const cards = { state: "paused", by: "owner:花子", why: "夜間", atMs: Date.UTC(2026, 0, 5, 3) };
  const now = {
    atMs: 0,
    shopName: "丸井",
    mode: "judge",
    cards,
    attack: { attempts: 900, stopped: 880 },
    perMinute: [],
    budget: { hour: { spentYen: 240, limitYen: 1000 }, day: { spentYen: 400, limitYen: 5000 } },
    today: {
      attempts: 950,
      stopped: 880,
      approved: 40,
      declined: 30,
      feesYen: 1400,
      salesYen: 320_000,
      savedYen: 17_600,
    },
    countries: [],
    networks: [],
    crowds: [
      {
        kind: "country",
        label: "SG",
        share: 0.98,
        tries: 600,
        declines: 20,
        feesYen: 400,
        savedYen: 1,
        sinceMs: 0,
      },
    ],
    holdsWaiting: 2,
    workers: { running: 1, wanted: 2 },
  };
  const { run } = await guardStage(t, { "GET /v1/now": [200, now] });
  const text = (await run("now")).out;
  for (const part of [
    "900 件の試みのうち 880 件を止めました",
    "240円 / 1,000円",
    "17,600円",
    "シンガポール",
    "98%",
    "1 / 2",
    "花子",
  ]) {
    assert.ok(text.includes(part), `${part}\n${text}`);
  }
  assert.deepEqual(oneObject((await run("cards", "state", "--json")).out), cards);
});

test("an open or missing token file and a guard that is away are said, and the token never is", async (t) => {
  const open = await (await guardStage(t, {}, 0o644)).run("now");
  assert.equal(open.code, 3);
  assert.match(open.err, /chmod 600/);
  const missing = await stage(t, shopConfig()).run("now");
  assert.match(missing.err, /misemori up/);
  const away = stage(t, shopConfig('console: { listen: "127.0.0.1:1" }\n'));
  mkdirSync(join(away.folder, "misemori-data"));
  writeFileSync(join(away.folder, "misemori-data", LOCAL_TOKEN_FILE), "local-token", { mode: 0o600 });
  const gone = await away.run("now");
  assert.equal(gone.code, 3);
  assert.doesNotMatch(gone.err + gone.out + open.err, /local-token/);
});
