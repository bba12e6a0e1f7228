// The orders for the whole shop when things go wrong: records that cannot be read, two people at once, a thief's open tunnel;
// and the commands for them against the real guard.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { connect } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { ask, openPlace, told, until, type GuardProcess, type Place } from "./place.ts";
import { journalled, openSite, order, statuses } from "./site-stage.ts";
import * as street from "./street.ts";

const MISEMORI = fileURLToPath(new URL("../../bin/misemori.js", import.meta.url));
interface SiteSaid {
  readonly readable: boolean;
  readonly shop: { readonly state: string };
}

/** As a broken disk would: the tables are there no more, or are again. */
function rename(place: Place, names: readonly (readonly [string, string])[]): void {
  const database = new DatabaseSync(join(place.records, "record.db"));
  try {
    for (const [from, to] of names) database.exec(`ALTER TABLE ${from} RENAME TO ${to}`);
  } finally {
    database.close();
  }
}

test("orders that cannot be read at start leave the shop's pages open, while budget and masking stay shut", async (t) => {
  const place = await openPlace(t);
  const first = await place.start();
  assert.equal((await order(first, "stop", { why: "改ざん" })).changed, true);
  assert.equal((await fetch(`${first.gateUrl}/`)).status, 503);
  await first.kill();
  const gone = [
    ["shop_door", "shop_door_away"],
    ["budget_leases", "budget_leases_away"],
  ] as const;
  rename(place, gone);
  const guard = await place.start();
  assert.equal(
    (await fetch(`${guard.gateUrl}/`)).status,
    200,
    "a guard that cannot read must not close the shop",
  );
  const { body } = await ask<SiteSaid>(guard, "/v1/site");
  assert.deepEqual([body.readable, body.shop.state], [false, "open"]);
  const now = await ask<{ readonly site: { readonly readable: boolean } }>(guard, "/v1/now");
  assert.equal(now.body.site.readable, false);
  await until("the owner is told", () =>
    told(place, "/alerts").some((hook) => hook["change"] === "store.trouble"),
  );

  const on = street.openStreet(guard.gateUrl);
  const as = street.identity({ ip: "133.32.1.9" });
  await on.play(street.stroll(as));
  const rng = street.random(4);
  const tried = await on.play(street.tryByForm(as, street.person("p1"), "card", street.goodCard(rng)));
  on.close();
  assert.equal(tried.ending, "paused", "no ledger, no stranger's card");
  assert.equal(place.gateway.stats().calls, 0);

  const failed = await order(guard, "stop", { why: "番号 4111 1111 1111 1111 を見た" });
  assert.equal(failed.status, 500);
  assert.equal((await fetch(`${guard.gateUrl}/`)).status, 503, "stopped all the same: the safer state holds");
  assert.doesNotMatch(place.said() + JSON.stringify(await ask(guard, "/v1/site")), /4111 ?1111 ?1111/);
  assert.equal(await guard.stop(), 0);

  rename(
    place,
    gone.map(([from, to]) => [to, from] as const),
  );
  const healed = await place.start();
  assert.equal((await fetch(`${healed.gateUrl}/`)).status, 503, "what was ordered before is in force again");
});

test("people who stop and open the shop at once end where the journal says, on both workers and after kill -9", async (t) => {
  const { place, guard } = await openSite(t);
  const turns = Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? "stop" : "open"));
  const said = await Promise.all(turns.map((turn) => order(guard, turn, { why: `${turn} による` })));
  assert.ok(said.every(({ status }) => status === 200));
  const kinds = (await journalled(place, "shop.")).map((line) => line.split(" ")[0] ?? "");
  assert.equal(kinds.length, said.filter(({ changed }) => changed === true).length);
  kinds.forEach((kind, i) => assert.equal(kind, i % 2 === 0 ? "shop.stopped" : "shop.opened"));
  const status = kinds.at(-1) === "shop.stopped" ? "503" : "200";
  assert.equal(await statuses(guard), status);
  await guard.kill();
  assert.equal(await statuses(await place.start()), status);
});

function tunnel(t: TestContext, guard: GuardProcess) {
  const { port } = new URL(guard.gateUrl);
  const socket = connect(Number(port), "127.0.0.1", () =>
    socket.write(
      "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\n\r\n",
    ),
  );
  const heard = { text: "", isOver: false };
  socket.on("data", (data) => (heard.text += String(data))).on("error", () => {});
  socket.on("close", () => (heard.isOver = true));
  t.after(() => socket.destroy());
  return heard;
}

test("tunnels on every worker are cut when all sessions are ended, and new ones open", async (t) => {
  const { guard } = await openSite(t);
  const old = Array.from({ length: 8 }, () => tunnel(t, guard));
  await until("all are open", () => old.every(({ text }) => text.endsWith("open")));
  assert.equal((await order(guard, "sessions/end", { why: "流出" })).changed, true);
  await until("all are cut", () => old.every(({ isOver }) => isOver));
  const fresh = tunnel(t, guard);
  await until("a new one is open", () => fresh.text.endsWith("open"));
  assert.equal(fresh.isOver, false);
});

async function misemori(place: Place, ...argv: string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [MISEMORI, ...argv], {
    cwd: place.folder,
    env: { ...process.env, TEST_STRIPE: "x", TEST_HOOK: "x", LANG: "ja_JP.UTF-8" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (out += text));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out };
}

test("the verbs shop, origin and sessions give the orders to the running guard and tell how it stands", async (t) => {
  const { place, guard } = await openSite(t);
  // The console listens on a port of its own choosing: the verbs are told where.
  const consoleAt = new URL(guard.consoleUrl).host;
  await place.writeConfig({ console: { listen: consoleAt } });
  const run = (...argv: string[]): ReturnType<typeof misemori> => misemori(place, ...argv);

  const stopped = await run("shop", "stop", "--why", "改ざん", "--sentence", "夕方まで");
  assert.equal(stopped.code, 0, stopped.out);
  assert.equal(await statuses(guard), "503");
  const pass = await run("shop", "pass");
  assert.match(pass.out, /\/__misemori\/pass\?t=/);
  assert.match((await run("shop", "state")).out, /改ざん/);
  assert.equal((await run("shop", "open", "--why", "直した")).code, 0);
  assert.equal(await statuses(guard), "200");

  assert.equal((await run("origin", "block", "203.0.113.0/24", "--hours", "2", "--why", "攻撃")).code, 0);
  assert.equal(await statuses(guard), "403");
  assert.match((await run("origin", "list")).out, /203\.0\.113\.0\/24 .*攻撃/);
  const country = await run("origin", "block", "SG");
  assert.equal(country.code, 3);
  assert.match(country.out, /--confirm/);
  assert.equal((await run("origin", "block", "SG", "--hours", "0.5")).code, 2);
  assert.equal((await run("origin", "unblock", "203.0.113.0/24")).code, 0);
  assert.equal(await statuses(guard), "200");

  const ended = await run("sessions", "end", "--why", "流出", "--json");
  const said = JSON.parse(ended.out) as { changed: boolean; state: { sessions: { why: string } } };
  assert.deepEqual([said.changed, said.state.sessions.why], [true, "流出"]);
  assert.equal((await journalled(place, "shop-sessions.")).length, 1);
});
