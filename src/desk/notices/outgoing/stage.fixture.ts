// The stage for tests of sending: the real record, inquiry desk and vault around the desk, a clock moved by hand, and a mail server
// whose answers a test decides. No sockets.

import { setTimeout as soon } from "node:timers/promises";
import type { TestContext } from "node:test";
import { manualClock, seededRandom, type MisemoriEvent } from "../../../kernel/index.ts";
import { openMemoryStore } from "../../../store/index.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import { createIncidentDesk } from "../../incidents/desk.ts";
import { openIncidentRecord } from "../../incidents/record.ts";
import { START_MS, wishOf, type Line } from "../../incidents/stage.fixture.ts";
import { createInquiryDesk } from "../../inquiries/desk.ts";
import { vaultFolder, vaultIn } from "../../vault/vault.fixture.ts";
import { addresseesName } from "../addressees/list.ts";
import type { Addressee, NoticeFacts, NoticeText, PaperKey } from "../contract.ts";
import { draftPaper } from "../draft/draft.ts";
import { CARD_LEAK } from "../draft/facts.fixture.ts";
import { addressee } from "../letters/addressee.fixture.ts";
import type { NoticeMail } from "../render/mail.ts";
import type { Delivered } from "../sending/mailer.ts";
import { createOutgoingDesk } from "./desk.ts";
import type { OutgoingDeps, OutgoingSettings } from "./ground.ts";

export const OWNER = "owner:花子";
export const OTHER = "owner:太郎";
export const RUN = `scope_${"0".repeat(32)}`;
export const LATER_RUN = `scope_${"1".repeat(32)}`;
export const MAIL = { report: 1, channel: "email" } as const;
export const LETTERS = { report: 1, channel: "letter" } as const;

export interface Taken {
  readonly to: string;
  readonly messageId: string;
  readonly mail: NoticeMail;
}

export interface StageWishes {
  readonly people?: readonly Addressee[];
  readonly facts?: Partial<NoticeFacts>;
  readonly settings?: Partial<OutgoingSettings>;
  readonly deps?: Partial<OutgoingDeps>;
  readonly answer?: (to: string) => Delivered | Promise<Delivered>;
  readonly written?: readonly PaperKey[];
  readonly textOf?: (key: PaperKey) => NoticeText | undefined;
}

export function threePeople(): readonly Addressee[] {
  return [
    addressee(1, { items: ["card-number"] }),
    addressee(2, { class: "possible", items: ["card-number"] }),
    addressee(3, { class: "notAffected" }),
  ];
}

/** The real desks beside sending, over memory and a vault in a folder of its own. */
async function openHouse(t: TestContext, look: (id: IncidentId) => Promise<void>) {
  const clock = manualClock(START_MS);
  const store = openMemoryStore();
  const vault = vaultIn(vaultFolder(t));
  const lines: Line[] = [];
  const troubles: unknown[] = [];
  const looks: Promise<void>[] = [];
  const journal = {
    write: async (kind: string, by: string, facts: Readonly<Record<string, unknown>>) =>
      void lines.push({ kind, by, facts }),
    newest: async () => ({ sinceMs: 0, seqOf: new Map<string, number>() }),
  };
  const random = seededRandom(3);
  const record = openIncidentRecord({
    records: store.incidents,
    vault,
    journal,
    clock,
    ground: () => ({ timeZone: "Asia/Tokyo", ownerOf: () => "花子", available: new Set() }),
    onChange: (id) => void looks.push(look(id)),
    onTrouble: (error) => void troubles.push(error),
  });
  const incidents = createIncidentDesk({ record, vault, journal, clock, random });
  const inquiries = createInquiryDesk({
    records: store.inquiries,
    vault,
    view: record.view,
    qaOf: async () => null,
    journal,
    clock,
    random,
  });
  const opened = await incidents.open(OWNER, wishOf());
  if (!opened.ok) throw new Error(opened.fault);
  const settled = () => Promise.all(looks);
  const { id } = opened.value;
  return {
    id,
    clock,
    store,
    vault,
    lines,
    troubles,
    journal,
    random,
    record,
    incidents,
    inquiries,
    settled,
  };
}

const SETTINGS: OutgoingSettings = {
  mail: {
    from: "山田牡蠣店 <shop@example.jp>",
    server: { host: "127.0.0.1", port: 1, tls: "none" },
    connectionsMax: 2,
    perDomainPerSecond: Number.POSITIVE_INFINITY,
  },
  mailbox: null,
  letterSender: ["山田水産", "〒722-0001", "広島県尾道市1-1"],
  language: "ja",
};

