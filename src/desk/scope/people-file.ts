// The list of persons as CSV for the one who asked for it: safe to open in a spreadsheet, in the order of ids. Where it is
// written, and that it is personal data in clear, is the caller's matter.

import { basename } from "node:path";
import { say, type Language } from "../../kernel/index.ts";
import { safeCell } from "../csv-cell.ts";
import type { ScopeAnswer } from "./contract.ts";
import { scopeWords, type ScopeWord } from "./words.ts";

const CLASS_NAMES = {
  confirmed: "confirmed",
  possible: "possible",
  notAffected: "not-affected",
  cannotTell: "cannot-tell",
} as const;
const ROWS_PER_PIECE = 1_000;

/** CSV in pieces: UTF-8 with BOM (Excel reads Japanese then), CRLF; `personId,email,class,items,evidence`. */
export function* peopleCsv({ run, people }: ScopeAnswer, language: Language): Generator<string> {
  const names = new Map(run.inputs.map(({ path, sha256 }) => [sha256.slice(0, 12), basename(path)]));
  let piece = "\ufeffpersonId,email,class,items,evidence\r\n";
  let rows = 0;
  for (const person of people()) {
    const evidence = person.evidence.map(({ reason, place, detail }) => {
      const said = say(scopeWords, language, `reason.${reason}` as ScopeWord);
      const at = [place.replace(/^[0-9a-f]{12}(?=:|$)/, (source) => names.get(source) ?? source), detail]
        .filter((text) => text !== "")
        .join(" ");
      return at === "" ? said : `${said} [${at}]`;
    });
    const row = [
      person.personId,
      person.email,
      CLASS_NAMES[person.class],
      person.items.join(" "),
      evidence.join(" | "),
    ];
    piece += `${row.map(safeCell).join(",")}\r\n`;
    if (++rows % ROWS_PER_PIECE === 0) {
      yield piece;
      piece = "";
    }
  }
  if (piece !== "") yield piece;
}
