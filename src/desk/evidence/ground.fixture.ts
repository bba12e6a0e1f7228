// A shop's folder to be preserved, for this room's tests: logs with unusual names, dates and an empty file.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { manualClock } from "../../kernel/index.ts";
import type { PreserveRequest } from "./contract.ts";

export interface Ground {
  readonly folder: string;
  readonly shop: string;
  readonly ask: (out: string, more?: Partial<PreserveRequest>) => PreserveRequest;
}

export function ground(t: TestContext): Ground {
  const folder = mkdtempSync(join(tmpdir(), "misemori-evidence-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const shop = join(folder, "shop");
  mkdirSync(join(shop, "log", "空"), { recursive: true });
  writeFileSync(join(shop, "log", "access.log"), "GET / 200\n".repeat(5_000));
  writeFileSync(join(shop, "log", "空", "100%\nline.log"), "x");
  writeFileSync(join(shop, "empty"), "");
  utimesSync(join(shop, "log", "access.log"), 1_500_000_000, 1_500_000_000);
  return {
    folder,
    shop,
    ask: (out, more = {}) => ({
      caseName: "2026-11 カード",
      by: "cli:test",
      out: join(folder, out),
      paths: [shop],
      keptOut: [],
      ownRecords: null,
      recipient: null,
      stamp: null,
      version: "0.1.0",
      clock: manualClock(),
      gone: new AbortController().signal,
      onProgress: () => undefined,
      ...more,
    }),
  };
}

export function inBag(bag: string, path: string): string {
  return join(bag, "data", "files", path.slice(1));
}

export function linesOf(bag: string): Record<string, unknown>[] {
  return readFileSync(join(bag, "metadata", "files.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

export async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
