// The real guard with its workers before a shop that a story brings along; everything it writes goes with the story.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { LOCAL_TOKEN_FILE } from "../../src/cli/index.ts";
import { readConfig } from "../../src/config/index.ts";
import type { AttemptRecord } from "../../src/gate/facts.ts";
import { systemClock, systemRandom } from "../../src/kernel/index.ts";
import { startGuard, type Guard, type GuardTools } from "../../src/main/guard.ts";

export interface StoryGuard {
  readonly url: string;
  readonly guard: Guard;
  /** Where misemori.yaml lies: commands of the command line are given here. */
  readonly folder: string;
  /** What was recorded so far, oldest first, as soon as `isEnough` says so; whatever there is after ten seconds. */
  attempts(isEnough: (records: readonly AttemptRecord[]) => boolean): Promise<readonly AttemptRecord[]>;
  pauseCards(): Promise<void>;
  openCards(): Promise<void>;
  close(): Promise<void>;
}

export async function startStoryGuard(story: {
  readonly upstream: string;
  readonly preset: string;
  readonly workers?: number;
  /** Further lines of misemori.yaml. */
  readonly more?: string;
  readonly platform?: string;
  /** Where the console listens: the command line finds it by its port. */
  readonly consoleListen?: string;
  /** The built page, for stories that open it. */
  readonly pageFolder?: string;
  /** The name service for canaries' mail. */
  readonly resolveName?: GuardTools["resolveName"];
}): Promise<StoryGuard> {
  const folder = await mkdtemp(join(tmpdir(), "misemori-story-"));
  const file = join(folder, "misemori.yaml");
  await writeFile(
    file,
    `shop: { name: 物語の店, url: "http://shop.example", upstream: "${story.upstream}", otherPayments: [代金引換] }
platform:
  preset: ${story.preset}
${story.platform ?? ""}
gate:
  listen: 127.0.0.1:0
  workers: ${story.workers ?? 1}
  trustedProxies: ["127.0.0.0/8"]
console: { listen: "${story.consoleListen ?? "127.0.0.1:0"}" }
${story.more ?? ""}
`,
  );
  const reading = await readConfig(file, { env: {}, language: "en" });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  // Making the tables of networks takes seconds: stories share them.
  const tables = fileURLToPath(new URL("../../.cache/origins", import.meta.url));
  await mkdir(tables, { recursive: true });
  await mkdir(reading.loaded.recordsFolder, { recursive: true, mode: 0o700 });
  await symlink(tables, join(reading.loaded.recordsFolder, "cache"));
  const guard = await startGuard({
    loaded: reading.loaded,
    language: "en",
    clock: systemClock(),
    random: systemRandom(),
    env: {},
    log: () => undefined,
    ...(story.resolveName === undefined ? {} : { resolveName: story.resolveName }),
    pageFolder: story.pageFolder ?? join(import.meta.dirname, "../../dist/page"),
  });
  const all = async (): Promise<readonly AttemptRecord[]> => {
    await guard.gate.keeper.flush();
    const query = { fromMs: 0, toMs: Date.now() + 60_000, limit: 1000 };
    return (await guard.gate.gatehouse.attempts(query)).toReversed();
  };
  return {
    url: `http://127.0.0.1:${guard.gatePort}`,
    guard,
    folder,
    attempts: async (isEnough) => {
      const endMs = performance.now() + 10_000;
      for (;;) {
        const records = await all();
        if (isEnough(records) || performance.now() > endMs) return records;
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
      }
    },
    pauseCards: async () => void (await guard.gate.gatehouse.switchCards("paused", "story", "told so")),
    openCards: async () => void (await guard.gate.gatehouse.switchCards("open", "story", "told so")),
    close: async () => {
      await guard.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type AskConsole = (path: string, body?: object) => Promise<unknown>;

/** Asks the story's console with this machine's own token, as scripts do. `records`: where they lie when the story says so. */
export async function consoleOf(
  story: StoryGuard,
  records = join(story.folder, "misemori-data"),
): Promise<AskConsole> {
  const token = (await readFile(join(records, LOCAL_TOKEN_FILE), "utf8")).trim();
  return async (path, body) => {
    const answer = await fetch(`${story.guard.consoleUrl}${path}`, {
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
    assert.equal(answer.status, 200, path);
    return answer.json();
  };
}

/** A shop that answers everything; its address. */
export async function openShop(t: TestContext): Promise<string> {
  const shop = await listening(createServer((_request, response) => response.end("shop")));
  t.after(() => void shop.close());
  return `http://127.0.0.1:${portOf(shop)}`;
}

/** For a console that the command line has to find by its configuration. */
export async function freePort(): Promise<number> {
  const server = await listening(createServer());
  const port = portOf(server);
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}

async function listening(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
