// One run of a scope from files to classes: hashes what it reads, reads logs and findings, lets every order be judged, and seals
// question, inputs, versions and result under one id. Holds people in memory only; who may keep them is the caller's matter.

import { basename } from "node:path";
import { MisemoriError, say, type Clock, type Language } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import { pageFrom } from "./access-line.ts";
import { readAttempts, type Attempts } from "./attempts.ts";
import { gatherCards } from "./card-proofs.ts";
import {
  RULES_VERSION,
  SCOPE_LIMITS,
  type Evidence,
  type InputRecord,
  type InputTrouble,
  type Reason,
  type ScopeAnswer,
  type ScopePerson,
  type ScopeRequest,
  type ScopeRun,
} from "./contract.ts";
import { createDayReader, dayFrom, type DayReader } from "./days.ts";
import { bytesOf, inputChanged, isStillAsHashed, type OpenInput } from "./inputs.ts";
import { groundsOf, type Case } from "./judge.ts";
import { originsFrom, type Origins } from "./origins.ts";
import { createPeople } from "./people.ts";
import { proofsOf, type Gathered } from "./proofs.ts";
import { sumReads } from "./reads.ts";
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
 * (written to meanwhile), `scope.columns` (a needed column is missing), `scope.question`, `scope.findings`, `scope.records`, `scope.many`, `duckdb.missing`.
 */
export async function runScope(request: ScopeRequest, tools: ScopeTools): Promise<ScopeAnswer> {
  const startedMs = tools.clock.monoMs();
  const base = ground(request, tools);
  const taken = await takeInAll(request, base, tools);
  const { inputs } = taken;
  const troubles: InputTrouble[] = [...taken.troubles];
  const records: Records = new Map(taken.records);
  const gathered = await gather(taken, base, request, tools, troubles);
  const { reads, cards, attempts } = gathered;
  for (const [sha256, record] of attempts?.records ?? []) records.set(sha256, record);
  const judged = await readPeople(inputs, base, gathered, request, tools, records, troubles);
  for (const input of inputs) {
    if (!(await isStillAsHashed(input))) throw inputChanged(input, tools.language);
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
    attempts: attempts?.cover() ?? null,
    reasons,
    troubles: troubles.toSorted((a, b) => (`${a.path}\0${a.what}` < `${b.path}\0${b.what}` ? -1 : 1)),
  };
  const seconds = (tools.clock.monoMs() - startedMs) / 1000;
  return { run: { ...run, runId: idOf(run), seconds }, people: judged.everyone };
}

