// What the API lets people and tokens do with the gate, and what it refuses.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { newId, systemRandom } from "../../kernel/index.ts";
import type { Hold } from "../../gate/index.ts";
import type { AlertView } from "../ports.ts";
import { openGround, type Ground } from "./ground.ts";

const grounds: Ground[] = [];
async function ground(...given: Parameters<typeof openGround>): Promise<Ground> {
  const made = await openGround(...given);
  grounds.push(made);
  await made.nameOwner();
  return made;
}
after(async () => {
  await Promise.all(grounds.map((made) => made.console.close()));
});

function holdFor(made: Ground, orderRef: string): Hold {
  const atMs = made.clock.nowMs();
  const hold: Hold = {
    id: newId("hold", atMs, systemRandom()),
    attemptId: newId("att", atMs, systemRandom()),
    createdAtMs: atMs,
    orderRef,
    claimedRef: null,
    amountYen: 9_800,
    country: "SG",
    probability: 0.7,
    state: "held",
    decidedAtMs: null,
    decidedBy: null,
    note: null,
  };
  made.gatehouse.holdOrder(hold);
  return hold;
}

describe("the card switch", () => {
  test("pauses and resumes with who and why on record", async () => {
    const made = await ground();
    const mine = await made.signedIn();
    const paused = await made.post("/v1/cards/pause", { why: "夜間の攻撃" }, mine);
    assert.equal((await paused.json()).state, "paused");
    await made.post("/v1/cards/resume", { why: "収まった" }, mine);
    assert.equal((await made.gatehouse.now()).cards.state, "open");
    assert.deepEqual(made.journal.lines.slice(-2), [
      { kind: "cards.paused", by: "owner:花子", facts: { why: "夜間の攻撃" } },
      { kind: "cards.resumed", by: "owner:花子", facts: { why: "収まった" } },
    ]);
  });

  test("says plainly when the act was done but the journal is full", async () => {
    const made = await ground();
    const mine = await made.signedIn();
    made.journal.breakDown();
    const answer = await made.post("/v1/cards/pause", { why: "x" }, mine);
    assert.equal(answer.status, 500);
    assert.equal((await answer.json()).error.code, "journal.failed");
    assert.equal((await made.gatehouse.now()).cards.state, "paused");
  });
});

