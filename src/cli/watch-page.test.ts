// `watch page` by the command line: what it says of headers and integrity, what counts as a finding, and the form for owners and purposes.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fine } from "../kernel/index.ts";
import type { PageReport } from "../watch/index.ts";
import { stage } from "./stage.ts";

const URL_GIVEN = "https://shop.example/checkout";
const HASH = "ab".repeat(32);
const LINE = '<script src="/app.js" integrity="sha384-x"></script>';
const REPORT: PageReport = {
  name: "checkout",
  url: URL_GIVEN,
  visits: [],
  inventory: {
    url: URL_GIVEN,
    scripts: [
      { kind: "file", source: `${URL_GIVEN}/app.js`, sha256: HASH, bytes: 1, start: "", hasIntegrity: false },
      {
        kind: "inline",
        source: "inline",
        sha256: HASH,
        bytes: 1,
        start: "var shop = 1",
        hasIntegrity: false,
      },
    ],
    forms: [],
    listeners: [],
    hosts: [],
    frames: [],
    serviceWorkers: [],
    heads: [],
  },
  changes: null,
  approved: null,
  seconds: 1,
  integrity: [
    { source: `${URL_GIVEN}/app.js`, place: `${URL_GIVEN}/app.js`, line: LINE, whyNot: null },
    {
      source: "https://cdn.example/x.js",
      place: "https://cdn.example/x.js?v=1",
      line: null,
      whyNot: "no-cors",
    },
  ],
};

test("the tag to put in is printed whole, and why another script can have none", async (t) => {
  const set = stage(t, null, { watchPage: () => Promise.resolve(fine(REPORT)) });
  const { code, out } = await set.run("watch", "page", URL_GIVEN);
  assert.equal(code, 0);
  assert.ok(out.includes(LINE), out);
  assert.match(out, /cdn\.example\/x\.js\?v=1: .*CORS/);
  assert.match(out, /inline:abababababab/);
});

test("an approval without headers is no finding; a weaker policy is", async (t) => {
  const approved = { approvedAtMs: 0, approvedBy: "花子" };
  const run = async (kind: "headers-unknown" | "policy-weaker") => {
    const changes = [{ kind, weight: "look", what: "x", seenBy: null }] as const;
    const acts = { watchPage: () => Promise.resolve(fine({ ...REPORT, approved, changes })) };
    return stage(t, null, acts).run("watch", "page", URL_GIVEN);
  };
  const unknown = await run("headers-unknown");
  assert.equal(unknown.code, 0);
  assert.match(unknown.out, /承認したとおりです[^]*もう一度承認/);
  assert.equal((await run("policy-weaker")).code, 1);
});

test("the form for owners and purposes names each script by its key, and is never written over another file", async (t) => {
  const set = stage(t, null, { watchPage: () => Promise.resolve(fine(REPORT)) });
  assert.equal((await set.run("watch", "page", URL_GIVEN, "--notes-form", "notes.json")).code, 0);
  const form = JSON.parse(readFileSync(join(set.folder, "notes.json"), "utf8")) as Record<string, unknown>;
  assert.deepEqual(form[`inline:${HASH}`], { script: "var shop = 1", owner: "", why: "" });
  assert.equal((await set.run("watch", "page", URL_GIVEN, "--notes-form", "notes.json")).code, 2);
  writeFileSync(join(set.folder, "bad.json"), "[]");
  const bad = await set.run("watch", "page", URL_GIVEN, "--notes", "bad.json");
  assert.equal(bad.code, 2);
  assert.match(bad.err, /--notes-form/);
});
