// Crowds and shares told in a shopkeeper's words: "9 of 10 tries fail", never a bare probability. Pure.

import { sayCrowd } from "../../../kernel/crowds.ts";
import type { Crowd } from "../ground/reach.ts";
import type { Speech } from "../ground/speech.ts";

export function tellCrowd(crowd: { kind: string; label: string }, { language }: Speech, weight = 1): string {
  return sayCrowd(crowd, language, weight);
}

/** What became of a crowd's tries: stopped ones first, then how those let through ended. */
export function tellFate(
  crowd: Pick<Crowd, "stopped" | "passed" | "declines">,
  { t, count, language }: Speech,
): string {
  const { stopped, passed } = crowd;
  const declines = Math.min(passed, crowd.declines);
  const all = count(stopped + passed);
  if (passed === 0) return t("crowds.fate.stopped", { tries: all });
  const through = t("crowds.fate.through", { passed: count(passed), declines: count(declines) });
  return stopped === 0
    ? through
    : `${t("crowds.fate.some", { tries: all, stopped: count(stopped) })}${language === "ja" ? "" : " "}${through}`;
}

/** Below ten tries the plain numbers are told: a share of so few says too much. */
export function tellFailures(tries: number, declines: number, { t, count }: Speech): string {
  if (tries < 10) return t("crowds.fails.small", { tries: count(tries), declines: count(declines) });
  const share = declines / tries;
  if (share >= 0.95) return t("crowds.fails.all");
  const n = Math.round(share * 10);
  return n === 0 ? t("crowds.fails.few") : t("crowds.fails", { n });
}

export function tellAttackers(share: number, { t }: Speech): string {
  if (share >= 0.95) return t("crowds.share.all");
  const n = Math.round(share * 10);
  return n <= 1 ? t("crowds.share.few") : t("crowds.share", { n: Math.min(9, n) });
}

export function tellHold(probability: number, { t }: Speech): string {
  if (probability >= 0.95) return t("holds.sure");
  const n = Math.round(probability * 10);
  return n <= 1 ? t("holds.maybe") : t("holds.likely", { n: Math.min(9, n) });
}

/** The figures of an attack out of an alert's facts (see AttackFacts), or undefined when it holds none. */
export function tellAttack(facts: string, { t, count, yen }: Speech): string | undefined {
  let held: Readonly<Record<string, unknown>>;
  try {
    held = JSON.parse(facts) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
  // The desk keeps the attack beside what it told; before, the facts stood alone.
  const attack = held?.["attack"] ?? held;
  const { attempts, stopped, feesYen, savedYen } = (attack ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof attempts !== "number" || typeof stopped !== "number") return undefined;
  if (typeof feesYen !== "number" || typeof savedYen !== "number") return undefined;
  return t("alerts.facts", {
    attempts: count(attempts),
    stopped: count(stopped),
    fees: yen(feesYen),
    saved: yen(savedYen),
  });
}
