// What every form of an incident is made of, whatever it asks: title, what it will do, fields, and what is sent.

import type { IncidentView } from "../../../desk/index.ts";
import type { Speech } from "../ground/speech.ts";
import type { IncidentWhole } from "./asks.ts";
import type { Field, Given } from "./field-kinds.ts";

export interface Question {
  readonly title: string;
  readonly explain: string;
  readonly act: string;
  readonly fields: readonly Field[];
  /** Behind the incident's own path. */
  readonly path: string;
  readonly body: (given: Given) => unknown;
  /** What is said when it is done. */
  readonly done: string;
}

/** What a question is made from. */
export interface Tools {
  readonly speech: Speech;
  readonly view: IncidentWhole;
  readonly nowMs: number;
}

export const INCIDENT_TYPES = [
  "card-leak",
  "personal-leak",
  "email-leak",
  "card-testing",
  "backdoor",
  "suspected",
] as const satisfies readonly IncidentView["type"][];
/** The words of a form that needs nothing told but its own name. */
export function plain(
  { t }: Speech,
  name: "handed" | "facts" | "demand" | "window" | "name" | "note" | "hint" | "close" | "reopen",
  path: string,
): Omit<Question, "fields" | "body"> {
  return {
    title: t(`${name}.ask`),
    explain: t(`${name}.explain`),
    act: t(name === "close" || name === "reopen" ? `${name}.act` : "write"),
    path,
    done: t(name === "close" ? "close.done" : "written"),
  };
}
