// Sets letters as PDF with Typst and Noto Sans JP, in whatever process it is called: Typst's caches grow with each letter, so
// print-shop.ts does it in processes it replaces. Many letters a time, for the font is embedded once.

import { readFile } from "node:fs/promises";
import type { NodeCompiler, NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { MisemoriError, say, type Language } from "../../../kernel/index.ts";
import type { NoticeBlock, NoticePaper } from "../contract.ts";
import { LETTER_FONT, letterFont } from "./letter-font.ts";
import { LETTER_TEMPLATE } from "./letter-template.ts";
import { renderWords } from "./words.ts";

/** More in one PDF is slow to open at the printer's, and takes memory here (about 0.4 MB a letter while it is set). */
export const LETTERS_MAX = 500;
/** Address rows a window shows; the rest is joined to the last. */
const ADDRESS_ROWS_MAX = 4;
const ROW_CHARS_MAX = 200;
/** A word longer than this is cut: nobody's name is, and a line of ten thousand characters would push the letter away. */
const NAME_CHARS_MAX = 60;

export interface LetterSheet {
  /** The sender's own sign for it on the packing list; no personal data. */
  readonly reference: string;
  readonly person: { readonly name: string; readonly postcode: string; readonly address: readonly string[] };
  /** Filled in. */
  readonly paper: NoticePaper;
}

export interface PrintedLetters {
  readonly pdf: Uint8Array;
  readonly pages: number;
  /** In the order of the sheets; pages count from 1. */
  readonly places: readonly {
    readonly reference: string;
    readonly firstPage: number;
    readonly pages: number;
  }[];
}

export interface LetterPress {
  /**
   * Sets at most LETTERS_MAX letters, each beginning on a new page. `sender`: rows of the head (date, company, address).
   * Throws MisemoriError "letters.many" and "letters.unset"; the second is a bug, whatever people are called.
   */
  print(sheets: readonly LetterSheet[], sender: readonly string[], language: Language): PrintedLetters;
}

/** Throws MisemoriError "letters.missing" when Typst or the font is not installed: both are optional. */
export async function openLetterPress(language: Language): Promise<LetterPress> {
  const typst = await import("@myriaddreamin/typst-ts-node-compiler").catch((error: unknown) =>
    missingParts(language, error),
  );
  const fontBlobs = await fonts().catch((error: unknown) => missingParts(language, error));
  const compiler = typst.NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
  return {
    print: (sheets, sender, lang) => {
      if (sheets.length === 0 || sheets.length > LETTERS_MAX)
        throw new MisemoriError(
          "letters.many",
          `${sheets.length} letters at once`,
          `print 1 to ${LETTERS_MAX}`,
        );
      // Asking where a letter begins lays everything out twice; when each has one page, nobody needs to ask.
      let document = set(compiler, jobOf(sheets, sender, lang, false));
      let firstPages = sheets.map((_, n) => n + 1);
      if (document.numOfPages !== sheets.length) {
        document = set(compiler, jobOf(sheets, sender, lang, true));
        [firstPages = []] = compiler.query(document, { selector: "<pages>", field: "value" }) as number[][];
      }
      const pdf = compiler.pdf(document, { creationTimestamp: 0 });
      // What every letter shares is kept for the next job. At 0 it would be set anew; at 5 the memory grows twice as fast.
      compiler.evictCache(1);
      return { pdf, pages: document.numOfPages, places: placesOf(sheets, firstPages, document.numOfPages) };
    },
  };
}

/** Throws "letters.unset". */
function set(compiler: NodeCompiler, job: string): NodeTypstDocument {
  const compiled = compiler.compile({ mainFileContent: LETTER_TEMPLATE, inputs: { job } });
  if (compiled.result === null) throw unset(compiled.takeDiagnostics()?.shortDiagnostics);
  return compiled.result;
}

async function fonts(): Promise<Buffer[]> {
  return Promise.all([LETTER_FONT.regular, LETTER_FONT.bold].map((file) => readFile(letterFont(file))));
}

/** Typst or the font is not there; says how to get them. */
export function missingParts(language: Language, cause: unknown): never {
  const message = say(renderWords, language, "letters.missing");
  throw new MisemoriError(
    "letters.missing",
    message,
    say(renderWords, language, "letters.missing.hint"),
    cause,
  );
}

function unset(diagnostics: readonly unknown[] | undefined): MisemoriError {
  const [first] = diagnostics ?? [];
  const reason =
    first !== undefined && typeof first === "object" && first !== null && "message" in first
      ? first.message
      : "";
  return new MisemoriError(
    "letters.unset",
    `the letter could not be set: ${String(reason).slice(0, 200)}`,
    "report this",
  );
}

function jobOf(
  sheets: readonly LetterSheet[],
  sender: readonly string[],
  lang: Language,
  asksPlaces: boolean,
): string {
  const [head] = sheets;
  return JSON.stringify({
    lang,
    asksPlaces,
    title: head?.paper.subject ?? "",
    sender: sender.map((row) => row.slice(0, ROW_CHARS_MAX)),
    letters: sheets.map(({ reference, person, paper }) => ({
      reference,
      person: addressOf(person, lang),
      subject: paper.subject,
      parts: paper.blocks.map(partOf),
    })),
  });
}

/** As Japan Post likes it: postcode, address from large to small, name with 様 last and largest. */
function addressOf({ name, postcode, address }: LetterSheet["person"], language: Language) {
  // A kanji and its variant selector are one sign and stay together.
  const clusters = new Intl.Segmenter(language);
  const rows = address.map((row) => row.trim().slice(0, ROW_CHARS_MAX)).filter((row) => row !== "");
  const kept = rows.slice(0, ADDRESS_ROWS_MAX - 1);
  const rest = rows.slice(ADDRESS_ROWS_MAX - 1).join(" ");
  const short = Array.from(clusters.segment(name.trim()), ({ segment }) => segment)
    .slice(0, NAME_CHARS_MAX)
    .join("");
  const code = postcode.trim().slice(0, 20);
  return {
    postcode: code === "" || language === "en" ? code : `〒${code.replace(/^〒/, "")}`,
    address: rest === "" ? kept : [...kept, rest.slice(0, ROW_CHARS_MAX)],
    name: language === "ja" ? `${short} 様` : short,
  };
}

function partOf(block: NoticeBlock): object {
  switch (block.kind) {
    case "heading":
      return { kind: "heading", text: block.text };
    case "paragraph":
      return { kind: "paragraph", rows: block.text.split("\n") };
    case "list":
      return { kind: "list", ordered: block.ordered, items: block.items.map(({ text }) => text) };
    case "table": {
      const columns = Math.max(1, ...block.rows.map((row) => row.length));
      const cells = block.rows.flatMap((row) => Array.from({ length: columns }, (_, n) => row[n] ?? ""));
      return { kind: "table", columns, cells };
    }
  }
}

function placesOf(
  sheets: readonly LetterSheet[],
  firstPages: readonly number[],
  pages: number,
): PrintedLetters["places"] {
  return sheets.map(({ reference }, index) => {
    const firstPage = firstPages[index] ?? 0;
    return { reference, firstPage, pages: (firstPages[index + 1] ?? pages + 1) - firstPage };
  });
}
