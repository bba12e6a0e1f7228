// Proves that what was written in any way is read again, and that what is written over it stays in that way: each planted
// number is found by place, masked through the view, and then read back by decoders that are not ours.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  chained,
  coderNamed,
  fullWidth,
  textCoders,
  writings,
  type Written,
} from "../../../test/scrub/encoders.ts";
import { charsetNamed, charsets } from "../../../test/scrub/charset-coders.ts";
import type { Stroke } from "../cards/contract.ts";
import type { Patch, View } from "./contract.ts";
import { STRETCH_BYTES_MAX, viewsAt, VIEWS_MAX } from "./views.ts";

const EVERY_SIGN = 127;
const NUMBER = "4111111111111111";

interface Planted {
  readonly window: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Where the writing itself lies in the window. */
  readonly start: number;
  readonly end: number;
}

/** Writes prefix, number and suffix into the midst of a window and finds the bytes that the number decides. */
function plant(written: Written, before: string, number: string, after: string, pad: string): Planted {
  const bytes = written.encode(before + number + after);
  const other = written.encode(before + otherLetters(number) + after);
  let from = 0;
  while (bytes[from] === other[from]) from += 1;
  let to = bytes.length;
  for (let end = other.length; bytes[to - 1] === other[end - 1]; end -= 1) to -= 1;
  const around = Buffer.from(pad);
  const window = Buffer.concat([around, bytes, around]);
  const start = around.length;
  return { window, from: start + from, to: start + to, start, end: start + bytes.length };
}

/** Characters that share no byte with the digits they stand for. */
function otherLetters(number: string): string {
  return number.replace(/[0-9]/g, "n").replace(/[０-９]/g, "漢");
}

function viewsOf({ window, from, to }: Planted): readonly View[] {
  return viewsAt(window, window.length, { from, to, signs: EVERY_SIGN });
}

function patched(window: Uint8Array, patches: readonly Patch[]): Buffer {
  const copy = Buffer.from(window);
  for (const { at, bytes } of patches) copy.set(bytes, at);
  return copy;
}

function strokesOver(text: string, number: string, character: string): Stroke[] {
  const at = text.indexOf(number);
  return Array.from(number)
    .slice(6, -4)
    .flatMap((one, index) => {
      const mask = one.charCodeAt(0) > 0x80 ? "＊" : character;
      return /[0-9０-９]/.test(one) ? [{ at: at + 6 + index, character: mask }] : [];
    });
}

function stroked(text: string, strokes: readonly Stroke[]): string {
  const units = text.split("");
  for (const { at, character } of strokes) units[at] = character;
  return units.join("");
}

/** Finds the number, masks it through every view that shows it, and reads the masked bytes with the coder's own decoder. */
function provesItself(written: Written, before: string, number: string, after: string, pad: string): void {
  const planted = plant(written, before, number, after, pad);
  const { window, start, end } = planted;
  fc.pre(planted.to - planted.from <= STRETCH_BYTES_MAX);
  const views = viewsOf(planted);
  assert.ok(views.length <= VIEWS_MAX);
  const shown = views.filter((view) => view.text.includes(number));
  assert.notEqual(shown.length, 0, `${written.name}: not shown in ${window.subarray(start, end).toString()}`);
  for (const view of views) isMonotone(view, window.length);
  for (const character of ["*", "7"]) {
    const proven = shown.filter((view) => {
      const strokes = strokesOver(view.text, number, character);
      const patches = view.patches(strokes);
      if (patches === null) return false;
      const after2 = patched(window, patches);
      staysInWriting(window, after2, view, strokes);
      const again = viewsOf({ ...planted, window: after2 });
      const wanted = stroked(view.text, strokes);
      assert.ok(
        again.some((one) => one.text.replaceAll("Ｘ", "＊") === wanted),
        `${written.name}: not read again`,
      );
      const masked = strokesOver(number, number, character);
      const expected = before + stroked(number, masked) + after;
      return written.decode(after2.subarray(start, end)).replaceAll("Ｘ", "＊") === expected;
    });
    assert.ok(
      proven.length > 0 ||
        (CANNOT.test(written.name) && shown.every((view) => isRefused(view, number, character))),
      `${written.name}: a stranger reads it otherwise`,
    );
  }
}

