// The inquiry desk keeps what people asked and were answered, shows words to those named alone, and names the answer that fits.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seededRandom, type Language } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import { openStage, OTHER, OWNER, wishOf } from "../incidents/stage.fixture.ts";
import { draftPaper } from "../notices/draft/draft.ts";
import { CARD_LEAK, inEnglish } from "../notices/draft/facts.fixture.ts";
import type { NoticePaper } from "../notices/contract.ts";
import { readNotice } from "../notices/text.ts";
import { INQUIRY_LIMITS } from "./contract.ts";
import { inquiriesCsv } from "./csv.ts";
import { createInquiryDesk, type AskedWish } from "./desk.ts";
import { suggestAnswer } from "./suggest.ts";

const ASKED: AskedWish = {
  channel: "telephone",
  person: null,
  atMs: null,
  name: "牡蠣沢花子",
  contact: "090-0000-0000",
  words: "カードの再発行にお金はかかりますか。",
  inquiry: null,
  key: null,
};

function qaIn(language: Language): NoticePaper {
  const facts = { ...CARD_LEAK, delay: { why: "記録を一件ずつ調べていた", decidedBy: "山田太郎" } };
  const told = language === "en" ? inEnglish(facts) : facts;
  return readNotice(draftPaper({ kind: "qa", class: null, language, report: 1 }, told));
}

async function openDesk() {
  const stage = openStage();
  const records = { ...openMemoryStore().inquiries };
  const desk = createInquiryDesk({
    records,
    vault: stage.vault,
    view: (id) => stage.record.view(id),
    qaOf: async (_id, language) => qaIn(language),
    journal: stage.journal,
    clock: stage.clock,
    random: seededRandom(4),
  });
  const opened = await stage.desk.open(OWNER, wishOf());
  assert.ok(opened.ok);
  return { ...stage, records, inquiries: desk, id: opened.value.id };
}

async function faultOf(
  work: Promise<{ readonly ok: boolean; readonly fault?: string }>,
): Promise<string | undefined> {
  return (await work).fault;
}

function taken<T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

test("a question is open until it is answered, and open again when more is asked", async () => {
  const { inquiries, id, clock } = await openDesk();
  const { inquiry, state } = taken(await inquiries.ask(id, OTHER, ASKED));
  assert.equal(state, "open");
  clock.advance(60_000);
  const wish = {
    channel: "telephone",
    atMs: null,
    words: "かかりません。",
    done: "手紙を送り直した",
  } as const;
  assert.equal(taken(await inquiries.answer(id, OWNER, inquiry, wish)).state, "answered");
  const query = { state: null, after: "", limit: 10 } as const;
  assert.deepEqual(taken(await inquiries.list(id, query)).counts, { open: 0, answered: 1 });
  taken(await inquiries.ask(id, OTHER, { ...ASKED, words: "いつ届きますか。", inquiry }));
  const { counts, inquiries: rows } = taken(await inquiries.list(id, query));
  assert.deepEqual(counts, { open: 1, answered: 0 });
  assert.equal(rows[0]?.entries, 3);
});

test("strangers on the page cannot take the place of those who call", async () => {
  const { inquiries, id, records } = await openDesk();
  records.counts = async () => ({ open: INQUIRY_LIMITS.fromWebMax, answered: 0 });
  assert.equal(
    await faultOf(inquiries.ask(id, "web", { ...ASKED, channel: "web" })),
    "incident.inquiries-full",
  );
  assert.equal((await inquiries.ask(id, OTHER, ASKED)).ok, true);
});

test("the same click is one inquiry", async () => {
  const { inquiries, id } = await openDesk();
  const keyed = { ...ASKED, key: "call-1" };
  const both = await Promise.all([inquiries.ask(id, OTHER, keyed), inquiries.ask(id, OTHER, keyed)]);
  assert.equal(new Set(both.map((one) => taken(one).inquiry)).size, 1);
  assert.equal(taken(both[0]).entries, 1);
});

test("words open for those named only, and each reading is on record first", async () => {
  const { inquiries, id, lines, desk, switchboard } = await openDesk();
  const { inquiry } = taken(await inquiries.ask(id, OTHER, ASKED));
  const no = await inquiries.show(id, OTHER, inquiry, "ja");
  assert.deepEqual([no.ok, no.ok ? "" : no.fault], [false, "incident.not-named"]);
  const out = await inquiries.export(id, OTHER, { after: "", limit: 10 });
  assert.deepEqual([out.ok, out.ok ? "" : out.fault], [false, "incident.not-named"]);
  await desk.name(id, OWNER, { person: OTHER });
  const shown = taken(await inquiries.show(id, OTHER, inquiry, "ja"));
  assert.equal(shown.said[0]?.words, ASKED.words);
  assert.equal(shown.said[0]?.name, ASKED.name);
  assert.deepEqual(lines.at(-1)?.kind, "inquiry.words-read");
  switchboard.isJournalBroken = true;
  await assert.rejects(inquiries.show(id, OTHER, inquiry, "ja"));
});

