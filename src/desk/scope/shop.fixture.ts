// A made-up shop for the tests of the scope: files in a folder of their own, a guard's records, and a run over them.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { manualClock } from "../../kernel/index.ts";
import type { OwnAttempts } from "../ports.ts";
import { OWN_ATTEMPT_COLUMNS } from "./attempts.ts";
import type { InputKind, ScopeAnswer, ScopePerson, ScopeQuestion, ScopeRequest } from "./contract.ts";
import { runScope } from "./run.ts";

export const QUESTION: ScopeQuestion = {
  zone: "Asia/Tokyo",
  fromDay: null,
  toDay: null,
  payment: "card",
  cardMethods: [],
  page: null,
  statuses: [200, 206],
  origins: [],
  sessions: [],
  cardFile: null,
  items: [],
};

export interface Shop {
  readonly folder: string;
  readonly write: (name: string, content: string | Uint8Array) => string;
}

export function shop(t: TestContext): Shop {
  const folder = mkdtempSync(join(tmpdir(), "misemori-scope-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return {
    folder,
    write: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}

export function ask(
  inputs: readonly (readonly [InputKind, string])[],
  question: Partial<ScopeQuestion>,
  more: Partial<ScopeRequest> = {},
): Promise<ScopeAnswer> {
  return runScope(requestFor(inputs, question, more), { clock: manualClock(), language: "en" });
}

export function requestFor(
  inputs: readonly (readonly [InputKind, string])[],
  question: Partial<ScopeQuestion>,
  more: Partial<ScopeRequest> = {},
): ScopeRequest {
  return {
    inputs: inputs.map(([kind, path]) => ({ kind, path })),
    question: { ...QUESTION, ...question },
    preset: "generic",
    columns: {},
    csvZone: null,
    version: "0.1.0",
    gone: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  };
}

export function personOf(answer: ScopeAnswer, email: string): ScopePerson | undefined {
  return [...answer.people()].find((person) => person.email === email);
}

/** A try to pay as the guard wrote it down; what is left out is the usual. */
export interface OneTry {
  readonly id: string;
  readonly at?: string;
  readonly order?: string;
  readonly card?: string;
  readonly answer?: string;
  readonly reached?: string;
  readonly outcome?: string;
  readonly address?: string;
  readonly asn?: string;
  readonly visitor?: string;
}

export function own(rows: readonly OneTry[]): OwnAttempts {
  const cells = rows.map((row) => [
    row.id,
    row.at ?? "2019-03-10T03:00:00.000Z",
    row.order ?? null,
    row.card ?? null,
    row.answer ?? "pass",
    row.reached ?? "yes",
    row.outcome ?? null,
    row.address ?? "203.0.113.5",
    row.asn ?? "0",
    row.visitor ?? null,
  ]);
  return {
    name: "misemori:traffic.db",
    rows: async function* () {
      yield OWN_ATTEMPT_COLUMNS;
      yield* cells;
    },
    close: () => undefined,
  };
}

export const HEADS = "注文番号,注文日時,支払方法,対応状況,メールアドレス,会員ID\r\n";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A line of an nginx "combined" log; `at` is "2019-12-06 12:34:56" in JST. */
export function accessLine(
  at: string,
  target: string,
  { address = "203.0.113.5", status = 200, bytes = 512 } = {},
): string {
  const [, year = "", month = "", day = "", time = ""] = /^(\d{4})-(\d{2})-(\d{2}) (.{8})$/.exec(at) ?? [];
  return `${address} - - [${day}/${MONTHS[Number(month) - 1]}/${year}:${time} +0900] "GET ${target} HTTP/1.1" ${status} ${bytes} "-" "Mozilla/5.0"\n`;
}

/**
 * A shop whose form was tampered with from 1 January to 6 December 2019: 491 people typed a card, cancelled, returned and guest
 * orders included, 40 left at the card form, 1,500 others paid otherwise, at another time, or never ordered.
 */
export function tamperedShop(): { readonly orders: string; readonly customers: string } {
  const rows: string[] = [];
  let order = 1000;
  const add = (at: string, payment: string, status: string, email: string, member = ""): void => {
    rows.push(`${order++},${at},${payment},${status},${email},${member}\r\n`);
  };
  for (let i = 0; i < 491; i++) {
    const day = `2019-${String((i % 11) + 1).padStart(2, "0")}-${String((i % 28) + 1).padStart(2, "0")}`;
    const status = ["発送済み", "注文取消し", "返品"][i % 3] ?? "";
    add(
      `${day} 10:00:00`,
      "クレジットカード",
      status,
      i % 7 === 0 ? `Buyer${i}@Example.JP` : `buyer${i}@example.jp`,
      i % 2 === 0 ? String(i + 1) : "0",
    );
    // The same people order again: another writing of the address, as a guest, or paid otherwise.
    if (i % 5 === 0) add(`${day} 11:00:00`, "クレジットカード", "新規受付", `BUYER${i}@example.jp`);
    if (i % 9 === 0) add(`2018-05-0${(i % 9) + 1} 11:00:00`, "代金引換", "発送済み", `buyer${i}@example.jp`);
  }
  for (let i = 0; i < 300; i++)
    add(
      "2019-06-10 12:00:00",
      ["代金引換", "銀行振込", "コンビニ決済"][i % 3] ?? "",
      "発送済み",
      `other${i}@example.jp`,
    );
  for (let i = 0; i < 200; i++)
    add(
      i % 2 === 0 ? "2018-12-31 23:59:59" : "2019-12-07 00:00:00",
      "クレジットカード",
      "発送済み",
      `early${i}@example.jp`,
    );
  for (let i = 0; i < 40; i++)
    add("2019-06-10 12:00:00", "クレジットカード", "決済処理中", `left${i}@example.jp`);
  const quiet = Array.from({ length: 1_000 }, (_, i) => `${9_000 + i},quiet${i}@example.jp\n`).join("");
  return { orders: HEADS + rows.join(""), customers: `id,email\n${quiet}` };
}
