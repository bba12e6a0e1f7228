// The crowds a try belongs to, from narrow to wide, and how each is believed. Numbers are priors: traffic sharpens them.

/** How a crowd may be used: only narrow ones may ever lead to a refusal by themselves. */
type Width = "narrow" | "middle" | "wide";

export interface CrowdKind {
  readonly name: string;
  readonly width: Width;
  /** Natural-log prior odds that an attack is going on which this very crowd would separate. */
  readonly prior: number;
  /** How much the portrait (looks like attackers / like own buyers) counts inside an attacked crowd of this kind. */
  readonly portrait: number;
  /** Seconds after which suspicion has halved when nothing suspicious comes any more. */
  readonly halfLifeSec: number;
}

const HOUR = 3600;

/**
 * Order matters: the index is part of a crowd's key, so new kinds are added at the end.
 * seat = one browser (device token, else address and client make together).
 */
export const KINDS = [
  { name: "seat", width: "narrow", prior: -7, portrait: 0.2, halfLifeSec: 12 * HOUR },
  { name: "ip", width: "narrow", prior: -7, portrait: 0.3, halfLifeSec: 6 * HOUR },
  { name: "subnet", width: "middle", prior: -7.5, portrait: 0.6, halfLifeSec: 4 * HOUR },
  { name: "net", width: "middle", prior: -7.5, portrait: 0.8, halfLifeSec: 3 * HOUR },
  { name: "asn", width: "wide", prior: -7.5, portrait: 0.9, halfLifeSec: 2 * HOUR },
  { name: "country", width: "wide", prior: -7.5, portrait: 1, halfLifeSec: 2 * HOUR },
  { name: "fingerprint", width: "middle", prior: -7.5, portrait: 0.8, halfLifeSec: 3 * HOUR },
  { name: "bin", width: "middle", prior: -7.5, portrait: 0.9, halfLifeSec: 3 * HOUR },
  { name: "card", width: "narrow", prior: -7, portrait: 0.3, halfLifeSec: 24 * HOUR },
  { name: "email", width: "narrow", prior: -8, portrait: 0.2, halfLifeSec: 12 * HOUR },
  { name: "email-shape", width: "middle", prior: -7.5, portrait: 0.9, halfLifeSec: 3 * HOUR },
  { name: "amount", width: "middle", prior: -8, portrait: 1, halfLifeSec: 2 * HOUR },
  { name: "visit", width: "middle", prior: -7, portrait: 0.7, halfLifeSec: 3 * HOUR },
  { name: "abroad", width: "wide", prior: -7, portrait: 0.9, halfLifeSec: 2 * HOUR },
  { name: "make-origin", width: "middle", prior: -7.5, portrait: 0.8, halfLifeSec: 3 * HOUR },
  { name: "shop", width: "wide", prior: -7, portrait: 1, halfLifeSec: 2 * HOUR },
  { name: "ticket", width: "wide", prior: -8, portrait: 1, halfLifeSec: 2 * HOUR },
] as const satisfies readonly CrowdKind[];

export type KindName = (typeof KINDS)[number]["name"];
export const KIND_COUNT = KINDS.length;

export function kindIndex(name: KindName): number {
  return KINDS.findIndex((kind) => kind.name === name);
}

/** Hypotheses about an attacked crowd: this share of its unproven tries are the attacker's. */
export const SHARES = [0.15, 0.5, 0.995] as const;
