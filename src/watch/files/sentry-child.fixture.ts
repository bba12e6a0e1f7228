// A program of its own for tests that kill it, or let it run out of room: a sentry over a tree, or a baseline of it.
// Run: node sentry-child.fixture.ts guard|baseline TREE RECORDS KEYFILE

import { openSigningKey } from "../../journal/index.ts";
import { MisemoriError, systemClock } from "../../kernel/index.ts";
import { standSentry } from "./sentry.ts";
import { baselineTree } from "./tree.ts";

const [what, path = "", recordsFolder = "", keyFile = ""] = process.argv.slice(2);
const tree = { name: "shop", path, writable: ["upload"], generated: [], ignore: [], unseen: [] };
const key = await openSigningKey(keyFile);
const [clock, gone, language] = [systemClock(), new AbortController().signal, "ja"] as const;
const tell = (word: object): void => void process.stdout.write(`${JSON.stringify(word)}\n`);

if (what === "guard") {
  const pace = { fullPassMs: 3_600_000, bytesPerSecond: 1e9, pollMs: null, lookEveryMs: 50 };
  await standSentry({ tree, recordsFolder, language, ...pace }, { key, clock, gone, tell });
} else {
  const ground = { recordsFolder, key, clock, language, gone, bytesPerSecond: null };
  try {
    await baselineTree(tree, { ...ground, onProgress: () => undefined }, { by: "花子", why: "はじめ" });
    tell({ code: "done" });
  } catch (error) {
    tell({ code: error instanceof MisemoriError ? error.code : String(error) });
  }
}
