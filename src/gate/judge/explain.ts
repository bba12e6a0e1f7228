// Why a decision fell as it did: the crowds and traits that weighed most, with their tries and declines.

import type { AttemptFacts, Reason } from "../facts.ts";
import { tookBait } from "./baits.ts";
import { CELL, COUNTS, type Places } from "./cells.ts";
import { labelOf } from "./crowds.ts";
import type { Case } from "./judge.ts";
import { KINDS, kindIndex } from "./kinds.ts";
import { portraitOf, traitNames } from "./portrait.ts";

const REASONS_MAX = 5;
const MARK_LENGTH = 8;
const PROVIDER_LENGTH_MAX = 60;
const HASHES: ReadonlySet<string> = new Set(["card", "email", "seat", "fingerprint"]);

/** `parts` are the crowds' shares of the explanation as `weigh` left them. */
export function reasonsOf(
  view: Int32Array,
  places: Places,
  of: Case,
  home: string,
  parts: Float64Array,
  portraitNats: number,
  unsolved: number,
): Reason[] {
  const reasons: Reason[] = [];
  for (let k = 0; k < KINDS.length; k++) {
    const part = parts[k] ?? 0;
    const kind = KINDS[k];
    // What a crowd adds to the log odds: its explanation against "no attack" alone.
    const weight = Math.log1p(part) - Math.log1p(0.01);
    // Of who comes back from his bank only the hashes of card and e-mail are known: they weigh, but cannot be named.
    if (kind === undefined || weight < 0.02 || labelOf(of.facts, home, k) === undefined) continue;
    const isBait = tookBait(view, places[k] ?? -1, k, Math.floor(of.facts.atMs / 1000));
    reasons.push(reasonOf(view, places, of, home, k, isBait ? `bait-${kind.name}` : kind.name, weight));
  }
  reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const told = reasons.slice(0, REASONS_MAX - 1);
  return [
    ...told,
    ...portraitReasons(view, places, of, home, portraitNats, unsolved).slice(0, REASONS_MAX - told.length),
  ];
}

function portraitReasons(
  view: Int32Array,
  places: Places,
  of: Case,
  home: string,
  portraitNats: number,
  unsolved: number,
): Reason[] {
  if (Math.abs(portraitNats) < 0.5) return [];
  const names = traitNames();
  const nats = new Float64Array(names.length);
  portraitOf(view, places, of.crowds, of.priors, unsolved, nats);
  return names
    .map((name, i) => ({ name, weight: nats[i] ?? 0 }))
    .filter(({ name, weight }) => {
      return Math.abs(weight) > 0.4 && labelOf(of.facts, home, kindIndex(name)) !== undefined;
    })
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .map((trait) =>
      reasonOf(view, places, of, home, kindIndex(trait.name), `like-${trait.name}`, trait.weight),
    );
}

function reasonOf(
  view: Int32Array,
  places: Places,
  of: Case,
  home: string,
  kind: number,
  crowd: string,
  weight: number,
): Reason {
  const cell = places[kind] ?? -1;
  return {
    crowd,
    label: publicLabel(of.facts, labelOf(of.facts, home, kind) ?? "", crowd.replace(/^(?:like|bait)-/, "")),
    weight: Math.round(weight * 100) / 100,
    tries: cell < 0 ? 0 : Math.round((view[cell + CELL.tries] ?? 0) / COUNTS),
    declines: cell < 0 ? 0 : Math.round((view[cell + CELL.declines] ?? 0) / COUNTS),
  };
}

/** Keyed hashes are cut to what a person can compare; they name nobody. Providers are told by name. */
function publicLabel(facts: AttemptFacts, label: string, crowd: string): string {
  if (crowd === "asn") return `${label} ${facts.origin.asnName}`.trim().slice(0, PROVIDER_LENGTH_MAX);
  if (crowd === "seat" && facts.visitor === null) return facts.origin.ip;
  if (crowd === "make-origin") return label.replace(/^(\S{8})\S*/, "$1");
  return HASHES.has(crowd) ? label.slice(0, MARK_LENGTH) : label;
}
