// When and how the desk is told: one cause per system whose canaries were mailed, told again only when more is sure. Pure.

import type { EventOf } from "../../kernel/index.ts";
import type { Bracketed, Leak } from "../bracket/contract.ts";
import type { KeptMail, PlantedCanary } from "../ports.ts";
import type { MailFacts } from "./contract.ts";

export type Alarm = EventOf<"alert.raised">;

/** Senders named in a message. */
const SENDERS_MAX = 3;

/** `hits`: mails judged as hits, of canaries in `planted`. */
export function alarmsFrom(
  { leaks }: Bracketed,
  hits: readonly KeptMail[],
  planted: readonly PlantedCanary[],
  { nowMs, zone }: { readonly nowMs: number; readonly zone: string },
): readonly Alarm[] {
  const systems = new Map<string, PlantedCanary[]>();
  for (const canary of planted) systems.set(canary.system, [...(systems.get(canary.system) ?? []), canary]);
  return [...systems].flatMap(([system, members]) => {
    const ids = new Set(members.map(({ id }) => id));
    const mails = hits.filter(({ canary }) => ids.has(canary));
    if (mails.length === 0) return [];
    const sure = leaks.filter((leak) => leak.system === system);
    const latest = sure.at(-1);
    const { fromMs, toMs } = latest ?? atMost(mails, members);
    const hit = new Set(mails.map(({ canary }) => canary)).size;
    const facts = {
      system,
      takenFrom: dayOf(fromMs, zone),
      takenTo: dayOf(toMs, zone),
      windowFromMs: fromMs,
      windowToMs: toMs,
      percent: latest === undefined ? null : percentOf(latest),
      mails: mails.reduce((sum, { times }) => sum + times, 0),
      canaries: hit,
      silent: members.length - hit,
      senders: sendersOf(mails),
      leaks: sure.length,
    };
    const stage = latest === undefined ? "suspected" : `leak-${sure.length}`;
    return [
      {
        type: "alert.raised",
        cause: leakCause(system),
        kind: "canary",
        area: "customers",
        urgent: latest !== undefined,
        stage,
        facts,
        atMs: nowMs,
      } satisfies Alarm,
    ];
  });
}

/** One alert per system, however many mails and leaks. */
export function leakCause(system: string): string {
  return `canary:leak:${system}`;
}

function dayOf(ms: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** With too little for a probability: after the last planting of those that were mailed, before their first mail. */
function atMost(
  mails: readonly KeptMail[],
  members: readonly PlantedCanary[],
): { readonly fromMs: number; readonly toMs: number } {
  const days = new Map(members.map(({ id, plantedAtMs }) => [id, plantedAtMs]));
  const toMs = mails.reduce((first, { firstAtMs }) => Math.min(first, firstAtMs), Number.POSITIVE_INFINITY);
  const fromMs = mails.reduce((last, { canary }) => Math.max(last, days.get(canary) ?? 0), 0);
  // Mails to canaries planted later than another's first mail: two copies, or one that is taken again and again.
  return fromMs <= toMs ? { fromMs, toMs } : { fromMs: toMs, toMs: fromMs };
}

/** Whole, and never 100: nobody can be that sure. */
function percentOf({ probability }: Leak): number {
  return Math.min(99, Math.round(probability * 100));
}

function sendersOf(mails: readonly KeptMail[]): string {
  const counts = new Map<string, number>();
  for (const { facts, times } of mails) {
    const domain = senderOf(facts);
    if (domain !== "") counts.set(domain, (counts.get(domain) ?? 0) + times);
  }
  const names = [...counts].sort((a, b) => b[1] - a[1]).map(([domain]) => domain);
  return names.slice(0, SENDERS_MAX).join(", ") + (names.length > SENDERS_MAX ? " …" : "");
}

/** What is proven goes before what is only said. */
function senderOf(facts: string): string {
  if (facts === "") return "";
  const { proven, fromDomain, envelopeDomain, remoteAddress } = JSON.parse(facts) as MailFacts;
  return proven[0] ?? [fromDomain, envelopeDomain, remoteAddress].find((one) => one !== "") ?? "";
}
