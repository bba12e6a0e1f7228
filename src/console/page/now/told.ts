// Crowds and shares told in a shopkeeper's words: "9 of 10 tries fail", never a bare probability. Pure.

import { sayCrowd } from "../../../kernel/crowds.ts";
import type { Speech } from "../ground/speech.ts";

export function tellCrowd(crowd: { kind: string; label: string }, { language }: Speech, weight = 1): string {
  return sayCrowd(crowd, language, weight);
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
  const { attempts, stopped, feesYen, savedYen } = held ?? {};
  if (typeof attempts !== "number" || typeof stopped !== "number") return undefined;
  if (typeof feesYen !== "number" || typeof savedYen !== "number") return undefined;
  return t("alerts.facts", {
    attempts: count(attempts),
    stopped: count(stopped),
    fees: yen(feesYen),
    saved: yen(savedYen),
  });
}
