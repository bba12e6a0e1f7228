// Time stamps in the words of whoever reads: what one proves, why there is none, and which authority is configured.

import { dirname, resolve } from "node:path";
import type { LoadedConfig } from "../config/index.ts";
import type { StampVerdict } from "../journal/index.ts";
import { say } from "../kernel/index.ts";
import type { CheckedStamp, StampSource } from "./evidence-ports.ts";
import { stampWords, type StampWord } from "./stamp-words.ts";
import { clean } from "./text.ts";
import type { Voice } from "./voice.ts";

export function authorityOf({ config, file }: LoadedConfig): StampSource | null {
  const { timestamp } = config.evidence;
  if (timestamp === undefined) return null;
  const { url, caFile } = timestamp;
  return { url, caFile: caFile === undefined ? null : resolve(dirname(file), caFile) };
}

export function tellStamp(
  voice: Voice,
  key: StampWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return say(stampWords, voice.language, key, values);
}

/** A fault's own words; what has none ("HTTP 503") is shown as it is. */
export function whyText(voice: Voice, fault: string): string {
  const key = `why.${fault}`;
  return key in stampWords ? tellStamp(voice, key as StampWord) : clean(fault, 80);
}

export function stampText(
  voice: Voice,
  of: CheckedStamp["of"] | "checkpoint",
  verdict: StampVerdict,
): string {
  if (!verdict.ok) return tellStamp(voice, "bad", { why: whyText(voice, verdict.fault) });
  const zone = { dateStyle: "long", timeStyle: "long", timeZone: "Asia/Tokyo" } as const;
  const at = new Intl.DateTimeFormat(voice.language === "ja" ? "ja-JP" : "en-GB", zone).format(verdict.atMs);
  const { authority, serial } = verdict;
  return tellStamp(voice, `good.${of}`, { at, authority: clean(authority, 80), serial: serial.slice(0, 40) });
}
