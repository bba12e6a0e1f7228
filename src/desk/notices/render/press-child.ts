// A process of its own that prints letters for print-shop.ts: one job at a time over the channel it was started with, and gone
// with it. Personal data comes and goes over that channel only.

import { MisemoriError, type Language } from "../../../kernel/index.ts";
import { openLetterPress, type LetterPress, type LetterSheet, type PrintedLetters } from "./letters.ts";

export interface PressJob {
  readonly sheets: readonly LetterSheet[];
  readonly sender: readonly string[];
  readonly language: Language;
}

export type PressAnswer =
  | { readonly kind: "printed"; readonly printed: PrintedLetters }
  | { readonly kind: "failed"; readonly code: string; readonly message: string; readonly hint: string };

if (process.send !== undefined) {
  const answer = process.send.bind(process);
  let press: LetterPress | undefined;
  process.on("disconnect", () => process.exit());
  process.on("message", (message) => {
    const { sheets, sender, language } = message as PressJob;
    const work = async (): Promise<PressAnswer> => {
      press ??= await openLetterPress(language);
      return { kind: "printed", printed: press.print(sheets, sender, language) };
    };
    void work().catch(failed).then(answer);
  });
}

/** Only what is ours is told: another error's words may quote a letter. */
function failed(error: unknown): PressAnswer {
  if (!(error instanceof MisemoriError))
    return {
      kind: "failed",
      code: "letters.unset",
      message: "the letter could not be set",
      hint: "report this",
    };
  return { kind: "failed", code: error.code, message: error.message, hint: error.hint };
}
