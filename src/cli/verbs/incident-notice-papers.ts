// `incident notice board`, `paper`, `write`, `preview` and `page`: the papers as the running guard keeps them, with who wrote which
// version. Nothing is sent.

import type { Command } from "commander";
import {
  paperName,
  type LintFinding,
  type NoticeBoard,
  type PaperKey,
  type PaperPreview,
  type PaperView,
} from "../../desk/index.ts";
import type { GuardClient } from "../client.ts";
import { clean } from "../text.ts";
import type { Outcome } from "../../kernel/index.ts";
import { numberFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { incidentPath } from "./incident-desk.ts";
import { bytesFrom, failNotice, tellNotice as tell } from "./incident-notice-file.ts";
import { give, keyFrom, withKey, type KeyOptions } from "./incident-notice-key.ts";
import { boardText, findingsText, versionsText } from "./incident-notice-text.ts";
import { asking } from "./live.ts";

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;
type PaperOptions = KeyOptions & { readonly edition?: string; readonly out?: string };
type WriteOptions = KeyOptions & {
  readonly why: string;
  readonly askedBy?: string;
  readonly before?: string;
};
type PreviewOptions = KeyOptions & {
  readonly person?: string;
  readonly file?: string;
  readonly html?: boolean;
  readonly out?: string;
};

/** Put under `incident notice`. */
export function addPapers(notice: Command, does: Does, voice: Voice): void {
  const t = (key: Parameters<typeof tell>[1]): string => tell(voice, key);
  const help = voice.tell("option.help");
  const verb = (name: string, key: Parameters<typeof tell>[1]): Command =>
    notice
      .command(name)
      .description(t(key))
      .helpOption("-h, --help", help)
      .argument("<incident>", t("argument.incident"));
  verb("board", "verb.board").action(does(board));
  withKey(verb("paper", "verb.paper"), voice)
    .option("--edition <n>", t("option.edition"))
    .option("--out <file>", t("option.out"))
    .action(does(showPaper));
  withKey(verb("write", "verb.write").argument("<file>", t("argument.text")), voice)
    .requiredOption("--why <text>", t("option.why"))
    .option("--asked-by <who>", t("option.askedBy"))
    .option("--before <n>", t("option.beforeVersion"))
    .action(does(writePaper));
  withKey(verb("preview", "verb.preview"), voice)
    .option("--person <who>", t("option.person"))
    .option("--file <file>", t("option.previewFile"))
    .option("--html", t("option.html"))
    .option("--out <file>", t("option.out"))
    .action(does(preview));
  withKey(verb("page", "verb.page"), voice, "page")
    .requiredOption("--out <file>", t("option.out"))
    .action(does(writePage));
}

function board(verb: Verb, incident: string): VerbEnd {
  return asking<NoticeBoard>(
    verb,
    (guard) => guard.get(incidentPath(incident, "/notices")),
    (told, zone) => boardText(verb.voice, told, zone),
  );
}

/** The text alone goes to stdout or the file; who wrote it and what the lint says, beside it. */
async function showPaper(verb: Verb, incident: string, options: PaperOptions): VerbEnd {
  const { voice } = verb;
  const key = keyFrom(voice, options);
  if (typeof key === "number") return key;
  const version =
    options.edition === undefined ? null : numberFrom(options.edition, "--edition", [1, 99_999], voice);
  if (typeof version === "object" && version !== null) return version.exit;
  let [text, beside] = ["", ""];
  const code = await asking<PaperView>(
    voice.json ? verb : { ...verb, voice: { ...voice, result: () => undefined } },
    (guard) => paperOf(guard, incident, key, version),
    (view, zone) => {
      ({ text } = view);
      const name = paperName(key, voice.language);
      const stale = view.isStale ? `${tell(voice, "staleLine")}\n` : "";
      beside = `${stale}${versionsText(voice, view, zone)}\n${findingsText(voice, name, view.findings)}`;
      return "";
    },
  );
  if (code !== EXIT.fine || voice.json) return code;
  voice.note(beside.trim());
  return give(verb, options.out, text);
}

async function writePaper(verb: Verb, incident: string, file: string, options: WriteOptions): VerbEnd {
  const { voice } = verb;
  const key = keyFrom(voice, options);
  if (typeof key === "number") return key;
  const given =
    options.before === undefined ? null : numberFrom(options.before, "--before", [0, 99_999], voice);
  if (typeof given === "object" && given !== null) return given.exit;
  const text = await textFrom(verb, file);
  if (typeof text === "number") return text;
  let findings: readonly LintFinding[] = [];
  const code = await asking<PaperView>(
    verb,
    async (guard) => {
      const now = given === null ? await paperOf(guard, incident, key, null) : null;
      if (now !== null && !now.ok) return now;
      const before = given ?? now?.value.version ?? 0;
      const { why, askedBy = "" } = options;
      return guard.post(incidentPath(incident, "/notices/paper"), { key, text, before, askedBy, why });
    },
    (view) => {
      const name = paperName(key, voice.language);
      const written = tell(voice, "paperWritten", { paper: name, version: view.version });
      return `${written}\n${findingsText(voice, name, view.findings)}`;
    },
    (view) => {
      ({ findings } = view);
      const { version, isStale, versions } = view;
      return { key, version, isStale, marks: versions[0]?.marks ?? null, findings };
    },
  );
  const isOpen = findings.some(({ weight }) => weight === "error");
  return code === EXIT.fine && isOpen ? EXIT.findings : code;
}

async function preview(verb: Verb, incident: string, options: PreviewOptions): VerbEnd {
  const { voice } = verb;
  const key = keyFrom(voice, options);
  if (typeof key === "number") return key;
  const typed = options.file === undefined ? null : await textFrom(verb, options.file);
  if (typeof typed === "number") return typed;
  const person = options.person ?? null;
  return showing(verb, options.out, options.html === true, async (guard) => {
    const text = typed ?? (await paperOf(guard, incident, key, null));
    if (typeof text !== "string" && !text.ok) return text;
    const body = { key, text: typeof text === "string" ? text : text.value.text, person };
    return guard.post(incidentPath(incident, "/notices/preview"), body);
  });
}

/** One HTML file, whole in itself, to be laid on a web server. Open errors are said and stop nothing here. */
async function writePage(
  verb: Verb,
  incident: string,
  options: KeyOptions & { readonly out: string },
): VerbEnd {
  const { voice } = verb;
  const key = keyFrom(voice, options);
  if (typeof key === "number") return key;
  if (key.class !== null || key.kind === "desk-script")
    return failNotice(voice, "notAPage", { kind: key.kind }, tell(voice, "knownOnes", { names: PAGES }));
  return showing(verb, options.out, true, async (guard) => {
    const paper = await paperOf(guard, incident, key, null);
    if (!paper.ok) return paper;
    const { text, findings, isStale } = paper.value;
    if (isStale) voice.note(tell(voice, "staleLine"));
    if (findings.length > 0) voice.note(findingsText(voice, paperName(key, voice.language), findings));
    return guard.post(incidentPath(incident, "/notices/preview"), { key, text, person: null });
  });
}

const PAGES = "page hold-page qa";

async function showing(
  verb: Verb,
  out: string | undefined,
  isHtml: boolean,
  ask: (guard: GuardClient) => Promise<Outcome<PaperPreview>>,
): VerbEnd {
  const { voice } = verb;
  let shown = "";
  const toStdout = voice.json && out === undefined;
  const code = await asking<PaperPreview>(
    toStdout ? verb : { ...verb, voice: { ...voice, result: () => undefined } },
    ask,
    () => "",
    (told) => {
      shown = isHtml ? told.html : `${told.subject}\n\n${told.text}`;
      return told;
    },
  );
  if (code !== EXIT.fine || toStdout) return code;
  const given = await give(verb, out, shown);
  if (voice.json && given === EXIT.fine) voice.result({ file: out }, "");
  return given;
}

function paperOf(
  guard: GuardClient,
  incident: string,
  { kind, class: of, language, report }: PaperKey,
  version: number | null,
): Promise<Outcome<PaperView>> {
  const query = new URLSearchParams({ kind, class: of ?? "", language, report: String(report) });
  if (version !== null) query.set("version", String(version));
  return guard.get(incidentPath(incident, `/notices/paper?${query.toString()}`));
}

async function textFrom(verb: Verb, file: string): Promise<string | number> {
  const bytes = await bytesFrom(verb, file);
  if (typeof bytes === "number") return bytes;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return failNotice(verb.voice, "notUtf8", { file: clean(file) }, tell(verb.voice, "notUtf8Hint"));
  }
}
