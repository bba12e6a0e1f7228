// What a person is asked before something is written into an incident: which fields, what it will do, and what is sent. Pure;
// showing it is ask-dialog.tsx.

import type { ActName, IncidentView } from "../../../desk/index.ts";
import type { Speech } from "../ground/speech.ts";
import { pageWords, type PageWord } from "../words/index.ts";
import type { IncidentWhole } from "./asks.ts";
import { choiceField, hintBody, hintFields, textField, whyField, wordsField } from "./field-kinds.ts";
import { factsQuestion } from "./facts-question.ts";
import { handedQuestion, type HandedWish } from "./handed-question.ts";
import { momentOf, momentText } from "./moments.ts";
import { plain, type Question, type Tools } from "./question.ts";
import { deskWord, tellClock } from "./told.ts";

export type Wish =
  | { readonly ask: "act"; readonly act: ActName; readonly key: string }
  | { readonly ask: "undo"; readonly act: ActName; readonly key: string }
  | { readonly ask: "mark"; readonly clock: string; readonly mark: "done" | "not-applicable" }
  | { readonly ask: "cost"; readonly cost?: IncidentView["costs"][number]; readonly what?: string }
  | { readonly ask: "unname"; readonly person: string }
  | HandedWish
  /** `isKnownNow`: asked for because it has just become known. */
  | { readonly ask: "facts"; readonly isKnownNow?: boolean }
  | { readonly ask: "demand" | "window" | "name" | "note" | "hint" | "close" | "reopen" };

const COST_KINDS = ["forensic", "lawyer", "letters", "call-centre", "reissue", "apology"] as const;
const COST_STATES = ["quote", "chosen", "billed", "paid", "dropped"] as const;
const KEEP_DAYS = "180";

export function questionFor(speech: Speech, view: IncidentWhole, wish: Wish, nowMs: number): Question {
  const make = QUESTIONS[wish.ask] as (tools: Tools, wish: Wish) => Question;
  return make({ speech, view, nowMs }, wish);
}

type Wished<K extends Wish["ask"]> = Extract<Wish, { readonly ask: K }>;

function actQuestion({ speech, view }: Tools, { act, key }: Wished<"act">): Question {
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

function undoQuestion({ speech }: Tools, { act, key }: Wished<"undo">): Question {
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

function markQuestion({ speech, view }: Tools, { clock, mark }: Wished<"mark">): Question {
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

function costQuestion({ speech }: Tools, { cost, what = "forensic" }: Wished<"cost">): Question {
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

function unnameQuestion({ speech }: Tools, { person }: Wished<"unname">): Question {
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

const QUESTIONS: {
  readonly [K in Wish["ask"]]: (tools: Tools, wish: Wished<K>) => Question;
} = {
  act: actQuestion,
  undo: undoQuestion,
  mark: markQuestion,
  cost: costQuestion,
  unname: unnameQuestion,
  facts: (tools, { isKnownNow = false }) => factsQuestion(tools, isKnownNow),
  demand: demandQuestion,
  handed: handedQuestion,
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
  hint: ({ speech, view, nowMs }) => ({
    ...plain(speech, "hint", "/hint"),
    fields: hintFields(speech, nowMs, view.timeZone),
    body: (given) => hintBody(given, view.timeZone),
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

function demandQuestion({ speech, view, nowMs }: Tools): Question {
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
        value: momentText(nowMs, view.timeZone),
        missing: t("field.missing"),
      },
      textField(speech, "orElse", "", false),
    ],
    body: ({ from, asked, due = "", received = "", orElse }) => ({
      from,
      what: asked,
      dueAtMs: momentOf(due, view.timeZone),
      receivedAtMs: momentOf(received, view.timeZone),
      orElse,
    }),
  };
}

function windowQuestion({ speech, view }: Tools): Question {
  const { t } = speech;
  const { timeZone } = view;
  return {
    ...plain(speech, "window", "/window"),
    fields: [
      {
        name: "from",
        label: t("field.windowFrom"),
        kind: "moment",
        value: momentText(view.window?.fromMs, timeZone),
      },
      {
        name: "to",
        label: t("field.windowTo"),
        kind: "moment",
        value: momentText(view.window?.toMs, timeZone),
      },
      textField(speech, "how", view.window?.how ?? "", false),
    ],
    body: ({ from = "", to = "", how }) => ({
      fromMs: momentOf(from, timeZone),
      toMs: momentOf(to, timeZone),
      how,
    }),
  };
}
