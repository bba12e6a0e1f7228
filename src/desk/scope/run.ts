// One run of a scope from files to classes: hashes what it reads, reads logs and findings, lets every order be judged, and seals
// question, inputs, versions and result under one id. Holds people in memory only; who may keep them is the caller's matter.

import { basename } from "node:path";
import { MisemoriError, say, type Clock, type Language } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import { pageFrom } from "./access-line.ts";
import { gatherCards, type CardsGathered } from "./card-proofs.ts";
import {
  RULES_VERSION,
  SCOPE_LIMITS,
  type InputRecord,
  type InputTrouble,
  type ScopeAnswer,
  type ScopePerson,
  type ScopeRequest,
  type ScopeRun,
} from "./contract.ts";
import { createDayReader, dayFrom, type DayReader } from "./days.ts";
import { bytesOf, isStillAsHashed, type OpenInput } from "./inputs.ts";
import { groundsOf, type Case } from "./judge.ts";
import { createPeople, type Finding } from "./people.ts";
import { sumReads, type Reads } from "./reads.ts";
import { readRows, type RowsWish } from "./rows.ts";
import { idOf, summed } from "./seal.ts";
import { takeIn, type TakenIn } from "./take-in.ts";
import { scopeWords, type ScopeWord } from "./words.ts";

export interface ScopeTools {
  readonly clock: Clock;
  readonly language: Language;
}

/**
 * Answers a question from files. Throws MisemoriError for what a person can mend: `scope.input` (unreadable), `scope.changed`
 * (written to meanwhile), `scope.columns` (a needed column is missing), `scope.question`, `scope.findings`, `scope.many`, `duckdb.missing`.
 */
