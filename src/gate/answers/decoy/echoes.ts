// Finds in the shop's answer what its buyer had submitted: in the field of the same name, and anywhere else when the value
// is telling enough or is a number of its own (an amount, a postcode). What is found is his, and filled anew for the next.

import { isTelling, write, WRITINGS, type Field, type Writing } from "./fields.ts";
import type { Echo, Symbol } from "./symbols.ts";

/** Whole tags of inputs, and whole members of JSON objects. The limits keep a broken page from being searched for long. */
const INPUT = /<input\b[^<>]{0,600}>/gi;
const MEMBER = /"([\w.[\]-]{1,80})"\s{0,4}:\s{0,4}("(?:[^"\\]|\\.){0,400}"|-?\d{1,15})/g;
const NAME = /\sname=(["'])([^"']{1,80})\1/i;
const VALUE = /\svalue=(["'])([^"']{1,400})\1/i;
/** Their values are the shop's list of choices, not what was typed. */
const CHOICE = /\stype=["']?(?:radio|checkbox|button|submit|image)/i;

export function markEchoes(document: string, fields: readonly Field[]): Symbol[] {
  const own = fields.filter((field) => !field.card);
  let row = markOwnFields(document, own);
  // Longer values first: an e-mail address before the name that is part of it.
  const loose = own.filter(({ value }) => isTelling(value) || isNumber(value));
  for (const field of loose.sort((a, b) => b.value.length - a.value.length)) row = markAnywhere(row, field);
  return row;
}

/** Numbers of three digits and more; shorter ones stand everywhere by chance and name nobody. */
function isNumber(value: string): boolean {
  return /^\d{3,}$/.test(value);
}

function markOwnFields(document: string, fields: readonly Field[]): Symbol[] {
  const byName = new Map<string, Field>();
  for (const field of fields) {
    const last = field.name.slice(field.name.lastIndexOf(".") + 1);
    for (const name of [last, field.name]) if (!byName.has(name)) byName.set(name, field);
  }
  const found: { readonly at: number; readonly echo: Echo & { readonly text: string } }[] = [];
  const look = (at: number, name: string, text: string): void => {
    const field = byName.get(name);
    const all = field === undefined ? [] : WRITINGS.filter((writing) => write(field.value, writing) === text);
    // A field of a form holds the bare number: what is grouped for reading is taken for that only when it must be.
    const bare = all.filter((writing) => writing !== "grouped");
    const writings = bare.length > 0 ? bare : all;
    if (field !== undefined && writings.length > 0)
      found.push({ at, echo: { kind: "echo", field: field.name, writings, text, own: true } });
  };
  for (const match of document.matchAll(INPUT)) {
    const [tag] = match;
    const value = VALUE.exec(tag);
    const name = NAME.exec(tag)?.[2];
    if (value === null || name === undefined || CHOICE.test(tag)) continue;
    look(match.index + value.index + value[0].length - 1 - (value[2] ?? "").length, name, value[2] ?? "");
  }
  for (const match of document.matchAll(MEMBER)) {
    const [whole, name = "", value = ""] = match;
    const isText = value.startsWith('"');
    const at = match.index + whole.length - value.length + (isText ? 1 : 0);
    look(at, name, isText ? value.slice(1, -1) : value);
  }
  return cut(document, found);
}

function cut(
  document: string,
  found: readonly { readonly at: number; readonly echo: Echo & { readonly text: string } }[],
): Symbol[] {
  const row: Symbol[] = [];
  let end = 0;
  for (const { at, echo } of [...found].sort((a, b) => a.at - b.at)) {
    if (at < end) continue;
    if (at > end) row.push({ kind: "text", text: document.slice(end, at) });
    row.push(echo);
    end = at + echo.text.length;
  }
  if (end < document.length) row.push({ kind: "text", text: document.slice(end) });
  return row;
}

function markAnywhere(row: readonly Symbol[], field: Field): Symbol[] {
  const written = new Map<string, Writing[]>();
  for (const writing of WRITINGS) {
    const text = write(field.value, writing);
    written.set(text, [...(written.get(text) ?? []), writing]);
  }
  let marked: Symbol[] = [...row];
  for (const [text, writings] of written) {
    marked = marked.flatMap((symbol): Symbol[] => {
      if (symbol.kind !== "text" || !symbol.text.includes(text)) return [symbol];
      const echo = { kind: "echo", field: field.name, writings, text } as const;
      return cut(
        symbol.text,
        placesOf(symbol.text, text, field.value).map((at) => ({ at, echo })),
      );
    });
  }
  return marked;
}

/** Where `text` stands; a number only where it is not part of a longer one, a short one only where it is a word. */
function placesOf(document: string, text: string, value: string): number[] {
  const places: number[] = [];
  const isShort = !isTelling(value);
  for (let at = document.indexOf(text); at !== -1; at = document.indexOf(text, at + text.length)) {
    const before = document.slice(Math.max(0, at - 2), at);
    const after = document.slice(at + text.length, at + text.length + 2);
    const isPart = /^\d+$/.test(value) && (/\d,?$/.test(before) || /^,?\d/.test(after));
    const isInWord = isShort && (/[\w-]$/.test(before) || /^[\w-]/.test(after));
    if (!isPart && !isInWord) places.push(at);
  }
  return places;
}
