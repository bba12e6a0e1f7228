// `incident notice send`, `pause`, `resume`, `sent`, `people`, `decide`, `collect`, `letters`: notices on their way, through the
// running guard. Nothing is decided here.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import type { OutgoingBoard, OutgoingRow, SendingView } from "../../desk/index.ts";
import { fine, refuse, type Outcome } from "../../kernel/index.ts";
import type { GuardClient } from "../client.ts";
import type { IncidentSendingWord } from "../incident-sending-words.ts";
import { boardText, peopleText, progressText, sendingsText, tellSending } from "../sending-text.ts";
import { clean } from "../text.ts";
import { pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import type { Voice } from "../voice.ts";
import { incidentPath } from "./incident-desk.ts";
import { asking } from "./live.ts";

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;
type Options = Readonly<Record<string, string | boolean | undefined>>;

const PEOPLE_MAX = 200;
/** Three thousand mails of a mailbox, or a trial's PDF, take some seconds; a slow server ten times that. */
const PATIENT_MS = 10 * 60_000;
const LOOK_EVERY_MS = 1_000;

export function addSending(notice: Command, does: Does, voice: Voice): void {
  const t = (key: IncidentSendingWord): string => tellSending(voice, key);
  const verb = (name: string, key: IncidentSendingWord): Command =>
    notice.command(name).description(t(key)).helpOption("-h, --help", voice.tell("option.help"));
  const ofOne = (name: string, key: IncidentSendingWord): Command =>
    verb(name, key)
      .option("--report <n>", t("option.report"), "1")
      .option("--channel <email|letter>", t("option.channel"), "email");
  ofOne("send <incident>", "verb.send")
    .option("--trial <address>", t("option.trial"))
    .option("--reason <text>", t("option.reason"), "")
    .option("--everyone", t("option.everyone"))
    .action(does(send));
  ofOne("pause <incident>", "verb.pause").option("--why <text>", t("option.why"), "").action(does(pause));
  ofOne("resume <incident>", "verb.resume").option("--why <text>", t("option.why"), "").action(does(resume));
  verb("sent <incident>", "verb.sent").action(does(sent));
  ofOne("people <incident>", "verb.people")
    .option("--state <state>", t("option.state"), "unknown")
    .action(does(people));
  ofOne("decide <incident>", "verb.decide")
    .requiredOption("--person <personId>", t("option.person"))
    .option("--from <state>", t("option.from"), "unknown")
    .requiredOption("--to <state>", t("option.to"))
    .requiredOption("--why <text>", t("option.why"))
    .action(does(decide));
  verb("collect <incident>", "verb.collect")
    .option("--report <n>", t("option.report"), "1")
    .action(does(collect));
  verb("letters <incident>", "verb.letters")
    .option("--report <n>", t("option.report"), "1")
    .option("--trial", t("option.trial-letter"))
    .requiredOption("--out <folder>", t("option.out"))
    .action(does(takeLetters));
}

function sendingPath(incident: string, rest = ""): `/v1/${string}` {
  return incidentPath(incident, `/sendings${rest}`);
}

/** The report as a number; the guard says what else is wrong. */
function keyOf({ report, channel }: Options): { readonly report: number; readonly channel: string } {
  return { report: Number(report), channel: String(channel) };
}

function send(verb: Verb, incident: string, options: Options): VerbEnd {
  const { voice } = verb;
  const key = keyOf(options);
  if (typeof options["trial"] === "string")
    return asking<{ readonly sent: number }>(
      verb,
      (guard) =>
        guard.post(
          sendingPath(incident, "/trial"),
          { ...key, to: options["trial"], language: voice.language },
          PATIENT_MS,
        ),
      ({ sent: count }) =>
        tellSending(voice, key.channel === "letter" ? "triedLetter" : "tried", {
          count,
          incident: clean(incident),
          report: key.report,
        }),
    );
  const wish = { ...key, reason: String(options["reason"]), everyone: options["everyone"] === true };
  return one(verb, incident, "/start", wish);
}

function pause(verb: Verb, incident: string, options: Options): VerbEnd {
  return one(verb, incident, "/pause", { ...keyOf(options), why: options["why"] });
}

function resume(verb: Verb, incident: string, options: Options): VerbEnd {
  return one(verb, incident, "/resume", { ...keyOf(options), why: options["why"] });
}

function one(verb: Verb, incident: string, path: string, wish: object): VerbEnd {
  return asking<SendingView>(
    verb,
    (guard) => guard.post(sendingPath(incident, path), wish, PATIENT_MS),
    (view) => sendingsText(verb.voice, incident, [view]),
  );
}

/** At a terminal it stays while something is under way; a script gets one look. */
function sent(verb: Verb, incident: string): VerbEnd {
  const { voice } = verb;
  return asking<OutgoingBoard>(
    verb,
    (guard) => watched(verb, guard, incident),
    (board) => boardText(voice, incident, board),
  );
}

async function watched(
  { deps, voice }: Verb,
  guard: GuardClient,
  incident: string,
): Promise<Outcome<OutgoingBoard>> {
  const look = (): Promise<Outcome<OutgoingBoard>> => guard.get<OutgoingBoard>(sendingPath(incident));
  let board = await look();
  if (voice.json || deps.terminalColumns === undefined) return board;
  const progress = voice.progress();
  for (;;) {
    const going = board.ok
      ? board.value.sendings.find(({ state, trouble }) => state === "running" && trouble === null)
      : undefined;
    if (going === undefined || deps.gone.aborted) break;
    const { counts } = going;
    const left = counts.waiting + counts.claimed;
    progress.step(going.people - left, going.people, progressText(voice, going));
    await deps.clock.sleep(LOOK_EVERY_MS, deps.gone);
    if (!deps.gone.aborted) board = await look();
  }
  progress.end();
  return board;
}

function people(verb: Verb, incident: string, options: Options): VerbEnd {
  const { report, channel } = keyOf(options);
  const query = new URLSearchParams({
    report: String(report),
    channel,
    state: String(options["state"]),
    limit: String(PEOPLE_MAX),
  });
  return asking<{ readonly people: readonly OutgoingRow[] }>(
    verb,
    (guard) => guard.get(sendingPath(incident, `/people?${query.toString()}`)),
    ({ people: rows }, zone) => peopleText(verb.voice, rows, zone, PEOPLE_MAX),
  );
}

function decide(verb: Verb, incident: string, options: Options): VerbEnd {
  const { person, from, to, why } = options;
  return asking(
    verb,
    (guard) =>
      guard.post(sendingPath(incident, "/decide"), { ...keyOf(options), personId: person, from, to, why }),
    () => tellSending(verb.voice, "decided"),
  );
}

function collect(verb: Verb, incident: string, options: Options): VerbEnd {
  const { voice } = verb;
  const { report } = keyOf(options);
  return asking<{ readonly mails: number; readonly bounced: number; readonly replies: number }>(
    verb,
    (guard) => guard.post(sendingPath(incident, "/collect"), { report }, PATIENT_MS),
    (found) => {
      const told = tellSending(voice, "collected", { ...found });
      const hint = tellSending(voice, "collectedHint", { incident: clean(incident), report });
      return found.bounced === 0 ? told : `${told}\n${hint}`;
    },
  );
}

/** Each file as it lies in the vault, never over another one. */
function takeLetters(verb: Verb, incident: string, options: Options): VerbEnd {
  const { deps, voice } = verb;
  const folder = pathFrom(deps, String(options["out"]));
  const { report } = keyOf(options);
  return asking<{ readonly folder: string; readonly files: readonly string[] }>(
    verb,
    async (guard) => {
      const names = await letterNames(guard, incident, report, options["trial"] === true);
      if (!names.ok) return names;
      if (names.value.length === 0) return refuse("letters.none", tellSending(voice, "noLetters"), "");
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const name of names.value) {
        const file = await guard.download(sendingPath(incident, `/letters/${encodeURIComponent(name)}`));
        if (!file.ok) return file;
        const kept = await newFile(voice, join(folder, name), file.value);
        if (!kept.ok) return kept;
      }
      return fine({ folder, files: names.value });
    },
    ({ files }) => tellSending(voice, "taken", { count: files.length, folder: clean(folder) }),
  );
}

async function letterNames(
  guard: GuardClient,
  incident: string,
  report: number,
  isTrial: boolean,
): Promise<Outcome<readonly string[]>> {
  if (isTrial) return fine([`letters-trial-${report}.pdf`]);
  const board = await guard.get<OutgoingBoard>(sendingPath(incident));
  if (!board.ok) return board;
  const letters = board.value.sendings.find((view) => view.channel === "letter" && view.report === report);
  return fine(letters?.batches.flatMap(({ files }) => files) ?? []);
}

/** For its owner alone. */
async function newFile(voice: Voice, file: string, bytes: Uint8Array): Promise<Outcome<null>> {
  try {
    await writeFile(file, bytes, { flag: "wx", mode: 0o600, flush: true });
    return fine(null);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "error";
    const message = voice.tell("fileUnwritable", { file: clean(file), reason });
    return refuse("file.unwritable", message, voice.tell("fileUnwritable.hint"));
  }
}
