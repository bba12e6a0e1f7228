// What both keepers of canaries hold to: what they refuse, and how much mail they keep.

import type { FreshMail } from "../canary/ports.ts";
import { MisemoriError } from "../kernel/index.ts";

export function addressTaken(): MisemoriError {
  return new MisemoriError(
    "canary.address",
    "an address is planted already",
    "plant under another name of the period",
  );
}

/** As many as scrub looks up. */
export const DECOY_CARDS_MAX = 500;

export function tooManyCards(): MisemoriError {
  return new MisemoriError(
    "canary.cards",
    `there are ${DECOY_CARDS_MAX} decoy cards already`,
    "remove some that lie nowhere any more",
  );
}

/** Rows of one canary in one day: nobody reads more, and a flood must not fill the record. */
export const MAIL_ROWS_MAX = 50;
/** Rows in all, about a kilobyte each. */
export const MAIL_ROWS_ALL_MAX = 50_000;
/** Names of mails read from folders: older ones are forgotten when there are more (their mails were long moved or deleted). */
export const MAIL_NAMES_MAX = 200_000;
/** A mark for each mailbox and each system that leaked: more are of systems and mailboxes long gone. */
export const MARKS_MAX = 10_000;
const DAY_MS = 86_400_000;

export function mailDay(atMs: number): number {
  return Math.floor(atMs / DAY_MS);
}

/** The row a mail is counted in when there is no room for one of its own. */
export function mailRestKey({ canary, outcome, atMs }: FreshMail, isAllFull: boolean): string {
  return ["rest", canary, outcome, ...(isAllFull ? [] : [mailDay(atMs)])].join(" ");
}
