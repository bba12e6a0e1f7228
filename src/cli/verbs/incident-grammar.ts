// The grammar of `misemori incident`: its verbs and options, in both languages.

import type { Command } from "commander";
import { say } from "../../kernel/index.ts";
import { incidentScopeWords, type IncidentScopeWord } from "../incident-scope-words.ts";
import { incidentPeopleWords } from "../incident-people-words.ts";
import { incidentWords, type IncidentWord } from "../incident-words.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import type { Voice } from "../voice.ts";
import { addDesk } from "./incident-desk-grammar.ts";
import { incidentClocks } from "./incident-clocks.ts";
import { addInquiry } from "./incident-inquiry.ts";
import { addNotice } from "./incident-notice.ts";
import { addPeople } from "./incident-people.ts";
import { scopeIncident } from "./incident-scope.ts";
import { addSpam } from "./incident-spam-grammar.ts";
import { addPreserve } from "./incident.ts";

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

export function incidentVerbs(program: Command, does: Does, voice: Voice): void {
  const t = (key: IncidentScopeWord): string => say(incidentScopeWords, voice.language, key);
  const help = voice.tell("option.help");
  const incident = program
    .command("incident")
    .description(say(incidentWords, voice.language, "verb"))
    .helpCommand(false)
    .helpOption("-h, --help", help);
  addDesk(incident, does, voice);
  addPreserve(incident, does, voice);
  addClocks(incident, does, voice);
  addNotice(incident, does, voice);
  addPeople(incident, does, voice);
  addSpam(incident, does, voice);
  addInquiry(incident, does, voice);
  incident
    .command("scope")
    .description(t("verb.scope"))
    .helpOption("-h, --help", help)
    .option("--orders <file...>", t("option.orders"), [])
    .option("--customers <file...>", t("option.customers"), [])
    .option("--orders-db <url>", t("option.orders-db"))
    .option("--password-env <name>", t("option.password-env"))
    .option("--password-file <file>", t("option.password-file"))
    .option("--log <file...>", t("option.log"), [])
    .option("--findings <file...>", t("option.findings"), [])
    .option("--leaked <file...>", t("option.leaked"), [])
    .option("--records", t("option.records"))
    .option("--card-file <name>", t("option.card-file"))
    .option("--from <day>", t("option.from"))
    .option("--to <day>", t("option.to"))
    .option("--zone <name>", t("option.zone"), "Asia/Tokyo")
    .option("--csv-zone <name>", t("option.csv-zone"))
    .option("--payment <card|any>", t("option.payment"), "card")
    .option("--card-methods <words>", t("option.card-methods"))
    .option("--page <path>", t("option.page"))
    .option("--status <codes>", t("option.status"), "200,206")
    .option("--origin <address...>", t("option.origin"), [])
    .option("--session <id...>", t("option.session"), [])
    .option("--items <names>", t("option.items"))
    .option("--preset <name>", t("option.preset"), "generic")
    .option("--map <field=heading,...>", t("option.map"), gather, [])
    .option("--people <file>", t("option.people"))
    .option("--incident <id>", say(incidentPeopleWords, voice.language, "option.incident"))
    .option("--from-vault", say(incidentPeopleWords, voice.language, "option.from-vault"))
    .option("--as <name>", say(incidentPeopleWords, voice.language, "option.as"))
    .option("--compare <run.json>", t("option.compare"))
    .option("--yes", t("option.yes"))
    .action(does(scopeIncident));
}

function addClocks(incident: Command, does: Does, voice: Voice): void {
  const t = (key: IncidentWord): string => say(incidentWords, voice.language, key);
  incident
    .command("clocks")
    .description(t("verb.clocks"))
    .helpOption("-h, --help", voice.tell("option.help"))
    .option("--type <type>", t("clocks.option.type"), "card-leak")
    .option("--hint <time>", t("clocks.option.hint"))
    .option("--known <time>", t("clocks.option.known"))
    .option("--people <n>", t("clocks.option.people"))
    .option("--zone <name>", t("clocks.option.zone"), "Asia/Tokyo")
    .option("--by-mistake", t("clocks.option.by-mistake"))
    .option("--sensitive", t("clocks.option.sensitive"))
    .option("--encrypted", t("clocks.option.encrypted"))
    .option("--europeans", t("clocks.option.europeans"))
    .action(does(incidentClocks));
}

/** For an option that may be given several times. */
function gather(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
