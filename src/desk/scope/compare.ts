// Who moves when the question changes: the recorded run is made again from the same inputs (so its record holds no person), must
// come out the same, and is laid beside the new one.

import { MisemoriError, say } from "../../kernel/index.ts";
import type {
  PersonClass,
  ScopeAnswer,
  ScopeInput,
  ScopePerson,
  ScopeRequest,
  ScopeRun,
} from "./contract.ts";
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
  const records = earlier.inputs.map(({ kind, sha256 }) =>
    now.run.inputs.find((one) => one.kind === kind && one.sha256 === sha256),
  );
  if (records.includes(undefined)) throw fail("inputsGone");
  const fileOf = (record: (typeof records)[number]): ScopeInput | undefined =>
    request.inputs.find(({ kind, path }) => kind === record?.kind && path === record.path);
  const files = records.flatMap((record) => fileOf(record) ?? []);
  // What no file of this run holds came from the shop's database, or from this guard's own records.
  const others = records.filter((record) => fileOf(record) === undefined);
  const { shop, records: own, ...rest } = request;
  const hasShop = shop !== undefined && others.some((record) => record?.kind !== "records");
  const hasOwn = own !== undefined && others.some((record) => record?.kind === "records");
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
