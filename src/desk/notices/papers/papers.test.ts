// Papers as they are written: versions that are never lost, facts that follow the scope, marks, and who may look at whose copy.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Answer } from "../../incidents/record.ts";
import { filesBelow } from "../../vault/vault.fixture.ts";
import type { NoticeFacts, PaperKey } from "../contract.ts";
import { CARD_LEAK } from "../draft/facts.fixture.ts";
import { factsForScope } from "../facts.ts";
import { MAIL, openStage, OTHER, OWNER, personOf } from "./stage.fixture.ts";

const RUN = "scope_0123456789abcdef0123456789abcdef";
const LATER = "scope_fedcba9876543210fedcba9876543210";
const THREE = [personOf(1, "confirmed"), personOf(2, "possible"), personOf(3, "notAffected")];
/** Seven of the one, so that no other number is right by chance. */
const MORE = [4, 5, 6, 7, 8, 9].map((number) => personOf(number, "confirmed"));
const PAGE: PaperKey = { kind: "page", class: null, language: "ja", report: 1 };

function good<T>(answer: Answer<T>): T {
  assert.ok(answer.ok, answer.ok ? "" : answer.fault);
  return answer.value;
}

function faultOf(answer: Answer<unknown>): string {
  return answer.ok ? "" : answer.fault;
}

function wish(text: string, before: number, more: { key?: PaperKey; askedBy?: string; why?: string } = {}) {
  return { key: MAIL, text, before, askedBy: "", why: "", ...more };
}

test("every version is kept with who wrote and who asked; two writers at once: the second is told, and writes again", async (t) => {
  const { papers, incident } = await openStage(t);
  const both = await Promise.all([
    papers.write(
      incident,
      OWNER,
      wish("件名: 一\n\n花子の文。", 0, { askedBy: "弁護士", why: "言い回し" }),
      "ja",
    ),
    papers.write(incident, OTHER, wish("件名: 一\n\n太郎の文。", 0), "ja"),
  ]);
  assert.deepEqual(both.map(faultOf).toSorted(), ["", "incident.paper-changed"]);
  const [late = OTHER, text = ""] = both[0].ok ? [OTHER, "太郎の文。"] : [OWNER, "花子の文。"];
  const second = good(await papers.write(incident, late, wish(`件名: 二\n\n${text}`, 1), "ja"));
  assert.deepEqual(
    second.versions.map(({ version }) => version),
    [2, 1],
  );
  const first = good(await papers.paper(incident, MAIL, 1, "ja"));
  assert.notEqual(first.text, second.text);
  assert.deepEqual([first.version, first.versions[0]?.version], [1, 2]);
  assert.equal(faultOf(await papers.paper(incident, MAIL, 3, "ja")), "incident.paper-unknown");
  assert.equal(faultOf(await papers.write(incident, OWNER, wish(" \r\n", 2), "ja")), "incident.paper-empty");
});

test("a process that dies between text and entry leaves a box nobody asks for, and nothing else", async (t) => {
  const stage = await openStage(t);
  const { folder, records, incident } = stage;
  const dying = {
    ...records,
    append: async (): Promise<boolean> => {
      throw new Error("killed");
    },
  };
  const dead = await openStage(t, { folder, records: dying, incident });
  await assert.rejects(dead.papers.write(incident, OWNER, wish("件名: 一\n\n本文。", 0), "ja"), /killed/);
  await assert.rejects(dead.papers.keepFacts(incident, OWNER, { facts: CARD_LEAK, before: null }), /killed/);
  const names = (await stage.vault.list(incident)).map(({ name }) => name.split("-")[0]);
  assert.deepEqual(new Set(names), new Set(["notice", "paper"]));
  const after = await openStage(t, { folder, records, incident });
  assert.equal(good(await after.papers.paper(incident, MAIL, null, "ja")).version, 0);
  assert.equal(good(await after.papers.facts(incident)).sha256, null);
  const again = good(await after.papers.write(incident, OWNER, wish("件名: 一\n\n本文。", 0), "ja"));
  assert.deepEqual([again.version, again.versions.length], [1, 1]);
});

