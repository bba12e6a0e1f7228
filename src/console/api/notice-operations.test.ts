// The papers of an incident over real HTTP: facts, versions, two writers, the lint, and whose copy may be looked at by whom.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { emptyFacts, type IncidentId, type NoticeFacts } from "../../desk/index.ts";
import { openGround, type Ground } from "./ground.ts";
import { incidentsInMemory } from "./incidents-in-memory.ts";
import { gatehouseInMemory, journalInMemory, quietNow } from "./memory.ts";
import * as shapes from "./notice-shapes.ts";
import { manualClock } from "../../kernel/index.ts";

const clock = manualClock();
const journal = journalInMemory();
const desks = incidentsInMemory(clock, journal, gatehouseInMemory(clock, quietNow(clock.nowMs()), journal));
let ground: Ground | undefined;
after(() => ground?.console.close());

type Body = Readonly<Record<string, unknown>>;
interface Hand {
  readonly get: (path: string) => Promise<{ status: number; body: Body }>;
  readonly post: (path: string, body: unknown) => Promise<{ status: number; body: Body }>;
}

async function seen(answer: { status: number; json(): Promise<unknown> }) {
  return { status: answer.status, body: (await answer.json()) as Body };
}

async function handWith(headers: Readonly<Record<string, string>>): Promise<Hand> {
  const made = ground ?? assert.fail("no ground");
  return {
    get: async (path) => seen(await made.get(`/v1/incidents${path}`, headers)),
    post: async (path, body) => seen(await made.post(`/v1/incidents${path}`, body, headers)),
  };
}

const codeOf = ({ body }: { readonly body: Body }): unknown => (body["error"] as Body | undefined)?.["code"];
const MAIL = { kind: "email", class: "confirmed", language: "ja", report: 1 } as const;
const QUERY = "kind=email&class=confirmed&language=ja&report=1";
const SHOP = { name: "丸井", url: "https://marui.example.jp/", telephone: "", timeZone: "Asia/Tokyo" };
const FACTS: NoticeFacts = {
  ...emptyFacts(SHOP, Date.UTC(2026, 10, 22)),
  cause: "支払いページが書き換えられていました。カード 4111 1111 1111 1111 で試されました。",
};

test("papers are written over the API: facts first, then versions, each with its findings and who asked", async () => {
  ground = await openGround({ ...desks, clock, journal });
  await ground.nameOwner();
  const me = await handWith(await ground.signedIn());
  const opened = await me.post("", { type: "card-leak", title: "電話", key: "k" });
  const id = String(opened.body["id"]) as IncidentId;
  const at = `/${id}/notices`;

  const early = shapes.board.parse((await me.get(at)).body);
  assert.deepEqual([early.factsSha256, early.reports, early.papers.length], [null, [1], 20]);
  const proposed = shapes.factsView.parse((await me.get(`${at}/facts`)).body);
  assert.equal((proposed.facts["shop"] as Body)["name"], "丸井");

  const odd = await me.post(`${at}/facts`, { facts: { ...FACTS, today: "きょう" }, before: null });
  assert.deepEqual([odd.status, codeOf(odd)], [422, "notice.facts"]);
  assert.match(JSON.stringify(odd.body), /today/);
  const kept = shapes.board.parse((await me.post(`${at}/facts`, { facts: FACTS, before: null })).body);
  assert.match(kept.factsSha256 ?? "", /^[0-9a-f]{64}$/);
  const told = shapes.factsView.parse((await me.get(`${at}/facts`)).body);
  assert.doesNotMatch(JSON.stringify(told.facts), /4111/);

  const draft = shapes.paperView.parse((await me.get(`${at}/paper?${QUERY}`)).body);
  assert.deepEqual([draft.version, draft.text], [0, draft.draft]);
  const text = `${draft.text}\nカード 4111111111111111 の再発行手数料は、お客様のご負担となります。\n`;
  const wish = { key: MAIL, text, before: 0, askedBy: "カード会社の代理人", why: "電話で求められた" };
  const written = shapes.paperView.parse((await me.post(`${at}/paper`, wish)).body);
  assert.deepEqual([written.version, written.versions[0]?.askedBy], [1, "カード会社の代理人"]);
  assert.equal(written.versions[0]?.marks.liability, 1);
  assert.doesNotMatch(written.text, /4111/);

  const late = await me.post(`${at}/paper`, { ...wish, text: `${draft.text}別の人の文\n` });
  assert.deepEqual([late.status, codeOf(late)], [409, "incident.paper-changed"]);
  const again = shapes.paperView.parse((await me.post(`${at}/paper`, wish)).body);
  assert.equal(again.versions.length, 1, "a click told twice is one version");

  const checked = await me.post(`${at}/check`, { key: MAIL, text: "件名: お詫び\n\n強化してまいります。" });
  const { findings } = shapes.checkAnswer.parse(checked.body);
  assert.ok(findings.some(({ rule }) => rule === 13));
  const example = shapes.previewAnswer.parse(
    (await me.post(`${at}/preview`, { key: MAIL, text: draft.text, person: null })).body,
  );
  assert.match(example.html, /山田 花子/);
  assert.equal(example.who, null);

  for (const [path, body] of [
    ["paper", { ...wish, key: { ...MAIL, class: null } }],
    ["paper", { ...wish, key: { ...MAIL, kind: "page" } }],
    ["paper", { ...wish, text: "x".repeat(200_001) }],
    ["check", { key: MAIL }],
  ] as const)
    assert.equal((await me.post(`${at}/${path}`, body)).status, 422, JSON.stringify(body).slice(0, 80));
  const huge = await me.post(`${at}/check`, { key: MAIL, text: "店".repeat(400_000) });
  assert.deepEqual([huge.status, codeOf(huge)], [413, "body.large"]);
  const long = await me.post(`${at}/check`, { key: MAIL, text: "店".repeat(150_000) });
  assert.equal(long.status, 200, "longer than a form, within the longest paper");
  assert.equal((await me.get(`${at}/paper?${QUERY}&version=9`)).status, 404);
  assert.equal((await me.get("/incident_none/notices")).status, 404);

  const reader = await handWith(await ground.tokenFor("incidents:read"));
  assert.equal((await reader.get(at)).status, 200);
  assert.equal((await reader.post(`${at}/paper`, wish)).status, 403);
  const peek = { key: MAIL, text: draft.text, person: "hanako@example.jp" };
  const unnamed = await reader.post(`${at}/preview`, peek);
  assert.deepEqual([unnamed.status, codeOf(unnamed)], [403, "incident.not-named"]);
  const nobody = await me.post(`${at}/preview`, peek);
  assert.deepEqual([nobody.status, codeOf(nobody)], [409, "incident.addressees-missing"]);
  assert.doesNotMatch(JSON.stringify(journal.lines), /4111|hanako|代理人|再発行/);
});
