// Who moves when the question changes: the recorded run is made again from the same inputs (so its record holds no person), must
// come out the same, and is laid beside the new one.

import { MisemoriError, say } from "../../kernel/index.ts";
import type {
  InputRecord,
  PersonClass,
  ScopeAnswer,
  ScopeInput,
  ScopePerson,
  ScopeRequest,
  ScopeRun,
} from "./contract.ts";
import { prefixOf, sizeOf } from "./inputs.ts";
import { runScope, type ScopeTools } from "./run.ts";
import { scopeCompareWords } from "./compare-words.ts";

export interface ScopeMove {
  /** Null: not among the people of that run. */
  readonly from: PersonClass | null;
  readonly to: PersonClass | null;
  readonly people: number;
}

export interface ScopeComparison {
  readonly runId: string;
  readonly moves: readonly ScopeMove[];
}

/** `earlier` is the JSON a run printed. Throws MisemoriError `scope.compare` when it cannot be made again from `inputs`. */
export async function compareScope(
  earlier: unknown,
  now: ScopeAnswer,
  request: ScopeRequest,
  tools: ScopeTools,
): Promise<ScopeComparison> {
  const fail = (word: "notARun" | "inputsGone" | "otherResult"): MisemoriError => {
    const said = (key: typeof word | `${typeof word}Hint`): string =>
      say(scopeCompareWords, tools.language, key);
    return new MisemoriError("scope.compare", said(word), said(`${word}Hint`));
  };
  if (!isRun(earlier)) throw fail("notARun");
  const found: Awaited<ReturnType<typeof sourceOf>>[] = [];
  for (const record of earlier.inputs) found.push(await sourceOf(record, now, request));
  if (found.includes(undefined)) throw fail("inputsGone");
  const files = found.filter((one) => typeof one === "object");
  const { shop, records: own, ...rest } = request;
  const hasShop = shop !== undefined && found.includes("shop");
  const hasOwn = own !== undefined && found.includes("records");
  const before = await runScope(
    {
      ...rest,
      ...(hasShop ? { shop } : {}),
      ...(hasOwn ? { records: own } : {}),
      inputs: files,
      question: earlier.question,
      preset: earlier.preset,
      columns: earlier.columns,
      csvZone: earlier.csvZone,
    },
    tools,
  );
  if (before.run.resultSha256 !== earlier.resultSha256) throw fail("otherResult");
  return { runId: earlier.runId, moves: movesBetween(before.people(), now.people()) };
}

/**
 * Where the bytes an earlier run has read are now: a file, or what no file of this run holds, the shop's database or the guard's
 * own records. A plain log may have grown since: then its beginning has to be what was read.
 */
async function sourceOf(
  { kind, sha256, bytes }: InputRecord,
  { run }: ScopeAnswer,
  { inputs, gone }: ScopeRequest,
): Promise<ScopeInput | "shop" | "records" | undefined> {
  const record = run.inputs.find((one) => one.kind === kind && one.sha256 === sha256);
  const file = inputs.find((one) => one.kind === kind && one.path === record?.path);
  if (kind !== "log") return file ?? (record && (kind === "records" ? "records" : "shop"));
  if (file !== undefined) return { ...file, upTo: bytes };
  for (const one of inputs.filter((input) => input.kind === "log")) {
    if ((await sizeOf(one)) <= bytes) continue;
    const { chunks, read } = prefixOf(one, bytes, gone);
    for await (const _ of chunks) void _;
    if (read().sha256 === sha256) return { ...one, upTo: bytes };
  }
  return undefined;
}

/** Both lists are in the order of personId. Those who stay are listed too, so the counts add up. */
export function movesBetween(
  before: Iterable<ScopePerson>,
  now: Iterable<ScopePerson>,
): readonly ScopeMove[] {
  const earlier = new Map([...before].map((person) => [person.personId, person.class]));
  const counts = new Map<string, { from: PersonClass | null; to: PersonClass | null; people: number }>();
  const add = (from: PersonClass | null, to: PersonClass | null): void => {
    const known = counts.get(`${from}>${to}`) ?? { from, to, people: 0 };
    known.people++;
    counts.set(`${from}>${to}`, known);
  };
  for (const { personId, class: to } of now) {
    add(earlier.get(personId) ?? null, to);
    earlier.delete(personId);
  }
  for (const from of earlier.values()) add(from, null);
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, move]) => move);
}

function isRun(value: unknown): value is ScopeRun {
  if (typeof value !== "object" || value === null) return false;
  const run = value as Partial<ScopeRun>;
  return (
    Array.isArray(run.inputs) &&
    typeof run.question === "object" &&
    typeof run.resultSha256 === "string" &&
    typeof run.runId === "string"
  );
}
