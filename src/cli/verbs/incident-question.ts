// Options of `incident scope` as a typed question; what does not fit is said with what would.

import {
  COLUMN_FIELDS,
  ITEMS,
  PRESETS,
  type ColumnField,
  type ColumnMap,
  type ScopeRequest,
} from "../../desk/index.ts";
import { say } from "../../kernel/index.ts";
import type { PasswordOptions } from "../database-address.ts";
import { incidentScopeWords } from "../incident-scope-words.ts";
import { clean } from "../text.ts";
import { EXIT, type Voice } from "../voice.ts";

export interface ScopeOptions extends PasswordOptions {
  readonly ordersDb?: string;
  readonly orders: readonly string[];
  readonly customers: readonly string[];
  readonly log: readonly string[];
  readonly findings: readonly string[];
  readonly leaked: readonly string[];
  /** This guard's own records of tries to pay. */
  readonly records?: boolean;
  readonly cardFile?: string;
  readonly from?: string;
  readonly to?: string;
  readonly zone: string;
  readonly csvZone?: string;
  readonly payment: string;
  readonly cardMethods?: string;
  readonly page?: string;
  readonly status: string;
  readonly origin: readonly string[];
  readonly session: readonly string[];
  readonly items?: string;
  readonly preset: string;
  readonly map: readonly string[];
  readonly people?: string;
  /** Written into this incident. */
  readonly incident?: string;
  readonly fromVault?: boolean;
  /** In whose name the vault is read. */
  readonly as?: string;
  readonly compare?: string;
  readonly yes?: boolean;
}

export type Asked = Pick<ScopeRequest, "question" | "preset" | "columns" | "csvZone">;

export function questionFrom(options: ScopeOptions, voice: Voice): Asked | number {
  const preset = PRESETS.find((one) => one === options.preset);
  if (preset === undefined) return bad(voice, "--preset", options.preset, PRESETS);
  const { payment } = options;
  if (payment !== "card" && payment !== "any") return bad(voice, "--payment", payment, ["card", "any"]);
  const statuses = listOf(options.status);
  const badStatus = statuses.find((code) => !/^[1-5]\d\d$/.test(code));
  if (badStatus !== undefined || statuses.length === 0)
    return bad(voice, "--status", badStatus ?? "", ["200,206"]);
  const names = listOf(options.items ?? "");
  const items = ITEMS.filter((item) => names.includes(item));
  const badItem = names.find((name) => !items.some((item) => item === name));
  if (badItem !== undefined) return bad(voice, "--items", badItem, ITEMS);
  const columns = columnsFrom(options.map);
  if (typeof columns === "string")
    return bad(
      voice,
      "--map",
      columns,
      COLUMN_FIELDS.map((field) => `${field}=…`),
    );
  return {
    preset,
    columns,
    csvZone: options.csvZone ?? null,
    question: {
      zone: options.zone,
      fromDay: options.from ?? null,
      toDay: options.to ?? null,
      payment,
      cardMethods: listOf(options.cardMethods ?? "").toSorted(),
      page: options.page ?? null,
      statuses: statuses.map(Number).toSorted((a, b) => a - b),
      origins: options.origin
        .flatMap(listOf)
        .map((one) => one.toLowerCase())
        .toSorted(),
      sessions: options.session.flatMap(listOf).toSorted(),
      cardFile: options.cardFile ?? null,
      items,
    },
  };
}

/** The part that is none, when one is. */
export function columnsFrom(given: readonly string[]): ColumnMap | string {
  const columns: Partial<Record<ColumnField, string>> = {};
  for (const part of given.flatMap(listOf)) {
    const at = part.indexOf("=");
    const field = COLUMN_FIELDS.find((one) => one === part.slice(0, at).trim());
    const head = part.slice(at + 1).trim();
    if (field === undefined || head === "") return part;
    columns[field] = head;
  }
  return columns;
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function bad(voice: Voice, name: string, value: string, allowed: readonly string[]): number {
  const message = say(incidentScopeWords, voice.language, "badOption", { name, value: clean(value, 80) });
  const hint = say(incidentScopeWords, voice.language, "badOptionHint", { allowed: allowed.join(", ") });
  return voice.fail({ code: "usage.option", message, hint }, EXIT.usage);
}
