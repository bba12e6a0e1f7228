// Sums a run up and seals it: the counts, a hash over what was said of every person, and one id for question, inputs and result.

import { createHash } from "node:crypto";
import { CLASSES, type PersonClass, type Reason, type ScopePerson, type ScopeRun } from "./contract.ts";

/** Counts every person once and hashes class, items and evidence of each, in the order of their ids. */
export function summed(
  everyone: Iterable<ScopePerson>,
): Pick<ScopeRun, "classes" | "people" | "reasons" | "resultSha256"> {
  const classes: Record<PersonClass, number> = { confirmed: 0, possible: 0, notAffected: 0, cannotTell: 0 };
  const reasons: Partial<Record<Reason, number>> = {};
  const hash = createHash("sha256");
  let people = 0;
  for (const person of everyone) {
    people++;
    classes[person.class]++;
    for (const reason of new Set(person.evidence.map((one) => one.reason)))
      reasons[reason] = (reasons[reason] ?? 0) + 1;
    hash.update(
      `${JSON.stringify([person.personId, CLASSES.indexOf(person.class), person.items, person.evidence])}\n`,
    );
  }
  return { classes, people, reasons, resultSha256: hash.digest("hex") };
}

/** Names and places of files, and how long it took, are no part of it; their content is. */
export function idOf(run: Omit<ScopeRun, "runId" | "seconds">): string {
  const inputs = run.inputs.map(({ kind, sha256 }) => [kind, sha256]);
  const columns = Object.entries(run.columns).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const question = Object.entries(run.question).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sealed = [question, inputs, run.preset, columns, run.csvZone, run.versions, run.resultSha256];
  return `scope_${createHash("sha256").update(JSON.stringify(sealed)).digest("hex").slice(0, 32)}`;
}
