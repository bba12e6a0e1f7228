// What a person is asked before something is written into an incident: which fields, what it will do, and what is sent. Pure;
// showing it is ask-dialog.tsx.

import { HINT_CHANNELS, HINT_SOURCES, type ActName } from "../../../desk/incidents/contract.ts";
import type { IncidentView } from "../../../desk/index.ts";
import type { Speech } from "../ground/speech.ts";
import { pageWords, type PageWord } from "../words/index.ts";
import { deskWord, tellClock } from "./told.ts";

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: "text" | "long" | "moment" | "number" | "choice" | "tick";
  readonly value: string;
  readonly hint?: string;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** What to say when it is empty; without it the field may be. */
  readonly missing?: string;
}
/** The fields' values by name: texts as typed, a tick is "yes" or "". */
export type Given = Readonly<Record<string, string>>;

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

export type Wish =
  | { readonly ask: "act"; readonly act: ActName; readonly key: string }
  | { readonly ask: "undo"; readonly act: ActName; readonly key: string }
  | { readonly ask: "mark"; readonly clock: string; readonly mark: "done" | "not-applicable" }
  | { readonly ask: "cost"; readonly cost?: IncidentView["costs"][number]; readonly what?: string }
  | { readonly ask: "unname"; readonly person: string }
  | { readonly ask: "facts" | "demand" | "window" | "name" | "note" | "hint" | "close" | "reopen" };

export const INCIDENT_TYPES = [
  "card-leak",
  "personal-leak",
  "email-leak",
  "card-testing",
  "backdoor",
  "suspected",
] as const satisfies readonly IncidentView["type"][];
const COST_KINDS = ["forensic", "lawyer", "letters", "call-centre", "reissue", "apology"] as const;
const COST_STATES = ["quote", "chosen", "billed", "paid", "dropped"] as const;
const KEEP_DAYS = "180";

export function questionFor(speech: Speech, view: IncidentView, wish: Wish, nowMs: number): Question {
  const tools: Tools = { speech, view, nowMs };
  switch (wish.ask) {
    case "act":
      return actQuestion(tools, wish);
    case "undo":
      return undoQuestion(tools, wish);
    case "mark":
      return markQuestion(tools, wish);
    case "cost":
      return costQuestion(tools, wish);
    case "unname":
      return unnameQuestion(tools, wish.person);
    default:
      return QUESTIONS[wish.ask](tools);
  }
}

interface Tools {
  readonly speech: Speech;
  readonly view: IncidentView;
  readonly nowMs: number;
}

function actQuestion(
  { speech, view }: Tools,
  { act, key }: Extract<Wish, { readonly ask: "act" }>,
): Question {
  const name = deskWord(speech, "act", act);
  const does = `act.does.${act}` as PageWord;
  const why = speech.t("why.because", { type: deskWord(speech, "type", view.type) });
  return {
    title: speech.t("act.ask", { act: name }),
    explain: Object.hasOwn(pageWords, does) ? speech.t(does) : speech.t("act.does.other"),
    act: name,
    fields: [
      ...(act === "block-origin" ? [textField(speech, "target", "", true)] : []),
      whyField(speech, why),
    ],
    path: "/acts",
    body: ({ why: reason, target = "" }) => ({ act, key, why: reason, target }),
    done: speech.t("act.taken", { act: name }),
  };
}

function undoQuestion({ speech }: Tools, { act, key }: Extract<Wish, { readonly ask: "undo" }>): Question {
  const name = deskWord(speech, "undo", act);
  return {
    title: speech.t("act.ask", { act: name }),
    explain: speech.t("undo.does"),
    act: name,
    fields: [whyField(speech)],
    path: `/acts/${encodeURIComponent(key)}/undo`,
    body: ({ why }) => ({ why }),
    done: speech.t("act.taken", { act: name }),
  };
}

function markQuestion(
  { speech, view }: Tools,
  { clock, mark }: Extract<Wish, { readonly ask: "mark" }>,
): Question {
  const { what } = tellClock(speech, { id: clock as IncidentView["clocks"][number]["id"] }, view);
  return {
    title: speech.t(`mark.ask.${mark}`),
    explain: speech.t(`mark.explain.${mark}`, { what }),
    act: speech.t(`mark.${mark}`),
    fields: [
      {
        ...whyField(speech),
        label: speech.t(`mark.why.${mark}`),
        hint: speech.t(`mark.hint.${mark}`),
      },
    ],
    path: "/clock",
    body: ({ why }) => ({ clock, mark, why }),
    done: speech.t("written"),
  };
}

