// The stage for tests of the look-up: persons, letters and facts in a real vault of a folder of its own, a clock moved by hand,
// and the mails that would have left.

import type { TestContext } from "node:test";
import { manualClock, seededRandom, type Language } from "../../kernel/index.ts";
import type { IncidentId } from "../incidents/contract.ts";
import type { Addressee, NoticeClass, NoticeFacts } from "../notices/contract.ts";
import { draftPaper } from "../notices/draft/draft.ts";
import { CARD_LEAK } from "../notices/draft/facts.fixture.ts";
import type { PersonClass } from "../scope/contract.ts";
import { vaultFolder, vaultIn } from "../vault/vault.fixture.ts";
import type { LookUpEntered, LookUpQuestion, LookUpSource } from "./contract.ts";
import { createLookUpDesk, type LookUpDeskDeps } from "./desk.ts";

export const INCIDENT: IncidentId = "incident_lookup";
export const RUN = "scope_0123456789abcdef0123456789abcdef";

export function personOf(number: number, of: NoticeClass, more: Partial<Addressee> = {}): Addressee {
  return {
    personId: `p_${number}`,
    name: `牡蠣沢 花子${number}`,
    email: `hanako${number}@kakizawa.example`,
    postcode: "722-0001",
    address: ["広島県尾道市1-1"],
    orders: [{ ref: `MS-${1000 + number}`, day: "2026-01-05" }],
    items: of === "notAffected" ? [] : ["card-number", "expiry"],
    class: of,
    ...more,
  };
}

/** Three people, one of each kind. */
export const THREE: readonly Addressee[] = [
  personOf(1, "confirmed"),
  personOf(2, "possible"),
  personOf(3, "notAffected"),
];

export function classesOf(people: readonly Addressee[]): Record<PersonClass, number> {
  const count = (of: NoticeClass): number => people.filter((person) => person.class === of).length;
  return {
    confirmed: count("confirmed"),
    possible: count("possible"),
    cannotTell: 0,
    notAffected: count("notAffected"),
  };
}

export function sourceFor(
  people: readonly Addressee[],
  more: { readonly runId?: string; readonly facts?: Partial<NoticeFacts> } = {},
): LookUpSource {
  const { runId = RUN } = more;
  const { confirmed, possible, notAffected } = classesOf(people);
  const counts = { confirmed, possible, notAffected };
  const facts: NoticeFacts = { ...CARD_LEAK, counts, scopeRunId: runId, ...more.facts };
  return {
    runId,
    classes: classesOf(people),
    facts,
    textOf: (key) => draftPaper(key, facts),
    people: async function* () {
      yield* people;
    },
  };
}

export async function openStage(t: TestContext, wishes: Partial<LookUpDeskDeps> = {}) {
  const folder = vaultFolder(t);
  const vault = vaultIn(folder);
  await vault.create(INCIDENT);
  const clock = manualClock();
  const mails: { readonly to: string; readonly code: string }[] = [];
  /** Also those for addresses nobody knows: they cost the same. */
  const asked: string[] = [];
  const questions: string[] = [];
  const newest = { runId: RUN as string | null };
  const deps: LookUpDeskDeps = {
    vault,
    clock,
    random: seededRandom(5),
    mail: {
      canSend: () => true,
      send: (to, code) => {
        asked.push(code);
        if (to !== null) mails.push({ to, code });
      },
      close: async () => undefined,
    },
    newestRun: async () => newest.runId,
    keepQuestion: async (_incident, { words }) => questions.push(words) > 0,
    language: "ja",
    ...wishes,
  };
  const desk = createLookUpDesk(deps);
  return { folder, vault, clock, mails, asked, questions, newest, deps, desk };
}

export function ask(
  entered: LookUpEntered,
  language: Language = "ja",
  from = { host: "192.0.2.1", subnet: "192.0.2.0/24" },
): LookUpQuestion {
  return { ...entered, language, from };
}

export const byOrder = (email: string, order: string): LookUpQuestion => ask({ kind: "order", email, order });
