// What an owner does, on the real guard: each act stands in the journal exactly once and names who did it, whichever way
// it came; and a forgotten password has a way back.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { LOCAL_TOKEN_FILE } from "../src/cli/index.ts";
import { newId, systemRandom } from "../src/kernel/index.ts";
import { openDemoStage, type DemoStage } from "./demo-stage.ts";

const PASSWORD = "港の三毛猫は朝によく鳴きます";
const NEW_PASSWORD = "夕方の灯台に鴎が三羽とまる";

let stage: DemoStage;
let owner: Readonly<Record<string, string>>;
before(async () => {
  stage = await openDemoStage("/nowhere");
  const named = await post("/v1/first-owner", {
    token: stage.firstOwnerUrl.split("#")[1],
    name: "花子",
    password: PASSWORD,
  });
  owner = await headersOf(named);
});
after(() => stage.close());

function post(
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${stage.consoleUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: stage.consoleUrl, ...headers },
    body: JSON.stringify(body),
  });
}

async function headersOf(signedIn: Response): Promise<Readonly<Record<string, string>>> {
  assert.equal(signedIn.status, 200);
  const { csrf } = (await signedIn.json()) as { csrf: string };
  return { cookie: (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "", "x-misemori-csrf": csrf };
}

async function localToken(): Promise<Readonly<Record<string, string>>> {
  const token = await readFile(join(stage.recordsFolder, LOCAL_TOKEN_FILE), "utf8");
  return { authorization: `Bearer ${token.trim()}` };
}

async function holdOne(orderRef: string | null): Promise<string> {
  const nowMs = Date.now();
  const id = newId("hold", nowMs, systemRandom());
  await stage.demo.guard.gate.keeper.house.createHold({
    id,
    attemptId: newId("att", nowMs, systemRandom()),
    createdAtMs: nowMs,
    orderRef,
    claimedRef: null,
    amountYen: 4_200,
    country: "SG",
    probability: 0.8,
    state: "held",
    decidedAtMs: null,
    decidedBy: null,
    note: null,
  });
  return id;
}

test("pausing and resuming cards is journalled once each, with the person or the machine", async () => {
  assert.equal((await post("/v1/cards/pause", { why: "夜間" }, owner)).status, 200);
  assert.equal((await post("/v1/cards/resume", { why: "朝" }, await localToken())).status, 200);
  assert.deepEqual(await stage.journalled("cards.paused"), ["owner:花子"]);
  assert.deepEqual(await stage.journalled("cards.resumed"), ["api:this machine"]);
});

test("releasing and cancelling an order is journalled once each, and a second try changes nothing", async () => {
  const [first, second] = [await holdOne("A-1"), await holdOne("A-2")];
  assert.equal((await post(`/v1/holds/${first}/release`, { note: "電話" }, owner)).status, 200);
  assert.equal((await post(`/v1/holds/${first}/cancel`, {}, owner)).status, 409);
  assert.equal((await post(`/v1/holds/${second}/cancel`, {}, await localToken())).status, 200);
  assert.equal((await post("/v1/holds/hold_unknown/cancel", {}, owner)).status, 404);
  assert.deepEqual(await stage.journalled("hold.released"), ["owner:花子"]);
  assert.deepEqual(await stage.journalled("hold.cancelled"), ["api:this machine"]);
  assert.equal((await stage.journalled("hold.created")).length, 2);
});

test("an order nobody named keeps unknown orders back until it is named, which is journalled with the person", async () => {
  const shippable = async (ref: string): Promise<string> => {
    const headers = await localToken();
    return (await fetch(`${stage.consoleUrl}/v1/orders/${ref}/shippable`, { headers })).text();
  };
  assert.match(await shippable("B-1"), /"shippable":true/);
  const hold = await holdOne(null);
  assert.match(await shippable("B-1"), /"shippable":false,"reason":"unnamed-hold"/);
  assert.equal((await post(`/v1/holds/${hold}/cancel`, {}, owner)).status, 409);
  assert.equal((await post(`/v1/holds/${hold}/name`, { orderRef: "B-1" }, owner)).status, 200);
  assert.match(await shippable("B-1"), /"shippable":false,"reason":"on-hold"/);
  assert.match(await shippable("B-2"), /"shippable":true/);
  assert.equal((await post(`/v1/holds/${hold}/cancel`, {}, owner)).status, 200);
  assert.match(await shippable("B-1"), /"shippable":false,"reason":"cancelled"/);
  assert.deepEqual(await stage.journalled("hold.named"), ["owner:花子"]);
});

test("this machine's command line may take an alert, which a shop's token may not", async () => {
  const unknown = await post("/v1/alerts/alert_none/own", {}, await localToken());
  assert.equal(unknown.status, 404, "allowed, but there is no such alert");
  const made = await post("/v1/tokens", { name: "shop", scopes: ["now:read"] }, owner);
  const { key } = (await made.json()) as { key: string };
  const shop = { authorization: `Bearer ${key}` };
  assert.equal((await post("/v1/alerts/alert_none/own", {}, shop)).status, 403);
  assert.equal((await post("/v1/owner-link", {}, shop)).status, 403);
  const greedy = await post("/v1/tokens", { name: "more", scopes: ["owner:link"] }, owner);
  assert.equal(greedy.status, 422, "no token made by hand may make links");
});

test("a link made on the machine sets a new password once, ends old sessions, and is journalled", async () => {
  const made = await post("/v1/owner-link", {}, await localToken());
  const { url, purpose } = (await made.json()) as { url: string; purpose: string };
  assert.equal(purpose, "reset");
  assert.match(url, /\/reset#[\w-]{43}$/);
  const token = url.split("#")[1] ?? "";
  assert.equal((await post("/v1/reset", { token, password: "short" })).status, 422);
  assert.equal((await post("/v1/reset", { token: "x".repeat(43), password: NEW_PASSWORD })).status, 410);
  const asFirst = await post("/v1/first-owner", { token, name: "他人", password: NEW_PASSWORD });
  assert.equal(asFirst.status, 410, "a reset link names no new owner");
  const fresh = await headersOf(await post("/v1/reset", { token, password: NEW_PASSWORD }));
  assert.equal((await post("/v1/reset", { token, password: PASSWORD })).status, 410);
  assert.equal((await post("/v1/cards/pause", { why: "x" }, owner)).status, 401, "the old session is over");
  assert.equal((await post("/v1/sign-in", { name: "花子", password: PASSWORD })).status, 401);
  assert.deepEqual(await stage.journalled("owner.link-made"), ["api:this machine"]);
  assert.deepEqual(await stage.journalled("password.reset"), ["owner:花子"]);
  owner = fresh;
});

test("a password is changed only by who knows the old one; other sessions end, this one goes on", async () => {
  const other = await headersOf(await post("/v1/sign-in", { name: "花子", password: NEW_PASSWORD }));
  const wrong = await post("/v1/password", { old: PASSWORD, password: PASSWORD }, owner);
  assert.equal(wrong.status, 422);
  assert.match(((await wrong.json()) as { error: { hint: string } }).error.hint, /misemori owner link/);
  owner = await headersOf(await post("/v1/password", { old: NEW_PASSWORD, password: PASSWORD }, owner));
  assert.equal((await post("/v1/sign-out-everywhere", {}, other)).status, 401);
  assert.deepEqual(await stage.journalled("password.changed"), ["owner:花子"]);
});

test("the sample attack is started by a person only, runs once at a time, and is journalled once", async () => {
  assert.equal((await post("/v1/demo/attack", {}, await localToken())).status, 403);
  assert.equal((await post("/v1/demo/attack", {})).status, 401);
  const first = await post("/v1/demo/attack", {}, owner);
  const second = await post("/v1/demo/attack", {}, owner);
  for (const answer of [first, second])
    assert.equal(((await answer.json()) as { running: boolean }).running, true);
  assert.deepEqual(await stage.journalled("demo.attack-started"), ["owner:花子"]);
});

test("signing out everywhere ends every session, this one too, and is journalled", async () => {
  const other = await headersOf(await post("/v1/sign-in", { name: "花子", password: PASSWORD }));
  const ended = await post("/v1/sign-out-everywhere", {}, owner);
  assert.deepEqual(await ended.json(), { ended: 2 });
  for (const gone of [owner, other])
    assert.equal((await post("/v1/sign-out-everywhere", {}, gone)).status, 401);
  assert.deepEqual(await stage.journalled("sessions.ended"), ["owner:花子"]);
});
