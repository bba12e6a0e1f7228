// The grammar of `misemori canary`.

import type { Command } from "commander";
import { say } from "../../kernel/index.ts";
import { canaryCliWords, type CanaryCliWord } from "../canary-words.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import type { Voice } from "../voice.ts";
import { bracketVerb } from "./canary.ts";

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

export function canaryVerbs(program: Command, does: Does, voice: Voice): void {
  const t = (key: CanaryCliWord): string => say(canaryCliWords, voice.language, key);
  const help = voice.tell("option.help");
  const canary = program
    .command("canary")
    .description(t("verb.canary"))
    .helpCommand(false)
    .helpOption("-h, --help", help);
  const verb = (name: string, key: CanaryCliWord): Command =>
    canary.command(name).description(t(key)).helpOption("-h, --help", help);
  verb("bracket", "verb.bracket")
    .option("--from-files <planted, mails...>", t("option.fromFiles"), [])
    .option("--mails <file>", t("option.mails"))
    .option("--zone <name>", t("option.zone"), "Asia/Tokyo")
    .action(does(bracketVerb));
}
