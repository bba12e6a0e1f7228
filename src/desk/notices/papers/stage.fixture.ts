// The stage for tests of the papers: an incident's record over a store in memory, a real vault in a folder of its own, a clock
// moved by hand, and what was journalled.

import type { TestContext } from "node:test";
import { manualClock } from "../../../kernel/index.ts";
import { openMemoryStore } from "../../../store/index.ts";
import type { IncidentRecords } from "../../ports.ts";
import { createIncidentDesk } from "../../incidents/desk.ts";
import { openIncidentRecord } from "../../incidents/record.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import { seededRandom } from "../../../kernel/index.ts";
import { chunksOf, vaultFolder, vaultIn } from "../../vault/vault.fixture.ts";
import { addresseesName } from "../addressees/list.ts";
import type { Addressee, NoticeClass, PaperKey } from "../contract.ts";
import { createPaperDesk } from "./desk.ts";

export const OWNER = "owner:花子";
export const OTHER = "owner:太郎";
export const MAIL: PaperKey = { kind: "email", class: "confirmed", language: "ja", report: 1 };
export const SHOP = {
  name: "山田牡蠣店",
  url: "https://kaki.example.jp/",
  telephone: "0120-000-000",
  timeZone: "Asia/Tokyo",
} as const;

export async function openStage(
  t: TestContext,
  wishes: {
    readonly folder?: string;
    readonly records?: IncidentRecords;
    readonly incident?: IncidentId;
  } = {},
) {
  const { folder = vaultFolder(t), records = openMemoryStore().incidents } = wishes;
  const vault = vaultIn(folder);
  const clock = manualClock(Date.UTC(2026, 10, 22, 1));
  const lines: { readonly kind: string; readonly by: string; readonly facts: object }[] = [];
  const journal = {
    write: async (kind: string, by: string, facts: object) => void lines.push({ kind, by, facts }),
    newest: async () => ({ sinceMs: 0, seqOf: new Map<string, number>() }),
  };
  const record = openIncidentRecord({
    records,
    vault,
    journal,
    clock,
    ground: () => ({ timeZone: "Asia/Tokyo", ownerOf: () => "花子", available: new Set() }),
    onChange: () => undefined,
    onTrouble: () => undefined,
  });
  const incidents = createIncidentDesk({ record, vault, journal, clock, random: seededRandom(3) });
  const papers = createPaperDesk({
    record,
    vault,
    journal,
    clock,
    shop: () => SHOP,
    language: "ja",
    gone: new AbortController().signal,
  });
  const incident = wishes.incident ?? (await openIncident());
  async function openIncident(): Promise<IncidentId> {
    const opened = await incidents.open(OWNER, {
      type: "card-leak",
      title: "電話",
      hintAtMs: clock.nowMs(),
      source: "card-company",
      channel: "telephone",
      alert: null,
      words: { caller: "", contact: "", words: "" },
      key: null,
    });
    if (!opened.ok) throw new Error(opened.fault);
    return opened.value.id;
  }
  /** A scope as it is recorded, with its persons joined already. */
  const scope = async (runId: string, people: readonly Addressee[]): Promise<void> => {
    const count = (of: NoticeClass): number => people.filter((person) => person.class === of).length;
    const rows = people.map((person) => `${JSON.stringify(person)}\n`);
    await vault.put(incident, addresseesName(runId), chunksOf(...rows));
    const classes = {
      confirmed: count("confirmed"),
      possible: count("possible"),
      cannotTell: 0,
      notAffected: count("notAffected"),
    };
    const vaultName = `people-${runId}.csv`;
    const fact = { runId, resultSha256: "a".repeat(64), classes, people: people.length, vaultName };
    const done = await incidents.scope(incident, OWNER, fact);
    if (!done.ok) throw new Error(done.fault);
  };
  return { folder, vault, records, clock, lines, record, incidents, papers, incident, scope };
}

export function personOf(number: number, of: NoticeClass): Addressee {
  return {
    personId: `p_${number}`,
    name: `牡蠣沢 花子${number}`,
    email: `hanako${number}@kakizawa.example`,
    postcode: "722-0001",
    address: ["広島県尾道市1-1"],
    orders: [{ ref: `MS-${1000 + number}`, day: "2026-01-05" }],
    items: of === "notAffected" ? [] : ["card-number"],
    class: of,
  };
}
