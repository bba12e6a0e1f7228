// The grammar of the verbs that hide card data: put under the `scrub` command by program.ts.

import type { Command } from "commander";
import { say } from "../../kernel/index.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import type { Voice } from "../voice.ts";
import { fixPaths, openKept } from "./fix.ts";
import { followLogs } from "./follow.ts";
import { maskingWords, type MaskingWord } from "./masking-words.ts";
import { pipeThrough } from "./pipe.ts";

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

/** `scrub` fix, pipe, follow and open-original. */
export function addMaskingVerbs(scrub: Command, does: Does, voice: Voice): void {
  const t = (key: MaskingWord): string => say(maskingWords, voice.language, key);
  const leaf = (name: string, word: MaskingWord): Command =>
    scrub.command(name).description(t(word)).helpOption("-h, --help", voice.tell("option.help"));
  leaf("fix <path...>", "verb.fix")
    .option("--write", t("option.write"))
    .option("--all", t("option.allPossible"))
    .option("--in-place", t("option.inPlace"))
    .option("--keep-original", t("option.keepOriginal"))
    .option("--recipient <keyfile>", t("option.recipient"))
    .action(does(fixPaths));
  leaf("pipe", "verb.pipe").option("--all", t("option.allPossible")).action(does(pipeThrough));
  leaf("follow <file...>", "verb.follow")
    .option("--fix", t("option.fix"))
    .option("--all", t("option.allPossible"))
    .option("--from-start", t("option.fromStart"))
    .option("--once", t("option.once"))
    .action(does(followLogs));
  leaf("open-original <file>", "verb.openOriginal")
    .requiredOption("--key <file>", t("option.key"))
    .requiredOption("--out <file>", t("option.outFile"))
    .action(does(openKept));
}

/** The parent command, where no other part of scrub has made it yet. */
export function scrubCommand(program: Command, voice: Voice): Command {
  const there = program.commands.find((command) => command.name() === "scrub");
  return (
    there ??
    program
      .command("scrub")
      .description(say(maskingWords, voice.language, "scrub"))
      .helpCommand(false)
      .helpOption("-h, --help", voice.tell("option.help"))
  );
}
