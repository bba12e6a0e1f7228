// An incident whose people are known, with facts kept and a few inquiries, over the real desks in memory: for tests of the notice
// pages and for looking at them. Sending is told by a board of its own, as no mail leaves here.

import {
  createInquiryDesk,
  type IncidentId,
  type InquiryDesk,
  type NoticeFacts,
} from "../../src/desk/index.ts";
import { addresseesName } from "../../src/desk/notices/addressees/list.ts";
import type { Addressee, NoticeClass } from "../../src/desk/notices/contract.ts";
import type { incidentsInMemory } from "../../src/console/api/incidents-in-memory.ts";
import type { JournalWriter } from "../../src/console/ports.ts";
import { systemRandom, type Clock } from "../../src/kernel/index.ts";
import { openMemoryStore } from "../../src/store/index.ts";

type Desks = ReturnType<typeof incidentsInMemory>;
const OWNER = "owner:花子";
const PEOPLE: Readonly<Record<NoticeClass, number>> = { confirmed: 8, possible: 5, notAffected: 12 };

/** The real inquiry desk beside the desks of the stage. */
export function inquiriesBeside(
  { vault, incidents }: Desks,
  journal: JournalWriter,
  clock: Clock,
): InquiryDesk {
  return createInquiryDesk({
    records: openMemoryStore().inquiries,
    vault,
    view: (id) => incidents.get(id),
    qaOf: async () => ({
      subject: "よくある質問",
      blocks: [
        { kind: "heading", text: "カードの再発行にお金はかかりますか", line: 2 },
        { kind: "paragraph", text: "カードの再発行の費用は、お店が負担します。", line: 4 },
      ],
    }),
    journal,
    clock,
    random: systemRandom(),
  });
}

/** Opens it, lays a scope with its persons down, and keeps the facts. */
export async function openLeak({ incidents, papers, vault }: Desks, clock: Clock): Promise<IncidentId> {
  const opened = await incidents.open(OWNER, {
    type: "card-leak",
    title: "カード会社からの知らせ（電話）",
    hintAtMs: clock.nowMs() - 16 * 86_400_000,
    source: "card-company",
    channel: "telephone",
    alert: null,
    words: { caller: "", contact: "", words: "" },
    key: null,
  });
  if (!opened.ok) throw new Error(opened.fault);
  const incident = opened.value.id;
  const people = Object.entries(PEOPLE).flatMap(([of, count]) =>
    Array.from({ length: count }, (_, n) => personOf(n, of as NoticeClass)),
  );
  await vault.put(incident, addresseesName("run-1"), lines(people));
  const scoped = await incidents.scope(incident, OWNER, {
    runId: "run-1",
    resultSha256: "a".repeat(64),
    classes: { ...PEOPLE, cannotTell: 0 },
    people: people.length,
    vaultName: "people-run-1.csv",
  });
  if (!scoped.ok) throw new Error(scoped.fault);
  const proposed = await papers.facts(incident);
  if (!proposed.ok) throw new Error(proposed.fault);
  const kept = await papers.keepFacts(incident, OWNER, { facts: known(proposed.value.facts), before: null });
  if (!kept.ok) throw new Error(kept.fault);
  return incident;
}

function known(facts: NoticeFacts): NoticeFacts {
  return {
    ...facts,
    days: { ...facts.days, hintFrom: "カード会社", cardsStopped: facts.today, commissionTold: facts.today },
    window: { from: "2026-01-05", to: "2026-11-06" },
    cause: "お店のソフトの弱点を使って、支払いページが書き換えられていました。",
    items: { ...facts.items, confirmed: ["card-number", "expiry"], possible: ["card-number"] },
    safe: [{ what: "パスワード", how: "別の場所に保管していて、記録をすべて調べて確かめました" }],
    measures: [{ what: "カードでの支払いを止めました", state: "done", day: facts.today }],
    desk: { ...facts.desk, hours: "平日 9:00〜17:00" },
  };
}

function personOf(number: number, of: NoticeClass): Addressee {
  return {
    personId: `p_${of}_${number}`,
    name: `牡蠣沢 花子${number}`,
    email: `${of}${number}@kakizawa.example`,
    postcode: "722-0001",
    address: ["広島県尾道市1-1"],
    orders: [{ ref: `MS-${of}-${1_000 + number}`, day: "2026-01-05" }],
    items: of === "notAffected" ? [] : ["card-number"],
    class: of,
  };
}

async function* lines(rows: readonly object[]): AsyncGenerator<Uint8Array> {
  for (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`);
}
