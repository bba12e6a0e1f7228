// Plans what is planted: a set of customers for one system and one period, with addresses that nobody else has. Pure; keeping them
// and writing files is the caller's.

import { createHmac } from "node:crypto";
import type { PlantedCanary } from "../ports.ts";
import { keyedChoices, personFrom, type Person } from "./person.ts";

export interface PlantWish {
  readonly system: string;
  readonly period: string;
  readonly count: number;
  /** A domain of the owner's for all canaries, or one mailbox that takes sub-addresses (name+something@…). */
  readonly at: { readonly domain: string } | { readonly mailbox: string };
  readonly telephone: "unassigned" | "none";
  readonly nowMs: number;
}

export interface CanaryCustomer {
  readonly canary: PlantedCanary;
  readonly person: Person;
}

/** More in one system and period tell nothing more, and make the list visibly larger. */
export const PLANT_COUNT_MAX = 50;
/** Another address is tried this often when one is taken already; with millions of addresses the second try fits. */
const TRIES_MAX = 100;

/** The same key and wish give the same customers. `taken`: what is planted already. */
export function planPlanting(
  key: Uint8Array,
  wish: PlantWish,
  taken: readonly PlantedCanary[],
): readonly CanaryCustomer[] {
  const owners = new Map(taken.map(({ address, id }) => [address, id]));
  const days = new Map(taken.map(({ id, plantedAtMs }) => [id, plantedAtMs]));
  return Array.from({ length: wish.count }, (_, number) => {
    const place = [wish.system, wish.period, number].join("\0");
    const id = `cn_${createHmac("sha256", key).update(`id\0${place}`).digest("hex").slice(0, 12)}`;
    const year = new Date(days.get(id) ?? wish.nowMs).getUTCFullYear();
    for (let attempt = 0; ; attempt++) {
      const choices = keyedChoices(key, `person\0${place}\0${attempt}`);
      const person = personFrom(choices, year, wish.telephone === "unassigned");
      const address = addressOf(person.mailName, wish.at);
      const owner = owners.get(address);
      if (owner !== undefined && owner !== id && attempt < TRIES_MAX) continue;
      owners.set(address, id);
      const { system, period } = wish;
      return { person, canary: { id, address, system, period, plantedAtMs: wish.nowMs, retiredAtMs: null } };
    }
  });
}

/**
 * Tells canaries from customers, for whoever mails to customers or counts them: the desk's scope, notices and statistics ask this
 * first. Retired ones count too: their records may still lie in some system.
 */
export function canaryPredicate(canaries: readonly PlantedCanary[]): (address: string) => boolean {
  const known = new Set(canaries.map(({ address }) => address));
  return (address) => known.has(address.normalize("NFKC").trim().toLowerCase());
}

function addressOf(name: string, at: PlantWish["at"]): string {
  if ("domain" in at) return `${name}@${at.domain}`.toLowerCase();
  const [box = "", domain = ""] = at.mailbox.split("@");
  return `${box}+${name}@${domain}`.toLowerCase();
}