/** Other letters come out, and their decimal references differ in length. */
const CANNOT = /html, decimal > .*(?:base64|shift_jis)/;

function isRefused(view: View, number: string, character: string): boolean {
  return view.patches(strokesOver(view.text, number, character)) === null;
}

function isMonotone(view: View, length: number): void {
  let last = 0;
  for (let index = 0; index <= view.text.length; index += 1) {
    const at = view.byteAt(index);
    assert.ok(at >= last && at <= length, "places rise and stay in the window");
    last = at;
  }
}

/** Bytes outside of the writing of the stroked characters are as before (base64 shares a character between two bytes). */
function staysInWriting(before: Uint8Array, after: Uint8Array, view: View, strokes: readonly Stroke[]): void {
  const slack = view.encodings.includes("base64") ? 3 : 0;
  const first = view.byteAt((strokes[0]?.at ?? 0) - slack);
  const end = view.byteAt((strokes.at(-1)?.at ?? 0) + 1 + slack);
  assert.equal(before.length, after.length);
  const isSame = (from: number, to: number) =>
    Buffer.compare(before.subarray(from, to), after.subarray(from, to)) === 0;
  assert.ok(isSame(0, first) && isSame(end, before.length), "nothing else changes");
}

const prose = fc.oneof(
  fc.string({
    unit: fc.constantFrom(...Array.from("abcXYZ ,.:;'\"/\\{}[]<>&=%+\r\n\tカード番号名義、。漢字")),
    maxLength: 60,
  }),
  fc.constantFrom("card=", '{"card_number":"', "カード番号:", "<pan>", "pan\t", "有効期限 12/28 番号 ", ""),
);
const number = fc.constantFrom(
  NUMBER,
  "4111 1111 1111 1111",
  "3530-1113-3330-0000",
  "378282246310005",
  fullWidth(NUMBER),
  fullWidth("3530111333300000"),
);
const pad = fc.constantFrom(
  "",
  "\n",
  " ",
  "one line\nand \n",
  `${"x".repeat(700)} \n`,
  "log line \n".repeat(500),
);
const charset = fc.constantFrom(...charsets.map(({ name }) => name));
const coder = fc.constantFrom(...textCoders.map(({ name }) => name));

/** Neither the text nor what is planted may hold characters that a charset lacks. */
function fits(written: Written, text: string): boolean {
  return written.decode(written.encode(text)) === text;
}

for (const written of writings) {
  test(`a number written as ${written.name} is shown and can be masked`, () => {
    fc.assert(
      fc.property(prose, number, prose, pad, (before, planted, after, around) => {
        fc.pre(fits(written, before + planted + after));
        provesItself(written, before, planted, after, around);
      }),
      { numRuns: 60 },
    );
  });
}

test("a number is shown and can be masked through up to three writings one within another", () => {
  fc.assert(
    fc.property(
      fc.array(coder, { minLength: 2, maxLength: 3 }),
      charset,
      prose,
      number,
      prose,
      pad,
      (names, outermost, before, planted, after, around) => {
        const written = chained(names.map(coderNamed), charsetNamed(outermost));
        // UTF-16 in ASCII is tried one level deep; here a file is UTF-16 throughout.
        fc.pre(!outermost.startsWith("utf-16") || around === "");
        // UTF-16 leaves two readings each time; amid a chain they crowd out the rest, and nobody writes so.
        fc.pre(
          !names.slice(0, -1).includes("url of utf-16le") && (written.name.match(/utf-16/g) ?? []).length < 2,
        );
        fc.pre(fits(written, before + planted + after));
        provesItself(written, before, planted, after, around);
      },
    ),
    // The same chains each time: among all that can be glued together some bytes mean two things, and this is no lottery.
    { numRuns: 300, seed: 20261122 },
  );
});
