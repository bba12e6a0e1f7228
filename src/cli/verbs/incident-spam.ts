// `incident spam`: customers' reports written down, read in, shown, judged and forgotten. The judgement is laid out with its strength
// and what would change it; a likely leak is told to the running guard, which raises the alert.

import { COLUMN_FIELDS, PRESETS, SPAM_KINDS, type ScopeInput, type SpamJudgement } from "../../desk/index.ts";
import { say } from "../../kernel/index.ts";
import { connectGuard } from "../client.ts";
import { incidentSpamWords, type IncidentSpamWord } from "../incident-spam-words.ts";
import type { LoadedConfig } from "../../config/index.ts";
import type { SpamRequest } from "../vault-ports.ts";
import { clean, table } from "../text.ts";
import { needConfig, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { columnsFrom } from "./incident-question.ts";
import { byOf } from "./incident.ts";

interface AddOptions {
  readonly at?: string;
  readonly address?: string;
  readonly member?: string;
  readonly kind: string;
}

export async function addReport(verb: Verb, options: AddOptions): VerbEnd {
  const { deps, voice } = verb;
  const kind = SPAM_KINDS.find((one) => one === options.kind);
  if (kind === undefined) return badOption(voice, "--kind", options.kind, SPAM_KINDS);
  const place = await placeOf(verb);
  if (typeof place === "number") return place;
  const done = await deps.acts.addSpamReport({
    ...place.request,
    by: byOf(),
    at: options.at ?? todayIn(deps.clock.nowMs(), place.request.zone),
    address: options.address ?? "",
    member: options.member ?? "",
    kind,
  });
  if (!done.ok) return voice.fail(done, isUsage(done.code) ? EXIT.usage : EXIT.failure);
  voice.result(done.value, tell(voice, "added", { added: done.value.added }));
  return EXIT.fine;
}

interface ImportOptions {
  readonly mailbox: readonly string[];
  readonly own: readonly string[];
}

export async function importReports(
  verb: Verb,
  files: readonly string[],
  { mailbox, own }: ImportOptions,
): VerbEnd {
  const { deps, voice } = verb;
  if (files.length === 0 && mailbox.length === 0) return refuse(voice, "noFiles");
  const place = await placeOf(verb);
  if (typeof place === "number") return place;
  const { shop } = place.loaded.config;
  const done = await deps.acts.importSpamReports({
    ...place.request,
    by: byOf(),
    files: files.map((path) => pathFrom(deps, path)),
    mailboxes: mailbox.map((path) => pathFrom(deps, path)),
    shopNames: [shop.name, new URL(shop.url).hostname],
    ownAddresses: own,
  });
  if (!done.ok) return voice.fail(done, isUsage(done.code) ? EXIT.usage : EXIT.failure);
  const { read, added, refused, unreadable } = done.value;
  if (refused > 0) voice.note(tell(voice, "refused", { refused }));
  for (const { path, count, first } of unreadable)
    voice.note(tell(voice, "unreadable", { path: clean(path), count, first }));
  voice.result(done.value, tell(voice, "imported", { read, added }));
  return EXIT.fine;
}

export async function listReports(verb: Verb): VerbEnd {
  const { deps, voice } = verb;
  const place = await placeOf(verb);
  if (typeof place === "number") return place;
  const { request } = place;
  const done = await deps.acts.listSpamReports({ ...request, by: byOf() });
  if (!done.ok) return voice.fail(done);
  const heads = (["head.at", "head.who", "head.kind", "head.source"] as const).map((key) => ({
    title: tell(voice, key),
  }));
  const rows = done.value.map(({ atMs, address, member, kind, source }) => [
    todayIn(atMs, request.zone),
    address === "" ? member : address,
    tell(voice, `kind.${kind}`),
    tell(voice, `source.${source}`),
  ]);
  voice.result({ reports: done.value }, rows.length === 0 ? tell(voice, "none") : table(heads, rows));
  return EXIT.fine;
}

interface JudgeOptions {
  readonly orders: readonly string[];
  readonly customers: readonly string[];
  readonly preset: string;
  readonly map: readonly string[];
  readonly usual?: string;
}

export async function judgeReports(verb: Verb, options: JudgeOptions): VerbEnd {
  const { deps, voice } = verb;
  if (options.orders.length === 0) return refuse(voice, "noBuyers");
  const preset = PRESETS.find((one) => one === options.preset);
  if (preset === undefined) return badOption(voice, "--preset", options.preset, PRESETS);
  const columns = columnsFrom(options.map);
  if (typeof columns === "string") return badOption(voice, "--map", columns, COLUMN_FIELDS);
  const usual = options.usual === undefined ? null : Number(options.usual);
  if (usual !== null && !(usual > 0 && usual <= 1_000))
    return badOption(voice, "--usual", options.usual ?? "", ["0.01 – 1000"]);
  const place = await placeOf(verb);
  if (typeof place === "number") return place;
  const inputs: readonly ScopeInput[] = [
    ...options.orders.map((path) => ({ kind: "orders" as const, path: pathFrom(deps, path) })),
    ...options.customers.map((path) => ({ kind: "customers" as const, path: pathFrom(deps, path) })),
  ];
  const request = { ...place.request, by: byOf(), inputs, preset, columns, usual };
  const done = await deps.acts.judgeSpamReports(request);
  if (!done.ok) return voice.fail(done, isUsage(done.code) ? EXIT.usage : EXIT.failure);
  const judged = done.value;
  const alerted = judged.verdict === "leak" && (await alert(verb, place.loaded, judged));
  voice.result({ ...judged, alerted }, judgementText(voice, judged));
  return judged.verdict === "leak" || judged.verdict === "watch" ? EXIT.findings : EXIT.fine;
}

export async function forgetReports(verb: Verb, options: { readonly year: string }): VerbEnd {
  const { deps, voice } = verb;
  if (!/^20\d\d$/.test(options.year)) return badOption(voice, "--year", options.year, ["2026"]);
  const place = await placeOf(verb);
  if (typeof place === "number") return place;
  const year = Number(options.year);
  const done = await deps.acts.forgetSpamReports({ ...place.request, by: byOf(), year });
  if (!done.ok) return voice.fail(done);
  const word = done.value ? "forgotten" : "nothingForgotten";
  voice.result({ year, forgotten: done.value }, tell(voice, word, { year }));
  return EXIT.fine;
}

/** The guard that runs raises the alert; without one the judgement stands all the same, and that is said. */
async function alert({ deps, voice }: Verb, loaded: LoadedConfig, judged: SpamJudgement): Promise<boolean> {
  const guard = await connectGuard(loaded, voice.language, deps.gone);
  const { verdict, day, reporters, customers, bayesFactor, taken } = judged;
  const body = { verdict, day, reporters, customers, bayesFactor };
  const window = { takenFrom: taken?.from ?? null, takenTo: taken?.to ?? null };
  const told = guard.ok ? await guard.value.post("/v1/spam/judgements", { ...body, ...window }) : guard;
  voice.note(told.ok ? tell(voice, "alerted") : tell(voice, "notAlerted", { reason: clean(told.message) }));
  return told.ok;
}

function judgementText(voice: Voice, judged: SpamJudgement): string {
  const { taken, moreBefore, usual, verdict } = judged;
  const { reports, reporters, customers, unmatched, undated, early } = judged;
  const likeliest = taken?.likeliest ?? "";
  const lines = [
    tell(voice, `verdict.${verdict}`),
    tell(voice, "strength", { times: timesText(voice, judged.bayesFactor) }),
    taken === null ? "" : tell(voice, "taken", { ...taken }),
    taken === null || moreBefore === 0
      ? ""
      : tell(voice, moreBefore === null ? "noMore" : "more", { likeliest, more: moreBefore ?? 0 }),
    "",
    tell(voice, "counted", { reports, reporters, customers, unmatched, undated, early }),
    tell(voice, "usual", { ...usual, rate: usual.perThousandMonth, p: chanceText(voice, usual.p) }),
    tell(voice, "assumptions"),
  ];
  return lines.filter((line, index) => line !== "" || index === 4).join("\n");
}

/** Beyond ten thousand the figure says no more than that. */
function timesText(voice: Voice, factor: number): string {
  if (factor >= 10_000) return tell(voice, "timesMany");
  const count = factor >= 10 ? String(Math.round(factor)) : factor.toPrecision(2);
  return tell(voice, "times", { count });
}

function chanceText(voice: Voice, p: number): string {
  return p < 0.001 ? tell(voice, "rare") : `${Number((p * 100).toPrecision(2))} %`;
}

async function placeOf(verb: Verb): Promise<{ loaded: LoadedConfig; request: SpamRequest } | number> {
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { recordsFolder, config } = loaded;
  return { loaded, request: { recordsFolder, zone: config.shop.timezone, language: verb.voice.language } };
}

function todayIn(nowMs: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** What the person can put right on the command line or in the file. */
function isUsage(code: string): boolean {
  return code.startsWith("spam.");
}

function refuse(voice: Voice, word: "noFiles" | "noBuyers"): number {
  const [message, hint] = [tell(voice, word), tell(voice, `${word}Hint`)];
  return voice.fail({ code: "usage.spam", message, hint }, EXIT.usage);
}

function badOption(voice: Voice, name: string, value: string, allowed: readonly string[]): number {
  const message = tell(voice, "badOption", { name, value: clean(value, 80) });
  const hint = tell(voice, "badOptionHint", { allowed: allowed.join(", ") });
  return voice.fail({ code: "usage.option", message, hint }, EXIT.usage);
}

function tell(
  voice: Voice,
  key: IncidentSpamWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return say(incidentSpamWords, voice.language, key, values);
}
