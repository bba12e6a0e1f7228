// The grammar of `misemori watch`: its verbs and options, in both languages.

import type { Command } from "commander";
import { say } from "../../kernel/index.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import type { Voice } from "../voice.ts";
import { watchWords, type WatchWord } from "../watch-words.ts";
import { watchFilesVerbs } from "./watch-files-grammar.ts";
import { lookAtShopVersions } from "./watch-versions.ts";
import { watchUpdateWords } from "../watch-update-words.ts";
import { addWatchPage } from "./watch-page.ts";
import { addWatchPostpone } from "./watch-postpone.ts";
import { scanForShells } from "./watch.ts";

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

export function watchVerbs(program: Command, does: Does, voice: Voice): void {
  const t = (key: WatchWord): string => say(watchWords, voice.language, key);
  const help = voice.tell("option.help");
  const watch = program
    .command("watch")
    .description(t("verb"))
    .helpCommand(false)
    .helpOption("-h, --help", help);
  watch
    .command("scan")
    .description(t("verb.scan"))
    .helpOption("-h, --help", help)
    .argument("<path...>", t("argument.paths"))
    .option("--rules <folder>", t("option.rules"))
    .option("--all", t("option.all"))
    .action(does(scanForShells));
  watch
    .command("versions")
    .description(t("verb.versions"))
    .helpOption("-h, --help", help)
    .argument("[path]", t("argument.path"))
    .option("--url <url>", t("option.url"))
    .option("--update <source>", say(watchUpdateWords, voice.language, "option.update"))
    .option("--key <file>", say(watchUpdateWords, voice.language, "option.key"))
    .action(does(lookAtShopVersions));
  addWatchPage(watch, does, voice);
  watchFilesVerbs(watch, does, voice);
  addWatchPostpone(watch, does, voice);
}
