// Watched pages through the API: who may see them, who may approve, and what a wish that cannot be had is answered with.

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { PageDesk, PageWish, WatchedPage } from "../../watch/index.ts";
import { openGround } from "./ground.ts";
import { watchedPages } from "./watch-shapes.ts";

const PAGE: WatchedPage = {
  name: "checkout",
  url: "https://shop.example/checkout",
  everyHours: 6,
  looking: false,
  approval: "approved",
  approved: { approvedAtMs: 0, approvedBy: "owner:花子", why: "開店" },
  seenAtMs: 1,
  triedAtMs: 1,
  nextAtMs: 2,
  trouble: null,
  visits: [{ guise: "desktop", trouble: null }],
  changes: [{ kind: "host-new", weight: "alarm", what: "https://evil.example", seenBy: ["desktop"] }],
  scripts: [
    {
      kind: "inline",
      source: "inline",
      sha256: "aa",
      bytes: 1,
      start: "var a",
      hasIntegrity: false,
      key: "inline:aa",
      note: { owner: "制作会社", why: "計測", shared: true },
      approved: true,
      integrity: null,
    },
    {
      kind: "file",
      source: "https://shop.example/app.js",
      sha256: null,
      bytes: 1,
      start: "",
      hasIntegrity: false,
      key: "https://shop.example/app.js",
      note: null,
      approved: false,
      integrity: { line: null, whyNot: "no-cors", looks: 3, sinceMs: 1 },
    },
  ],
  heads: [{ frame: null, fields: [["server", "nginx"]], guardPolicy: "report" }],
  counts: { forms: 1, listeners: 0, hosts: 2 },
};

async function openStage(t: TestContext) {
  const asked: unknown[][] = [];
  const wish = (name: string, ...given: unknown[]): PageWish => {
    asked.push([name, ...given]);
    return name === "checkout" ? "done" : "unknown";
  };
  const pages: PageDesk = {
    list: () => ({
      pages: [PAGE],
      policy: {
        mode: "report",
        page: "checkout",
        paths: ["/checkout"],
        policy: "script-src 'self'",
        state: "out",
        inlineOpen: false,
        keptOut: [],
      },
    }),
    look: (name) => (name === "checkout" ? "busy" : "unknown"),
    approve: async (...given) => wish(...given),
    note: async (...given) => wish(...given),
    report: (name) => (name === "checkout" ? "<!doctype html><p>報告</p>" : undefined),
  };
  const ground = await openGround({ pages });
  await ground.nameOwner();
  t.after(() => ground.console.close());
  return { ground, asked };
}

test("whoever may see watched pages may not approve them", async (t) => {
  const { ground, asked } = await openStage(t);
  assert.equal((await ground.get("/v1/watch/pages")).status, 401);
  const reader = await ground.tokenFor("watch:read");
  const seen = await ground.get("/v1/watch/pages", reader);
  assert.equal(seen.status, 200);
  const told = watchedPages.strict().parse(await seen.json());
  assert.deepEqual(told.pages[0], PAGE);
  assert.equal((await ground.post("/v1/watch/pages/checkout/approve", { why: "x" }, reader)).status, 403);
  assert.deepEqual(asked, []);
});

test("an approval names who gave it and why; without a reason there is none", async (t) => {
  const { ground, asked } = await openStage(t);
  const writer = await ground.tokenFor("watch:write");
  const approve = (name: string, body: object) =>
    ground.post(`/v1/watch/pages/${name}/approve`, body, writer);
  assert.equal((await approve("checkout", { why: "制作会社の更新" })).status, 200);
  assert.match(String(asked[0]?.[1]), /^api:/);
  assert.equal(asked[0]?.[2], "制作会社の更新");
  assert.equal((await approve("checkout", { why: " " })).status, 422);
  assert.equal((await approve("other", { why: "x" })).status, 404);
  const note = { source: "https://shop.example/app.js", owner: "制作会社", why: "住所" };
  assert.equal((await ground.post("/v1/watch/pages/checkout/note", note, writer)).status, 200);
  assert.equal((await ground.post("/v1/watch/pages/checkout/look", {}, writer)).status, 409);
});

test("the report comes as a file, and is not there before a page was seen", async (t) => {
  const { ground } = await openStage(t);
  const reader = await ground.tokenFor("watch:read");
  const report = await ground.get("/v1/watch/pages/checkout/report", reader);
  assert.equal(report.headers.get("content-disposition"), 'attachment; filename="page-checkout.html"');
  assert.match(await report.text(), /報告/);
  assert.equal((await ground.get("/v1/watch/pages/none/report", reader)).status, 404);
});
