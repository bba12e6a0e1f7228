// The grammar of `misemori incident spam`.

import type { Command } from "commander";
import { say } from "../../kernel/index.ts";
import { incidentScopeWords } from "../incident-scope-words.ts";
import { incidentSpamWords, type IncidentSpamWord } from "../incident-spam-words.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import type { Voice } from "../voice.ts";
import { addReport, forgetReports, importReports, judgeReports, listReports } from "./incident-spam.ts";

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

/** `spam` with its verbs, put under the `incident` command. */
export function addSpam(incident: Command, does: Does, voice: Voice): void {
  const t = (key: IncidentSpamWord): string => say(incidentSpamWords, voice.language, key);
  const help = voice.tell("option.help");
  const spam = incident
    .command("spam")
    .description(t("verb.spam"))
    .helpCommand(false)
    .helpOption("-h, --help", help);
  const verb = (name: string, key: IncidentSpamWord): Command =>
    spam.command(name).description(t(key)).helpOption("-h, --help", help);
  verb("add", "verb.add")
    .option("--at <time>", t("option.at"))
    .option("--address <address>", t("option.address"))
    .option("--member <id>", t("option.member"))
    .option("--kind <kind>", t("option.kind"), "spam")
    .action(does(addReport));
  verb("import", "verb.import")
    .argument("[file...]")
    .option("--mailbox <path...>", t("option.mailbox"), [])
    .option("--own <address...>", t("option.own"), [])
    .action(does(importReports));
  verb("list", "verb.list").action(does(listReports));
  verb("judge", "verb.judge")
    .option("--orders <file...>", t("option.orders"), [])
    .option("--customers <file...>", t("option.customers"), [])
    .option("--preset <name>", say(incidentScopeWords, voice.language, "option.preset"), "generic")
    .option("--map <field=heading,...>", say(incidentScopeWords, voice.language, "option.map"), gather, [])
    .option("--usual <number>", t("option.usual"))
    .action(does(judgeReports));
  verb("forget", "verb.forget").requiredOption("--year <year>", t("option.year")).action(does(forgetReports));
}

function gather(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