export async function runScope(request: ScopeRequest, tools: ScopeTools): Promise<ScopeAnswer> {
  const startedMs = tools.clock.monoMs();
  const base = ground(request, tools);
  const taken = await takeInAll(request, base, tools);
  const { inputs, logs } = taken;
  const troubles: InputTrouble[] = [...taken.troubles];
  const records: Records = new Map(taken.records);
  const window = base.window;
  const reads = logs.length === 0 ? null : sumReads(logs, base, window);
  const grounds = groundsOf(request.question, {
    findings: inputs.some(({ kind }) => kind === "findings"),
    pageNamesRecords:
      base.page?.hasPlaces === true && !/^[^{]*\{line\}[^{]*$/.test(request.question.page ?? ""),
  });
  if (request.question.page !== null && reads === null)
    throw refusal(tools, "scope.question", "needLogs", {});
  const known: Case = { question: request.question, grounds, seen: reads?.seen ?? null, window };
  const cards = grounds.cards ? await gatherCards(inputs, known, request, tools, troubles) : null;
  const judged = await readPeople(inputs, { base, known, reads, cards }, request, tools, records, troubles);
  for (const input of inputs) {
    if (!(await isStillAsHashed(input)))
      throw refusal(tools, "scope.changed", "inputChanged", { path: input.path });
  }
  const { people, classes, reasons, resultSha256 } = summed(judged.everyone());
  const recorded = inputs.map((input) => recordOf(input, records.get(input.sha256)));
  const run: Omit<ScopeRun, "runId" | "seconds"> = {
    classes,
    people,
    inputs: recorded,
    resultSha256,
    question: request.question,
    preset: request.preset,
    columns: request.columns,
    csvZone: request.csvZone,
    versions: { misemori: request.version, rules: RULES_VERSION, duckdb: taken.duckdb },
    orderRows: judged.orderRows,
    payments: judged.payments,
    log: reads?.cover ?? null,
    cards:
      cards === null
        ? null
        : { cards: cards.hashes.size, unattributed: judged.unattributed, files: cards.files },
    reasons,
    troubles: troubles.toSorted((a, b) => (`${a.path}\0${a.what}` < `${b.path}\0${b.what}` ? -1 : 1)),
  };
  const seconds = (tools.clock.monoMs() - startedMs) / 1000;
  return { run: { ...run, runId: idOf(run), seconds }, people: judged.everyone };
}

interface Base {
  readonly question: ScopeRequest["question"];
  readonly days: DayReader;
  readonly page: ReturnType<typeof pageFrom> | null;
  readonly window: Case["window"];
}

function ground({ question, csvZone }: ScopeRequest, tools: ScopeTools): Base {
  const [from, to] = [question.fromDay, question.toDay].map((day) => (day === null ? null : dayFrom(day)));
  if (from === undefined || to === undefined || (from !== null && to !== null && from > to))
    throw refusal(tools, "scope.question", "badDays", {});
  const page = question.page === null ? null : pageFrom(question.page);
  if (page !== null && page.literal.length < 2) throw refusal(tools, "scope.question", "pageTooWide", {});
  if (page === null && question.origins.length > 0)
    throw refusal(tools, "scope.question", "originNeedsPage", {});
  try {
    const days = createDayReader(question.zone, csvZone ?? question.zone);
    return { question, days, page, window: { from: from ?? 0, to: to ?? 99_991_231 } };
  } catch {
    throw refusal(tools, "scope.question", "badZone", {});
  }
}

async function takeInAll(request: ScopeRequest, base: Base, tools: ScopeTools): Promise<TakenIn> {
  try {
    return await takeIn(request, base, tools);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refusal(tools, "scope.many", "tooManyReads", { max: SCOPE_LIMITS.readsMax });
  }
}

type Records = Map<string, Partial<InputRecord>>;

interface Judged {
  readonly everyone: () => Iterable<ScopePerson>;
  readonly orderRows: number;
  readonly payments: ScopeRun["payments"];
  readonly unattributed: number;
}

async function readPeople(
  inputs: readonly OpenInput[],
  all: {
    readonly base: Base;
    readonly known: Case;
    readonly reads: Reads | null;
    readonly cards: CardsGathered | null;
  },
  request: ScopeRequest,
  tools: ScopeTools,
  records: Records,
  troubles: InputTrouble[],
): Promise<Judged> {
  const people = createPeople();
  const payments: RowsWish["payments"] = new Map();
  let orderRows = 0;
  const shared = {
    preset: request.preset,
    days: all.base.days,
    known: all.known,
    people,
    visits: all.reads?.visits ?? new Set<string>(),
    payments,
    ...(request.isPlanted === undefined ? {} : { isPlanted: request.isPlanted }),
    proofs: (key: string): readonly Finding[] | undefined => {
      const cards = all.cards?.meet(key);
      const reads = all.known.grounds.records ? all.reads?.proofs.get(key) : undefined;
      return cards === undefined ? reads : [...cards, ...(reads ?? [])];
    },
  };
  for (const input of inputs) {
    const { kind, path, sha256, isUtf8 } = input;
    if (kind !== "orders" && kind !== "customers") continue;
    const unpacked = bytesOf(input, request.gone);
    const file = { source: sha256.slice(0, 12), allUtf8: isUtf8 };
    // Rows of the database bear the scope's own names already.
    const columns = input.open === undefined ? request.columns : {};
    const read = await readRows(unpacked.chunks, file, { ...shared, columns, kind }).catch(
      (error: unknown) => {
        if (!(error instanceof RangeError)) throw error;
        throw refusal(tools, "scope.many", "tooManyPeople", { max: SCOPE_LIMITS.identitiesMax });
      },
    );
    if (read.lacking.length > 0)
      throw refusal(tools, "scope.columns", "columnsLacking", {
        path: basename(path),
        lacking: read.lacking.join(", "),
        // A file without headings shows its first person there: what looks like one is left out.
        heads: read.heads
          .filter((head) => !/@|＠|\d{4}/u.test(head))
          .slice(0, 40)
          .join(", ")
          .slice(0, 600),
      });
    if (kind === "orders") orderRows += read.rows;
    records.set(sha256, { rows: read.rows, encoding: read.encoding, columns: read.columns });
    for (const one of read.troubles) troubles.push({ path, ...one });
    if (unpacked.cutOff()) troubles.push({ path, what: "cut-off", count: 1, firstLine: 0 });
  }
  all.cards?.addStrangers(people);
  const unattributed = all.cards?.unattributed() ?? 0;
  return {
    everyone: () => people.all((person) => lastWord(person, unattributed)),
    orderRows,
    payments: paymentWords(payments),
    unattributed,
  };
}

/** Words a shop's payment column has at most; more, and the column is another one, whose content is not for a report. */
const PAYMENT_WORDS_MAX = 100;

function paymentWords(payments: RowsWish["payments"]): ScopeRun["payments"] {
  if (payments.size > PAYMENT_WORDS_MAX) return [];
  return [...payments]
    .map(([value, { rows, card }]) => ({ value: maskText(value), rows, card }))
    .toSorted(byRows);
}

function byRows(a: ScopeRun["payments"][number], b: ScopeRun["payments"][number]): number {
  return b.rows - a.rows || (a.value < b.value ? -1 : 1);
}

/** While a card in the file belongs to nobody known, nobody who may have paid by card can be told that theirs was not there. */
function lastWord(person: ScopePerson, unattributed: number): ScopePerson {
  const paidByCard = person.evidence.some(({ reason }) => reason === "order-without-trace");
  if (unattributed === 0 || person.class !== "notAffected" || !paidByCard) return person;
  const evidence = [{ reason: "cards-unattributed", place: "", detail: String(unattributed) }] as const;
  return { ...person, class: "cannotTell", items: ["card-number"], evidence };
}

function recordOf(
  { path, kind, sha256, bytes }: OpenInput,
  more: Partial<InputRecord> | undefined,
): InputRecord {
  return { path, kind, sha256, bytes, rows: 0, encoding: "", columns: {}, ...more };
}

function refusal(
  { language }: ScopeTools,
  code: string,
  word: ScopeWord,
  values: Readonly<Record<string, string | number>>,
): MisemoriError {
  return new MisemoriError(
    code,
    say(scopeWords, language, word, values),
    say(scopeWords, language, `${word}Hint` as ScopeWord),
  );
}
