// The look-up of this guard: at most one incident's, opened from sealed persons and letters, answered from memory, taken up again
// after a restart, stale when a later scope is known, and gone with the incident's key.

import {
  canonicalJson,
  fine,
  LANGUAGES,
  MisemoriError,
  refuse,
  say,
  type Clock,
  type Language,
  type Outcome,
  type Random,
} from "../../kernel/index.ts";
import type { IncidentId } from "../incidents/contract.ts";
import { NOTICE_CLASSES, type NoticePaper } from "../notices/contract.ts";
import { holesOf, PLACEHOLDERS } from "../notices/render/fill.ts";
import { readNotice } from "../notices/text.ts";
import type { Vault } from "../vault/contract.ts";
import { isOnFile, letterByCode, letterByOrder } from "./answer.ts";
import type { CodeMail } from "./code-mail.ts";
import { createCodes, type Codes } from "./codes.ts";
import type { LookUpAnswer, LookUpQuestion, LookUpSign, LookUpSource, SourceOf } from "./contract.ts";
import { closedIndex, LOOK_UP_BOX, mailKey, writeIndex } from "./index-file.ts";
import { openPeopleIndex, type PeopleIndex } from "./people-index.ts";
import { createRates, type Rates } from "./rates.ts";
import { lookUpWords, type LookUpWord } from "./words.ts";

export interface LookUpDeskDeps {
  readonly vault: Pick<Vault, "put" | "get" | "list" | "state">;
  readonly clock: Clock;
  readonly random: Random;
  readonly mail: CodeMail;
  /** The newest scope of an incident; null when there is none. */
  readonly newestRun: (incident: IncidentId) => Promise<string | null>;
  /** Keeps a question; false when it cannot. */
  readonly keepQuestion: (
    incident: IncidentId,
    asked: { readonly name: string; readonly contact: string; readonly words: string },
  ) => Promise<boolean>;
  /** Of what is said to the shop's people. */
  readonly language: Language;
}

export interface LookUpDesk {
  /** Never rejects for what was entered. Nothing entered is kept, but for a question that was asked. */
  ask(question: LookUpQuestion): Promise<LookUpAnswer>;
  /** Durable when it resolves; harmless again. Refuses what the words say, and what the vault refuses. */
  open(incident: IncidentId, source: LookUpSource): Promise<Outcome<null>>;
  /** False when it was not open. Durable when it resolves. */
  close(incident: IncidentId): Promise<boolean>;
  /** At a start: opens what was open. False when nothing was. */
  restore(incident: IncidentId): Promise<boolean>;
  /** Something about this incident changed: a later scope, or its key is gone. */
  look(incident: IncidentId): Promise<void>;
  /** Open, of the newest scope, and in the words that are written by now. */
  holds(sourceOf: SourceOf): Promise<boolean>;
}

interface Open {
  readonly incident: IncidentId;
  readonly index: PeopleIndex;
  readonly codes: Codes;
  readonly rates: Rates;
  isStale: boolean;
}

export function createLookUpDesk(deps: LookUpDeskDeps): LookUpDesk {
  let open: Open | null = null;
  let line: Promise<unknown> = Promise.resolve();
  /** Opening and closing, one after the other. */
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = line.then(work, work);
    line = mine.catch(() => undefined);
    return mine;
  };
  const isNewest = async (one: Open): Promise<boolean> =>
    (await deps.newestRun(one.incident)) === one.index.runId;
  const load = async (incident: IncidentId): Promise<boolean> => {
    const index = await openPeopleIndex(deps.vault.get(incident, LOOK_UP_BOX), deps.language);
    if (index === null) return false;
    // Codes and counts of askers go on when only the index is new.
    const { codes, rates } = open?.incident === incident ? open : freshDesk(deps);
    const next: Open = { incident, index, codes, rates, isStale: false };
    next.isStale = !(await isNewest(next));
    open = next;
    return true;
  };
  return {
    ask: async (question) => {
      if (open === null) return { kind: "closed" };
      if ((await deps.vault.state(open.incident)) !== "open") open = null;
      return open === null ? { kind: "closed" } : answered(deps, open, question);
    },
    open: (incident, source) =>
      inLine(async () => {
        if (open !== null && open.incident !== incident)
          return refused(deps.language, "other-open", { incident: open.incident });
        const hole = holeIn(source);
        if (hole !== undefined) return refused(deps.language, "hole", { where: hole });
        try {
          if (open !== null) open.isStale = true;
          const key = deps.random.bytes(32);
          await deps.vault.put(incident, LOOK_UP_BOX, writeIndex(source, key, deps.language));
          await load(incident);
          return fine(null);
        } catch (error) {
          if (open !== null) open.isStale = !(await isNewest(open));
          if (!(error instanceof MisemoriError)) throw error;
          return refuse(error.code, error.message, error.hint);
        }
      }),
    close: (incident) =>
      inLine(async () => {
        const wasOpen = open?.incident === incident;
        if (wasOpen) open = null;
        if ((await deps.vault.state(incident)) === "open")
          await deps.vault.put(incident, LOOK_UP_BOX, closedIndex());
        return wasOpen;
      }),
    restore: (incident) =>
      inLine(async () => {
        if (open !== null || (await deps.vault.state(incident)) !== "open") return false;
        const kept = await deps.vault.list(incident);
        return kept.some(({ name }) => name === LOOK_UP_BOX) ? load(incident) : false;
      }),
    look: (incident) =>
      inLine(async () => {
        if (open?.incident !== incident) return;
        if ((await deps.vault.state(incident)) !== "open") open = null;
        else open.isStale = !(await isNewest(open));
      }),
    holds: (sourceOf) => isHolding(open, sourceOf),
  };
}

