// Counts who touched which bait, by place and network, for whoever looks at it later. In memory and bounded; raising alerts is not
// its matter.

import { meaningOf, type Touch, type TouchMeaning } from "./touches.ts";

/** One bait, touched in one way from one network. */
export interface TouchedPlace {
  readonly path: string;
  readonly act: Touch["act"];
  readonly meaning: Exclude<TouchMeaning, "crawler">;
  readonly country: string;
  readonly network: string;
  /** Different addresses of it, at most ADDRESSES_MAX. */
  readonly addresses: number;
  readonly touches: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

export interface TouchTally {
  add(touch: Touch): void;
  /** Those that mean a theft first, then by last touch. */
  list(): readonly TouchedPlace[];
}

/** A scan from thousands of networks leaves this many rows; of one meaning the oldest give way. */
const ROWS_MAX = 200;
const ADDRESSES_MAX = 100;

export function createTouchTally(): TouchTally {
  const rows = new Map<string, { readonly place: TouchedPlace; readonly from: ReadonlySet<string> }>();
  return {
    add: (touch) => {
      const meaning = meaningOf(touch);
      if (meaning === "crawler") return;
      const { path, act, country, asnName, atMs } = touch;
      const key = [path, act, touch.asn, country].join("\0");
      const before = rows.get(key);
      const from = new Set(before?.from);
      if (from.size < ADDRESSES_MAX) from.add(touch.ip);
      const place = {
        path,
        act,
        meaning,
        country,
        network: asnName,
        addresses: from.size,
        lastAtMs: atMs,
        touches: (before?.place.touches ?? 0) + 1,
        firstAtMs: before?.place.firstAtMs ?? atMs,
      };
      // Deleted first, so that the map's order is that of the last touch.
      rows.delete(key);
      rows.set(key, { place, from });
      if (rows.size <= ROWS_MAX) return;
      // A scan must not wash away who came for this shop.
      const oldest =
        [...rows].find(([, row]) => row.place.meaning === "scan")?.[0] ?? rows.keys().next().value;
      rows.delete(oldest ?? "");
    },
    list: () => {
      const all = [...rows.values()].map(({ place }) => place).toReversed();
      return [
        ...all.filter(({ meaning }) => meaning === "taken"),
        ...all.filter(({ meaning }) => meaning === "scan"),
      ];
    },
  };
}
