// Makes decoy cards: numbers out of the canary's key in a range that no network has, and the owner's own card by its hash. Pure.

import { createHmac } from "node:crypto";
import { pan, reveal, type Pan } from "../../kernel/index.ts";
import { decoyHash, passesLuhn } from "../../scrub/index.ts";
import { keyedChoices } from "../plant/person.ts";
import type { DecoyCard } from "../ports.ts";

export interface DecoyWish {
  readonly id: string;
  readonly place: string;
  readonly nowMs: number;
}

/** The key that decoys are looked up by: made of the canary's, so that the gate's threads need not hold that one. */
export function decoyKey(key: Uint8Array): Uint8Array {
  return createHmac("sha256", key).update("decoy-cards").digest();
}

/** The same key and id give the same number, so that it need not be kept. */
export function makeDecoy(
  key: Uint8Array,
  wish: DecoyWish,
): { readonly card: DecoyCard; readonly number: Pan } {
  const choices = keyedChoices(key, `decoy-card\0${wish.id}`);
  // 3590–3599: see docs/decisions/decoy-cards.md before changing this.
  const head = `359${Array.from({ length: 12 }, () => choices.below(10)).join("")}`;
  const last = Array.from({ length: 10 }, (_, digit) => digit).find((digit) => passesLuhn(`${head}${digit}`));
  const number = pan(`${head}${last ?? 0}`);
  return { number, card: cardOf(key, number, "made", wish) };
}

/** `number`: the owner's own, of which only the hash is kept. */
export function ownDecoy(key: Uint8Array, number: Pan, wish: DecoyWish): DecoyCard {
  return cardOf(key, number, "own", wish);
}

function cardOf(key: Uint8Array, number: Pan, kind: DecoyCard["kind"], wish: DecoyWish): DecoyCard {
  const digits = reveal(number);
  const masked = `${digits.slice(0, 6)}${"*".repeat(digits.length - 10)}${digits.slice(-4)}`;
  const { id, place, nowMs } = wish;
  return { id, kind, masked, place, addedAtMs: nowMs, hash: decoyHash(decoyKey(key), number) };
}