test("an edit that touches who pays or drops the statement sentence is marked, against the draft and against the version before", async (t) => {
  const { papers, incident, scope } = await openStage(t);
  await scope(RUN, THREE);
  good(await papers.keepFacts(incident, OWNER, { facts: CARD_LEAK, before: null }));
  const { text } = good(await papers.paper(incident, MAIL, null, "ja"));
  assert.match(text, /明細/);
  const cut = text
    .split("\n")
    .filter((line) => !line.includes("明細"))
    .join("\n");
  const first = good(await papers.write(incident, OWNER, wish(cut, 0, { askedBy: "カード会社" }), "ja"));
  assert.deepEqual(first.versions[0]?.marks, { liability: 0, dropped: 1 });
  assert.ok(first.findings.some(({ rule, weight }) => rule === 15 && weight === "error"));
  const pays = `${cut}\n再発行の手数料はお客様のご負担です。\n`;
  const second = good(await papers.write(incident, OWNER, wish(pays, 1), "ja"));
  assert.deepEqual(second.versions[0]?.marks, { liability: 1, dropped: 0 });
  const told = second.findings.find(({ rule, weight }) => rule === 15 && weight === "advice");
  assert.match(told?.quote ?? "", /再発行の手数料/);
  const row = good(await papers.board(incident, "ja")).papers.find(({ version }) => version === 2);
  assert.deepEqual(row?.marks, { liability: 1, dropped: 0 });
});

test("a later scope makes facts, drafts and versions stale; keeping the facts again brings its counts and leaves the owner's words", async (t) => {
  const { papers, incident, scope } = await openStage(t);
  good(await papers.keepFacts(incident, OWNER, { facts: CARD_LEAK, before: null }));
  assert.equal(good(await papers.facts(incident)).facts.counts, null, "nobody has counted yet");
  await scope(RUN, [...THREE, ...MORE]);
  const stale = good(await papers.facts(incident));
  assert.deepEqual([stale.isStale, stale.facts.scopeRunId], [true, RUN]);
  assert.ok(good(await papers.board(incident, "ja")).papers.every(({ isStale }) => isStale));
  const board = good(await papers.keepFacts(incident, OWNER, { facts: stale.facts, before: stale.sha256 }));
  assert.deepEqual(board.addressees, { people: 9, withEmail: 9, withAddress: 9 });
  assert.ok(board.papers.every(({ isStale }) => !isStale));
  assert.equal(
    faultOf(await papers.keepFacts(incident, OTHER, { facts: CARD_LEAK, before: stale.sha256 })),
    "incident.paper-changed",
  );

  const draft = good(await papers.paper(incident, PAGE, null, "ja"));
  assert.match(draft.text, /確認された方は7名/);
  good(await papers.write(incident, OWNER, wish(draft.text, 0, { key: PAGE }), "ja"));
  await scope(LATER, [...THREE, ...MORE, personOf(10, "confirmed"), personOf(11, "confirmed")]);
  const overtaken = good(await papers.paper(incident, PAGE, null, "ja"));
  assert.ok(overtaken.isStale);
  assert.ok(overtaken.findings.some(({ rule, place }) => rule === 17 && place.startsWith("line ")));
  assert.match(overtaken.draft, /確認された方は9名/);
  assert.equal(
    (await papers.facts(incident)).ok && good(await papers.facts(incident)).facts.cause,
    CARD_LEAK.cause,
  );
  // The same words for the later scope are a version of their own, and still tell the old number.
  const same = good(await papers.write(incident, OWNER, wish(draft.text, 1, { key: PAGE }), "ja"));
  assert.deepEqual([same.version, same.isStale], [2, true]);
  const mended = good(await papers.write(incident, OWNER, wish(overtaken.draft, 2, { key: PAGE }), "ja"));
  assert.deepEqual([mended.version, mended.isStale], [3, false]);
});

