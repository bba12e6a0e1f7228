// `incident notice facts`, `draft` and `keep`: a form of what is known, filled from the incident, the papers that follow from it,
// and both laid down for the look-up page. Nothing is sent.

import type { Command } from "commander";
import {
  draftPaper,
  emptyFacts,
  readFacts,
  type KnownShop,
  type NoticeBoard,
  type NoticeFacts,
} from "../../desk/index.ts";
import { connectGuard, LONG_WORK_MS } from "../client.ts";
import { clean } from "../text.ts";
import { needConfig, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { incidentPath } from "./incident-desk.ts";
import { bytesFrom, failNotice, tellNotice } from "./incident-notice-file.ts";
import { give, keyFrom, withKey, type KeyOptions } from "./incident-notice-key.ts";
import { asking } from "./live.ts";

interface OutOption {
  readonly out?: string;
}
type DraftOptions = OutOption & KeyOptions;

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
  withKey(notice.command("draft"), voice)
    .description(tellNotice(voice, "verb.draft"))
    .helpOption("-h, --help", help)
    .argument("<facts>", tellNotice(voice, "argument.facts"))
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

/** Behind what is kept by then; whoever keeps others in the same moment is told so. */
async function keep(verb: Verb, incident: string, file: string): VerbEnd {
  const { voice } = verb;
  const known = await factsFrom(verb, file);
  if (typeof known === "number") return known;
  return asking<NoticeBoard>(
    verb,
    async (guard) => {
      const before = await guard.get<{ readonly sha256: string | null }>(
        incidentPath(incident, "/notices/facts"),
      );
      if (!before.ok) return before;
      const body = { facts: known, before: before.value.sha256 };
      return guard.post(incidentPath(incident, "/notices/facts"), body, LONG_WORK_MS);
    },
    ({ addressees }) =>
      addressees === null
        ? tellNotice(voice, "kept.factsOnly", { incident: clean(incident) })
        : tellNotice(voice, "kept", { incident: clean(incident), ...addressees }),
    ({ factsSha256, scopeRunId, addressees }) => ({ factsSha256, scopeRunId, ...addressees }),
  );
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
  const told = await guard.value.get<{ readonly facts: NoticeFacts }>(
    incidentPath(incident, "/notices/facts"),
  );
  if (!told.ok) return verb.voice.fail(told);
  return give(verb, out, `${JSON.stringify(told.value.facts, null, 2)}\n`);
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
