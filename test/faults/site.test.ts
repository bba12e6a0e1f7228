// The orders for the whole shop on the real guard with two workers: in force everywhere at once, after kill -9 too, done
// once however often they are given, and on record with who and why.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until, type GuardProcess } from "./place.ts";
import { journalled, openSite, order, statuses, visit } from "./site-stage.ts";

test("a stopped shop says so on every worker, also after kill -9; agencies and the owner still pass", async (t) => {
  const { place, guard: first } = await openSite(t);
  const said = await Promise.all([
    order(first, "stop", { why: "改ざん", sentence: "夕方まで<b>止めます" }),
    order(first, "stop", { why: "改ざん", sentence: "夕方まで<b>止めます" }),
  ]);
  assert.deepEqual(
    said.map(({ changed }) => Number(changed)).toSorted((a, b) => a - b),
    [0, 1],
    "two clicks are one act",
  );
  assert.equal(await statuses(first), "503");
  await first.kill();
  const guard = await place.start();
  assert.equal(await statuses(guard), "503");

  const page = await visit(guard, "/products/1");
  const html = await page.text();
  assert.match(html, /夕方まで&#60;b&#62;止めます/);
  assert.match(html, /ご注文の内容は失われていません/);
  assert.doesNotMatch(html, /<script/);
  assert.ok(Number(page.headers.get("retry-after")) > 0);
  assert.equal(page.headers.get("cache-control"), "no-store");
  assert.match(await (await visit(guard, "/", { "accept-language": "en" })).text(), /not lost/);
  const json = await visit(guard, "/", { accept: "application/json" });
  assert.equal(((await json.json()) as { error: { code: string } }).error.code, "misemori.shop-stopped");

  assert.equal((await visit(guard, "/notify/paid")).status, 200);
  assert.equal((await visit(guard, "/.well-known/acme-challenge/x")).status, 200);
  assert.equal(await statuses(guard, { "x-forwarded-for": "192.0.2.9" }), "200");
  assert.match(await (await visit(guard, "/__misemori/health")).text(), /"shop":"stopped"/);
  assert.match(await (await fetch(`${guard.consoleUrl}/healthz`)).text(), /"shop":"stopped"/);

  await t.test("a link lets one browser in, once", async () => {
    const made = await fetch(`${guard.consoleUrl}/v1/site/pass`, {
      method: "POST",
      headers: { authorization: `Bearer ${guard.token}` },
    });
    const { url } = (await made.json()) as { url: string };
    const { pathname, search } = new URL(url);
    assert.equal(
      (await visit(guard, `${pathname}${search}`)).status,
      200,
      "looking at it does not use it up",
    );
    const enter = (): Promise<Response> =>
      fetch(`${guard.gateUrl}${pathname}`, { method: "POST", body: search.slice(1), redirect: "manual" });
    const entered = await enter();
    assert.equal(entered.status, 303);
    const cookie = (entered.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    assert.equal(await statuses(guard, { cookie }), "200");
    assert.equal(await statuses(guard, { cookie: `${cookie.slice(0, -2)}AA` }), "503");
    assert.equal((await enter()).status, 410);
  });

  assert.equal((await order(guard, "open", { why: "直した" })).changed, true);
  assert.equal((await order(guard, "open", { why: "直した" })).changed, false);
  assert.equal(await statuses(guard), "200");
  assert.deepEqual(await journalled(place, "shop."), [
    "shop.stopped api:this machine",
    "shop.pass-made api:this machine",
    "shop.opened api:this machine",
  ]);
});

test("a blocked origin gets a plain page with a way on; what is dangerous has to be meant", async (t) => {
  const { place, guard } = await openSite(t);
  const block = (kind: string, value: string, more: object = {}): ReturnType<typeof order> =>
    order(guard, "block", { kind, value, why: "攻撃", ...more });
  assert.equal((await block("network", "203.0.113.0/24")).changed, true);
  assert.equal((await block("network", "203.0.113.99/24")).changed, false);
  assert.equal(await statuses(guard), "403");
  assert.match(await (await visit(guard, "/")).text(), /別の回線/);
  assert.equal(await statuses(guard, { "x-forwarded-for": "198.51.100.7" }), "200");
  assert.equal((await block("country", "SG")).code, "confirm.country");
  assert.equal((await block("network", "64.0.0.0/7")).code, "confirm.wide");
  assert.equal((await block("ip", "192.0.2.1")).code, "origin.own");
  assert.equal((await block("ip", "nonsense")).code, "origin.unreadable");
  assert.equal((await block("ip", "203.0.113.1", { untilMs: 1 })).code, "origin.past");
  assert.equal((await block("network", "64.0.0.0/7", { confirm: true })).changed, true);
  assert.equal(
    (await order(guard, "unblock", { kind: "network", value: "203.0.113.0/24", why: "x" })).changed,
    true,
  );
  assert.equal(await statuses(guard), "200");
  assert.equal((await journalled(place, "origin.")).length, 3);
});

async function signIn(guard: GuardProcess): Promise<string> {
  return (await visit(guard, "/login")).headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .filter((pair) => /^(?:PHPSESSID|misemori_s_)/.test(pair))
    .join("; ");
}

async function ask(guard: GuardProcess, cookie: string): Promise<string> {
  const texts = await Promise.all(
    Array.from({ length: 8 }, async () => (await visit(guard, "/", { cookie })).text()),
  );
  return [...new Set(texts)].join();
}

test("after all sessions were ended old ones are dead, new ones live, on both workers and over kill -9", async (t) => {
  const { place, guard: first } = await openSite(t);
  const old = await signIn(first);
  assert.equal(old, "PHPSESSID=s1");
  assert.equal(await ask(first, old), "session s1");
  const two = await Promise.all([
    order(first, "sessions/end", { why: "流出" }),
    order(first, "sessions/end", { why: "流出" }),
  ]);
  assert.deepEqual(
    two.map(({ changed }) => Number(changed)).toSorted((a, b) => a - b),
    [0, 1],
  );
  assert.equal(await ask(first, old), "session none");
  const wiped = (await visit(first, "/", { cookie: old })).headers.getSetCookie();
  assert.ok(wiped.includes("PHPSESSID=; Path=/; Max-Age=0"), wiped.join());
  const fresh = await signIn(first);
  assert.match(fresh, /^PHPSESSID=s2; misemori_s_PHPSESSID=/);
  assert.equal(await ask(first, fresh), "session s2");
  const thief = fresh.replace("PHPSESSID=s2", "PHPSESSID=s1");
  assert.equal(await ask(first, thief), "session none");
  assert.equal((await visit(first, "/?PHPSESSID=s1")).status, 303);
  await first.kill();
  const guard = await place.start();
  assert.equal(await ask(guard, old), "session none");
  assert.equal(await ask(guard, fresh), "session s2");
  assert.deepEqual(await journalled(place, "shop-sessions."), ["shop-sessions.ended api:this machine"]);
  const told = await until("the shop is told", () =>
    place.hooks.find(({ path, body }) => path === "/shop" && body.includes('"sessions.end"')),
  );
  assert.match(told.body, /"beforeMs":\d+/);
});
