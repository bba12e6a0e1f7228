// What the look-up page asks and is told, and what it is made from. The page itself is the gate's; this room only answers.

import type { Language } from "../../kernel/index.ts";
import type { IncidentId } from "../incidents/contract.ts";
import type { Addressee, NoticeFacts, NoticeText, PaperKey } from "../notices/contract.ts";
import type { PersonClass } from "../scope/contract.ts";

/** Whoever asks, as far as it is needed to keep one asker from asking for everybody. Kept hashed, and only for a while. */
export interface AskerNetworks {
  /** One address, or an IPv6 household's /64. */
  readonly host: string;
  /** Its neighbours: /24 or /48. */
  readonly subnet: string;
}

/** What was entered, as it was entered. */
export type LookUpEntered =
  | { readonly kind: "open" }
  | { readonly kind: "order"; readonly email: string; readonly order: string }
  | { readonly kind: "send-code"; readonly email: string }
  | { readonly kind: "code"; readonly email: string; readonly code: string }
  | { readonly kind: "ask"; readonly name: string; readonly contact: string; readonly words: string };

export type LookUpQuestion = LookUpEntered & {
  readonly language: Language;
  readonly from: AskerNetworks;
};

/** What every page of an open look-up shows: where a person answers. */
export interface LookUpSign {
  readonly telephone: string;
  readonly email: string;
  readonly hours: string;
  /** Codes can be sent: the guard has a mail server. */
  readonly canMail: boolean;
}

export type LookUpAnswer =
  /** Nothing is looked up here now. */
  | { readonly kind: "closed" }
  | { readonly kind: "form"; readonly sign: LookUpSign }
  /** `html`: the letter's own sentences, made safe. */
  | { readonly kind: "letter"; readonly sign: LookUpSign; readonly title: string; readonly html: string }
  /** One answer for whoever is unknown, whichever part of it was wrong. */
  | { readonly kind: "not-found"; readonly sign: LookUpSign }
  /** Told to everybody who asks for one, whether or not the address is known. */
  | { readonly kind: "code-sent"; readonly sign: LookUpSign }
  | { readonly kind: "code-wrong"; readonly sign: LookUpSign }
  /** A later scope: the old answer is no longer given, the new one not ready. */
  | { readonly kind: "renewing"; readonly sign: LookUpSign }
  | { readonly kind: "later"; readonly sign: LookUpSign; readonly waitSeconds: number }
  | { readonly kind: "asked"; readonly sign: LookUpSign }
  /** The question could not be kept; the telephone can. */
  | { readonly kind: "not-asked"; readonly sign: LookUpSign };

/** What a look-up is opened from: the letters as they were sent, and everybody in the scope. */
export interface LookUpSource {
  readonly runId: string;
  /** As the scope counted them. */
  readonly classes: Readonly<Record<PersonClass, number>>;
  readonly facts: NoticeFacts;
  /** The letter of a class as the owner left it. */
  readonly textOf: (key: PaperKey) => NoticeText;
  readonly people: () => AsyncIterable<Addressee>;
}

/** Null while persons or letters are missing. */
export type SourceOf = (incident: IncidentId) => Promise<LookUpSource | null>;

export const LOOK_UP_LIMITS = {
  /** Some 300 MB in memory, measured; the largest shops this is made for have a tenth of it. */
  peopleMax: 1_000_000,
  /** Order numbers one person can be found by. */
  ordersMax: 2_000,
  /** Of an address or order number; longer ones are nobody's. */
  enteredCharsMax: 401,
  /** Of one line in the sealed index: six letters are its longest. */
  lineBytesMax: 8 * 1024 * 1024,
} as const;