function costQuestion(
  { speech }: Tools,
  { cost, what = "forensic" }: Extract<Wish, { readonly ask: "cost" }>,
): Question {
  const { t } = speech;
  const kinds: readonly string[] = COST_KINDS;
  const given = cost?.what ?? what;
  const known = kinds.includes(given) ? kinds : [...kinds, given];
  return {
    title: t("cost.ask"),
    explain: t("cost.explain"),
    act: t("write"),
    fields: [
      choiceField(speech, "what", given, known, "cost"),
      textField(speech, "from", cost?.from ?? "", false),
      {
        name: "yen",
        label: t("field.yen"),
        kind: "number",
        value: cost === undefined ? "" : String(cost.yen),
        missing: t("field.missing"),
      },
      choiceField(speech, "state", cost?.state ?? "quote", COST_STATES, "cost.state"),
    ],
    path: "/cost",
    body: ({ what: named, from, yen, state }) => ({
      costId: cost?.costId ?? null,
      what: named,
      from,
      yen: Number(yen),
      state,
    }),
    done: t("written"),
  };
}

function unnameQuestion({ speech }: Tools, person: string): Question {
  return {
    title: speech.t("unname.ask", { person: speech.who(person) }),
    explain: speech.t("unname.explain"),
    act: speech.t("unname"),
    fields: [],
    path: "/unname",
    body: () => ({ person }),
    done: speech.t("written"),
  };
}

const QUESTIONS: Readonly<
  Record<
    "facts" | "demand" | "window" | "name" | "note" | "hint" | "close" | "reopen",
    (tools: Tools) => Question
  >
> = {
  facts: factsQuestion,
  demand: demandQuestion,
  window: windowQuestion,
  name: ({ speech }) => ({
    ...plain(speech, "name", "/name"),
    fields: [textField(speech, "person", "", true)],
    body: ({ person }) => ({ person }),
  }),
  note: ({ speech }) => ({
    ...plain(speech, "note", "/note"),
    fields: [{ ...wordsField(speech), missing: speech.t("field.missing") }],
    body: ({ words }) => ({ words }),
  }),
  hint: ({ speech, nowMs }) => ({
    ...plain(speech, "hint", "/hint"),
    fields: hintFields(speech, nowMs),
    body: hintBody,
  }),
  close: ({ speech }) => ({
    ...plain(speech, "close", "/close"),
    fields: [
      whyField(speech, speech.t("close.why")),
      {
        name: "keepDays",
        label: speech.t("field.keepDays"),
        kind: "number",
        value: KEEP_DAYS,
        missing: speech.t("field.missing"),
      },
    ],
    body: ({ why, keepDays }) => ({ why, keepDays: Number(keepDays) }),
  }),
  reopen: ({ speech }) => ({
    ...plain(speech, "reopen", "/reopen"),
    fields: [whyField(speech)],
    body: ({ why }) => ({ why }),
  }),
};

function factsQuestion({ speech, view, nowMs }: Tools): Question {
  const { t } = speech;
  const facts = view.clockFacts;
  const tick = (name: "propertyRisk" | "onPurpose" | "sensitive" | "encrypted" | "europeans"): Field => ({
    name,
    label: t(`field.${name}`),
    kind: "tick",
    value: facts[name] ? "yes" : "",
  });
  return {
    ...plain(speech, "facts", "/facts"),
    fields: [
      choiceField(speech, "type", view.type, INCIDENT_TYPES, "type"),
      {
        name: "known",
        label: t("field.known"),
        hint: t("field.known.hint"),
        kind: "moment",
        value: momentText(facts.knownAtMs ?? nowMs),
      },
      {
        name: "people",
        label: t("field.people"),
        kind: "number",
        value: facts.people === null ? "" : String(facts.people),
      },
      tick("propertyRisk"),
      tick("onPurpose"),
      tick("sensitive"),
      tick("encrypted"),
      tick("europeans"),
    ],
    body: ({ type, known = "", people = "", ...ticks }) => ({
      type,
      clock: {
        knownAtMs: momentOf(known),
        // Left as it is, a count that a scope found is not written down once more as if somebody had said it.
        ...(people === String(facts.people ?? "") ? {} : { people: people === "" ? null : Number(people) }),
        ...Object.fromEntries(Object.entries(ticks).map(([name, value]) => [name, value === "yes"])),
      },
    }),
  };
}