/** Everything but the persons themselves. */
async function gather(
  { inputs, logs }: TakenIn,
  base: Base,
  request: ScopeRequest,
  tools: ScopeTools,
  troubles: InputTrouble[],
): Promise<Gathered> {
  const { window, question } = base;
  const grounds = groundsOf(question, {
    findings: inputs.some(({ kind }) => kind === "findings"),
    pageNamesRecords: base.page?.hasPlaces === true && !/^[^{]*\{line\}[^{]*$/.test(question.page ?? ""),
  });
  const attempts = await attemptsOf(inputs, { ...base, grounds }, request, tools);
  const intruderVisits = attempts?.visits ?? new Set<string>();
  const reads = logs.length === 0 ? null : sumReads(logs, { ...base, intruderVisits }, window);
  if (question.page !== null && reads === null) throw refusal(tools, "scope.question", "needLogs", {});
  const triesGap = attempts?.gap ?? null;
  const known: Case = { question, grounds, seen: reads?.seen ?? null, window, triesGap };
  const cards = grounds.cards ? await gatherCards(inputs, known, request, tools, troubles) : null;
  return { known, reads, cards, attempts };
}

interface Base {
  readonly question: ScopeRequest["question"];
  readonly days: DayReader;
  readonly page: ReturnType<typeof pageFrom> | null;
  readonly window: Case["window"];
  readonly origins: Origins;
}

function ground(request: ScopeRequest, tools: ScopeTools): Base {
  const { question, csvZone } = request;
  const [from, to] = [question.fromDay, question.toDay].map((day) => (day === null ? null : dayFrom(day)));
  if (from === undefined || to === undefined || (from !== null && to !== null && from > to))
    throw refusal(tools, "scope.question", "badDays", {});
  const page = question.page === null ? null : pageFrom(question.page);
  if (page !== null && page.literal.length < 2) throw refusal(tools, "scope.question", "pageTooWide", {});
  const origins = originsFor(request, tools);
  try {
    const days = createDayReader(question.zone, csvZone ?? question.zone);
    return { question, days, page, window: { from: from ?? 0, to: to ?? 99_991_231 }, origins };
  } catch {
    throw refusal(tools, "scope.question", "badZone", {});
  }
}

function originsFor({ question, inputs, records }: ScopeRequest, tools: ScopeTools): Origins {
  const origins = originsFrom(question.origins);
  if ("bad" in origins) throw refusal(tools, "scope.question", "badOrigin", { origin: origins.bad });
  const hasRecords = records !== undefined || inputs.some(({ kind }) => kind === "records");
  if (hasRecords) return origins;
  if (origins.needRecords) throw refusal(tools, "scope.question", "originNeedsRecords", {});
  if (question.page === null && !origins.isEveryone)
    throw refusal(tools, "scope.question", "originNeedsPage", {});
  return origins;
}

async function attemptsOf(
  inputs: readonly OpenInput[],
  wish: Parameters<typeof readAttempts>[1],
  { gone }: ScopeRequest,
  tools: ScopeTools,
): Promise<Attempts | null> {
  try {
    return await readAttempts(inputs, wish, { gone, language: tools.language });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refusal(tools, "scope.many", "tooManyAttempts", { max: SCOPE_LIMITS.attemptsMax });
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
  base: Base,
  gathered: Gathered,
  request: ScopeRequest,
  tools: ScopeTools,
  records: Records,
  troubles: InputTrouble[],
): Promise<Judged> {
  const people = createPeople();
  const payments: RowsWish["payments"] = new Map();
  const { known, cards, attempts } = gathered;
  let orderRows = 0;
  const shared = {
    preset: request.preset,
    days: base.days,
    known,
    people,
    payments,
    ...(request.isPlanted === undefined ? {} : { isPlanted: request.isPlanted }),
    ...proofsOf(gathered),
  };
  for (const input of inputs) {
    const { kind, path, sha256, isUtf8 } = input;
    if (kind !== "orders" && kind !== "customers") continue;
    const unpacked = bytesOf(input, request.gone);
    const file = { source: sha256.slice(0, 12), allUtf8: isUtf8 };
    // Rows of the database bear the scope's own names already: what a person confirmed need not be found there.
    const mustHave = input.open === undefined;
    const wish = { ...shared, columns: request.columns, mustHave, kind };
    const read = await readRows(unpacked.chunks, file, wish).catch((error: unknown) => {
      if (!(error instanceof RangeError)) throw error;
      throw refusal(tools, "scope.many", "tooManyPeople", { max: SCOPE_LIMITS.identitiesMax });
    });
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
  cards?.addStrangers(people);
  const unattributed = cards?.unattributed() ?? 0;
  const tries = known.grounds.origins ? (attempts?.doubtful() ?? 0) : 0;
  return {
    everyone: () => people.all((person) => lastWord(person, unattributed, tries)),
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

/**
 * While a card in the file belongs to nobody known, nobody who may have paid by card can be told that theirs was not there; nor
 * that the intruder did not pay in their name, while a try of his belongs to no known order.
 */
function lastWord(person: ScopePerson, cards: number, tries: number): ScopePerson {
  const paidByCard = person.evidence.some(({ reason }) => reason === "order-without-trace");
  if (cards + tries === 0 || person.class !== "notAffected" || !paidByCard) return person;
  const given = { ...person, class: "cannotTell" } as const;
  if (cards > 0) return { ...given, items: ["card-number"], evidence: counted("cards-unattributed", cards) };
  return { ...given, items: ["order"], evidence: counted("attempts-unattributed", tries) };
}

function counted(reason: Reason, count: number): readonly Evidence[] {
  return [{ reason, place: "", detail: String(count) }];
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
