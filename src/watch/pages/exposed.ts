// What must stand on no page of a shop: card numbers, the owner's decoy cards, addresses of planted customers. Searched in what a
// visit reads anyway; nothing of it is kept but a masked number or the name of a record that nobody is.

import { openScans, type DecoyCards, type Finding } from "../../scrub/index.ts";
import { changesOf } from "./compare.ts";
import type { ApprovedPage, ChangeKind, PageChange, PageVisit } from "./contract.ts";

/** How things that the owner planted are known. */
export interface PlantedProofs {
  readonly decoys: DecoyCards | null;
  /** Where a decoy card was put, in the owner's words; "" when nobody knows. */
  placeOf(decoy: string): string;
  isPlanted(address: string): boolean;
}

export interface PageText {
  /** Origin and path of the document or script. */
  readonly place: string;
  readonly text: string;
}

export interface PageExposure {
  readonly kind: ChangeKind & ("card-shown" | "decoy-shown" | "planted-shown");
  readonly what: string;
}

/** A checkout has some hundred kilobytes; more than this of one visit is not searched. */
export const SEARCHED_CHARACTERS_MAX = 16 * 1024 * 1024;
/** Of each kind, so that a decoy is told among a whole table of cards. */
const EXPOSED_MAX = 50;
/** Words and places beside a number in one line of an alarm. */
const PLACE_CHARACTERS_MAX = 200;
/** The local part and the host are bounded by RFC 5321; each step is linear. */
const ADDRESS = /[\w.+%-]{1,64}@[a-z\d](?:[a-z\d.-]{0,252}[a-z\d])?/giu;

export interface ExposureSearch {
  /** Texts in order of importance: what comes after SEARCHED_CHARACTERS_MAX is left out. */
  search(texts: readonly PageText[]): readonly PageExposure[];
}

/** `own`: addresses that the visit itself typed, which the shop may show again. */
export function openExposureSearch(proofs: PlantedProofs, own: (address: string) => boolean): ExposureSearch {
  // Nobody compares the hashes of a page: a key that is thrown away.
  const scans = openScans(crypto.getRandomValues(new Uint8Array(32)), proofs.decoys);
  const cardsIn = ({ place, text }: PageText): PageExposure[] => {
    const scan = scans(null);
    const hits = [...scan.push(Buffer.from(text)), ...scan.end()];
    return hits.flatMap(({ finding }) => exposureOf(finding, place, proofs));
  };
  return {
    search: (texts) => {
      const found = new Map<string, PageExposure>();
      let left = SEARCHED_CHARACTERS_MAX;
      for (const part of texts) {
        const cut = { ...part, text: part.text.slice(0, left) };
        left -= cut.text.length;
        const planted = (cut.text.match(ADDRESS) ?? [])
          .filter((address) => proofs.isPlanted(address) && !own(address))
          .map((address) => ({ kind: "planted-shown" as const, what: worded(address, part.place) }));
        for (const one of [...cardsIn(cut), ...planted]) found.set(`${one.kind} ${one.what}`, one);
      }
      const kinds = Map.groupBy(found.values(), ({ kind }) => kind);
      return [...kinds.values()].flatMap((ones) => ones.slice(0, EXPOSED_MAX));
    },
  };
}

/**
 * Only what is certain: pages are full of long numbers (counters, advertising), and an alarm that comes with every look is
 * switched off. A decoy is certain by its hash.
 */
function exposureOf(finding: Finding, place: string, proofs: PlantedProofs): PageExposure[] {
  const { kind, certainty, masked, decoy } = finding;
  if (decoy !== undefined)
    return [{ kind: "decoy-shown", what: worded(masked, proofs.placeOf(decoy), place) }];
  const isNumber = kind === "pan" || kind === "track-1" || kind === "track-2";
  return isNumber && certainty === "certain" ? [{ kind: "card-shown", what: worded(masked, place) }] : [];
}

function worded(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== "")
    .map((part) => part.slice(0, PLACE_CHARACTERS_MAX))
    .join(" · ");
}

/** What differs from what was approved, and what may stand on no page, approved or not; null: nothing to compare and nothing shown. */
export function changesWithExposed(
  approved: ApprovedPage | null,
  visits: readonly PageVisit[],
): readonly PageChange[] | null {
  const shown = exposedChanges(visits);
  if (approved === null) return shown.length === 0 ? null : shown;
  return [...shown, ...changesOf(approved, visits)];
}

function exposedChanges(visits: readonly PageVisit[]): readonly PageChange[] {
  const seen = visits.filter(({ inventory }) => inventory !== null);
  const found = new Map<string, PageExposure & { readonly guises: string[] }>();
  for (const { guise, exposed = [] } of seen)
    for (const one of exposed) {
      const key = `${one.kind} ${one.what}`;
      const known = found.get(key) ?? { ...one, guises: [] };
      known.guises.push(guise);
      found.set(key, known);
    }
  return [...found.values()].map(({ kind, what, guises }) => ({
    kind,
    weight: "alarm" as const,
    what,
    seenBy: guises.length < seen.length ? guises : null,
  }));
}
