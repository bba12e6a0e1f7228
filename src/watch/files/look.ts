// Judges one file of a watched tree: what the shells' judges say of its content, and whether it may stand where it stands.

import type { Language } from "../../kernel/index.ts";
import type { ForeignRules, ToldReason } from "../scan/contract.ts";
import { explain } from "../scan/explain.ts";
import { foreignSigns } from "../scan/foreign.ts";
import { readForJudging } from "../scan/read-file.ts";
import { SUSPICIOUS_AT, weigh, type Sign, type Verdict } from "../shells/contract.ts";
import { judgeFile, languageOf } from "../shells/judge.ts";
import type { FileContent } from "./content.ts";
import type { PlaceRule } from "./contract.ts";

export interface Look {
  readonly verdict: Verdict;
  readonly reasons: readonly ToldReason[];
  readonly isScript: boolean;
}

export const CLEAN_LOOK: Look = { verdict: "clean", reasons: [], isScript: false };

/** `place`: the whole path; judges know folders of uploads by it, too. */
export function lookAtFile(
  place: Buffer,
  content: FileContent,
  mode: number,
  rule: PlaceRule,
  { language, foreign }: { readonly language: Language; readonly foreign: ForeignRules | null },
): Look {
  const bytes = content.bytes ?? readForJudging(place)?.bytes ?? Buffer.alloc(0);
  const name = place.toString("latin1");
  const text = bytes.toString("latin1");
  const runs = isScript(name, text) || isBinary(bytes);
  const signs: Sign[] = [...judgeFile(name, text), ...foreignSigns(bytes, text, foreign)];
  const isForbidden = rule === "writable" || rule === "ignored";
  if (isForbidden && runs) signs.push({ rule: "file.script-in-uploads", line: 0, weight: SUSPICIOUS_AT });
  else if (isForbidden && mayRun(name, mode, bytes))
    signs.push({ rule: "file.executable-in-uploads", line: 0, weight: SUSPICIOUS_AT });
  const { verdict } = weigh(signs);
  return { verdict, reasons: signs.length === 0 ? [] : explain(signs, text, language), isScript: runs };
}

const SCRIPTS: ReadonlySet<string> = new Set(["php", "jsp", "asp", "cfm", "script", "server-rules"]);

/** By its name, or because its first bytes make a system or a server run it whatever its name. */
function isScript(name: string, text: string): boolean {
  return SCRIPTS.has(languageOf(name)) || /^(?:#!\s*\/|\s{0,20}<\?php\s)/i.test(text.slice(0, 200));
}

function isBinary(bytes: Buffer): boolean {
  const head = bytes.toString("latin1", 0, 4);
  return head === "\u007fELF" || head.startsWith("MZ\u0090") || head === "\u00cf\u00fa\u00ed\u00fe";
}

const DOCUMENTS =
  /\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|pdf|csv|tsv|txt|log|html?|css|js|mjs|map|json|xml|ya?ml|md|zip|gz|xlsx?|docx?|mp4|mp3|woff2?|ttf)$/i;

/** A right to run it, and nothing that says it is a document: rental servers give that right to every picture. */
function mayRun(name: string, mode: number, bytes: Buffer): boolean {
  return (
    (mode & 0o111) !== 0 && !DOCUMENTS.test(name) && bytes.length > 0 && !bytes.subarray(0, 512).includes(0)
  );
}
