// The grammar of the incident desk's verbs: open, list, show, act and the rest, in both languages.

import type { Command } from "commander";
import { say } from "../../kernel/index.ts";
import { incidentDeskWords, type IncidentDeskWord } from "../incident-desk-words.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import type { Voice } from "../voice.ts";
import {
  actOnIncident,
  addDemand,
  addHint,
  addNote,
  closeIncident,
  listIncidents,
  markClock,
  namePerson,
  openIncident,
  putCost,
  reopenIncident,
  setWindow,
  showIncident,
  stateFacts,
  undoAct,
} from "./incident-desk.ts";
import { exportIncident } from "./incident-export.ts";
import { handIncident } from "./incident-handed.ts";

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

export function addDesk(incident: Command, does: Does, voice: Voice): void {
  const t = (key: IncidentDeskWord): string => say(incidentDeskWords, voice.language, key);
  const help = voice.tell("option.help");
  const leaf = (name: string, key: IncidentDeskWord): Command =>
    incident.command(name).description(t(key)).helpOption("-h, --help", help);
  const whose = (name: string, key: IncidentDeskWord, more = ""): Command => leaf(`${name} <id>${more}`, key);
  const withCaller = (command: Command): Command =>
    command
      .option("--caller <name>", t("option.caller"))
      .option("--contact <text>", t("option.contact"))
      .option("--words <text>", t("option.words"))
      .option("--at <time>", t("option.at"));
  withCaller(leaf("open", "verb.open"))
    .requiredOption("--title <text>", t("option.title"))
    .option("--type <type>", t("option.type"))
    .option("--source <source>", t("option.source"), "other")
    .option("--channel <channel>", t("option.channel"), "own")
    .option("--alert <id>", t("option.alert"))
    .option("--key <key>", t("option.key"))
    .action(does(openIncident));
  leaf("list", "verb.list").option("--all", t("option.all")).action(does(listIncidents));
  whose("show", "verb.show").action(does(showIncident));
  whose("act", "verb.act", " <act>")
    .requiredOption("--why <text>", t("option.why"))
    .option("--target <text>", t("option.target"))
    .option("--key <key>", t("option.key"))
    .action(does(actOnIncident));
  whose("undo", "verb.undo", " <key>").requiredOption("--why <text>", t("option.why")).action(does(undoAct));
  withCaller(whose("hint", "verb.hint"))
    .requiredOption("--source <source>", t("option.source"))
    .requiredOption("--channel <channel>", t("option.channel"))
    .action(does(addHint));
  whose("note", "verb.note", " <words>").action(does(addNote));
  addFactVerbs(whose, does, t);
  addEndVerbs(whose, does, t);
}

type Whose = (name: string, key: IncidentDeskWord, more?: string) => Command;
type Tell = (key: IncidentDeskWord) => string;

function addFactVerbs(whose: Whose, does: Does, t: Tell): void {
  whose("facts", "verb.facts")
    .option("--type <type>", t("option.type"))
    .option("--known <time>", t("option.known"))
    .option("--people <n>", t("option.people"))
    .option("--by-mistake", t("option.by-mistake"))
    .option("--sensitive", t("option.sensitive"))
    .option("--encrypted", t("option.encrypted"))
    .option("--europeans", t("option.europeans"))
    .action(does(stateFacts));
  whose("mark", "verb.mark", " <clock>")
    .option("--done", t("option.done"))
    .option("--not-applicable", t("option.not-applicable"))
    .requiredOption("--why <text>", t("option.why"))
    .action(does(markClock));
  whose("demand", "verb.demand")
    .requiredOption("--from <name>", t("option.from-whom"))
    .requiredOption("--what <text>", t("option.what"))
    .requiredOption("--due <time>", t("option.due"))
    .option("--at <time>", t("option.at"))
    .option("--or-else <text>", t("option.or-else"))
    .action(does(addDemand));
  whose("cost", "verb.cost")
    .requiredOption("--what <text>", t("option.what"))
    .requiredOption("--yen <n>", t("option.yen"))
    .option("--from <name>", t("option.from-whom"))
    .option("--state <state>", t("option.state"), "quote")
    .option("--cost-id <id>", t("option.cost-id"))
    .action(does(putCost));
  whose("window", "verb.window")
    .option("--from <time>", t("option.window-from"))
    .option("--to <time>", t("option.window-to"))
    .option("--how <text>", t("option.how"))
    .action(does(setWindow));
}

function addEndVerbs(whose: Whose, does: Does, t: Tell): void {
  whose("name", "verb.name", " <person>").option("--off", t("option.off")).action(does(namePerson));
  whose("close", "verb.close")
    .requiredOption("--why <text>", t("option.why"))
    .option("--keep-days <n>", t("option.keep-days"))
    .action(does(closeIncident));
  whose("reopen", "verb.reopen").requiredOption("--why <text>", t("option.why")).action(does(reopenIncident));
  whose("handed", "verb.handed")
    .requiredOption("--to <name>", t("option.handed-to"))
    .requiredOption("--why <text>", t("option.why"))
    .option("--what <name>", t("option.handed-what"))
    .option("--file <path>", t("option.handed-file"))
    .option("--sha256 <hex>", t("option.handed-sha256"))
    .option("--through <way>", t("option.through"))
    .option("--person <name>", t("option.handed-person"))
    .option("--contact <text>", t("option.contact"))
    .option("--at <time>", t("option.handed-at"))
    .option("--key <key>", t("option.key"))
    .action(does(handIncident));
  whose("export", "verb.export")
    .option("--out <file>", t("option.out"))
    .option("--words", t("option.with-words"))
    .action(does(exportIncident));
}
