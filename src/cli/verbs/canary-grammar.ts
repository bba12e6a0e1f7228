// The grammar of `misemori canary`.

import type { Command } from "commander";
import { PLANT_FORMATS } from "../../canary/index.ts";
import { say } from "../../kernel/index.ts";
import { canaryCliWords, type CanaryCliWord } from "../canary-words.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import type { Voice } from "../voice.ts";
import { addCardVerb, listCardsVerb, makeCardVerb, removeCardVerb } from "./canary-card.ts";
import { hitsVerb } from "./canary-hits.ts";
import { listVerb, plantVerb, retireVerb, type RetireOptions } from "./canary-plant.ts";
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
  verb("plant", "verb.plant")
    .requiredOption("--system <name>", t("option.system"))
    .option("--period <name>", t("option.period"))
    .option("--count <n>", t("option.count"), "3")
    .option("--out <file>", t("option.out"))
    .option("--place <address>", t("option.place"))
    .option("--password-env <name>", t("option.password-env"))
    .option("--password-file <file>", t("option.password-file"))
    .option("--dry-run", t("option.dryRun"))
    .option("--no-mailing", t("option.noMailing"))
    .option(
      "--format <name>",
      say(canaryCliWords, voice.language, "option.format", { formats: PLANT_FORMATS.join(", ") }),
    )
    .option("--encoding <name>", t("option.encoding"), "utf-8")
    .option("--domain <name>", t("option.domain"))
    .option("--mailbox <address>", t("option.mailbox"))
    .option("--telephone <kind>", t("option.telephone"), "unassigned")
    .action(does(plantVerb));
  const card = verb("card", "verb.card").helpCommand(false);
  const cardVerb = (name: string, key: CanaryCliWord): Command =>
    card.command(name).description(t(key)).helpOption("-h, --help", help);
  cardVerb("make", "verb.card.make")
    .requiredOption("--at <place>", t("option.at"))
    .action(does(makeCardVerb));
  cardVerb("add", "verb.card.add").requiredOption("--at <place>", t("option.at")).action(does(addCardVerb));
  cardVerb("list", "verb.card.list").action(does((v) => listCardsVerb(v)));
  cardVerb("remove", "verb.card.remove")
    .argument("<id>")
    .action(does((v, id: string) => removeCardVerb(v, id)));
  verb("hits", "verb.hits").option("--all", t("option.allMails")).action(does(hitsVerb));
  verb("list", "verb.list").option("--addresses", t("option.addresses")).action(does(listVerb));
  verb("retire", "verb.retire")
    .argument("[id]")
    .option("--system <name>", t("option.setSystem"))
    .option("--period <name>", t("option.setPeriod"))
    .option("--remove <address>", t("option.remove"))
    .option("--password-env <name>", t("option.password-env"))
    .option("--password-file <file>", t("option.password-file"))
    .option("--format <name>", t("option.placeFormat"))
    .action(does((v, id: string | undefined, options: RetireOptions) => retireVerb(v, id, options)));
}
