// The command line's grammar: verbs, options, help in both languages, and mistakes answered with what was meant.

import { Command, CommanderError, Option } from "commander";
import { resolve } from "node:path";
import { nearest } from "../config/index.ts";
import type { CliDeps } from "./ports.ts";
import { addMaskingVerbs, scrubCommand } from "./scrub/masking-grammar.ts";
import type { Verb, VerbEnd } from "./verb.ts";
import { canaryVerbs } from "./verbs/canary-grammar.ts";
import { checkConfig, explainVerb } from "./verbs/config.ts";
import { doctor } from "./verbs/doctor.ts";
import { drillCardTesting } from "./verbs/drill.ts";
import { incidentVerbs } from "./verbs/incident-grammar.ts";
import { init } from "./verbs/init.ts";
import { addProofs } from "./verbs/journal-proof.ts";
import { exportJournal, showCheckpoint, verifyJournal } from "./verbs/journal.ts";
import {
  cardsState,
  decideHold,
  nameHold,
  listHolds,
  makeOwnerLink,
  showNow,
  switchCards,
} from "./verbs/live.ts";
import { listAlerts, showAlert, takeAlert, tryAlerts } from "./verbs/alerts.ts";
import { attack, demo, up } from "./verbs/run.ts";
import { siteVerbs } from "./verbs/site.ts";
import { scrubVerbs } from "./verbs/scrub-grammar.ts";
import { watchVerbs } from "./verbs/watch-grammar.ts";
import { chooseCliLanguage, createVoice, EXIT, type Voice } from "./voice.ts";
import type { CliWord } from "./words.ts";

/**
 * Runs one command line (without node and script) and resolves to its exit code; never throws.
 * 0 fine, 1 findings, 2 usage or configuration, 3 failure.
 */
export async function runCli(argv: readonly string[], deps: CliDeps): Promise<number> {
  const language = chooseCliLanguage(flagValue(argv, "--lang"), deps.env);
  const voice = createVoice(deps, { language, json: argv.includes("--json") });
  const chosen: { run: (() => VerbEnd) | undefined } = { run: undefined };
  const program = grammar(deps, voice, (run) => {
    chosen.run = run;
  });
  try {
    program.parse([...argv], { from: "user" });
  } catch (error) {
    return error instanceof CommanderError ? misread(error, argv, program, deps, voice) : fault(error, voice);
  }
  try {
    return chosen.run === undefined ? EXIT.usage : await chosen.run();
  } catch (error) {
    return fault(error, voice);
  }
}

function grammar(deps: CliDeps, voice: Voice, choose: (run: () => VerbEnd) => void): Command {
  const t: Voice["tell"] = (key, values) => voice.tell(key, values);
  const program = new Command("misemori");
  program
    .description(t("about"))
    .version(deps.version, "--version", t("option.version"))
    .helpOption("-h, --help", t("option.help"))
    .helpCommand(false)
    .option("--json", t("option.json"))
    .option("--lang <ja|en>", t("option.lang"))
    .option("-c, --config <file>", t("option.config"), deps.env["MISEMORI_CONFIG"] ?? "misemori.yaml")
    .exitOverride()
    .configureOutput({ writeOut: deps.out, writeErr: () => undefined })
    .configureHelp({ styleTitle: (title) => titleWord(title, voice) });
  const verb = (): Verb => ({
    deps,
    voice,
    configFile: resolve(deps.folder, program.opts<{ config: string }>().config),
  });
  /** Commander hands arguments, then options, then the command. */
  const does =
    (work: (verb: Verb, ...given: never[]) => VerbEnd) =>
    (...given: unknown[]): void =>
      choose(() => work(verb(), ...(given.slice(0, -1) as never[])));
  const group = (name: GroupName): Command =>
    program
      .command(name)
      .description(t(`verb.${name}`))
      .helpCommand(false)
      .helpOption("-h, --help", t("option.help"));
  const leaf = (parent: Command, name: string, word: CliWord): Command =>
    parent.command(name).description(t(word)).helpOption("-h, --help", t("option.help"));
  runVerbs(program, leaf, does, t);
  recordVerbs(group, leaf, does, voice);
  liveVerbs(program, group, leaf, does, t);
  scrubVerbs(program, does, voice);
  addMaskingVerbs(scrubCommand(program, voice), does, voice);
  incidentVerbs(program, does, voice);
  siteVerbs(program, does, voice);
  canaryVerbs(program, does, voice);
  watchVerbs(program, does, voice);
  return program;
}

type Leaf = (parent: Command, name: string, word: CliWord) => Command;
type Group = (name: GroupName) => Command;
type GroupName = "config" | "drill" | "journal" | "hold" | "cards" | "alert" | "owner";
type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

function runVerbs(program: Command, leaf: Leaf, does: Does, t: Voice["tell"]): void {
  leaf(program, "up", "verb.up").action(does(up));
  leaf(program, "demo", "verb.demo").action(does(demo));
  leaf(program, "attack", "verb.attack")
    .requiredOption("--target <url>", t("option.target"))
    .option("--seconds <n>", t("option.seconds"), "75")
    .option("--per-second <n>", t("option.perSecond"), "10")
    .action(does(attack));
  leaf(program, "init", "verb.init")
    .requiredOption("--shop <url>", t("option.shop"))
    .option("--upstream <url>", t("option.upstream"))
    .option("--force", t("option.force"))
    .action(does(init));
  leaf(program, "doctor", "verb.doctor").action(does(doctor));
}