test("whatever the owner wrote, a scope changes its counts, run and window alone", () => {
  const words = fc.record({ cause: fc.string(), restart: fc.option(fc.string()) });
  fc.assert(
    fc.property(words, fc.nat(), fc.nat(), fc.boolean(), ({ cause, restart }, a, b, isKnown) => {
      const facts: NoticeFacts = { ...CARD_LEAK, cause, restart };
      const scope = {
        runId: LATER,
        atMs: 0,
        classes: { confirmed: a, possible: b, cannotTell: 1, notAffected: 0 },
        people: a + b + 1,
        vaultName: null,
      };
      const window = isKnown ? { fromMs: Date.UTC(2026, 0, 2), toMs: null, how: "" } : null;
      const now = factsForScope(facts, { scope, window }, "Asia/Tokyo");
      assert.deepEqual(now.counts, { confirmed: a, possible: b + 1, notAffected: 0 });
      assert.deepEqual(now.window, { from: isKnown ? "2026-01-02" : facts.window.from, to: facts.window.to });
      assert.deepEqual(
        { ...now, counts: null, window: null, scopeRunId: null },
        { ...facts, counts: null, window: null, scopeRunId: null },
      );
      assert.equal(factsForScope(now, { scope, window: null }, "Asia/Tokyo"), now, "once is enough");
    }),
  );
});

test("drafts from whole facts agree with one another in numbers, telephone and hours", async (t) => {
  const { papers, incident, scope } = await openStage(t);
  await scope(RUN, THREE);
  const board = good(await papers.keepFacts(incident, OWNER, { facts: CARD_LEAK, before: null }));
  const japanese = board.papers.filter(({ key }) => key.language === "ja");
  assert.equal(japanese.length, 10);
  for (const { key } of japanese) {
    const { findings } = good(await papers.paper(incident, key, null, "ja"));
    assert.deepEqual(
      findings.filter(({ rule }) => rule >= 17),
      [],
      JSON.stringify(key),
    );
  }
  const other = { ...PAGE, kind: "qa" } as const;
  const qa = good(await papers.paper(incident, other, null, "ja"));
  const wrong = qa.text.replaceAll("0120-000-000", "0120-111-111");
  const { findings } = good(await papers.write(incident, OWNER, wish(wrong, 0, { key: other }), "ja"));
  assert.ok(findings.some(({ rule }) => rule === 18));
});

test("a customer's own copy is for those named, found by address, order or id, and journalled without the customer", async (t) => {
  const { papers, incident, scope, lines } = await openStage(t);
  const text = "件名: {{name}} 様へ\n\nご注文 {{orders}} の {{items}} です。";
  const look = (by: string, person: string | null, words = text) =>
    papers.preview(incident, by, { key: MAIL, text: words, person });
  assert.equal(faultOf(await look(OWNER, "p_1")), "incident.addressees-missing");
  await scope(RUN, THREE);
  assert.equal(faultOf(await look(OTHER, "p_1")), "incident.not-named");
  const before = lines.length;
  for (const person of ["HANAKO1@kakizawa.example ", "ms-1001", "p_1"]) {
    const shown = good(await look(OWNER, person));
    assert.deepEqual(shown.who, { name: "牡蠣沢 花子1", class: "confirmed" });
    assert.match(shown.subject, /^牡蠣沢 花子1 様へ$/);
    assert.match(shown.html, /MS-1001/);
    assert.doesNotMatch(shown.html, /<script|MS-1002/);
  }
  assert.equal(faultOf(await look(OWNER, "nobody@x.example")), "incident.person-unknown");
  assert.equal(faultOf(await look(OWNER, "")), "incident.person-unknown");
  const told = lines.slice(before);
  assert.deepEqual([...new Set(told.map(({ kind }) => kind))], ["incident.paper-previewed"]);
  assert.equal(told.length, 5, "each look, also those that found nobody");
  assert.doesNotMatch(JSON.stringify(lines), /hanako|花子1|MS-100|p_1|nobody/i);
  const example = good(await look(OTHER, null));
  assert.deepEqual([example.who, example.subject], [null, "山田 花子 様へ"]);
  assert.equal(faultOf(await look(OTHER, null, "件名: {{card}}")), "incident.paper-hole");
  const page = good(
    await papers.preview(incident, OTHER, {
      key: PAGE,
      text: "件名: <b>お知らせ\n\n# 経緯\n\n本文",
      person: null,
    }),
  );
  assert.match(
    page.html,
    /<h1>&#60;b&#62;お知らせ<\/h1>[^]*<h2>経緯<\/h2>[^]*<a href="https:\/\/kaki\.example\.jp\/">/,
  );
});