describe("orders on hold", () => {
  test("are decided once: the second person hears who was first", async () => {
    const made = await ground();
    const [first, second] = [await made.signedIn(), await made.signedIn()];
    const hold = holdFor(made, "A-1");
    const both = await Promise.all([
      made.post(`/v1/holds/${hold.id}/release`, { note: "電話で確認" }, first),
      made.post(`/v1/holds/${hold.id}/cancel`, {}, { ...second, "accept-language": "en" }),
    ]);
    assert.deepEqual(
      both.map((answer) => answer.status).sort((a, b) => a - b),
      [200, 409],
    );
    const late = await made.post(`/v1/holds/${hold.id}/cancel`, {}, { ...second, "accept-language": "ja" });
    assert.equal(late.status, 409);
    assert.match((await late.json()).error.hint, /花子 さん/);
    assert.equal(made.journal.lines.filter((line) => line.kind.startsWith("hold.")).length, 1);
  });

  test("are never shippable while held or cancelled, and are once released", async () => {
    const made = await ground();
    const mine = await made.signedIn();
    const shippable = async (ref: string): Promise<boolean> =>
      (await (await made.get(`/v1/orders/${encodeURIComponent(ref)}/shippable`, mine)).json()).shippable;
    const released = holdFor(made, "注文/1 2");
    const cancelled = holdFor(made, "A-2");
    assert.equal(await shippable("注文/1 2"), false);
    await made.post(`/v1/holds/${released.id}/release`, {}, mine);
    await made.post(`/v1/holds/${cancelled.id}/cancel`, {}, mine);
    assert.equal(await shippable("注文/1 2"), true);
    assert.equal(await shippable("A-2"), false);
    assert.equal(await shippable("never held"), true);
  });

  test("without a number keep every unknown order back until a person names or ends them", async () => {
    const made = await ground();
    const mine = await made.signedIn();
    const ask = async (ref: string) => (await made.get(`/v1/orders/${ref}/shippable`, mine)).json();
    const one = { ...holdFor(made, ""), id: newId("hold", 1, systemRandom()), orderRef: null } as const;
    await made.post(`/v1/holds/${(await made.gatehouse.holds({ limit: 1 }))[0]?.id}/release`, {}, mine);
    made.gatehouse.holdOrder({ ...one, claimedRef: "B-1" });
    assert.equal((await ask("B-1")).reason, "claimed");
    const unknown = await ask("B-2");
    assert.deepEqual([unknown.shippable, unknown.reason], [false, "unnamed-hold"]);
    assert.deepEqual(
      unknown.mayBe.map((hold) => hold.id),
      [one.id],
    );
    const early = await made.post(`/v1/holds/${one.id}/cancel`, {}, mine);
    assert.equal(early.status, 409);
    assert.equal((await early.json()).error.code, "hold.unnamed");

    for (const orderRef of ["", " ", "x".repeat(201), "4111 1111 1111 1111"])
      assert.equal((await made.post(`/v1/holds/${one.id}/name`, { orderRef }, mine)).status, 422, orderRef);
    const named = await made.post(`/v1/holds/${one.id}/name`, { orderRef: " B-2 " }, mine);
    assert.equal((await named.json()).orderRef, "B-2");
    assert.equal((await ask("B-1")).shippable, true);
    assert.equal((await ask("B-2")).reason, "on-hold");
    assert.deepEqual(made.journal.lines.at(-1), {
      kind: "hold.named",
      by: "owner:花子",
      facts: { hold: one.id, order: "B-2" },
    });
    await made.post(`/v1/holds/${one.id}/cancel`, {}, mine);
    assert.equal((await ask("B-2")).reason, "cancelled");
    assert.equal((await made.post(`/v1/holds/${one.id}/name`, { orderRef: "B-3" }, mine)).status, 409);

    const two = { ...one, id: newId("hold", 2, systemRandom()) };
    made.gatehouse.holdOrder(two);
    assert.equal((await ask("B-3")).shippable, false);
    assert.equal((await made.post(`/v1/holds/${two.id}/cancel`, { noOrder: true }, mine)).status, 200);
    assert.equal((await ask("B-3")).shippable, true);
    assert.equal(
      (await made.post("/v1/holds/hold_none/name", { orderRef: "B-3" }, await made.tokenFor("holds:read")))
        .status,
      403,
    );
  });

  test("are released by a script that sends no body at all", async () => {
    const made = await ground();
    const token = await made.tokenFor("holds:write");
    const hold = holdFor(made, "A-4");
    const answer = await made.raw("POST", `/v1/holds/${hold.id}/release`, { ...token, origin: "" });
    assert.match(answer, /^HTTP\/1\.1 200 [^]*"state":"released"/);
    assert.match(answer, /"decidedBy":"api:tholds-write"/);
  });

  test("that do not exist give 404 and nothing on record", async () => {
    const made = await ground();
    const mine = await made.signedIn();
    const before = made.journal.lines.length;
    for (const id of ["hold_none", "..", "%00", "x".repeat(2_000)]) {
      const answer = await made.post(`/v1/holds/${encodeURIComponent(id)}/release`, {}, mine);
      assert.equal(answer.status, 404, id.slice(0, 10));
    }
    assert.equal(made.journal.lines.length, before);
  });

  test("come one by one with their reasons, or without when the attempt is gone", async () => {
    const made = await ground();
    const hold = holdFor(made, "A-3");
    const answer = await (await made.get(`/v1/holds/${hold.id}`, await made.signedIn())).json();
    assert.equal(answer.hold?.id, hold.id);
    assert.deepEqual(answer.reasons, []);
  });
});

