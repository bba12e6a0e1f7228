// `watch baseline`, `check`, `approve`: the shop's files beside what was approved of them.

import { clean } from "../text.ts";
import { needConfig, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";
import { approvedText, checkText } from "../watch-files-text.ts";
import type { ApprovedTree } from "../watch-files-ports.ts";
import type { LoadedConfig } from "../../config/index.ts";
import type { Refusal } from "../../kernel/index.ts";
import { byOf } from "./incident.ts";

/** Differences shown line by line. */
const TEXTS_SHOWN = 20;

interface WhoAndWhy {
  readonly tree?: string;
  readonly by?: string;
  readonly why: string;
}

export async function baselineVerb(verb: Verb, { tree, by, why }: WhoAndWhy): VerbEnd {
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { end, ...ask } = asking(verb, loaded, tree);
  const done = await verb.deps.acts.watchBaseline({ ...ask, by: by ?? byOf(), why });
  end();
  return done.ok ? tellApproved(verb, loaded, done.value, true) : failed(verb, done);
}

export async function approveVerb(
  verb: Verb,
  paths: readonly string[],
  options: WhoAndWhy & { readonly seen?: string; readonly window?: string },
): VerbEnd {
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { end, ...ask } = asking(verb, loaded, options.tree);
  const done = await verb.deps.acts.watchApprove({
    ...ask,
    paths: paths.length === 0 ? null : paths,
    folder: verb.deps.folder,
    window: options.window ?? null,
    seen: options.seen ?? null,
    by: options.by ?? byOf(),
    why: options.why,
  });
  end();
  return done.ok ? tellApproved(verb, loaded, done.value, false) : failed(verb, done);
}

export async function checkVerb(
  verb: Verb,
  { tree, quick }: { readonly tree?: string; readonly quick?: boolean },
): VerbEnd {
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { end, ...ask } = asking(verb, loaded, tree);
  const done = await verb.deps.acts.watchCheck({ ...ask, quick: quick === true, textsMax: TEXTS_SHOWN });
  end();
  if (!done.ok) return failed(verb, done);
  const { timezone } = loaded.config.shop;
  const settings = { language: verb.voice.language, timezone };
  const trees = done.value;
  verb.voice.result({ trees }, trees.map((report) => checkText(report, settings)).join("\n\n"));
  if (trees.some(({ differenceCount }) => differenceCount > 0)) return EXIT.findings;
  return trees.every(({ complete, troubleCount }) => complete && troubleCount === 0)
    ? EXIT.fine
    : EXIT.failure;
}

function asking({ deps, voice }: Verb, loaded: LoadedConfig, tree: string | undefined) {
  const progress = voice.progress();
  return {
    loaded,
    tree: tree ?? null,
    language: voice.language,
    gone: deps.gone,
    onProgress: (done: number, total: number, path: string): void => {
      if (deps.terminalColumns !== undefined) progress.step(done, total, clean(path, 60));
    },
    end: (): void => progress.end(),
  };
}

function tellApproved(
  { voice }: Verb,
  loaded: LoadedConfig,
  trees: readonly ApprovedTree[],
  isBaseline: boolean,
): number {
  const settings = { language: voice.language, timezone: loaded.config.shop.timezone };
  const texts = trees.map(({ tree, approved }) => approvedText(tree, approved, isBaseline, settings));
  voice.result(
    { trees: trees.map(({ tree, approved }) => ({ tree, ...approved, done: approved !== null })) },
    texts.join("\n\n"),
  );
  if (trees.some(({ approved }) => approved === null)) return EXIT.failure;
  const toLookAt = trees.some(
    ({ approved }) => (approved?.leftCount ?? 0) > 0 || (isBaseline && (approved?.approved.length ?? 0) > 0),
  );
  return toLookAt ? EXIT.findings : EXIT.fine;
}

export function failed({ voice }: Verb, refusal: Refusal): number {
  const isUsage = refusal.code.startsWith("usage.") || refusal.code === "watch.no-baseline";
  return voice.fail(refusal, isUsage ? EXIT.usage : EXIT.failure);
}
