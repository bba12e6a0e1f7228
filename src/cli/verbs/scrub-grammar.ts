// The grammar of `misemori scrub`: its verbs and options, in both languages.

import type { Command } from "commander";
import { say } from "../../kernel/index.ts";
import { scrubWords, type ScrubWord } from "../scrub-words.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import type { Voice } from "../voice.ts";
import { scanDatabase } from "./scrub-db.ts";
import { forgetKey, scanFiles } from "./scrub.ts";

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

export function scrubVerbs(program: Command, does: Does, voice: Voice): void {
  const t = (key: ScrubWord): string => say(scrubWords, voice.language, key);
  const help = voice.tell("option.help");
  const scrub = program
    .command("scrub")
    .description(t("verb"))
    .helpCommand(false)
    .helpOption("-h, --help", help);
  scrub
    .command("scan")
    .description(t("verb.scan"))
    .helpOption("-h, --help", help)
    .argument("<path...>", t("argument.paths"))
    .option("--all", t("option.all"))
    .option("--places <n>", t("option.places"))
    .option("--html <file>", t("option.html"))
    .option("--key <file>", t("option.key"))
    .action(does(scanFiles));
  scrub
    .command("db")
    .description(t("verb.db"))
    .helpOption("-h, --help", help)
    .argument("<url>", t("argument.url"))
    .option("--sample <rows>", t("option.sample"))
    .option("--password-env <name>", t("option.password-env"))
    .option("--password-file <file>", t("option.password-file"))
    .option("--all", t("option.all"))
    .option("--key <file>", t("option.key"))
    .action(does(scanDatabase));
  scrub
    .command("forget-key")
    .description(t("verb.forget-key"))
    .helpOption("-h, --help", help)
    .option("--yes", t("option.yes"))
    .option("--key <file>", t("option.key"))
    .action(does(forgetKey));
}
