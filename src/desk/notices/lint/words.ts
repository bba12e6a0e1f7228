// The lint's whole catalogue, in two files by rule.

import { contentWords } from "./content-words.ts";
import { verdictWords } from "./verdict-words.ts";

export const lintWords = { ...verdictWords, ...contentWords };
export type LintWord = keyof typeof lintWords;