function demandQuestion({ speech, nowMs }: Tools): Question {
  const { t } = speech;
  return {
    ...plain(speech, "demand", "/demand"),
    fields: [
      { ...textField(speech, "from", "", true), label: t("field.demander") },
      textField(speech, "asked", "", true),
      { name: "due", label: t("field.due"), kind: "moment", value: "", missing: t("field.missing") },
      {
        name: "received",
        label: t("field.received"),
        kind: "moment",
        value: momentText(nowMs),
        missing: t("field.missing"),
      },
      textField(speech, "orElse", "", false),
    ],
    body: ({ from, asked, due = "", received = "", orElse }) => ({
      from,
      what: asked,
      dueAtMs: momentOf(due),
      receivedAtMs: momentOf(received),
      orElse,
    }),
  };
}

function windowQuestion({ speech, view }: Tools): Question {
  const { t } = speech;
  const at = (atMs: number | null | undefined): string => (typeof atMs === "number" ? momentText(atMs) : "");
  return {
    ...plain(speech, "window", "/window"),
    fields: [
      { name: "from", label: t("field.windowFrom"), kind: "moment", value: at(view.window?.fromMs) },
      { name: "to", label: t("field.windowTo"), kind: "moment", value: at(view.window?.toMs) },
      textField(speech, "how", view.window?.how ?? "", false),
    ],
    body: ({ from = "", to = "", how }) => ({ fromMs: momentOf(from), toMs: momentOf(to), how }),
  };
}

/** Who told it how and when, and the three things that are sealed. */
export function hintFields(speech: Speech, nowMs: number): readonly Field[] {
  const { t } = speech;
  const sources = HINT_SOURCES.filter((source) => source !== "alert");
  return [
    choiceField(speech, "source", "card-company", sources, "source"),
    choiceField(speech, "channel", "telephone", HINT_CHANNELS, "channel"),
    {
      name: "at",
      label: t("field.at"),
      kind: "moment",
      value: momentText(nowMs),
      missing: t("field.missing"),
    },
    textField(speech, "caller", "", false),
    textField(speech, "contact", "", false),
    wordsField(speech),
  ];
}

export function hintBody({ source, channel, at = "", caller, contact, words }: Given): object {
  return { source, channel, hintAtMs: momentOf(at), words: { caller, contact, words } };
}

function plain(
  { t }: Speech,
  name: "facts" | "demand" | "window" | "name" | "note" | "hint" | "close" | "reopen",
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

function whyField({ t }: Speech, value = ""): Field {
  return { name: "why", label: t("field.why"), kind: "text", value, missing: t("field.why.missing") };
}

type TextName = "target" | "from" | "person" | "asked" | "orElse" | "how" | "caller" | "contact";

function textField({ t }: Speech, name: TextName, value: string, needed: boolean): Field {
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

function wordsField({ t }: Speech): Field {
  return { name: "words", label: t("field.words"), hint: t("field.words.hint"), kind: "long", value: "" };
}

export function choiceField(
  speech: Speech,
  name: "what" | "state" | "type" | "source" | "channel",
  value: string,
  of: readonly string[],
  group: string,
): Field {
  const choices = of.map((one) => ({ value: one, label: deskWord(speech, group, one) }));
  return { name, label: speech.t(`field.${name}`), kind: "choice", value, choices };
}

/** As a date field writes it, in the reader's own zone. */
export function momentText(atMs: number): string {
  const at = new Date(atMs);
  const two = (part: number): string => String(part).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Null for an empty or half-written field. */
export function momentOf(text: string): number | null {
  const atMs = new Date(text).getTime();
  return text === "" || Number.isNaN(atMs) ? null : atMs;
}
