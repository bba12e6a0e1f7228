// A made-up shop for the tests of the scope: files in a folder of their own, and a run over them.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { manualClock } from "../../kernel/index.ts";
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
