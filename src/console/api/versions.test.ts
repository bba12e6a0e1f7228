// A shop's versions through the API: who may see them, who may decide, and what is answered to what cannot be had.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShopVersions, VersionDesk } from "../../watch/index.ts";
import { openGround } from "./ground.ts";

const VERSIONS: ShopVersions = {
  lookedAtMs: 1,
  looking: false,
  unread: false,
  weak: [],
  parts: [{ name: "ec-cube", version: "4.2.2", path: "/x" }],
  otherCount: 0,
  postponed: [],
  system: { lastUpdateMs: 1.5, daysMax: 35, isOld: false },
  updated: [],
  advisoryCount: 70,
  advisoriesUntil: "2026-11-22",
};

test("whoever may see versions may not decide, and a decision carries the caller's name", async (t) => {
  const asked: unknown[][] = [];
  const versions: VersionDesk = {
    list: () => Promise.resolve(VERSIONS),
    look: () => "busy",
    postpone: (one, by) => {
      asked.push(["postpone", one, by]);
      return Promise.resolve(one.untilMs < 10 ? "past" : "done");
    },
    tick: (what, by) => {
      asked.push(["tick", what, by]);
      return Promise.resolve(what === "os" ? "done" : "damaged");
    },
  };
  const ground = await openGround({ versions });
  await ground.nameOwner();
  t.after(() => ground.console.close());
  assert.equal((await ground.get("/v1/watch/versions")).status, 401);
  const reader = await ground.tokenFor("watch:read");
  assert.match(await (await ground.get("/v1/watch/versions", reader)).text(), /4\.2\.2/);
  const wish = { component: "ec-cube", why: "作業待ち", untilMs: 100 };
  const post = async (act: string, body: object, token: Parameters<typeof ground.post>[2]): Promise<number> =>
    (await ground.post(`/v1/watch/versions/${act}`, body, token)).status;
  assert.equal(await post("postpone", wish, reader), 403);
  const writer = await ground.tokenFor("watch:write");
  assert.equal(await post("postpone", wish, writer), 200);
  assert.equal(await post("postpone", { ...wish, untilMs: 1 }, writer), 422);
  assert.equal(await post("postpone", { ...wish, why: " " }, writer), 422);
  assert.equal(await post("postpone", { component: "x" }, writer), 422);
  assert.equal(await post("updated", { what: "os" }, writer), 200);
  assert.equal(await post("updated", { what: "php" }, writer), 409);
  assert.equal(await post("look", {}, writer), 409);
  assert.equal(asked.length, 4);
  assert.match(String(asked[0]?.[2]), /^api:/);
});
