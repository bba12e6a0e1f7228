// The grammar of those verbs of `misemori watch` that go with approving files.

import type { Command } from "commander";
import { say } from "../../kernel/index.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import type { Voice } from "../voice.ts";
import { watchFilesWords, type WatchFilesWord } from "../watch-files-words.ts";
import { approveVerb, baselineVerb, checkVerb } from "./watch-files.ts";
import { quarantineVerb, releaseVerb, restoreVerb, windowVerb } from "./watch-keep.ts";

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

export function watchFilesVerbs(watch: Command, does: Does, voice: Voice): void {
  const t = (key: WatchFilesWord): string => say(watchFilesWords, voice.language, key);
  const verb = (name: string, key: WatchFilesWord): Command =>
    watch.command(name).description(t(key)).helpOption("-h, --help", voice.tell("option.help"));
  const ofTree = (command: Command): Command => command.option("--tree <name>", t("option.tree"));
  const by = (command: Command): Command => command.option("--by <name>", t("option.by"));
  const why = (command: Command): Command => by(command).requiredOption("--why <text>", t("option.why"));
  why(ofTree(verb("baseline", "verb.baseline"))).action(does(baselineVerb));
  ofTree(verb("check", "verb.check")).option("--quick", t("option.quick")).action(does(checkVerb));
  why(ofTree(verb("approve", "verb.approve")))
    .argument("[path...]", t("argument.differences"))
    .option("--seen <word>", t("option.seen"))
    .option("--window <id>", t("option.window"))
    .action(does(approveVerb));
  by(verb("window", "verb.window"))
    .option("--from <time>", t("option.from"))
    .option("--to <time>", t("option.to"))
    .option("--who <name>", t("option.who"))
    .option("--why <text>", t("option.why"))
    .option("--list", t("option.list"))
    .action(does(windowVerb));
  by(verb("release", "verb.release"))
    .argument("<archive>", t("argument.archive"))
    .requiredOption("--name <name>", t("option.name"))
    .action(does(releaseVerb));
  by(verb("quarantine", "verb.quarantine"))
    .argument("[file]", t("argument.file"))
    .option("--why <text>", t("option.why"))
    .option("--list", t("option.list"))
    .action(does(quarantineVerb));
  by(verb("restore", "verb.restore")).argument("<id>", t("argument.id")).action(does(restoreVerb));
}
