// What a page looked up in a list before it used it: `if (in_array($_GET['page'], $pages)) include …`. Such a value still is the
// visitor's (a list can be written to hold anything), so running it stays a sign; naming one of the shop's files by it is none.

import { isSign, peek } from "./php-flow.ts";
import { SUPERGLOBALS } from "./php-sinks.ts";
import type { Reading } from "./php-state.ts";

const LOOKS_UP = /^(?:in_array|array_key_exists)$/;
/** From the `if` to the lookup: a few conditions before it. */
const CONDITION_TOKENS_MAX = 40;

/** Called at the `(` behind a function's name; remembers `$_GET['a']` when it is looked up in the condition of an `if`. */
export function rememberChecked(reading: Reading, name: string): void {
  if (!LOOKS_UP.test(name)) return;
  const [input, open, key, close, comma] = [1, 2, 3, 4, 5].map((ahead) => peek(reading, ahead));
  if (input?.kind !== "variable" || !SUPERGLOBALS.has(input.text)) return;
  if (!isSign(open, "[") || key?.kind !== "text" || !isSign(close, "]") || !isSign(comma, ",")) return;
  if (inCondition(reading)) reading.checked.add(checkedName(input.text, key.text));
}

export function isChecked(reading: Reading, input: string, key: string | undefined): boolean {
  return key !== undefined && reading.checked.has(checkedName(input, key));
}

function checkedName(input: string, key: string): string {
  return `${input}[${key}]`;
}

function inCondition(reading: Reading): boolean {
  for (let back = 1; back <= CONDITION_TOKENS_MAX; back++) {
    const token = peek(reading, -back);
    if (token === undefined || (token.kind === "sign" && /^[;{}]$/.test(token.text))) return false;
    if (token.kind === "name" && /^(?:else)?if$/.test(token.text)) return true;
  }
  return false;
}
