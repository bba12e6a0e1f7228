// Which crowds a try belongs to: facts in, hashed keys and words for people out. Pure.

import { networksOfIp } from "../../kernel/index.ts";
import type { AttemptFacts } from "../facts.ts";
import { crowdKey, type Cells, type CrowdKey } from "./cells.ts";
import { KIND_COUNT, KINDS, kindIndex } from "./kinds.ts";

/** Keys in the order of KINDS, flat for speed: slot and tag in turn; tag 0 where the try tells nothing (no card, no e-mail). */
export interface Crowds {
  readonly keys: Int32Array;
  /** Hash of the card for the "another card" evidence; 0 = none. */
  readonly card: number;
}

const SEAT = kindIndex("seat");
const TICKET = kindIndex("ticket");
/** Those who were asked and left the question lying: what solvers are measured against. */
const UNSOLVED = crowdKey(TICKET, "unsolved");

/** The crowds of a try whose challenge was left lying. */
export function unsolvedOf(crowds: Crowds): Crowds {
  const keys = crowds.keys.slice();
  keys[TICKET * 2] = UNSOLVED.slot;
  keys[TICKET * 2 + 1] = UNSOLVED.tag;
  return { keys, card: crowds.card };
}

/** Offset of the cell of unsolved challenges, or -1. */
export function findUnsolved(cells: Cells): number {
  return cells.find(TICKET, UNSOLVED.slot, UNSOLVED.tag);
}

/** `home` is the shop's country. */
export function crowdsOf(facts: AttemptFacts, home: string): Crowds {
  const keys = new Int32Array(KIND_COUNT * 2);
  for (let kind = 0; kind < KIND_COUNT; kind++) {
    const label = labelOf(facts, home, kind);
    if (label === undefined) continue;
    const key = crowdKey(kind, label);
    keys[kind * 2] = key.slot;
    keys[kind * 2 + 1] = key.tag;
  }
  return { keys, card: facts.card === null ? 0 : crowdKey(0, facts.card.key).tag };
}

/** The seats a try may have been known by: its own, and that of the same client before it was given a device token. */
export function seatsOf(facts: AttemptFacts, crowds: Crowds): readonly CrowdKey[] {
  const own = { kind: SEAT, slot: crowds.keys[SEAT * 2] ?? 0, tag: crowds.keys[SEAT * 2 + 1] ?? 0 };
  return facts.visitor === null ? [own] : [own, crowdKey(SEAT, bareSeatOf(facts))];
}

function bareSeatOf({ origin, device }: AttemptFacts): string {
  return `${origin.ip} ${device.fingerprint}`;
}

/** A crowd in people's terms: "203.0.113.0/24", "SG", "no page seen, program". Also the text that is hashed. */
export function labelOf(facts: AttemptFacts, home: string, kind: number): string | undefined {
  const { origin, device, visitor, card } = facts;
  switch (KINDS[kind]?.name) {
    case "seat":
      return visitor === null ? bareSeatOf(facts) : visitor.id;
    case "ip":
      return networksOfIp(origin.ip).host;
    case "subnet":
      return networksOfIp(origin.ip).subnet;
    case "net":
      return networksOfIp(origin.ip).net;
    case "asn":
      return origin.asn === 0 ? undefined : `AS${origin.asn}`;
    case "country":
      return origin.country;
    case "fingerprint":
      return device.fingerprint;
    case "bin":
      return card?.kind === "number" ? card.bin6 : undefined;
    case "card":
      return card?.key;
    case "email":
      return facts.emailKey ?? undefined;
    case "email-shape":
      return facts.emailShape ?? undefined;
    case "amount":
      return facts.amountYen === null ? undefined : String(facts.amountYen);
    case "visit":
      return visitOf(facts);
    case "abroad":
      return abroadOf(facts, home);
    case "make-origin":
      return `${device.fingerprint} ${abroadOf(facts, home)}`;
    case "shop":
      return "shop";
    case "ticket":
      return facts.ticketUses === null ? undefined : "solved";
    case undefined:
      return undefined;
  }
}

/** How the buyer came: the walk before paying, in few classes so that each is learned soon. */
export function visitOf(facts: AttemptFacts): string {
  if (facts.device.program) return "program";
  if (facts.visitor === null) return "no-visit";
  const { pages, firstSeenMs } = facts.visitor;
  const quick = facts.atMs - firstSeenMs < 5_000;
  if (pages === 0) return "no-page";
  if (quick) return "rushed";
  return pages === 1 ? "one-page" : "walked";
}

export function abroadOf(facts: AttemptFacts, home: string): string {
  const { origin } = facts;
  if (origin.country === "--") return "local";
  if (origin.country === "??") return "unknown";
  const where = origin.country === home ? "home" : "abroad";
  return origin.hosting ? `${where}-hosting` : where;
}
