// What the look-up page needs from the house behind it. The desk answers it there; this room never sees a list of persons.

import type { Language } from "../../kernel/index.ts";

/** What was entered, as it was entered. */
export type LookUpEntered =
  | { readonly kind: "open" }
  | { readonly kind: "order"; readonly email: string; readonly order: string }
  | { readonly kind: "send-code"; readonly email: string }
  | { readonly kind: "code"; readonly email: string; readonly code: string }
  | { readonly kind: "ask"; readonly name: string; readonly contact: string; readonly words: string };

export type LookUpQuestion = LookUpEntered & {
  readonly language: Language;
  readonly from: { readonly host: string; readonly subnet: string };
};

/** Where a person answers. */
export interface LookUpSign {
  readonly telephone: string;
  readonly email: string;
  readonly hours: string;
  readonly canMail: boolean;
}

export type LookUpAnswer =
  | { readonly kind: "closed" }
  | {
      readonly kind: "form" | "not-found" | "code-sent" | "code-wrong" | "renewing" | "asked" | "not-asked";
      readonly sign: LookUpSign;
    }
  /** `html` is safe: the desk wrote every word of it out. */
  | { readonly kind: "letter"; readonly sign: LookUpSign; readonly title: string; readonly html: string }
  | { readonly kind: "later"; readonly sign: LookUpSign; readonly waitSeconds: number };

export type LookUp = (question: LookUpQuestion) => Promise<LookUpAnswer>;

export const LOOK_UP_PATH = "/__misemori/lookup";
