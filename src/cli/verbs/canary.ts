// `misemori canary bracket`: when and through which copy a list was taken, for people and for scripts.

import { tellBracketed, type OwnSenders } from "../../canary/index.ts";
import { say } from "../../kernel/index.ts";
import { canaryCliWords, type CanaryCliWord } from "../canary-words.ts";
import { clean } from "../text.ts";
import { needConfig, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";

interface BracketOptions {
  readonly fromFiles: readonly string[];
  readonly mails?: string;
  readonly zone: string;
}

export async function bracketVerb(verb: Verb, { fromFiles, mails, zone }: BracketOptions): VerbEnd {
  const { deps, voice } = verb;
  if (!isZone(zone)) return usage(voice, "badZone", { zone: clean(zone, 60) });
  const [plantedFile, mailsFile = mails, ...more] = fromFiles;
  const isLacking = fromFiles.length === 1 && mails === undefined;
  if (isLacking || more.length > 0 || (fromFiles.length > 0 && mails !== undefined))
    return usage(voice, "twoFiles");
  const planted = plantedFile === undefined ? await ownRecord(verb) : { file: pathFrom(deps, plantedFile) };
  if (typeof planted === "number") return planted;
  const file = mailsFile === undefined ? null : pathFrom(deps, mailsFile);
  const request = { planted, mailsFile: file, zone, language: voice.language };
  const done = await deps.acts.bracketCanaries(request);
  if (!done.ok) return voice.fail(done, done.code.startsWith("canary.") ? EXIT.usage : EXIT.failure);
  const { found, unreadable } = done.value;
  for (const { name, count, first } of unreadable)
    voice.note(tell(voice, "unreadable", { name: clean(name), count, first }));
  const iso = (ms: number): string =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toString({ timeZoneName: "never" });
  const leaks = found.leaks.map(({ fromMs, toMs, ...leak }) => ({
    from: iso(fromMs),
    to: iso(toMs),
    ...leak,
  }));
  const people = tellBracketed(found, { language: voice.language, zone });
  voice.result(
    { ...found, leaks, unreadable, message: people },
    people
      .split("\n")
      .map((line) => clean(line, 2_000))
      .join("\n"),
  );
  return leaks.length > 0 ? EXIT.findings : EXIT.fine;
}

async function ownRecord(
  verb: Verb,
): Promise<{ readonly recordsFolder: string; readonly own: OwnSenders } | number> {
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  return { recordsFolder: loaded.recordsFolder, own: loaded.config.canary };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function usage(
  voice: Voice,
  word: "badZone" | "twoFiles",
  values: Readonly<Record<string, string | number>> = {},
): number {
  const hint = tell(voice, `${word}.hint`);
  return voice.fail({ code: "usage.canary", message: tell(voice, word, values), hint }, EXIT.usage);
}

function tell(
  voice: Voice,
  key: CanaryCliWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return say(canaryCliWords, voice.language, key, values);
}
