// The stage for tests of incidents: desk, acts and watch over one store, a vault in memory that really forgets, a clock moved by
// hand, and what was emitted and journalled.

import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { fine, manualClock, seededRandom, type ManualClock, type MisemoriEvent } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import type { IncidentRecords } from "../ports.ts";
import type { Vault } from "../vault/contract.ts";
import { availableActs, createActDesk, type ActPerformer, type ActPerformers } from "./acts.ts";
import type { SealedWords } from "./contract.ts";
import { createIncidentDesk, type OpenWish } from "./desk.ts";
import { openIncidentRecord, type IncidentJournal } from "./record.ts";
import { createIncidentWatch } from "./watch.ts";

export const OWNER = "owner:花子";
export const OTHER = "owner:太郎";
export const NO_WORDS: SealedWords = { caller: "", contact: "", words: "" };
/** 1 May 2026, 10:00 in Japan. */
export const START_MS = Date.UTC(2026, 4, 1, 1);

type ShortWords = Pick<Vault, "create" | "sealWords" | "openWords" | "destroy">;

const nonce = (place: string): Buffer => createHash("sha256").update(place).digest().subarray(0, 12);

/** Keeps real promises: sealed to its place, and nothing opens once the key is gone. */
export function vaultInMemory(): ShortWords & { readonly destroyed: string[] } {
  const keys = new Map<string, Buffer | null>();
  const destroyed: string[] = [];
  return {
    destroyed,
    create: async (incident) => {
      if (!keys.has(incident)) keys.set(incident, randomBytes(32));
    },
    sealWords: async (incident, place, words) => {
      const key = keys.get(incident);
      if (key === undefined || key === null) throw new Error("vault.destroyed");
      const cipher = createCipheriv("aes-256-gcm", key, nonce(place)).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(words), cipher.final()]);
      return Buffer.concat([cipher.getAuthTag(), sealed]).toString("base64");
    },
    openWords: async (incident, place, text) => {
      const key = keys.get(incident);
      if (key === undefined || key === null) return null;
      const sealed = Buffer.from(text, "base64");
      const cipher = createDecipheriv("aes-256-gcm", key, nonce(place)).setAAD(Buffer.from(place));
      cipher.setAuthTag(sealed.subarray(0, 16));
      return Buffer.concat([cipher.update(sealed.subarray(16)), cipher.final()]).toString();
    },
    destroy: async (incident) => {
      destroyed.push(incident);
      if (keys.get(incident) === null) return false;
      keys.set(incident, null);
      return true;
    },
  };
}

export interface Line {
  readonly kind: string;
  readonly by: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface StageWishes {
  readonly records?: IncidentRecords;
  readonly vault?: ReturnType<typeof vaultInMemory>;
  readonly clock?: ManualClock;
  readonly performers?: Partial<ActPerformers>;
  readonly lines?: Line[];
}

const NONE: ActPerformers = {
  "pause-cards": null,
  "stop-shop": null,
  "preserve-evidence": null,
  "block-origin": null,
  "end-sessions": null,
  "open-look-up": null,
};

export function openStage(wishes: StageWishes = {}) {
  const {
    records = openMemoryStore().incidents,
    vault = vaultInMemory(),
    clock = manualClock(START_MS),
    lines = [],
  } = wishes;
  const performers: ActPerformers = { ...NONE, ...wishes.performers };
  const gone = new AbortController();
  const events: MisemoriEvent[] = [];
  const troubles: unknown[] = [];
  const switchboard = { isJournalBroken: false };
  const journal: IncidentJournal = {
    write: async (kind, by, facts) => {
      if (switchboard.isJournalBroken) throw new Error("no space left on device");
      lines.push({ kind, by, facts });
    },
    newest: async () => {
      const seqOf = new Map<string, number>();
      for (const { facts } of lines) seqOf.set(String(facts["incident"]), Number(facts["seq"]));
      return { sinceMs: 0, seqOf };
    },
  };
  const onTrouble = (error: unknown): void => void troubles.push(error);
  const record = openIncidentRecord({
    records,
    vault,
    journal,
    clock,
    ground: () => ({
      timeZone: "Asia/Tokyo",
      ownerOf: (area) => `${area}の人`,
      available: availableActs(performers),
    }),
    onChange: () => undefined,
    onTrouble,
  });
  const random = seededRandom(records === wishes.records ? 11 : 7);
  const desk = createIncidentDesk({ record, vault, journal, clock, random });
  const acts = createActDesk({
    record,
    performers,
    nowMs: () => clock.nowMs(),
    gone: gone.signal,
    onTrouble,
  });
  const watch = createIncidentWatch({
    record,
    vault,
    clock,
    emit: (event) => void events.push(event),
    onTrouble,
  });
  return {
    gone,
    records,
    vault,
    clock,
    lines,
    journal,
    events,
    troubles,
    switchboard,
    record,
    desk,
    acts,
    watch,
  };
}
export type Stage = ReturnType<typeof openStage>;

export function wishOf(more: Partial<OpenWish> = {}): OpenWish {
  return {
    type: "card-leak",
    title: "カード会社からの連絡",
    hintAtMs: START_MS,
    source: "card-company",
    channel: "telephone",
    alert: null,
    words: NO_WORDS,
    key: null,
    ...more,
  };
}

/** A performer whose effect is a switch, and which counts how often the effect really came about. */
export function switchPerformer(): ActPerformer & { readonly state: { on: boolean; times: number } } {
  const state = { on: false, times: 0 };
  const turn = (on: boolean): boolean => {
    if (state.on === on) return false;
    state.on = on;
    state.times += 1;
    return true;
  };
  return {
    state,
    perform: async () => fine({ outcome: turn(true) ? "paused" : "already-paused" }),
    undo: async () => fine({ outcome: turn(false) ? "resumed" : "already-open" }),
    holds: async () => state.on,
  };
}
