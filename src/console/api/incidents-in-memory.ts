// The real incident desk over memory, with the card switch as its one act: for tests and for looking at the page.

import {
  availableActs,
  createActDesk,
  createIncidentDesk,
  openIncidentRecord,
  type ActDesk,
  type ActPerformers,
  type IncidentDesk,
  type IncidentEntry,
  type IncidentRecords,
} from "../../desk/index.ts";
import type { Gatehouse } from "../../gate/index.ts";
import { fine, systemRandom, type Clock } from "../../kernel/index.ts";
import type { JournalWriter } from "../ports.ts";

export function incidentsInMemory(
  clock: Clock,
  journalWriter: JournalWriter,
  gatehouse: Gatehouse,
): { readonly incidents: IncidentDesk; readonly acts: ActDesk } {
  const journal = {
    write: journalWriter.write,
    newest: async () => ({ sinceMs: 0, seqOf: new Map<string, number>() }),
  };
  const vault = wordsInMemory();
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
  return {
    incidents: createIncidentDesk({ record, vault, journal, clock, random: systemRandom() }),
    acts: createActDesk({
      record,
      performers,
      nowMs: () => clock.nowMs(),
      gone: new AbortController().signal,
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

/** Seals nothing, as nothing is written anywhere: what is kept is the number of the words. */
function wordsInMemory(): Parameters<typeof createIncidentDesk>[0]["vault"] {
  const words: string[] = [];
  return {
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
