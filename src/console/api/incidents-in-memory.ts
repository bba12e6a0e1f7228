// The real incident desk over memory, with the card switch as its one act: for tests and for looking at the page.

import { createHash } from "node:crypto";
import {
  availableActs,
  createActDesk,
  createIncidentDesk,
  createPaperDesk,
  openIncidentRecord,
  type ActDesk,
  type ActPerformers,
  type IncidentDesk,
  type IncidentEntry,
  type IncidentRecords,
  type PaperDesk,
  type Vault,
} from "../../desk/index.ts";
import type { Gatehouse } from "../../gate/index.ts";
import { fine, MisemoriError, systemRandom, type Clock } from "../../kernel/index.ts";
import type { JournalWriter } from "../ports.ts";

export function incidentsInMemory(
  clock: Clock,
  journalWriter: JournalWriter,
  gatehouse: Gatehouse,
): {
  readonly incidents: IncidentDesk;
  readonly acts: ActDesk;
  readonly papers: PaperDesk;
  /** For laying a scope's addressees into it. */
  readonly vault: Vault;
} {
  const journal = {
    write: journalWriter.write,
    newest: async () => ({ sinceMs: 0, seqOf: new Map<string, number>() }),
  };
  const vault = vaultInMemory();
  const performers = cardsOnly(gatehouse);
  const record = openIncidentRecord({
    records: recordsInMemory(),
    vault,
    journal,
    clock,
    ground: () => ({
      timeZone: "Asia/Tokyo",
      ownerOf: () => "花子",
      available: availableActs(performers),
    }),
    onChange: () => undefined,
    onTrouble: () => undefined,
  });
  const gone = new AbortController().signal;
  return {
    vault,
    papers: createPaperDesk({
      record,
      vault,
      journal,
      clock,
      shop: () => SHOP,
      language: "ja",
      gone,
    }),
    incidents: createIncidentDesk({ record, vault, journal, clock, random: systemRandom() }),
    acts: createActDesk({
      record,
      performers,
      nowMs: () => clock.nowMs(),
      gone,
      onTrouble: () => undefined,
    }),
  };
}

function recordsInMemory(): IncidentRecords {
  const kept = new Map<string, readonly IncidentEntry[]>();
  return {
    append: async (entry) => {
      const entries = kept.get(entry.incident) ?? [];
      if (entry.seq !== entries.length + 1) return false;
      kept.set(entry.incident, [...entries, entry]);
      return true;
    },
    read: async (id) => kept.get(id) ?? [],
    list: async ({ limit }) =>
      [...kept.values()]
        .toReversed()
        .flatMap(([first]) => first?.incident ?? [])
        .slice(0, limit),
  };
}

const SHOP = {
  name: "丸井",
  url: "https://marui.example.jp/",
  telephone: "0120-000-000",
  timeZone: "Asia/Tokyo",
} as const;

/** Seals nothing, as nothing is written anywhere: what is kept of words is their number, of boxes what lies in them. */
function vaultInMemory(): Vault {
  const words: string[] = [];
  const boxes = new Map<string, Buffer>();
  return {
    put: async (incident, name, source) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of source) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      boxes.set(`${incident}/${name}`, bytes);
      return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    },
    get: async function* (incident, name) {
      const bytes = boxes.get(`${incident}/${name}`);
      if (bytes === undefined) throw new MisemoriError("vault.missing", name, "");
      yield bytes;
    },
    list: async (incident) =>
      [...boxes]
        .filter(([name]) => name.startsWith(`${incident}/`))
        .map(([name, { length }]) => ({ name: name.slice(incident.length + 1), bytes: length, atMs: 0 })),
    state: async () => "open",
    create: async () => undefined,
    sealWords: async (_incident, _place, text) => String(words.push(text) - 1),
    openWords: async (_incident, _place, sealed) => words[Number(sealed)] ?? null,
    destroy: async () => words.splice(0).length > 0,
  };
}

function cardsOnly(gatehouse: Gatehouse): ActPerformers {
  const turn = async (to: "paused" | "open", by: string, why: string, outcome: string) => {
    await gatehouse.switchCards(to, by, why);
    return fine({ outcome });
  };
  return {
    "pause-cards": {
      perform: ({ by, why }) => turn("paused", by, why, "paused"),
      undo: ({ by, why }) => turn("open", by, why, "resumed"),
      holds: async () => (await gatehouse.now()).cards.state === "paused",
    },
    "stop-shop": null,
    "preserve-evidence": null,
    "block-origin": null,
    "end-sessions": null,
    "open-look-up": null,
  };
}
