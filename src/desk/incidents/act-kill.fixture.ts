// A process for the kill test: opens an incident on a real SQLite store, does one act, and kills itself hard where it is told.
// The act's effect is a file named after the click, so that a second run can be seen.

import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fine, systemClock, systemRandom } from "../../kernel/index.ts";
import { openSqliteStore } from "../../store/index.ts";
import { availableActs, createActDesk, type ActPerformer, type ActPerformers } from "./acts.ts";
import { UNDOABLE, type ActName } from "./contract.ts";
import { openIncidentRecord } from "./record.ts";
import { vaultInMemory, wishOf } from "./stage.fixture.ts";
import { createIncidentDesk } from "./desk.ts";

const [folder = "", actName = "", killAt = "", how = ""] = process.argv.slice(2);
const act = actName as ActName;

function dieAt(place: string): void {
  if (place === killAt) process.kill(process.pid, "SIGKILL");
}

const effectFile = join(folder, "effect");
const runsFile = join(folder, "runs");

async function effect(text: string): Promise<void> {
  await appendFile(runsFile, `${text}\n`);
  if ((await readFile(effectFile, "utf8").catch(() => "")) === text) return;
  await writeFile(effectFile, text);
}

const performer: ActPerformer = {
  perform: async ({ key }) => {
    await effect(`on ${key}`);
    dieAt("after-doing");
    const bag = { bag: `${key}.tar.zst`, sha256: "ab", bytes: 3 };
    return fine({ outcome: "paused", ...(act === "preserve-evidence" ? { evidence: bag } : {}) });
  },
  undo: UNDOABLE.includes(act)
    ? async ({ key }) => {
        await effect(`off ${key}`);
        dieAt("after-undoing");
        return fine({ outcome: "resumed" });
      }
    : null,
  holds: null,
};

const store = await openSqliteStore({ folder });
const clock = systemClock();
const performers: ActPerformers = {
  "pause-cards": performer,
  "stop-shop": performer,
  "preserve-evidence": performer,
  "block-origin": performer,
  "end-sessions": performer,
  "open-look-up": performer,
};
const vault = vaultInMemory();
const journal = { write: async () => undefined, newest: async () => ({ sinceMs: 0, seqOf: new Map() }) };
const record = openIncidentRecord({
  records: {
    ...store.incidents,
    append: async (entry) => {
      const kept = await store.incidents.append(entry);
      dieAt(`after-${entry.fact.kind}`);
      return kept;
    },
  },
  vault,
  journal,
  clock,
  ground: () => ({ timeZone: "Asia/Tokyo", ownerOf: (area) => area, available: availableActs(performers) }),
  onChange: () => undefined,
  onTrouble: () => process.exit(9),
});
const acts = createActDesk({
  record,
  performers,
  nowMs: () => clock.nowMs(),
  gone: new AbortController().signal,
  onTrouble: () => process.exit(9),
});
const desk = createIncidentDesk({ record, vault, journal, clock, random: systemRandom() });
const opened = await desk.open("cli:test", wishOf({ key: "the incident" }));
if (!opened.ok) process.exit(8);
const { id } = opened.value;
if (how === "start") {
  await acts.recover();
} else {
  await acts.act(id, "cli:test", { act, key: "click", why: "", target: "" });
  if (how === "undo") await acts.undo(id, "cli:test", { key: "click", why: "" });
}
const view = await desk.get(id);
await store.close();
const kinds = view?.timeline.map(({ fact }) => fact.kind) ?? [];
const runs = (await readFile(runsFile, "utf8").catch(() => "")).trim().split("\n").length;
process.stdout.write(JSON.stringify({ state: view?.acts[0]?.state, kinds, runs }));