async function isHolding(open: Open | null, sourceOf: SourceOf): Promise<boolean> {
  if (open === null || open.isStale) return false;
  const source = await sourceOf(open.incident);
  return source === null || isSaidBy(open.index, source);
}

/** The letters and facts it answers from are those of the source. */
function isSaidBy(index: PeopleIndex, source: LookUpSource): boolean {
  const letters = NOTICE_CLASSES.flatMap((of) =>
    LANGUAGES.map((told): readonly [NoticePaper, NoticePaper] => [
      index.letter(of, told),
      readNotice(source.textOf(mailKey(of, told))),
    ]),
  );
  const pairs: readonly (readonly [unknown, unknown])[] = [...letters, [index.facts, source.facts]];
  return pairs.every(([told, written]) => canonicalJson(told) === canonicalJson(written));
}

function freshDesk(deps: LookUpDeskDeps): Pick<Open, "codes" | "rates"> {
  return { codes: createCodes(deps), rates: createRates(deps) };
}

async function answered(deps: LookUpDeskDeps, open: Open, question: LookUpQuestion): Promise<LookUpAnswer> {
  const sign = signOf(deps, open);
  if (question.kind === "open") return { kind: open.isStale ? "renewing" : "form", sign };
  const waitMs = open.rates.take(question);
  if (waitMs > 0) return { kind: "later", sign, waitSeconds: Math.ceil(waitMs / 1000) };
  if (question.kind === "ask") {
    const { name, contact, words } = question;
    const isKept = await deps.keepQuestion(open.incident, { name, contact, words });
    return { kind: isKept ? "asked" : "not-asked", sign };
  }
  if (open.isStale) return { kind: "renewing", sign };
  const { index, codes } = open;
  const { email, language } = question;
  if (question.kind === "send-code") {
    const code = codes.make(index.mailHash(email));
    deps.mail.send(isOnFile(index, email) ? email : null, code, index.facts.shop.name, language);
    return { kind: "code-sent", sign };
  }
  if (question.kind === "code") {
    const isRight = codes.use(index.mailHash(email), question.code);
    const letter = letterByCode(index, { email, isRight }, language);
    return letter === null ? { kind: "code-wrong", sign } : { kind: "letter", sign, ...letter };
  }
  const letter = letterByOrder(index, question, language);
  return letter === null ? { kind: "not-found", sign } : { kind: "letter", sign, ...letter };
}

function signOf({ mail }: LookUpDeskDeps, { index }: Open): LookUpSign {
  const { telephone, email, hours } = index.facts.desk;
  return { telephone, email, hours, canMail: mail.canSend() };
}

/** A letter that cannot be filled in must be found now and not by the person it is meant for. */
function holeIn({ textOf }: LookUpSource): string | undefined {
  for (const of of NOTICE_CLASSES)
    for (const language of LANGUAGES) {
      const paper = readNotice(textOf({ kind: "email", class: of, language, report: 1 }));
      const hole = holesOf(paper).find((name) => !(PLACEHOLDERS as readonly string[]).includes(name));
      if (hole !== undefined) return `{{${hole}}}`;
    }
  return undefined;
}

function refused(
  language: Language,
  word: "other-open" | "hole",
  values: Readonly<Record<string, string>>,
): Outcome<null> {
  const hint = say(lookUpWords, language, `${word}.hint` as LookUpWord, values);
  return refuse(`lookup.${word}`, say(lookUpWords, language, word, values), hint);
}
