// A sentry over a small shop for the tests of this folder, and being woken by what it says.

import { EventEmitter, on } from "node:events";
import { systemClock } from "../../kernel/index.ts";
import { standSentry } from "./sentry.ts";
import type { SentrySettings, SentryTools, SentryWord } from "./sentry-contract.ts";
import type { SmallShop } from "./tree.fixture.ts";

export interface Sentry {
  /** Until it says this; words before are passed over. */
  hears(wanted: (word: SentryWord) => boolean): Promise<SentryWord>;
  readonly said: SentryWord[];
  stop(): Promise<void>;
}

export async function guarded(
  shop: SmallShop,
  more: Partial<SentrySettings> = {},
  tools: Partial<SentryTools> = {},
): Promise<Sentry> {
  const tells = new EventEmitter();
  const heard = on(tells, "word");
  const said: SentryWord[] = [];
  const gone = new AbortController();
  const standing = standSentry(
    {
      tree: shop.settings,
      recordsFolder: shop.ground.recordsFolder,
      language: "ja",
      fullPassMs: 3_600_000,
      bytesPerSecond: 1e9,
      pollMs: null,
      lookEveryMs: 50,
      ...more,
    },
    {
      key: shop.key,
      clock: systemClock(),
      gone: gone.signal,
      tell: (word) => {
        said.push(word);
        tells.emit("word", word);
      },
      ...tools,
    },
  );
  const stop = async (): Promise<void> => {
    gone.abort();
    await standing;
  };
  shop.first.push(stop);
  const sentry: Sentry = {
    said,
    stop,
    hears: async (wanted) => {
      for (;;) {
        const { value } = (await heard.next()) as IteratorResult<[SentryWord], [SentryWord]>;
        if (wanted(value[0])) return value[0];
      }
    },
  };
  await sentry.hears(({ kind }) => kind === "passed");
  return sentry;
}

export const alerts =
  (cause: string, path?: string) =>
  (word: SentryWord): boolean =>
    word.kind === "alert" &&
    word.alert.cause === cause &&
    (path === undefined || word.alert.facts["path"] === path);
export const settles =
  (cause: string) =>
  (word: SentryWord): boolean =>
    word.kind === "settled" && word.cause === cause;
