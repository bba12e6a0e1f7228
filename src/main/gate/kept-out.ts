// Listens to what the gate hears from buyers' browsers, and raises one alert per place that several networks named. Anybody can send such
// words, so they wake nobody: they make the guard look for itself.

import type { Clock, Events } from "../../kernel/index.ts";
import { createKeptOutBook, type WatchedPolicy } from "../../watch/index.ts";

export interface KeptOutWatch {
  list(): WatchedPolicy["keptOut"];
  /** Settles what nobody has named for a day. */
  tick(): void;
  close(): void;
}

/** Causes of their own for this many places; later ones join the last. */
const PLACES_MAX = 20;

export function watchKeptOut(tools: {
  readonly events: Events;
  readonly clock: Clock;
  readonly mode: () => WatchedPolicy["mode"];
  /** A place is believed for the first time. */
  readonly onBelieved: () => void;
}): KeptOutWatch {
  const { events, clock } = tools;
  const book = createKeptOutBook();
  const told = new Map<string, string>();
  const close = events.on("csp.kept-out", (sight) => {
    const { blocked, believed, directives, pages, networks, count, lastAtMs: atMs } = book.note(sight);
    if (!believed || told.has(blocked)) return;
    const cause = told.size >= PLACES_MAX ? "watch:csp" : `watch:csp:${blocked}`;
    told.set(blocked, cause);
    events.emit({
      type: "alert.raised",
      cause,
      kind: "csp",
      area: "shop",
      urgent: false,
      stage: "csp",
      facts: {
        what: blocked,
        page: pages.join(" "),
        directive: directives.join(" "),
        networks,
        count,
        kept: tools.mode() === "enforce",
      },
      atMs,
    });
    tools.onBelieved();
  });
  return {
    close,
    list: () => book.list(clock.nowMs()),
    tick: () => {
      if (told.size === 0) return;
      const atMs = clock.nowMs();
      const there = new Set(book.list(atMs).map(({ blocked }) => blocked));
      for (const [blocked, cause] of told) {
        if (there.has(blocked)) continue;
        told.delete(blocked);
        if (![...told.values()].includes(cause)) events.emit({ type: "alert.settled", cause, atMs });
      }
    },
  };
}
