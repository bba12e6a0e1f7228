// `incident inquiry`: questions people ask and what they were answered, through the running guard.

import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import {
  inquiriesCsv,
  INQUIRY_LIMITS,
  type InquiryPage,
  type InquiryRow,
  type InquiryView,
  type SuggestedAnswer,
} from "../../desk/index.ts";
import { fine, refuse, say, type Outcome } from "../../kernel/index.ts";
import type { GuardClient } from "../client.ts";
import { incidentInquiryWords, type IncidentInquiryWord } from "../incident-inquiry-words.ts";
import { clean, table } from "../text.ts";
import { pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import type { Voice } from "../voice.ts";
import { incidentPath } from "./incident-desk.ts";
import { asking, sayTime, sayWho } from "./live.ts";

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;
type Shown = InquiryView & { readonly suggestion: SuggestedAnswer | null };

/** Words of people, as long as they may be. */
const WORDS_MAX = INQUIRY_LIMITS.wordsCharsMax;

export function addInquiry(incident: Command, does: Does, voice: Voice): void {
  const t = (key: IncidentInquiryWord): string => tell(voice, key);
  const help = voice.tell("option.help");
  const inquiry = incident
    .command("inquiry")
    .description(t("verb.inquiry"))
    .helpCommand(false)
    .helpOption("-h, --help", help);
  const verb = (name: string, key: IncidentInquiryWord): Command =>
    inquiry.command(name).description(t(key)).helpOption("-h, --help", help);
  verb("add <id>", "verb.add")
    .requiredOption("--words <text>", t("option.words"))
    .option("--channel <channel>", t("option.channel"), "telephone")
    .option("--person <personId>", t("option.person"))
    .option("--name <name>", t("option.name"))
    .option("--contact <text>", t("option.contact"))
    .option("--inquiry <inquiry>", t("option.inquiry"))
    .option("--key <key>", t("option.key"))
    .action(does(writeQuestion));
  verb("list <id>", "verb.list").option("--state <state>", t("option.state")).action(does(listInquiries));
  verb("show <id> <inquiry>", "verb.show").action(does(showInquiry));
  verb("answer <id> <inquiry>", "verb.answer")
    .requiredOption("--words <text>", t("option.words"))
    .option("--channel <channel>", t("option.channel"), "telephone")
    .option("--done <text>", t("option.done"))
    .action(does(writeAnswer));
  verb("export <id>", "verb.export")
    .requiredOption("--out <file>", t("option.out"))
    .action(does(exportInquiries));
}

function writeQuestion(verb: Verb, id: string, options: Readonly<Record<string, string>>): VerbEnd {
  return asking<InquiryRow>(
    verb,
    (guard) => guard.post(incidentPath(id, "/inquiries"), options),
    (row) => writtenText(verb.voice, row),
  );
}

function writeAnswer(
  verb: Verb,
  id: string,
  inquiry: string,
  options: Readonly<Record<string, string>>,
): VerbEnd {
  return asking<InquiryRow>(
    verb,
    (guard) => guard.post(incidentPath(id, `/inquiries/${encodeURIComponent(inquiry)}/answer`), options),
    (row) => writtenText(verb.voice, row),
  );
}

function listInquiries(verb: Verb, id: string, { state }: { readonly state?: string }): VerbEnd {
  const { voice } = verb;
  const query = state === undefined ? "" : `?state=${encodeURIComponent(state)}`;
  return asking<InquiryPage>(
    verb,
    (guard) => guard.get(incidentPath(id, `/inquiries${query}`)),
    ({ counts, inquiries }, zone) => {
      if (inquiries.length === 0) return `${tell(voice, "counts", counts)}\n${tell(voice, "none")}`;
      const columns = (["inquiry", "asked", "channel", "state", "changedBy"] as const).map((key) => ({
        title: tell(voice, `column.${key}`),
      }));
      const rows = inquiries.map(({ inquiry, askedAtMs, channel, state: at, changedBy }) => [
        inquiry,
        sayTime(askedAtMs, voice.language, zone),
        tell(voice, `channel.${channel}`),
        tell(voice, `state.${at}`),
        sayWho(voice, changedBy),
      ]);
      const more = inquiries.length < INQUIRY_LIMITS.pageMax ? "" : `\n${tell(voice, "more")}`;
      return `${tell(voice, "counts", counts)}\n\n${table(columns, rows)}${more}`;
    },
  );
}

function showInquiry(verb: Verb, id: string, inquiry: string): VerbEnd {
  const { voice } = verb;
  return asking<Shown>(
    verb,
    (guard) => guard.get(incidentPath(id, `/inquiries/${encodeURIComponent(inquiry)}`)),
    ({ said, suggestion }, zone) => {
      const lines = said.map(({ kind, atMs, by, channel, name, contact, words, done }) =>
        [
          `${sayTime(atMs, voice.language, zone)}  ${tell(voice, `kind.${kind}`)}  ${tell(voice, `channel.${channel}`)}  ${sayWho(voice, by)}`,
          [name, contact].filter((part) => part !== "").join("  "),
          words,
          done === "" ? "" : `${tell(voice, "done")}${done}`,
        ]
          .filter((line) => line !== "")
          .flatMap((line) => line.split("\n").map((part) => clean(part, WORDS_MAX)))
          .join("\n  "),
      );
      return `${lines.join("\n\n")}\n\n${suggestionText(voice, suggestion)}`;
    },
  );
}

function suggestionText(voice: Voice, suggestion: SuggestedAnswer | null): string {
  if (suggestion === null) return tell(voice, "suggestion.none");
  const { question, answer, shared } = suggestion;
  const why = shared.map((piece) => `「${clean(piece)}」`).join(" ");
  const lines = answer.split("\n").map((line) => `  ${clean(line, WORDS_MAX)}`);
  return `${tell(voice, "suggestion", { question: clean(question), shared: why })}\n${lines.join("\n")}`;
}

function exportInquiries(verb: Verb, id: string, options: { readonly out: string }): VerbEnd {
  const { deps, voice } = verb;
  const file = pathFrom(deps, options.out);
  return asking<readonly InquiryView[]>(
    verb,
    async (guard) => {
      if (!/\.(?:csv|json)$/i.test(file))
        return refuse("usage.out", tell(voice, "badOut"), tell(voice, "badOut.hint"));
      const all = await everyInquiry(guard, id);
      if (!all.ok) return all;
      const text = /\.csv$/i.test(file)
        ? inquiriesCsv(all.value)
        : `${JSON.stringify({ inquiries: all.value }, null, 2)}\n`;
      return writeNew(voice, file, text, all.value);
    },
    (inquiries) => tell(voice, "exported", { count: inquiries.length, file: clean(file) }),
    (inquiries) => ({ inquiries: inquiries.length, file }),
  );
}

/** Page by page; the limit of an incident's inquiries ends it. */
async function everyInquiry(guard: GuardClient, id: string): Promise<Outcome<readonly InquiryView[]>> {
  const all: InquiryView[] = [];
  for (;;) {
    const after = all.at(-1)?.inquiry ?? "";
    const query = `?after=${encodeURIComponent(after)}&limit=50`;
    const page = await guard.get<{ readonly inquiries: readonly InquiryView[] }>(
      incidentPath(id, `/inquiries-export${query}`),
    );
    if (!page.ok) return page;
    if (page.value.inquiries.length === 0 || all.length > INQUIRY_LIMITS.inquiriesMax) return fine(all);
    all.push(...page.value.inquiries);
  }
}

/** For its owner alone, and never over another file. */
async function writeNew<T>(voice: Voice, file: string, text: string, value: T): Promise<Outcome<T>> {
  try {
    await writeFile(file, text, { flag: "wx", mode: 0o600, flush: true });
    return fine(value);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "error";
    const message = voice.tell("fileUnwritable", { file: clean(file), reason });
    return refuse("file.unwritable", message, voice.tell("fileUnwritable.hint"));
  }
}

function writtenText(voice: Voice, { inquiry, state }: InquiryRow): string {
  return tell(voice, "written", { inquiry: clean(inquiry), state: tell(voice, `state.${state}`) });
}

function tell(
  voice: Voice,
  key: IncidentInquiryWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return say(incidentInquiryWords, voice.language, key, values);
}
