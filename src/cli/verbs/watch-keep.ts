// `watch window`, `release`, `quarantine`, `restore`: what goes with approving files.

import { say } from "../../kernel/index.ts";
import { isWindow, WINDOW_MS_MAX, type ApprovalWindow } from "../../watch/index.ts";
import { clean } from "../text.ts";
import { needConfig, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";
import { timeText, type TextSettings } from "../watch-files-text.ts";
import { watchFilesWords, type WatchFilesWord } from "../watch-files-words.ts";
import { byOf } from "./incident.ts";
import { failed } from "./watch-files.ts";

type Values = Readonly<Record<string, string | number>>;

interface WindowOptions {
  readonly from?: string;
  readonly to?: string;
  readonly who?: string;
  readonly why?: string;
  readonly by?: string;
  readonly list?: boolean;
}

export async function windowVerb(verb: Verb, options: WindowOptions): VerbEnd {
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { voice, deps } = verb;
  const settings = { language: voice.language, timezone: loaded.config.shop.timezone };
  if (options.list === true) {
    const done = await deps.acts.watchWindows({ loaded });
    if (!done.ok) return failed(verb, done);
    const { list, refused } = done.value;
    const rows = list.map((one) => windowText(one, settings));
    const said = rows.length === 0 ? [tell(verb, "windowsNone")] : rows;
    const bad = refused === 0 ? [] : [tell(verb, "windowsRefused", { count: refused })];
    voice.result({ windows: list, refused }, [...said, ...bad].join("\n"));
    return refused === 0 ? EXIT.fine : EXIT.findings;
  }
  const { from, to, who, why } = options;
  if (from === undefined || to === undefined || who === undefined || why === undefined)
    return usage(verb, "needWindow", "badWindowHint");
  const [fromMs, toMs] = [timeFrom(from, settings.timezone), timeFrom(to, settings.timezone)];
  if (fromMs === null || toMs === null || !isWindow({ fromMs, toMs }))
    return usage(verb, "badWindow", "badWindowHint", { hours: WINDOW_MS_MAX / 3_600_000 });
  const by = options.by ?? byOf();
  const done = await deps.acts.watchWindow({ loaded, fromMs, toMs, who, why, by, language: voice.language });
  if (!done.ok) return failed(verb, done);
  const window = done.value;
  const times = { from: timeText(fromMs, settings), to: timeText(toMs, settings) };
  const values = { ...times, who: clean(who, 100), why: clean(why), id: window.id };
  voice.result(window, `${tell(verb, "window", values)}\n${tell(verb, "windowAfter", values)}`);
  return EXIT.fine;
}

function windowText({ id, fromMs, toMs, who, why }: ApprovalWindow, settings: TextSettings): string {
  return `${timeText(fromMs, settings)} – ${timeText(toMs, settings)}  ${clean(who, 60)}（${clean(why)}） ${id}`;
}

/** With its own offset, or in the shop's time zone. */
function timeFrom(text: string, timezone: string): number | null {
  const written = text.trim().replace(" ", "T");
  try {
    return /(?:Z|[+-]\d{2}:?\d{2})$/.test(written)
      ? Temporal.Instant.from(written).epochMilliseconds
      : Temporal.PlainDateTime.from(written).toZonedDateTime(timezone).epochMilliseconds;
  } catch {
    return null;
  }
}

export async function releaseVerb(
  verb: Verb,
  archive: string,
  { name, by }: { readonly name: string; readonly by?: string },
): VerbEnd {
  if (!/^[0-9A-Za-z][\w.-]{0,59}$/.test(name)) return usage(verb, "badName", "badNameHint");
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { deps, voice } = verb;
  const path = pathFrom(deps, archive);
  const { language } = voice;
  const done = await deps.acts.watchRelease({
    loaded,
    archive: path,
    name,
    by: by ?? byOf(),
    language,
    gone: deps.gone,
  });
  if (!done.ok) return failed(verb, done);
  const { files, unread } = done.value;
  if (files === 0) {
    const problem = {
      code: "watch.release",
      message: tell(verb, "releaseNone"),
      hint: tell(verb, "releaseNoneHint"),
    };
    return voice.fail(problem, EXIT.failure);
  }
  const bad = unread === 0 ? [] : [tell(verb, "releaseUnread", { count: unread })];
  voice.result({ name, files, unread }, [tell(verb, "release", { name, files }), ...bad].join("\n"));
  return EXIT.fine;
}

export async function quarantineVerb(
  verb: Verb,
  path: string | undefined,
  { why, by, list }: { readonly why?: string; readonly by?: string; readonly list?: boolean },
): VerbEnd {
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { deps, voice } = verb;
  if (list === true) {
    const done = await deps.acts.watchQuarantined({ loaded });
    if (!done.ok) return failed(verb, done);
    const settings = { language: voice.language, timezone: loaded.config.shop.timezone };
    const rows = done.value.map(
      ({ id, path: from, atMs, restoredAtMs }) =>
        `${timeText(atMs, settings)}  ${id}  ${clean(from)}${restoredAtMs === null ? "" : tell(verb, "back")}`,
    );
    voice.result({ files: done.value }, rows.length === 0 ? tell(verb, "quarantineNone") : rows.join("\n"));
    return EXIT.fine;
  }
  if (path === undefined || why === undefined) return usage(verb, "quarantineNeed", "quarantineNeedHint");
  const request = { loaded, path: pathFrom(deps, path), by: by ?? byOf(), why, language: voice.language };
  const done = await deps.acts.watchQuarantine(request);
  if (!done.ok) return failed(verb, done);
  const { id } = done.value;
  voice.result(done.value, tell(verb, "quarantined", { path: clean(done.value.path), id }));
  return EXIT.fine;
}

export async function restoreVerb(verb: Verb, id: string, { by }: { readonly by?: string }): VerbEnd {
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { deps, voice } = verb;
  const done = await deps.acts.watchRestore({ loaded, id, by: by ?? byOf(), language: voice.language });
  if (!done.ok) return failed(verb, done);
  voice.result(done.value, tell(verb, "restored", { path: clean(done.value.path) }));
  return EXIT.fine;
}

function usage(verb: Verb, word: WatchFilesWord, hint: WatchFilesWord, values: Values = {}): number {
  return verb.voice.fail(
    { code: "usage.watch", message: tell(verb, word, values), hint: tell(verb, hint) },
    EXIT.usage,
  );
}

function tell({ voice }: Verb, key: WatchFilesWord, values: Values = {}): string {
  return say(watchFilesWords, voice.language, key, values);
}
