// A thread that reads one PDF and posts the text of each page: apart, so that a hostile PDF can take neither the memory nor the
// time of the scan. Started and ended by pdf.ts.

import { on } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import { getDocumentProxy } from "unpdf";
import { characterMap } from "./pdf-cmaps.ts";

/** One page's text with what was filled into its form fields, or the end, or why there is none. */
export type PdfMessage =
  | { readonly kind: "page"; readonly page: number; readonly text: string }
  /** `unread`: some text is written in a way that could not be read. */
  | { readonly kind: "end"; readonly unread: boolean }
  | { readonly kind: "failed"; readonly encrypted: boolean };

if (parentPort !== null) {
  const port = parentPort;
  const post = (message: PdfMessage): void => port.postMessage(message);
  // Each page is asked for: the scan sets the pace, and nothing piles up.
  const asked = on(port, "message");
  try {
    const maps = { missing: false };
    for await (const message of pagesOf(workerData as Uint8Array, maps)) {
      await asked.next();
      post(message);
    }
    post({ kind: "end", unread: maps.missing });
  } catch (error) {
    post({ kind: "failed", encrypted: error instanceof Error && error.name === "PasswordException" });
  }
  port.close();
}

async function* pagesOf(bytes: Uint8Array, maps: { missing: boolean }): AsyncGenerator<PdfMessage> {
  // verbosity 0: its warnings quote the document, which may hold cards, on the terminal.
  const pdf = await getDocumentProxy(bytes, {
    verbosity: 0,
    useSystemFonts: false,
    useWorkerFetch: false,
    cMapPacked: false,
    BinaryDataFactory: mapsInto(maps),
  });
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const lines = [textOf((await page.getTextContent()).items)];
    for (const field of await page.getAnnotations()) lines.push(...filledIn(field));
    yield { kind: "page", page: number, text: lines.filter((line) => line !== "").join("\n") };
    page.cleanup();
  }
}

/** What pdf.js asks for files that PDFs name and do not carry: character maps are made here, fonts are not needed for text. */
function mapsInto(maps: { missing: boolean }): object {
  return class {
    // oxlint-disable-next-line require-await
    async fetch({
      kind,
      filename,
    }: {
      readonly kind: string;
      readonly filename: string;
    }): Promise<Uint8Array> {
      const map = kind === "cMapUrl" ? characterMap(filename) : undefined;
      if (map !== undefined) return Buffer.from(map, "latin1");
      if (kind === "cMapUrl") maps.missing = true;
      throw new Error("not carried");
    }
  };
}

function textOf(items: readonly object[]): string {
  let text = "";
  for (const item of items) {
    if (!("str" in item)) continue;
    text += String(item.str);
    if ("hasEOL" in item && item.hasEOL === true) text += "\n";
  }
  return text;
}

/** Form fields and notes are no part of a page's text. */
function filledIn(field: Readonly<Record<string, unknown>>): string[] {
  const { fieldName, fieldValue, contentsObj } = field;
  const said: string[] = [];
  if (typeof fieldValue === "string" && fieldValue !== "") said.push(`${String(fieldName)}: ${fieldValue}`);
  if (contentsObj !== null && typeof contentsObj === "object" && "str" in contentsObj)
    said.push(String(contentsObj.str));
  return said;
}
