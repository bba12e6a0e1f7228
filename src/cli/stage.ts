// A stage for the command line's tests: a folder with a configuration, acts given by the test, and what was printed.

import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fine, manualClock } from "../kernel/index.ts";
import { LOCAL_TOKEN_FILE, runCli, systemProbes, type CliActs, type CliDeps } from "./index.ts";

export interface Stage {
  readonly folder: string;
  readonly run: (...argv: string[]) => Promise<{ code: number; out: string; err: string }>;
}

async function missing(): Promise<never> {
  assert.fail("not expected to be asked");
}

/** `config` null: no file. The folder goes when the test ends. */
export function stage(
  t: TestContext,
  config: string | null,
  acts: Partial<CliActs> = {},
  more: Partial<CliDeps> = {},
): Stage {
  const folder = mkdtempSync(join(tmpdir(), "misemori-cli-"));
  t.after(() => rmSync(folder, { recursive: true }));
  if (config !== null) writeFileSync(join(folder, "misemori.yaml"), config);
  const all: CliActs = { ...noActs(), ...acts };
  return {
    folder,
    run: async (...argv) => {
      let out = "";
      let err = "";
      const code = await runCli(argv, {
        out: (text) => (out += text),
        err: (text) => (err += text),
        terminalColumns: undefined,
        env: { LANG: "ja_JP.UTF-8" },
        folder,
        clock: manualClock(),
        gone: new AbortController().signal,
        version: "0.1.0",
        acts: all,
        probes: systemProbes(),
        ...more,
      });
      return { code, out, err };
    },
  };
}

export function shopConfig(more = ""): string {
  return `shop: { name: 丸井, url: https://shop.example.jp, upstream: "http://127.0.0.1:3000" }\nplatform: { preset: eccube4 }\n${more}`;
}
export function oneObject(out: string): Record<string, unknown> {
  assert.equal(out.trim().split("\n").length, 1, out);
  return JSON.parse(out) as Record<string, unknown>;
}

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly token: string;
  readonly body: unknown;
}
/** A guard's API with fixed answers by "METHOD /path", and the calls it got. */
export async function guardStage(
  t: TestContext,
  answers: Record<string, [number, unknown]>,
  tokenMode = 0o600,
  more: Partial<CliDeps> = {},
) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { method = "", url = "" } = request;
      calls.push({
        method,
        url,
        token: request.headers.authorization ?? "",
        body: body === "" ? null : JSON.parse(body),
      });
      const [status, answer] = answers[`${method} ${url.split("?")[0]}`] ?? [404, "no json"];
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const set = stage(t, shopConfig(`console: { listen: "127.0.0.1:${port}" }\n`), {}, more);
  mkdirSync(join(set.folder, "misemori-data"), { mode: 0o700 });
  const token = join(set.folder, "misemori-data", LOCAL_TOKEN_FILE);
  writeFileSync(token, "local-token\n");
  chmodSync(token, tokenMode);
  return { ...set, calls };
}

function noActs(): CliActs {
  return {
    up: missing,
    demo: missing,
    recogniseShop: missing,
    attack: missing,
    drillCardTesting: missing,
    verifyJournal: missing,
    exportJournal: missing,
    newestCheckpoint: missing,
    journalPage: missing,
    scrubScan: missing,
    scrubTables: missing,
    forgetCardKey: missing,
    watchScan: missing,
    watchVersions: missing,
    watchBaseline: missing,
    watchCheck: missing,
    watchApprove: missing,
    watchWindow: missing,
    watchWindows: missing,
    watchRelease: missing,
    watchQuarantine: missing,
    watchRestore: missing,
    watchQuarantined: missing,
    preserveEvidence: missing,
    checkEvidence: missing,
    stampEvidence: missing,
    askForStamp: missing,
    proveJournal: missing,
    handOverEvidence: missing,
    openEvidence: missing,
    scopeIncident: missing,
    keptScopeInputs: missing,
    keepScope: missing,
    readScopePeople: missing,
    addSpamReport: missing,
    importSpamReports: missing,
    listSpamReports: missing,
    judgeSpamReports: missing,
    forgetSpamReports: missing,
    bracketCanaries: missing,
    plantCanaries: missing,
    listCanaries: missing,
    retireCanaries: missing,
    placeCanaries: missing,
    takeOutCanaries: missing,
    makeDecoyCard: missing,
    addOwnCard: missing,
    knownDecoys: () => Promise.resolve(fine({ lookUp: null, cards: [] })),
    removeDecoyCard: missing,
    postponeUpdate: missing,
    tickUpdate: missing,
    renewAdvisories: missing,
    watchPage: missing,
    approvePage: missing,
    listCanaryMails: missing,
    tryMailbox: missing,
    pageReportHtml: missing,
    policyOf: () => null,
  };
}