describe("API tokens", () => {
  test("may do what their scopes say and nothing else", async () => {
    const made = await ground();
    const reader = await made.tokenFor("holds:read");
    assert.equal((await made.get("/v1/holds", reader)).status, 200);
    const hold = holdFor(made, "A-1");
    for (const [path, body] of [
      [`/v1/holds/${hold.id}/release`, {}],
      ["/v1/cards/pause", { why: "x" }],
      ["/v1/outcomes", { attemptId: "att_1", outcome: "declined" }],
      ["/v1/tokens", { name: "more", scopes: ["cards:write"] }],
      ["/v1/alerts/a/own", {}],
      ["/v1/sign-out", {}],
    ] as const) {
      assert.equal((await made.post(path, body, reader)).status, 403, path);
    }
    assert.equal((await made.get("/v1/now", reader)).status, 403);
    assert.equal((await made.get("/v1/tokens", reader)).status, 403);
  });

  test("need no Origin, as no browser sends them by itself", async () => {
    const made = await ground();
    const writer = await made.tokenFor("cards:write");
    const answer = await made.raw(
      "POST",
      "/v1/cards/pause",
      { ...writer, origin: "", "content-type": "application/json" },
      '{"why":"script"}',
    );
    assert.match(answer, /^HTTP\/1\.1 200 /);
    assert.equal(made.journal.lines.at(-1)?.by, "api:tcards-write");
  });

  test("end at once when revoked, and unknown or misspelt ones are refused even beside a good session", async () => {
    const made = await ground();
    const mine = await made.signedIn();
    const token = await made.tokenFor("now:read");
    assert.equal((await made.get("/v1/now", token)).status, 200);
    assert.equal((await made.post("/v1/tokens/tnow-read/revoke", {}, mine)).status, 200);
    assert.equal((await made.get("/v1/now", token)).status, 401);
    assert.equal((await made.post("/v1/tokens/tnow-read/revoke", {}, mine)).status, 404);
    for (const authorization of ["Bearer nothing", "Basic abc", "Bearer", "Bearer a b"]) {
      assert.equal((await made.get("/v1/now", { ...mine, authorization })).status, 401, authorization);
    }
  });

  test("are listed without keys, kept as hashes, and have one name each", async () => {
    const made = await ground();
    const mine = await made.signedIn();
    const answer = await made.post("/v1/tokens", { name: "shop", scopes: ["now:read"] }, mine);
    const { key } = await answer.json();
    assert.match(key, /^msm_[\w-]{43}$/);
    const listed = await (await made.get("/v1/tokens", mine)).text();
    assert.ok(!listed.includes(key) && !listed.includes("keyHash"));
    assert.ok((await made.memory.apiTokens.list()).every((token) => /^[0-9a-f]{64}$/.test(token.keyHash)));
    assert.equal((await made.post("/v1/tokens", { name: "shop", scopes: ["now:read"] }, mine)).status, 409);
    assert.equal((await made.post("/v1/tokens", { name: "x", scopes: ["all"] }, mine)).status, 422);
  });
});

describe("outcomes", () => {
  test("of unknown attempts give 404, and neither name nor known outcome gives 422", async () => {
    const made = await ground();
    const token = await made.tokenFor("outcomes:write");
    const tell = async (body: unknown): Promise<number> =>
      (await made.post("/v1/outcomes", body, token)).status;
    assert.equal(await tell({ orderRef: "A-9", outcome: "approved" }), 404);
    assert.equal(await tell({ outcome: "approved" }), 422);
    assert.equal(await tell({ attemptId: "", orderRef: "", outcome: "approved" }), 422);
    assert.equal(await tell({ attemptId: "att_1", outcome: "pending" }), 422);
  });
});

describe("alerts", () => {
  const alert: AlertView = {
    id: "alert_1",
    kind: "attack",
    openedAtMs: 1,
    changedAtMs: 2,
    state: "open",
    owner: "",
    ownedAtMs: null,
    facts: "{}",
    told: 1,
  };

  test("get one owner, on record; unknown ones give 404", async () => {
    const made = await ground();
    made.alerts.push(alert);
    const mine = await made.signedIn();
    assert.equal((await made.post("/v1/alerts/alert_1/own", undefined, mine)).status, 200);
    assert.equal(made.alerts[0]?.owner, "owner:花子");
    assert.deepEqual(made.journal.lines.at(-1), {
      kind: "alert.owned",
      by: "owner:花子",
      facts: { alert: "alert_1" },
    });
    assert.equal((await made.post("/v1/alerts/alert_2/own", {}, mine)).status, 404);
  });
});
