// The kinds of fields the incident forms are made of. Pure.

import { HINT_CHANNELS, HINT_SOURCES } from "../../../desk/incidents/contract.ts";
import type { Speech } from "../ground/speech.ts";
import { pageWords, type PageWord } from "../words/index.ts";
import { momentOf, momentText } from "./moments.ts";
import { deskWord } from "./told.ts";

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: "text" | "long" | "moment" | "number" | "choice" | "tick";
  readonly value: string;
  readonly hint?: string;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** What to say when it is empty; without it the field may be. */
  readonly missing?: string;
  /** Less than what such a field takes anyway. */
  readonly charsMax?: number;
}
/** The fields' values by name: texts as typed, a tick is "yes" or "". */
export type Given = Readonly<Record<string, string>>;

/** Who told it how and when, and the three things that are sealed. */
export function hintFields(speech: Speech, nowMs: number, timeZone: string): readonly Field[] {
  const { t } = speech;
  const sources = HINT_SOURCES.filter((source) => source !== "alert");
  return [
    choiceField(speech, "source", "card-company", sources, "source"),
    choiceField(speech, "channel", "telephone", HINT_CHANNELS, "channel"),
    {
      name: "at",
      label: t("field.at"),
      kind: "moment",
      value: momentText(nowMs, timeZone),
      missing: t("field.missing"),
    },
    textField(speech, "caller", "", false),
    textField(speech, "contact", "", false),
    wordsField(speech),
  ];
}

export function hintBody(
  { source, channel, at = "", caller, contact, words }: Given,
  timeZone: string,
): object {
  return { source, channel, hintAtMs: momentOf(at, timeZone), words: { caller, contact, words } };
}

export function whyField({ t }: Speech, value = ""): Field {
  return { name: "why", label: t("field.why"), kind: "text", value, missing: t("field.why.missing") };
}

type TextName =
  | "to"
  | "thing"
  | "sha256"
  | "receiver"
  | "target"
  | "from"
  | "person"
  | "asked"
  | "orElse"
  | "how"
  | "caller"
  | "contact";

export function textField({ t }: Speech, name: TextName, value: string, needed: boolean): Field {
  const hint = `field.${name}.hint` as PageWord;
  return {
    name,
    label: t(`field.${name}`),
    kind: "text",
    value,
    ...(Object.hasOwn(pageWords, hint) ? { hint: t(hint) } : {}),
    ...(needed ? { missing: t("field.missing") } : {}),
  };
}

export function wordsField({ t }: Speech): Field {
  return { name: "words", label: t("field.words"), hint: t("field.words.hint"), kind: "long", value: "" };
}

export function choiceField(
  speech: Speech,
  name: "what" | "state" | "type" | "source" | "channel" | "through",
  value: string,
  of: readonly string[],
  group: string,
): Field {
  const choices = of.map((one) => ({ value: one, label: deskWord(speech, group, one) }));
  return { name, label: speech.t(`field.${name}`), kind: "choice", value, choices };
}
