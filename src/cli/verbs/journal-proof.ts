// `journal prove` and `journal verify --proof`: a proof made from the record, and checked without it.

import { createPublicKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { checkpointOfLine, checkProof, proofOfText, type JournalEntry } from "../../journal/index.ts";
import { say } from "../../kernel/index.ts";
import { proofWords, type ProofWord } from "../proof-words.ts";
import { clean } from "../text.ts";
import { needConfig, numberFrom, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { toNewFile } from "./new-file.ts";

export interface ProofOptions {
  readonly proof?: string;
  readonly checkpoint?: string;
  readonly since?: string;
  readonly key?: string;
}

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

/** `prove`, and the options of `verify` that check a proof. */
export function addProofs(journal: Command, verify: Command, does: Does, voice: Voice): void {
  const t = (key: ProofWord): string => say(proofWords, voice.language, key);
  verify
    .option("--proof <file>", t("option.verify.proof"))
    .option("--since <file>", t("option.verify.since"))
    .option("--key <pem>", t("option.verify.key"));
  journal
    .command("prove")
    .description(t("verb.journal.prove"))
    .helpOption("-h, --help", voice.tell("option.help"))
    .argument("[seq]", t("argument.seq"))
    .option("--checkpoint <file>", t("option.prove.checkpoint"))
    .option("--since <file>", t("option.prove.since"))
    .option("--out <file>", voice.tell("option.out"))
    .action(does(proveVerb));
}

async function proveVerb(
  verb: Verb,
  given: string | undefined,
  options: { readonly checkpoint?: string; readonly since?: string; readonly out?: string },
): VerbEnd {
  const { deps, voice } = verb;
  const { checkpoint, since, out } = options;
  if ((given === undefined) === (since === undefined)) {
    return voice.fail({ code: "usage.options", message: tell(voice, "needSeq"), hint: "" }, EXIT.usage);
  }
  const seq = given === undefined ? null : numberFrom(given, "SEQ", [1, 999_999_999], voice);
  if (seq !== null && typeof seq !== "number") return seq.exit;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const done = await deps.acts.proveJournal({
    recordsFolder: loaded.recordsFolder,
    seq,
    checkpointFile: checkpoint === undefined ? null : pathFrom(deps, checkpoint),
    sinceFile: since === undefined ? null : pathFrom(deps, since),
  });
  if (!done.ok) return voice.fail(done);
  const proof = done.value;
  if (typeof proof !== "string") {
    voice.result({ ok: false, fault: proof.fault }, faultText(voice, proof.fault));
    return EXIT.findings;
  }
  if (out === undefined) {
    deps.out(`${proof}\n`);
    return EXIT.fine;
  }
  const file = pathFrom(deps, out);
  return toNewFile(verb, file, async (write) => {
    await write(`${proof}\n`);
    voice.result({ file }, tell(voice, "written", { file: clean(file) }));
    return EXIT.fine;
  });
}

/** Asks for no configuration and no record: whoever received a proof has neither. */
export async function verifyProof(verb: Verb, { proof, checkpoint, since, key }: ProofOptions): VerbEnd {
  const { deps, voice } = verb;
  if (checkpoint === undefined || proof === undefined) {
    const [message, hint] = [tell(voice, "needCheckpoint"), tell(voice, "needCheckpoint.hint")];
    return voice.fail({ code: "usage.options", message, hint }, EXIT.usage);
  }
  const text = await readFile(pathFrom(deps, proof), "utf8").catch(() => "");
  const read = proofOfText(text.trim());
  if (read === undefined) return unreadable(voice, "noProof", proof);
  const under = await keptIn(pathFrom(deps, checkpoint));
  if (under === null) return unreadable(voice, "noKept", checkpoint);
  const earlier = since === undefined ? undefined : await keptIn(pathFrom(deps, since));
  if (earlier === null) return unreadable(voice, "noKept", since ?? "");
  const publicKeys = key === undefined ? [] : await keysIn(pathFrom(deps, key));
  if (publicKeys === null) return unreadable(voice, "noKey", key ?? "");
  const verdict = checkProof(read, under, {
    publicKeys,
    ...(earlier === undefined ? {} : { since: earlier }),
  });
  if (!verdict.ok) {
    voice.result(verdict, faultText(voice, verdict.fault));
    return EXIT.findings;
  }
  const { entry, size } = verdict;
  const good =
    entry === null
      ? tell(voice, "good.growth", { size })
      : tell(voice, "good.entry", { ...shown(entry), size });
  voice.result(
    { ...verdict, signatureChecked: key !== undefined },
    key === undefined ? `${good}\n${tell(voice, "unsigned")}` : good,
  );
  return EXIT.fine;
}

function shown({ seq, atMs, kind, by, facts }: JournalEntry): Record<string, string | number> {
  const at = Number.isFinite(new Date(atMs).getTime()) ? new Date(atMs).toISOString() : String(atMs);
  return { seq, at, kind: clean(kind), by: clean(by), facts: clean(facts, 2_000) };
}

async function keptIn(file: string): Promise<JournalEntry | null> {
  try {
    return checkpointOfLine((await readFile(file, "utf8")).trim());
  } catch {
    // Not there, not readable, or something else: for a reader it is no checkpoint.
    return null;
  }
}

async function keysIn(file: string): Promise<readonly string[] | null> {
  try {
    return [createPublicKey(await readFile(file)).export({ type: "spki", format: "pem" })];
  } catch {
    // Not there, or something else: with no key in hand nothing is checked silently.
    return null;
  }
}

function faultText(voice: Voice, fault: string): string {
  return tell(voice, "bad", { why: tell(voice, `fault.${fault}` as ProofWord) });
}

function unreadable(voice: Voice, key: "noProof" | "noKept" | "noKey", file: string): number {
  const hint = tell(voice, key === "noKept" ? "needCheckpoint.hint" : `${key}.hint`);
  return voice.fail(
    { code: "journal.proof", message: tell(voice, key, { file: clean(file) }), hint },
    EXIT.usage,
  );
}

function tell(voice: Voice, key: ProofWord, values: Readonly<Record<string, string | number>> = {}): string {
  return say(proofWords, voice.language, key, values);
}
