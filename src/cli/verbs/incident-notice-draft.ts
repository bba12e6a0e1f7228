// `incident notice facts`, `draft` and `keep`: a form of what is known, filled from the incident, the papers that follow from it,
// and both laid down for the look-up page. Nothing is sent.

import type { Command } from "commander";
import {
  draftPaper,
  emptyFacts,
  factsOfIncident,
  NOTICE_CLASSES,
  PERSON_PAPERS,
  PUBLIC_PAPERS,
  readFacts,
  type IncidentView,
  type KnownShop,
  type NoticeFacts,
  type PaperKey,
} from "../../desk/index.ts";
import { LANGUAGES } from "../../kernel/index.ts";
import { connectGuard } from "../client.ts";
import { clean } from "../text.ts";
import { needConfig, numberFrom, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { byOf } from "./incident.ts";
import { incidentPath } from "./incident-desk.ts";
import { bytesFrom, failNotice, tellNotice } from "./incident-notice-file.ts";
import { vaultFrom } from "./incident-people.ts";
import { toNewFile } from "./new-file.ts";

interface OutOption {
  readonly out?: string;
}
interface DraftOptions extends OutOption {
  readonly kind: string;
  readonly class?: string;
  readonly language: string;
  readonly report: string;
}

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

/** `facts` and `draft`, put under `incident notice`. */
export function addDraft(notice: Command, does: Does, voice: Voice): void {
  const help = voice.tell("option.help");
  notice
    .command("facts")
    .description(tellNotice(voice, "verb.facts"))
    .helpOption("-h, --help", help)
    .argument("[incident]", tellNotice(voice, "argument.incident"))
    .option("--out <file>", tellNotice(voice, "option.out"))
    .action(does(facts));
  notice
    .command("draft")
    .description(tellNotice(voice, "verb.draft"))
    .helpOption("-h, --help", help)
    .argument("<facts>", tellNotice(voice, "argument.facts"))
    .option("--kind <kind>", tellNotice(voice, "option.draft.kind"), "email")
    .option("--class <class>", tellNotice(voice, "option.draft.class"))
    .option("--language <ja|en>", tellNotice(voice, "option.language"), "ja")
    .option("--report <n>", tellNotice(voice, "option.report"), "1")
    .option("--out <file>", tellNotice(voice, "option.out"))
    .action(does(draft));
  notice
    .command("keep")
    .description(tellNotice(voice, "verb.keep"))
    .helpOption("-h, --help", help)
    .argument("<incident>", tellNotice(voice, "argument.incident"))
    .argument("<facts>", tellNotice(voice, "argument.facts"))
    .action(does(keep));
}

async function keep(verb: Verb, incident: string, file: string): VerbEnd {
  const { deps, voice } = verb;
  const vault = await vaultFrom(verb, incident);
  if (typeof vault === "number") return vault;
  const known = await factsFrom(verb, file);
  if (typeof known === "number") return known;
  const done = await deps.acts.keepNotice({ ...vault, facts: known, by: byOf(), gone: deps.gone });
  if (!done.ok) return voice.fail(done);
  const { people, withEmail, withAddress } = done.value;
  voice.result(done.value, tellNotice(voice, "kept", { incident, people, withEmail, withAddress }));
  return EXIT.fine;
}

/** The facts in a file, or the exit code after having said what is wrong with them. */
export async function factsFrom(verb: Verb, file: string): Promise<NoticeFacts | number> {
  const { voice } = verb;
  const bytes = await bytesFrom(verb, file);
  if (typeof bytes === "number") return bytes;
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return failNotice(voice, "notJson", { file: clean(file) }, tellNotice(voice, "notJsonHint"));
  }
  const read = readFacts(json, voice.language);
  return read.ok ? read.value : voice.fail(read, EXIT.usage);
}

async function facts(verb: Verb, incident: string | undefined, { out }: OutOption): VerbEnd {
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { shop } = loaded.config;
  const known: KnownShop = {
    name: shop.name,
    url: shop.url,
    telephone: shop.telephone ?? "",
    timeZone: shop.timezone,
  };
  const nowMs = verb.deps.clock.nowMs();
  if (incident === undefined)
    return give(verb, out, `${JSON.stringify(emptyFacts(known, nowMs), null, 2)}\n`);
  const guard = await connectGuard(loaded, verb.voice.language, verb.deps.gone);
  if (!guard.ok) return verb.voice.fail(guard);
  const view = await guard.value.get<IncidentView>(incidentPath(incident));
  if (!view.ok) return verb.voice.fail(view);
  return give(verb, out, `${JSON.stringify(factsOfIncident(view.value, known, nowMs), null, 2)}\n`);
}

async function draft(verb: Verb, file: string, options: DraftOptions): VerbEnd {
  const key = keyFrom(verb.voice, options);
  if (typeof key === "number") return key;
  const known = await factsFrom(verb, file);
  if (typeof known === "number") return known;
  const text = draftPaper(key, known);
  if (!verb.voice.json) return give(verb, options.out, text);
  verb.voice.result({ ...key, text }, text);
  return EXIT.fine;
}

function keyFrom(voice: Voice, options: DraftOptions): PaperKey | number {
  const report = numberFrom(options.report, "--report", [1, 99], voice);
  if (typeof report !== "number") return report.exit;
  const language = LANGUAGES.find((one) => one === options.language);
  if (language === undefined) return unknown(voice, "badLanguage", options.language, LANGUAGES);
  const paper = PUBLIC_PAPERS.find((one) => one === options.kind);
  if (paper !== undefined) return { kind: paper, class: null, language, report };
  const kind = PERSON_PAPERS.find((one) => one === options.kind);
  if (kind === undefined)
    return unknown(voice, "badKind", options.kind, [...PERSON_PAPERS, ...PUBLIC_PAPERS]);
  const of = NOTICE_CLASSES.find((one) => one === options.class);
  if (of === undefined) return unknown(voice, "badClass", options.class ?? "", NOTICE_CLASSES);
  return { kind, class: of, language, report };
}

function unknown(
  voice: Voice,
  word: "badLanguage" | "badKind" | "badClass",
  given: string,
  names: readonly string[],
): number {
  const value = clean(given, 40);
  const hint = tellNotice(voice, "knownOnes", { names: names.join(" ") });
  return failNotice(voice, word, { class: value, kind: value, language: value }, hint);
}

/** To a new file, or to stdout as it is: it is meant for an editor. */
function give({ deps, voice, ...verb }: Verb, out: string | undefined, text: string): VerbEnd {
  if (out === undefined) {
    deps.out(text);
    return Promise.resolve(EXIT.fine);
  }
  const file = pathFrom(deps, out);
  return toNewFile({ deps, voice, ...verb }, file, async (write) => {
    await write(text);
    voice.note(tellNotice(voice, "written", { file: clean(file) }));
    return EXIT.fine;
  });
}