test("no card number and no customer's name gets into record or journal, and on the disk all is sealed", async (t) => {
  const { papers, incident, incidents, lines, folder, vault } = await openStage(t);
  const name = "秘密野 名子";
  const text = `件名: お知らせ\n\n${name} 様のカード 4111 1111 1111 1111、CVV: 123`;
  const asked = { askedBy: `${name} 様 4111111111111111`, why: `${name} 様に頼まれた` };
  const written = good(await papers.write(incident, OWNER, wish(text, 0, asked), "ja"));
  assert.doesNotMatch(JSON.stringify(written), /4111|CVV: 123/);
  const facts = { ...CARD_LEAK, cause: `${name} 様の 4111-1111-1111-1111 から分かりました` };
  good(await papers.keepFacts(incident, OWNER, { facts, before: null }));
  assert.doesNotMatch(JSON.stringify(good(await papers.facts(incident))), /4111/);
  const { findings } = { findings: good(await papers.check(incident, MAIL, text, "ja")) };
  assert.doesNotMatch(JSON.stringify(findings), /4111/);
  assert.doesNotMatch(JSON.stringify(await incidents.entries(incident)), /4111/);
  assert.doesNotMatch(JSON.stringify(lines), new RegExp(`4111|${name}`));
  assert.deepEqual(
    lines.slice(1).map(({ kind }) => kind),
    ["incident.paper", "incident.notice-facts"],
  );
  for (const { path, bytes } of filesBelow(folder)) assert.ok(!bytes.includes(name), path);
  await vault.destroy(incident);
  await assert.rejects(papers.paper(incident, MAIL, null, "ja"), { code: "vault.destroyed" });
});

test("what goes out is the newest version or the draft, and nothing while no facts are kept", async (t) => {
  const { papers, incident, incidents } = await openStage(t);
  assert.equal(await papers.textFor(incident, MAIL), null);
  good(await papers.write(incident, OWNER, wish("件名: 一\n\n本文。", 0), "ja"));
  assert.equal(await papers.textFor(incident, MAIL), null);
  const board = good(await papers.keepFacts(incident, OWNER, { facts: CARD_LEAK, before: null }));
  assert.equal(await papers.textFor(incident, MAIL), "件名: 一\n\n本文。\n");
  assert.match((await papers.textFor(incident, PAGE)) ?? "", /山田牡蠣店/);
  const same = good(await papers.keepFacts(incident, OTHER, { facts: CARD_LEAK, before: board.factsSha256 }));
  assert.equal(same.factsSha256, board.factsSha256);
  const second = { ...MAIL, report: 2 };
  good(await papers.write(incident, OWNER, wish("件名: 第二報\n\n本文。", 0, { key: second }), "ja"));
  assert.deepEqual(good(await papers.board(incident, "en")).reports, [1, 2]);
  assert.equal(await papers.textFor("incident_none", MAIL), null);
  for (const { id } of (await incidents.get(incident))?.clocks ?? [])
    good(
      await incidents.markClock(incident, OWNER, { mark: { clock: id, mark: "not-applicable", why: "済" } }),
    );
  good(await incidents.close(incident, OWNER, { keepDays: 1, why: "済" }));
  assert.equal(faultOf(await papers.write(incident, OWNER, wish("件名: 二", 1), "ja")), "incident.closed");
  assert.equal(
    faultOf(await papers.keepFacts(incident, OWNER, { facts: CARD_LEAK, before: null })),
    "incident.closed",
  );
  assert.equal(good(await papers.paper(incident, MAIL, 1, "ja")).version, 1);
});
