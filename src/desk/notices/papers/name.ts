// How people call a paper: kind, whom it is for, language and report.

import { say, type Language } from "../../../kernel/index.ts";
import { incidentWords } from "../../incidents/words.ts";
import type { PaperKey } from "../contract.ts";

/** "メール（漏えいした方へ）・日本語・第1報". */
export function paperName({ kind, class: of, language, report }: PaperKey, told: Language): string {
  const values = {
    paper: say(incidentWords, told, `paper.${kind}`),
    whom: of === null ? "" : say(incidentWords, told, `paper.for.${of}`),
    language: say(incidentWords, told, `paper.in.${language}`),
    report,
  };
  return say(incidentWords, told, "paper.name", values);
}
