// The responsibility sheet in sentences: who has what, to whom it moves, what an outside company is there for. Pure.

import { AREAS, say, type Area, type Language } from "../kernel/index.ts";
import { explainWords } from "./explain-words.ts";
import type { Config } from "./schema.ts";

export function explainPeople({ alerts, responsibility }: Config, language: Language): readonly string[] {
  const tell = (key: keyof typeof explainWords, values: Record<string, string | number> = {}): string =>
    say(explainWords, language, key, values);
  if (responsibility === undefined) return [tell("noSheet", { owner: alerts.owner })];
  const nameOf = (area: Area): string => tell(`area.${area}`);
  const { people, areas } = responsibility;
  const lines = AREAS.flatMap((area) => {
    const duty = areas[area];
    if (duty === undefined) return [];
    const { owner, deputy, vendor, answerWithinMinutes: minutes } = duty;
    const then = [deputy, vendor?.takesAlerts === true ? vendor.name : undefined, alerts.owner].filter(
      (name, at, all) => name !== undefined && name !== owner && all.indexOf(name) === at,
    );
    const values = { area: nameOf(area), owner, minutes, others: then.join(tell("afterwards")) };
    const line = tell(then.length === 0 ? "areaAlone" : "area", values);
    if (vendor === undefined) return [line];
    const takes = tell(vendor.takesAlerts ? "vendorTakes" : "vendorCalled");
    return [line, tell("vendor", { area: nameOf(area), takes, ...wordsOf(vendor) })];
  });
  const left = AREAS.filter((area) => areas[area] === undefined).map(nameOf);
  return [
    ...lines,
    ...(left.length === 0
      ? []
      : [tell("areasLeft", { owner: alerts.owner, areas: left.join(language === "ja" ? "、" : ", ") })]),
    ...people.flatMap(({ name, quiet }) =>
      quiet === undefined ? [] : [tell("quiet", { name, range: quiet })],
    ),
  ];
}

function wordsOf({ name, scope, contact }: { name: string; scope: string; contact: string }) {
  return { name, scope, contact };
}
