// The form that states what is known: dates and next steps follow from it, so it sends only what was changed. Pure.

import { choiceField, type Field } from "./field-kinds.ts";
import { momentOf, momentText } from "./moments.ts";
import { INCIDENT_TYPES, plain, type Question, type Tools } from "./question.ts";

type Tick = "propertyRisk" | "onPurpose" | "sensitive" | "encrypted" | "europeans";

/** `isKnownNow`: asked for because it has just become known. */
export function factsQuestion({ speech, view, nowMs }: Tools, isKnownNow: boolean): Question {
  const { t } = speech;
  const facts = view.clockFacts;
  const before = momentText(facts.knownAtMs, view.timeZone);
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
        value: before === "" && isKnownNow ? momentText(nowMs, view.timeZone) : before,
      },
      { name: "people", label: t("field.people"), kind: "number", value: countBefore },
      ...(["propertyRisk", "onPurpose", "sensitive", "encrypted", "europeans"] as const).map(tick),
    ],
    // Only what was changed is stated: the rest goes on following from the type and the scope.
    body: ({ type, known = "", people = "", ...ticks }) => ({
      ...(type === view.type ? {} : { type }),
      clock: {
        ...(known === before ? {} : { knownAtMs: momentOf(known, view.timeZone) }),
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