function recordVerbs(group: Group, leaf: Leaf, does: Does, voice: Voice): void {
  const t = voice.tell;
  const config = group("config");
  leaf(config, "check", "verb.config.check").action(does(checkConfig));
  leaf(config, "explain", "verb.config.explain").action(does(explainVerb));
  leaf(group("drill"), "card-testing", "verb.drill.card-testing")
    .option("--target <url>", t("option.target"))
    .option("--seed <n>", t("option.seed"), "1")
    .option("--live", t("option.live"))
    .option("--scale <n>", t("option.scale"))
    .option("--only <name...>", t("option.attacker"), [])
    .addOption(new Option("--attacker <name...>", t("option.attacker")).default([]).hideHelp())
    .option("--no-baselines", t("option.noBaselines"))
    .action(does(drillCardTesting));
  const journal = group("journal");
  const verify = leaf(journal, "verify", "verb.journal.verify")
    .option("--checkpoint <file>", t("option.checkpoint"))
    .action(does(verifyJournal));
  addProofs(journal, verify, does, voice);
  leaf(journal, "checkpoint", "verb.journal.checkpoint")
    .option("--out <file>", t("option.out"))
    .action(does(showCheckpoint));
  leaf(journal, "export", "verb.journal.export")
    .option("--out <file>", t("option.out"))
    .option("--from <n>", t("option.from"), "1")
    .option("--html <file>", t("option.journalHtml"))
    .action(does(exportJournal));
}

function liveVerbs(program: Command, group: Group, leaf: Leaf, does: Does, t: Voice["tell"]): void {
  const hold = group("hold");
  leaf(hold, "list", "verb.hold.list").option("--all", t("option.all")).action(does(listHolds));
  for (const decision of ["release", "cancel"] as const) {
    const verb = leaf(hold, `${decision} <id>`, `verb.hold.${decision}`).option(
      "--note <text>",
      t("option.note"),
      "",
    );
    if (decision === "cancel") verb.option("--no-order", t("option.noOrder"));
    verb.action(
      does((v, id: string, options: { note: string; order?: boolean }) =>
        decideHold(v, id, decision, options),
      ),
    );
  }
  leaf(hold, "name <id> <order>", "verb.hold.name").action(
    does((verb, id: string, order: string) => nameHold(verb, id, order)),
  );
  const cards = group("cards");
  for (const to of ["pause", "resume"] as const) {
    leaf(cards, to, `verb.cards.${to}`)
      .option("--why <text>", t("option.why"), "cli")
      .action(does((verb, options: { why: string }) => switchCards(verb, to, options)));
  }
  leaf(cards, "state", "verb.cards.state").action(does(cardsState));
  const alert = group("alert");
  leaf(alert, "list", "verb.alert.list").option("--all", t("option.all")).action(does(listAlerts));
  leaf(alert, "show <id>", "verb.alert.show").action(does((verb, id: string) => showAlert(verb, id)));
  leaf(alert, "ack <id>", "verb.alert.ack").action(does((verb, id: string) => takeAlert(verb, id)));
  leaf(alert, "test <name>", "verb.alert.test").action(does((verb, name: string) => tryAlerts(verb, name)));
  leaf(program, "now", "verb.now").action(does(showNow));
  leaf(group("owner"), "link", "verb.owner.link").action(does(makeOwnerLink));
}

function titleWord(title: string, voice: Voice): string {
  const words: Readonly<Record<string, CliWord>> = {
    "Usage:": "help.usage",
    "Options:": "help.options",
    "Commands:": "help.commands",
    "Arguments:": "help.arguments",
  };
  const word = words[title];
  return word === undefined ? title : voice.tell(word);
}

/** Help and version are fine; everything else is said again in the reader's language, with the verb that was meant. */
function misread(
  error: CommanderError,
  argv: readonly string[],
  program: Command,
  deps: CliDeps,
  voice: Voice,
): number {
  if (error.code === "commander.helpDisplayed" || error.code === "commander.version") return EXIT.fine;
  const at = commandOf(argv, program);
  const names = at.commands.map((command) => command.name());
  const verb = fullName(at);
  if (error.code === "commander.help") {
    if (!voice.json) deps.err(at.helpInformation());
    const hint = voice.tell("usage.hint", { meant: "", verb });
    return voice.fail({ code: "usage.verb", message: voice.tell("noVerb"), hint }, EXIT.usage);
  }
  const what = /'([^']{1,80})'/.exec(error.message)?.[1] ?? argv.join(" ").slice(0, 80);
  const flags = [...at.options, ...program.options].flatMap((option) => option.long ?? []);
  const word = nearest(what, what.startsWith("-") ? flags : names);
  const meant = word === undefined || word === what ? "" : voice.tell("meant", { word });
  const hint = voice.tell("usage.hint", { meant, verb });
  return voice.fail({ code: "usage", message: voice.tell("usage", { what }), hint }, EXIT.usage);
}

/** The deepest verb the words lead to. */
function commandOf(argv: readonly string[], program: Command): Command {
  let at = program;
  for (const word of argv) at = at.commands.find((command) => command.name() === word) ?? at;
  return at;
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

function fault(error: unknown, voice: Voice): number {
  const reason = error instanceof Error ? error.message : String(error);
  const hint = error instanceof Error && "hint" in error ? String(error.hint) : voice.tell("fault.hint");
  const code = error instanceof Error && "code" in error ? String(error.code) : "fault";
  return voice.fail(
    { code, message: voice.tell("fault", { reason: reason.slice(0, 300) }), hint },
    EXIT.failure,
  );
}

function flagValue(argv: readonly string[], flag: string): string | undefined {
  const joined = argv.find((word) => word.startsWith(`${flag}=`));
  if (joined !== undefined) return joined.slice(flag.length + 1);
  const at = argv.indexOf(flag);
  return at < 0 ? undefined : argv[at + 1];
}
