// The fields of the facts form: which section holds what, and how a field's text goes into the facts and out again. Pure.

import type { NoticeFacts } from "../../../desk/index.ts";
import type { Section } from "./missing.ts";

/** Fields of one line, a few lines, or a day. Lists and choices are the form's own. */
export const FIELDS = {
  shop: [
    ["shop.name", "text"],
    ["shop.company", "text"],
    ["shop.president", "text"],
    ["shop.url", "text"],
    ["shop.relation", "long"],
  ],
  days: [
    ["today", "day"],
    ["days.hint", "day"],
    ["days.hintFrom", "text"],
    ["days.cardsStopped", "day"],
    ["days.siteStopped", "day"],
    ["days.forensicsEnded", "day"],
    ["days.policeTold", "day"],
    ["days.commissionTold", "day"],
  ],
  happened: [
    ["window.from", "day"],
    ["window.to", "day"],
    ["cause", "long"],
    ["misused", "long"],
    ["restart", "text"],
  ],
  items: [],
  safe: [],
  measures: [],
  offers: [["offers.more", "long"]],
  desk: [
    ["desk.telephone", "text"],
    ["desk.email", "text"],
    ["desk.hours", "text"],
    ["desk.until", "day"],
    ["desk.lookUpUrl", "text"],
  ],
} as const satisfies Readonly<Record<Section, readonly (readonly [string, "text" | "long" | "day"])[]>>;

/** Only asked for when the notice is late. */
export const DELAY_FIELDS = [
  ["delay.why", "long"],
  ["delay.decidedBy", "text"],
] as const;

export type FieldPath = (typeof FIELDS)[Section][number][0] | (typeof DELAY_FIELDS)[number][0];
export type FieldKind = "text" | "long" | "day";

/** Empty texts of these are "not known", which is null. */
const NULLABLE: ReadonlySet<string> = new Set(["misused", "restart"]);

export function textAt(facts: NoticeFacts, path: FieldPath): string {
  const value = path
    .split(".")
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === "object" && inner !== null
          ? (inner as Readonly<Record<string, unknown>>)[name]
          : null,
      facts,
    );
  return typeof value === "string" ? value : "";
}

/** The fields two people filled in differently, in the form's order. */
export function differing(one: NoticeFacts, other: NoticeFacts): readonly FieldPath[] {
  return [...Object.values(FIELDS).flat(), ...DELAY_FIELDS]
    .map(([path]) => path)
    .filter((path) => textAt(one, path) !== textAt(other, path));
}

/** The facts with one field changed; the day of the notice itself is never empty. */
export function withText(facts: NoticeFacts, path: FieldPath, kind: FieldKind, text: string): NoticeFacts {
  if (path === "today" && text === "") return facts;
  if (path === "delay.why" || path === "delay.decidedBy")
    return { ...facts, delay: delayed(facts, path, text) };
  const value = text === "" && (kind === "day" || NULLABLE.has(path)) ? null : text;
  const [outer = "", inner] = path.split(".");
  if (inner === undefined) return { ...facts, [outer]: value };
  const group = facts[outer as keyof NoticeFacts];
  return { ...facts, [outer]: { ...(group as object), [inner]: value } };
}

function delayed(
  facts: NoticeFacts,
  path: "delay.why" | "delay.decidedBy",
  text: string,
): NoticeFacts["delay"] {
  const before = facts.delay ?? { why: "", decidedBy: "" };
  const after = path === "delay.why" ? { ...before, why: text } : { ...before, decidedBy: text };
  return after.why === "" && after.decidedBy === "" ? null : after;
}
