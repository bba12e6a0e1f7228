// Mails to canaries in words: what came, and why it was set aside.

import { say, type Language } from "../../kernel/index.ts";
import type { CanaryLetter } from "../desk.ts";
import { canaryWords } from "../words.ts";
import { SET_ASIDE } from "./contract.ts";

/** "" for a hit. */
export function setAsideText({ outcome }: Pick<CanaryLetter, "outcome">, language: Language): string {
  const reason = SET_ASIDE.find((one) => one === outcome);
  return reason === undefined ? "" : say(canaryWords, language, `aside.${reason}`);
}

/** Who wrote, as far as proven or said, and the subject; for rows that only count, that they do. */
export function mailText({ facts }: Pick<CanaryLetter, "facts">, language: Language): string {
  if (facts === null) return say(canaryWords, language, "mail.rest");
  const { proven, fromDomain, envelopeDomain, subject } = facts;
  const said = [fromDomain, envelopeDomain].find((one) => one !== "" && one !== "?") ?? "–";
  const values = { from: proven[0] ?? said, subject: subject === "" ? "–" : subject };
  return say(canaryWords, language, proven.length > 0 ? "mail.proven" : "mail.said", values);
}
