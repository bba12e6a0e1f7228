// `incident notice` and its verb `lint`: reads notices from files, has them checked, and lays the findings out or gives them as
// JSON.

import type { Command } from "commander";
import {
  lintNotice,
  NOTICE_CLASSES,
  PERSON_PAPERS,
  PUBLIC_PAPERS,
  readForeign,
  type LintContext,
  type LintFinding,
  type NoticePaper,
  type PaperKind,
} from "../../desk/index.ts";
import type { IncidentNoticeWord } from "../incident-notice-words.ts";
import { clean } from "../text.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { addDraft, factsFrom } from "./incident-notice-draft.ts";
import { addSending } from "./incident-sending.ts";
import { bytesFrom, failNotice as fail, tellNotice as tell } from "./incident-notice-file.ts";
import { addPapers } from "./incident-notice-papers.ts";
import { findingsText } from "./incident-notice-text.ts";

interface LintOptions {
  readonly class?: string;
  readonly kind?: string;
  readonly before?: string;
  readonly scope?: string;
  readonly facts?: string;
}

interface Checked {
  readonly file: string;
  readonly findings: readonly LintFinding[];
}

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

const KINDS: readonly PaperKind[] = [...PERSON_PAPERS, ...PUBLIC_PAPERS];

/** `notice`, put under the `incident` command. */
export function addNotice(incident: Command, does: Does, voice: Voice): void {
  const help = voice.tell("option.help");
  const t = (key: IncidentNoticeWord): string => tell(voice, key);
  const notice = incident
    .command("notice")
    .description(t("verb"))
    .helpCommand(false)
    .helpOption("-h, --help", help);
  addDraft(notice, does, voice);
  addPapers(notice, does, voice);
  addSending(notice, does, voice);
  notice
    .command("lint")
    .description(t("verb.lint"))
    .helpOption("-h, --help", help)
    .argument("<file...>", t("argument.files"))
    .option("--class <class>", t("option.class"))
    .option("--kind <kind>", t("option.kind"))
    .option("--before <file>", t("option.before"))
    .option("--scope <run.json>", t("option.scope"))
    .option("--facts <file>", t("option.facts"))
    .action(does(lint));
}

async function lint(verb: Verb, files: readonly string[], options: LintOptions): VerbEnd {
  const { voice } = verb;
  const context = await contextFrom(verb, options);
  if (typeof context === "number") return context;
  const papers: NoticePaper[] = [];
  for (const file of files) {
    const paper = await paperFrom(verb, file);
    if (typeof paper === "number") return paper;
    papers.push(paper);
  }
  const checked = papers.map((paper, index): Checked => {
    const others = papers.flatMap((other, at) =>
      at === index ? [] : [{ name: clean(files[at] ?? "", 60), paper: other }],
    );
    return { file: files[index] ?? "", findings: lintNotice(paper, { ...context, others }, voice.language) };
  });
  const findings = checked.flatMap(({ file, findings: found }) => found.map((one) => ({ ...one, file })));
  voice.result(
    { findings },
    checked.map(({ file, findings: found }) => findingsText(voice, clean(file), found)).join("\n\n"),
  );
  return findings.length === 0 ? EXIT.fine : EXIT.findings;
}

async function contextFrom(verb: Verb, options: LintOptions): Promise<LintContext | number> {
  const { voice } = verb;
  const kind = KINDS.find((one) => one === options.kind) ?? null;
  if (options.kind !== undefined && kind === null)
    return fail(
      voice,
      "badKind",
      { kind: clean(options.kind) },
      tell(voice, "knownOnes", { names: KINDS.join(" ") }),
    );
  const ofWhom = NOTICE_CLASSES.find((one) => one === options.class) ?? null;
  if (options.class !== undefined && ofWhom === null) {
    const names = tell(voice, "knownOnes", { names: NOTICE_CLASSES.join(" ") });
    return fail(voice, "badClass", { class: clean(options.class) }, names);
  }
  const before = options.before === undefined ? null : await paperFrom(verb, options.before);
  if (typeof before === "number") return before;
  const counts = options.scope === undefined ? null : await countsFrom(verb, options.scope);
  if (typeof counts === "number") return counts;
  const facts = options.facts === undefined ? null : await factsFrom(verb, options.facts);
  if (typeof facts === "number") return facts;
  return {
    language: null,
    kind,
    class: ofWhom,
    facts,
    counts: counts ?? facts?.counts ?? null,
    before,
    others: [],
  };
}

async function paperFrom(verb: Verb, file: string): Promise<NoticePaper | number> {
  const bytes = await bytesFrom(verb, file);
  if (typeof bytes === "number") return bytes;
  const paper = readForeign(bytes);
  if (paper.subject !== "" || paper.blocks.length > 0) return paper;
  return fail(verb.voice, "empty", { file: clean(file) }, tell(verb.voice, "emptyHint"));
}

/** Whoever the scope cannot tell about is written to as "possible". */
async function countsFrom(verb: Verb, file: string): Promise<LintContext["counts"] | number> {
  const bytes = await bytesFrom(verb, file);
  if (typeof bytes === "number") return bytes;
  try {
    const { classes } = JSON.parse(Buffer.from(bytes).toString()) as { classes: Record<string, unknown> };
    const [confirmed, possible, notAffected, cannotTell] = [
      "confirmed",
      "possible",
      "notAffected",
      "cannotTell",
    ].map((name) => Number(classes[name]));
    if (Number.isSafeInteger(confirmed) && Number.isSafeInteger(notAffected))
      return {
        confirmed: confirmed ?? 0,
        possible: (possible ?? 0) + (cannotTell ?? 0),
        notAffected: notAffected ?? 0,
      };
  } catch {
    // Said below, like an object of another kind.
  }
  return fail(verb.voice, "notAScope", { file: clean(file) }, "");
}
