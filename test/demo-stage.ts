// The real demonstration on ports of its own, for tests: guard, shop, gateway and console in a folder that goes again.

import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LOCAL_TOKEN_FILE } from "../src/cli/index.ts";
import { openDemonstration, type Demonstration } from "../src/main/demonstration.ts";
import { openExamples } from "../src/main/examples.ts";
import { openSqliteStore } from "../src/store/index.ts";

export interface DemoStage {
  readonly demo: Demonstration;
  readonly gateUrl: string;
  readonly consoleUrl: string;
  readonly firstOwnerUrl: string;
  readonly recordsFolder: string;
  /** What `misemori owner link` prints. */
  ownerLink(): Promise<string>;
  /** Journal entries of this kind, as "by" names. */
  journalled(kind: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openDemoStage(pageFolder: string): Promise<DemoStage> {
  const examples = await openExamples("ja");
  if (!examples.ok) throw new Error(examples.message);
  const recordsFolder = await mkdtemp(join(tmpdir(), "misemori-demo-"));
  const [gate, console, shop, gateway] = await freePorts(4);
  const demo = await openDemonstration({
    examples: examples.value,
    recordsFolder,
    pageFolder,
    language: "ja",
    log: () => undefined,
    env: {},
    ports: { gate: gate ?? 0, console: console ?? 0, shop: shop ?? 0, gateway: gateway ?? 0 },
  });
  return {
    demo,
    gateUrl: `http://127.0.0.1:${demo.guard.gatePort}`,
    consoleUrl: demo.guard.consoleUrl,
    firstOwnerUrl: demo.guard.firstOwnerUrl ?? "",
    recordsFolder,
    ownerLink: async () => {
      const token = await readFile(join(recordsFolder, LOCAL_TOKEN_FILE), "utf8");
      const response = await fetch(`${demo.guard.consoleUrl}/v1/owner-link`, {
        method: "POST",
        headers: { authorization: `Bearer ${token.trim()}` },
      });
      return ((await response.json()) as { url: string }).url;
    },
    journalled: async (kind) => {
      const store = await openSqliteStore({ folder: recordsFolder, access: "read" });
      try {
        const entries = await store.journal.read({ fromSeq: 1, limit: 1_000 });
        return entries.filter((entry) => entry.kind === kind).map(({ by }) => by);
      } finally {
        await store.close();
      }
    },
    close: async () => {
      await demo.close();
      await rm(recordsFolder, { recursive: true, force: true });
    },
  };
}

/** Held all at once, so that they differ; another process could still take one in between, which a test then says. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
