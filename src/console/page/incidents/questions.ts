// What a person is asked before something is written into an incident: which fields, what it will do, and what is sent. Pure;
// showing it is ask-dialog.tsx.

import type { ActName, IncidentView } from "../../../desk/index.ts";
import type { Speech } from "../ground/speech.ts";
import { pageWords, type PageWord } from "../words/index.ts";
import {
  choiceField,
  hintBody,
  hintFields,
  momentOf,
  momentText,
  textField,
  whyField,
  wordsField,
  type Field,
  type Given,
} from "./field-kinds.ts";
import { deskWord, tellClock } from "./told.ts";

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
  /** `isKnownNow`: asked for because it has just become known. */
  | { readonly ask: "facts"; readonly isKnownNow?: boolean }
  | { readonly ask: "demand" | "window" | "name" | "note" | "hint" | "close" | "reopen" };

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
    case "facts":
      return factsQuestion(tools, wish);
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
  Record<"demand" | "window" | "name" | "note" | "hint" | "close" | "reopen", (tools: Tools) => Question>
> = {
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

type Tick = "propertyRisk" | "onPurpose" | "sensitive" | "encrypted" | "europeans";

function factsQuestion(
  { speech, view, nowMs }: Tools,
  { isKnownNow = false }: Extract<Wish, { readonly ask: "facts" }>,
): Question {
  const { t } = speech;
  const facts = view.clockFacts;
  const before = facts.knownAtMs === null ? "" : momentText(facts.knownAtMs);
  const countBefore = String(facts.people ?? "");
  const tick = (name: Tick): Field => ({
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
        // Empty unless it is asked for: the law's clock must not start because somebody ticked a box.
        value: before === "" && isKnownNow ? momentText(nowMs) : before,
      },
      { name: "people", label: t("field.people"), kind: "number", value: countBefore },
      ...(["propertyRisk", "onPurpose", "sensitive", "encrypted", "europeans"] as const).map(tick),
    ],
    // Only what was changed is stated: the rest goes on following from the type and the scope.
    body: ({ type, known = "", people = "", ...ticks }) => ({
      ...(type === view.type ? {} : { type }),
      clock: {
        ...(known === before ? {} : { knownAtMs: momentOf(known) }),
        ...(people === countBefore ? {} : { people: people === "" ? null : Number(people) }),
        ...Object.fromEntries(
          Object.entries(ticks)
            .map(([name, value]) => [name, value === "yes"] as const)
            .filter(([name, value]) => facts[name as Tick] !== value),
        ),
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
