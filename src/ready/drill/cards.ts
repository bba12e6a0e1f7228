// Card numbers for the drill's people: live ones for honest buyers (found through the stage's issuer), guessed or bought
// ones for attackers. None belongs to a real account; none leaves this process but to the stage.

import type { Random } from "../../kernel/index.ts";
import type { DrillCard, DrillIssuer } from "../ports.ts";
import { pick } from "./places.ts";

/** Issuer ranges the honest buyers' cards come from: 6 digits, 16-digit cards. */
export const HONEST_BINS: readonly string[] = [
  "453910",
  "498003",
  "454166",
  "429769",
  "490210",
  "541180",
  "528053",
  "535225",
  "521377",
  "524990",
  "354012",
  "356900",
  "352810",
  "357305",
  "354078",
];
/** Ranges favoured by the drill's attackers (US and prepaid ranges, as shops report). */
export const ATTACKED_BINS: readonly string[] = ["400022", "414720", "426684", "483316", "510805", "546616"];

/** A lawful number (check digit holds) in a range. */
export function lawfulNumber(bin: string, random: Random): string {
  let digits = bin;
  while (digits.length < 15) digits += Math.floor(random.unit() * 10);
  return digits + checkDigit(digits);
}

function checkDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Two numbers in a hundred are live, few of those at their limit: this many draws find one all but surely. */
const DRAWS_MAX = 200_000;

/** A live card from an honest buyer's purse, at its limit or not. */
export function liveCard(
  issuer: DrillIssuer,
  random: Random,
  atLimit = false,
  bins: readonly string[] = HONEST_BINS,
): DrillCard {
  for (let i = 0; ; i++) {
    const card = issuer.details(lawfulNumber(pick(bins, random), random));
    if (card.live && card.atLimit === atLimit) return card;
    if (i > DRAWS_MAX) throw new RangeError("the stage's issuer has no live cards");
  }
}

/** What a person types for a card. */
export interface TypedCard {
  readonly number: string;
  readonly expiry: string;
  readonly code: string;
}

export function typed(card: DrillCard): TypedCard {
  return { number: card.pan, expiry: card.expiry, code: card.code };
}

/** One slip of the finger: in the number (two digits changed), the code or the expiry. */
export function mistyped(card: DrillCard, random: Random): TypedCard {
  const where = random.unit();
  if (where < 0.4) {
    const at = 6 + Math.floor(random.unit() * 9);
    const wrong = String((Number(card.pan[at]) + 1 + Math.floor(random.unit() * 8)) % 10);
    return { ...typed(card), number: card.pan.slice(0, at) + wrong + card.pan.slice(at + 1) };
  }
  if (where < 0.85) {
    const wrong = (Number(card.code) + 1 + Math.floor(random.unit() * 98)) % 10 ** card.code.length;
    return { ...typed(card), code: String(wrong).padStart(card.code.length, "0") };
  }
  const month = (Number(card.expiry.slice(0, 2)) % 12) + 1;
  return { ...typed(card), expiry: `${String(month).padStart(2, "0")}${card.expiry.slice(2)}` };
}

/** A tester's card: mostly dead or guessed; two in a hundred are live with the right data. */
export function testedCard(bins: readonly string[], issuer: DrillIssuer, random: Random): TypedCard {
  if (random.unit() < 0.02) return typed(liveCard(issuer, random, false, bins));
  const number = lawfulNumber(pick(bins, random), random);
  const month = String(1 + Math.floor(random.unit() * 12)).padStart(2, "0");
  const year = 27 + Math.floor(random.unit() * 5);
  const code = String(Math.floor(random.unit() * 1_000)).padStart(3, "0");
  return { number, expiry: `${month}/${year}`, code };
}
