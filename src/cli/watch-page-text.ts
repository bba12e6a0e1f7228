// Lays out for people what `watch page` saw: what differs, what the page is made of, which scripts could bear an integrity hash.

import { say } from "../kernel/index.ts";
import { integrityAdvice, type PageReport } from "../watch/index.ts";
import { clean, table } from "./text.ts";
import type { Voice } from "./voice.ts";
import { watchPageWords, type WatchPageWord } from "./watch-page-words.ts";

export function reportText(voice: Voice, report: PageReport): string {
  const { inventory, changes, approved, visits } = report;
  const troubles = visits.flatMap(({ guise, trouble }) =>
    trouble === null
      ? []
      : [tell(voice, "trouble", { guise: guiseName(voice, guise), trouble: clean(trouble, 200) })],
  );
  if (inventory === null) return [tell(voice, "unreached"), ...troubles].join("\n");
  const date = new Date(approved?.approvedAtMs ?? 0).toISOString().slice(0, 10);
  const head =
    changes === null || approved === null
      ? tell(voice, "notApproved")
      : changes.every(({ kind }) => kind === "headers-unknown")
        ? tell(voice, "same", { by: approved.approvedBy, date })
        : tell(voice, "changed", { count: changes.length });
  const lines = (changes ?? []).slice(0, ROWS_MAX).map(({ kind, weight, what, seenBy }) => {
    const guises = (seenBy ?? []).map((guise) => guiseName(voice, guise)).join("・");
    const only = seenBy === null ? "" : tell(voice, "seenBy", { guises });
    return `  ${weight === "alarm" ? "✗" : "・"} ${tell(voice, `change.${kind}`)}: ${clean(what, 160)}${only}`;
  });
  const next =
    changes !== null && changes.some(({ weight }) => weight === "alarm") ? tell(voice, "next") : "";
  const parts = [
    [head, ...lines, ...troubles].join("\n"),
    countsText(voice, report),
    integrityText(voice, report),
  ];
  return [...parts, next].filter((part) => part !== "").join("\n\n");
}

const ROWS_MAX = 60;

function countsText(voice: Voice, { inventory, changes }: PageReport): string {
  if (inventory === null) return "";
  const { scripts, forms, listeners, hosts, frames } = inventory;
  const counts = tell(voice, "inventory", {
    scripts: scripts.length,
    forms: forms.length,
    listeners: listeners.length,
    hosts: hosts.length,
    frames: frames.length,
  });
  if (changes !== null) return counts;
  const rows = scripts.slice(0, ROWS_MAX).map(({ kind, source, start, bytes, sha256 }) => {
    const hash = (sha256 ?? "–").slice(0, 12);
    return [
      clean(kind === "inline" ? `inline: ${start.slice(0, 50)}` : source, 70),
      String(bytes),
      kind === "inline" ? `inline:${hash}` : hash,
    ];
  });
  const heads = [
    { title: tell(voice, "headScript") },
    { title: tell(voice, "headBytes"), align: "right" as const },
    { title: tell(voice, "headHash") },
  ];
  return `${counts}\n\n${table(heads, rows)}`;
}

export function policyText(
  voice: Voice,
  policy: { readonly policy: string; readonly open: readonly string[] } | null,
): string {
  if (policy === null) return "";
  const warning = policy.open.length > 0 ? `\n${tell(voice, "cspOpen")}` : "";
  return `Content-Security-Policy-Report-Only: ${policy.policy}${warning}`;
}

/** Tags to put in first, then which scripts can bear none and why. */
function integrityText(voice: Voice, report: PageReport): string {
  const advice = integrityAdvice(report).filter(({ whyNot }) => whyNot !== "has-it");
  const lines = advice.flatMap(({ line }) => (line === null ? [] : [`  ${clean(line, LINE_CHARS_MAX)}`]));
  const others = advice.flatMap(({ place, whyNot }) =>
    whyNot === null ? [] : [`  ${clean(place, 100)}: ${tell(voice, `whyNot.${whyNot}`)}`],
  );
  return [
    ...(lines.length === 0 ? [] : [tell(voice, "integrity"), ...lines.slice(0, ROWS_MAX)]),
    ...(others.length === 0 ? [] : [tell(voice, "noIntegrity"), ...others.slice(0, ROWS_MAX)]),
  ].join("\n");
}

/** A tag is to be copied whole: address, hash and attributes. */
const LINE_CHARS_MAX = 1_000;

/** A guise without words is called as it is. */
export function guiseName(voice: Voice, guise: string): string {
  const key = `guise.${guise}`;
  return Object.hasOwn(watchPageWords, key) ? tell(voice, key as WatchPageWord) : guise;
}

export function tell(
  voice: Voice,
  key: WatchPageWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return say(watchPageWords, voice.language, key, values);
}