test("record and journal hold no word of it, and no card number is kept even sealed", async () => {
  const { inquiries, id, lines, records } = await openDesk();
  const words = "番号は 4242 4242 4242 4242 です。漏れていますか。";
  const { inquiry } = taken(await inquiries.ask(id, "web", { ...ASKED, words }));
  const kept = JSON.stringify([
    await records.read(id, inquiry),
    lines.filter(({ kind }) => kind.startsWith("inquiry")),
  ]);
  for (const planted of ["牡蠣沢", "090-0000", "漏れて", "4242"])
    assert.equal(kept.includes(planted), false, planted);
  const shown = taken(await inquiries.show(id, OWNER, inquiry, "ja"));
  assert.match(shown.said[0]?.words ?? "", /漏れていますか/);
  assert.equal(/4242 4242 4242/.test(JSON.stringify(shown)), false);
});

test("unknown incidents and inquiries, and destroyed ones, are refused", async () => {
  const { inquiries, id, desk, watch, clock } = await openDesk();
  assert.equal(await faultOf(inquiries.ask("incident_none", OWNER, ASKED)), "incident.unknown");
  const wish = { channel: "email", atMs: null, words: "x", done: "" } as const;
  assert.equal(await faultOf(inquiries.answer(id, OWNER, "inquiry_none", wish)), "incident.inquiry-unknown");
  assert.equal(
    await faultOf(inquiries.ask(id, OWNER, { ...ASKED, inquiry: "inquiry_none" })),
    "incident.inquiry-unknown",
  );
  const { inquiry } = taken(await inquiries.ask(id, OWNER, ASKED));
  for (const { id: running } of (await desk.get(id))?.clocks ?? [])
    await desk.markClock(id, OWNER, { mark: { clock: running, mark: "not-applicable", why: "x" } });
  assert.equal((await desk.close(id, OWNER, { keepDays: 30, why: "x" })).ok, true);
  clock.advance(40 * 86_400_000);
  await watch.look();
  assert.equal(await faultOf(inquiries.show(id, OWNER, inquiry, "ja")), "incident.destroyed");
  assert.equal(await faultOf(inquiries.ask(id, OWNER, ASKED)), "incident.destroyed");
});

test("the answer that fits is named with the words both share; what is like none gets none", () => {
  const headings = (asked: string, language: Language): string | undefined =>
    suggestAnswer(asked, qaIn(language))?.question;
  assert.equal(headings("カードの再発行の費用はどうなりますか", "ja"), "費用や補償はどうなりますか。");
  assert.equal(headings("どうして今ごろになって知らせてきたのですか", "ja"), "なぜ今ごろ知らせるのですか。");
  assert.equal(headings("私の情報は漏れたのでしょうか", "ja"), "自分の情報は漏れたのですか。");
  assert.equal(headings("登録した情報をすべて消してほしい", "ja"), "自分の情報を消してほしい。");
  assert.equal(headings("please delete all my data", "en"), "Please delete my data.");
  const told = suggestAnswer("カードの再発行の費用はどうなりますか", qaIn("ja"));
  assert.ok(
    told?.shared.some((piece) => piece.includes("再発行") || piece.includes("費用")),
    told?.shared.join() ?? "none",
  );
  assert.equal(headings("ｚｚｚ　１２３", "ja"), undefined);
  assert.equal(headings("", "ja"), undefined);
});

test("whatever is asked, suggesting ends and shares only what stands in both", () => {
  const qa = qaIn("ja");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (asked) => {
      const told = suggestAnswer(asked, qa);
      const there = `${told?.question}\n${told?.answer}`
        .normalize("NFKC")
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, " ");
      for (const piece of told?.shared ?? []) assert.ok(there.includes(piece), piece);
    }),
    { numRuns: 100 },
  );
});

test("the sheet opens as text: one line per thing said, no formulas", async () => {
  const { inquiries, id } = await openDesk();
  const wish = { ...ASKED, name: '=HYPERLINK("http://x")', words: '一行目\n二行目, "引用"' };
  const { inquiry } = taken(await inquiries.ask(id, OWNER, wish));
  taken(
    await inquiries.answer(id, OWNER, inquiry, { channel: "email", atMs: null, words: "答え", done: "" }),
  );
  const { inquiries: all } = taken(await inquiries.export(id, OWNER, { after: "", limit: 10 }));
  const csv = inquiriesCsv(all);
  assert.ok(csv.startsWith("\ufeffinquiry,state,"));
  assert.ok(csv.includes(`"'=HYPERLINK(""http://x"")"`), csv);
  assert.ok(csv.includes(`"一行目\n二行目, ""引用"""`));
  assert.equal(csv.split("\r\n").length, 4);
});
