// The form for who received which package or paper: the thing is named by the page where it is known. Pure.

import { HAND_WAYS } from "../../../desk/incidents/contract.ts";
import { choiceField, textField, whyField } from "./field-kinds.ts";
import { momentOf, momentText } from "./moments.ts";
import { plain, type Question, type Tools } from "./question.ts";

export interface HandedWish {
  readonly ask: "handed";
  /** The click's own. */
  readonly key: string;
  /** A package that was kept; without it a paper is asked for. */
  readonly bag?: { readonly bag: string; readonly sha256: string };
}

export function handedQuestion({ speech, view, nowMs }: Tools, { key, bag }: HandedWish): Question {
  const { t } = speech;
  const form = plain(speech, "handed", "/handed");
  return {
    ...form,
    ...(bag === undefined ? {} : { explain: `${t("handed.bag", { bag: bag.bag })} ${form.explain}` }),
    fields: [
      ...(bag === undefined ? [textField(speech, "thing", "", true)] : []),
      textField(speech, "to", "", true),
      textField(speech, "receiver", "", false),
      { ...textField(speech, "contact", "", false), label: t("field.receiverContact") },
      choiceField(speech, "through", "in-person", HAND_WAYS, "through"),
      {
        name: "at",
        label: t("field.handedAt"),
        kind: "moment",
        value: momentText(nowMs, view.timeZone),
        missing: t("field.missing"),
      },
      { ...whyField(speech), label: t("field.handedWhy") },
      ...(bag === undefined ? [textField(speech, "sha256", "", false)] : []),
    ],
    body: ({ thing = "", to, receiver, contact, through, at = "", why, sha256 = "" }) => ({
      key,
      what: bag?.bag ?? thing,
      sha256: bag?.sha256 ?? (sha256 === "" ? null : sha256.toLowerCase()),
      to,
      through,
      why,
      handedAtMs: momentOf(at, view.timeZone),
      words: { caller: receiver, contact, words: "" },
    }),
  };
}
