// What a file carries and shows beside its own code: shells kept as plain text, text made of signs only, links nobody sees,
// whole file managers, files loaded by a name nobody sets.

import type { Sign } from "./contract.ts";
import { lineOf } from "./patterns.ts";
import type { Token } from "./php-tokens.ts";

export function pieces(source: string, tokens: readonly Token[]): Sign[] {
  return [
    ...signsOnly(tokens),
    ...hiddenLinks(source),
    ...handlesAllFiles(source, tokens),
    ...loadsUnset(source, tokens),
  ];
}

/** Shells are short; what is longer and holds a request somewhere is a template. */
const CARRIED_LENGTH = { min: 15, max: 4_000 };
/** A client of shells knows a dozen commands; the first few tell. */
const CARRIED_MAX = 6;
const TAKES = /\$_(?:POST|GET|REQUEST|COOKIE)\s*\[/;

/** Programs kept as plain text that take what a visitor sends: a client sends them to a shell, a dropper writes them. */
export function carriedPrograms(
  tokens: readonly Token[],
): { readonly code: string; readonly line: number }[] {
  const programs: { code: string; line: number }[] = [];
  for (const { kind, text, line } of tokens) {
    if (kind !== "text" || text.length < CARRIED_LENGTH.min || text.length > CARRIED_LENGTH.max) continue;
    if (!TAKES.test(text) || !/[;)]/.test(text) || programs.length >= CARRIED_MAX) continue;
    programs.push({ code: text, line });
  }
  return programs;
}

/** "<?php" as hexadecimal digits. */
const HEX_OPENING = /^3C3F(?:706870|20|0[AD]|3D)/i;
/** Percent signs before blanks, brackets and line ends: a program made fit for an address. */
const PERCENT_MIN = 20;
const WRITTEN_LENGTH_MIN = 120;
/** A dropper holds one program in this way, rarely two. */
const WRITTEN_MAX = 2;

/** Programs kept as hexadecimal digits or with percent signs. */
export function writtenPrograms(
  tokens: readonly Token[],
): { readonly code: string; readonly line: number }[] {
  const programs: { code: string; line: number }[] = [];
  for (const { kind, text, line } of tokens) {
    if (kind !== "text" || text.length < WRITTEN_LENGTH_MIN || programs.length >= WRITTEN_MAX) continue;
    if (HEX_OPENING.test(text)) programs.push({ code: Buffer.from(text, "hex").toString("latin1"), line });
    else if ((text.slice(0, 600).match(/%(?:20|28|0A|3B|24)/gi)?.length ?? 0) >= PERCENT_MIN)
      programs.push({ code: text.replaceAll(/%([\da-f]{2})/gi, (_, hex: string) => letter(hex)), line });
  }
  return programs;
}

function letter(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

/** Rulers of dashes know one or two signs; a code needs an alphabet. */
const SIGNS_MIN = 8;
const SIGNS_LENGTH_MIN = 400;

/** A long text of nothing but punctuation is a code of somebody's own making. */
function signsOnly(tokens: readonly Token[]): Sign[] {
  const coded = tokens.find(({ kind, text }) => {
    if (kind !== "text" || text.length < SIGNS_LENGTH_MIN) return false;
    const sample = text.slice(0, 2_000);
    return /^[!-/:-@[-`{-~]+$/.test(sample) && new Set(sample).size >= SIGNS_MIN;
  });
  return coded === undefined ? [] : [{ rule: "php.coded-string", line: coded.line, weight: 6 }];
}

/** A page has a few places off the screen (for screen readers); links to strangers stand in one of the first. */
const PLACES_MAX = 20;
const PLACE_LENGTH = 2_000;
const LINKS_MIN = 5;
const READ_MAX = 300_000;

function hiddenLinks(source: string): Sign[] {
  const text = source.slice(0, READ_MAX);
  const places = text.matchAll(/\b(?:top|left|text-indent)\s*:\s*-\d{3,5}px/gi);
  let looked = 0;
  for (const { index } of places) {
    if (++looked > PLACES_MAX) break;
    const links = text
      .slice(index, index + PLACE_LENGTH)
      .match(/<a\s[^<>]{0,80}href\s*=\s*\\?["']?https?:/gi);
    if ((links?.length ?? 0) >= LINKS_MIN)
      return [{ rule: "web.hidden-links", line: lineOf(text, index), weight: 6 }];
  }
  return [];
}

/** What a file manager does to files, by PHP's names. */
const DEEDS: readonly RegExp[] = [
  /^(?:opendir|scandir|readdir|glob|dir)$/,
  /^(?:unlink|rmdir)$/,
  /^(?:fwrite|fputs|file_put_contents)$/,
  /^(?:chmod|fileperms|touch|posix_getpwuid|fileowner)$/,
  /^(?:rename|copy)$/,
  /^(?:move_uploaded_file|is_uploaded_file)$/,
  /^mkdir$/,
  /^(?:readfile|fpassthru|highlight_file|show_source|fread|file_get_contents|file)$/,
];
const DEEDS_MIN = 7;
/** A forum's collection of functions is longer, and does all of it somewhere. */
const TOOL_LENGTH_MAX = 100_000;

/** All of it in one page with its own forms, and no class: a tool somebody laid down. */
function handlesAllFiles(source: string, tokens: readonly Token[]): Sign[] {
  if (/^\s*(?:namespace|(?:abstract\s+|final\s+)?class)\s/m.test(source)) return [];
  if (source.length > TOOL_LENGTH_MAX || !/<(?:form|input)\b/i.test(source)) return [];
  const done = new Set<number>();
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind !== "name" || tokens[at + 1]?.text !== "(" || tokens[at - 1]?.text === "->") continue;
    const deed = DEEDS.findIndex((names) => names.test(text));
    if (deed >= 0) done.add(deed);
  }
  return done.size < DEEDS_MIN ? [] : [{ rule: "php.file-manager", line: 0, weight: 5 }];
}

/** `include ($uid);` and nothing else: old PHP set it from the address. */
const LOADER_LENGTH_MAX = 200;

function loadsUnset(source: string, tokens: readonly Token[]): Sign[] {
  if (source.length > LOADER_LENGTH_MAX) return [];
  const at = tokens.findIndex(
    ({ kind, text }) => kind === "name" && /^(?:include|require)(?:_once)?$/.test(text),
  );
  const named = tokens.slice(at + 1, at + 3).find(({ kind }) => kind === "variable");
  if (at < 0 || named === undefined || tokens.filter(({ kind }) => kind === "name").length > 1) return [];
  const uses = tokens.filter(({ kind, text }) => kind === "variable" && text === named.text).length;
  const variables = tokens.filter(({ kind }) => kind === "variable").length;
  return uses === 1 && variables === 1 ? [{ rule: "php.unset-request", line: named.line, weight: 5 }] : [];
}