export async function openSendingStage(t: TestContext, wishes: StageWishes = {}) {
  const { people = threePeople(), answer = () => ({ kind: "sent", note: "250 2.0.0" }) } = wishes;
  const desks: ReturnType<typeof createOutgoingDesk>[] = [];
  // Before the vault's folder goes: what still runs would write it anew.
  t.after(() => Promise.all(desks.map((one) => one.close())));
  const house = await openHouse(t, (id) => desks.at(-1)?.look(id) ?? Promise.resolve());
  const { id, vault, store, incidents, troubles } = house;
  const taken: Taken[] = [];
  const facts: { kept: NoticeFacts | null } = { kept: null };
  const events: MisemoriEvent[] = [];
  const settings: OutgoingSettings = { ...SETTINGS, ...wishes.settings };
  const deps: OutgoingDeps = {
    ...house,
    dispatches: store.dispatches,
    factsOf: async () => {
      if (facts.kept === null) return null;
      const newest = (await house.record.view(id))?.scope?.runId;
      return { facts: facts.kept, isStale: newest !== undefined && facts.kept.scopeRunId !== newest };
    },
    textFor: async (_incident, key) =>
      wishes.textOf?.(key) ?? draftPaper(key, factsFor(people, wishes.facts)),
    written: async () => wishes.written ?? [],
    settings: () => settings,
    openMailer: () => ({
      send: async (to, messageId, mail) => {
        const delivered = await answer(to);
        if (delivered.kind === "sent") taken.push({ to, messageId, mail });
        return delivered;
      },
      close: () => undefined,
    }),
    canPrint: () => true,
    openPress: () => {
      throw new Error("this test prints nothing");
    },
    emit: (event) => void events.push(event),
    onTrouble: (error) => void troubles.push(error),
    ...wishes.deps,
  };
  /** A process of its own over the same records; the one before is left as it is. */
  const startDesk = () => {
    const desk = createOutgoingDesk(deps);
    desks.push(desk);
    return desk;
  };
  const desk = startDesk();
  const keep = async (runId: string, kept: readonly Addressee[], more: Partial<NoticeFacts> = {}) => {
    await vault.put(id, addresseesName(runId), linesOf(kept));
    facts.kept = { ...factsFor(kept, more), scopeRunId: runId };
  };
  const scope = async (runId: string, of: readonly Addressee[]) => {
    const told = { runId, resultSha256: "0".repeat(64), people: of.length, vaultName: null };
    await incidents.scope(id, OWNER, { ...told, classes: { ...countsOf(of), cannotTell: 0 } });
  };
  /** Facts, list and scope: everything a start needs but the trial. */
  const prepare = async () => {
    await keep(RUN, people, wishes.facts);
    await scope(RUN, people);
  };
  return { ...house, taken, events, desk, startDesk, keep, scope, prepare };
}

export type SendingStage = Awaited<ReturnType<typeof openSendingStage>>;

/** Waits until something has come about, and fails after some seconds. */
export async function until(
  isSo: () => Promise<boolean> | boolean,
  clock?: SendingStage["clock"],
): Promise<void> {
  for (let looks = 0; looks < 1_000; looks++) {
    if (await isSo()) return;
    clock?.advance(30_000);
    await soon(5);
  }
  throw new Error("it never came about");
}

export async function viewOf(
  { desk, id }: Pick<SendingStage, "desk" | "id">,
  channel: "email" | "letter",
  report = 1,
) {
  const board = await desk.board(id);
  if (!board.ok) throw new Error(board.fault);
  const view = board.value.sendings.find((one) => one.channel === channel && one.report === report);
  if (view === undefined) throw new Error("not started");
  return view;
}

function factsFor(people: readonly Addressee[], more: Partial<NoticeFacts> = {}): NoticeFacts {
  return { ...CARD_LEAK, counts: countsOf(people), scopeRunId: RUN, ...more };
}

function countsOf(people: readonly Addressee[]) {
  const count = (of: Addressee["class"]): number => people.filter((person) => person.class === of).length;
  return {
    confirmed: count("confirmed"),
    possible: count("possible"),
    notAffected: count("notAffected"),
  };
}

async function* linesOf(values: readonly unknown[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(""));
}
