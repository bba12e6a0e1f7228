// States, writing by writing, what is written over a digit, which readings a stretch gets and which it does not, and that no
// bytes whatever can break or bloat the reading.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { charsetNamed } from "../../../test/scrub/charset-coders.ts";
import { SIGN } from "../kernel/contract.ts";
import type { View } from "./contract.ts";
import { VIEWS_MAX, viewsAt } from "./views.ts";

const EVERY_SIGN = 127;
const NUMBER = "4111111111111111";

function viewsOf(bytes: Uint8Array, signs = EVERY_SIGN): readonly View[] {
  return viewsAt(bytes, bytes.length, { from: 0, to: bytes.length, signs });
}

function viewOf(bytes: Uint8Array, text: string): View {
  const view = viewsOf(bytes).find((one) => one.text.includes(text));
  assert.ok(view, `no view shows ${text}`);
  return view;
}

/** The bytes after `character` was written over the first unit of `text` as a view shows it. */
function written(bytes: Uint8Array, text: string, character: string): Buffer | null {
  const view = viewOf(bytes, text);
  const patches = view.patches([{ at: view.text.indexOf(text), character }]);
  if (patches === null) return null;
  const copy = Buffer.from(bytes);
  for (const patch of patches) copy.set(patch.bytes, patch.at);
  return copy;
}

const STROKES: readonly (readonly [what: string, before: string, after: string])[] = [
  ["a plain digit", "no 4111", "no *111"],
  ["a percent escape", "no %34%31%31%31", "no %2A%31%31%31"],
  ["a percent escape in lower case", "%e3%81%82 %34%31%31%31", "%e3%81%82 %2A%31%31%31"],
  ["a digit as it is in a form", "a%20b=4111", "a%20b=*111"],
  ["an escape of old scripts", "no %u0034%u0031%u0031%u0031", "no %u002A%u0031%u0031%u0031"],
  ["a JSON escape", "no \\u0034\\u0031\\u0031\\u0031", "no \\u002a\\u0031\\u0031\\u0031"],
  ["a digit as it is in JSON", '{\\"no\\":\\"4111\\"}', '{\\"no\\":\\"*111\\"}'],
  ["a hexadecimal byte", "no \\x34\\x31\\x31\\x31", "no \\x2a\\x31\\x31\\x31"],
  ["an octal byte", "no \\064\\061\\061\\061", "no \\052\\061\\061\\061"],
  ["a decimal reference", "no &#52;&#49;&#49;&#49;", "no &#42;&#49;&#49;&#49;"],
  ["a decimal reference with a zero", "no &#052;&#049;&#049;&#049;", "no &#042;&#049;&#049;&#049;"],
  ["a decimal reference without its end", "no &#52&#49&#49&#49", "no &#42&#49&#49&#49"],
  ["a hexadecimal reference", "no &#x34;&#x31;&#x31;&#x31;", "no &#x2a;&#x31;&#x31;&#x31;"],
  ["quoted-printable", "no =34=31=31=31", "no =2A=31=31=31"],
  ["JSON in a URL", "%5Cu0034%5Cu0031%5Cu0031%5Cu0031", "%5Cu002a%5Cu0031%5Cu0031%5Cu0031"],
  ["a URL in JSON", "\\u002534\\u002531\\u002531\\u002531", "\\u00252A\\u002531\\u002531\\u002531"],
];

for (const [what, before, after] of STROKES) {
  test(`${what} is struck in its own writing`, () => {
    assert.equal(written(Buffer.from(before), "4111", "*")?.toString(), after);
  });
}

test("letters of hexadecimal digits keep their case", () => {
  assert.equal(
    written(Buffer.from("no \\uFF14\\uFF11\\uFF11"), "４１１", "＊")?.toString(),
    "no \\uFF0A\\uFF11\\uFF11",
  );
  assert.equal(
    written(Buffer.from("no \\uff14\\uff11\\uff11"), "４１１", "＊")?.toString(),
    "no \\uff0a\\uff11\\uff11",
  );
  assert.equal(written(Buffer.from("%ef%bc%94%ef%bc%91"), "４１", "＊")?.toString(), "%ef%bc%8a%ef%bc%91");
  const hex = Buffer.from(`no ${NUMBER} /?`).toString("hex");
  assert.match(String(written(Buffer.from(hex), NUMBER, "*")), /2a31/);
  assert.match(String(written(Buffer.from(hex.toUpperCase()), NUMBER, "*")), /2A31/);
});

const WIDE: readonly (readonly [charset: string, star: readonly number[]])[] = [
  ["utf-8", [0xef, 0xbc, 0x8a]],
  ["shift_jis", [0x81, 0x96]],
  ["euc-jp", [0xa1, 0xf6]],
  ["utf-16le", [0x0a, 0xff]],
  ["utf-16be", [0xff, 0x0a]],
];

for (const [name, star] of WIDE) {
  test(`a full-width digit in ${name} becomes a full-width asterisk`, () => {
    const bytes = charsetNamed(name).encode("４１１１１１");
    const expected = Buffer.concat([Uint8Array.from(star), bytes.subarray(star.length)]);
    assert.deepEqual(written(bytes, "４１１１１１", "＊"), expected);
  });
}

test("a full-width digit in ISO-2022-JP becomes a full-width asterisk", () => {
  const bytes = Buffer.from("\u001b$B#4#1#1#1\u001b(B");
  assert.deepEqual(written(bytes, "４１１１", "＊"), Buffer.from("\u001b$B!v#1#1#1\u001b(B"));
});

test("the state of ISO-2022-JP is found before the context", () => {
  const line = `\u001b$B${'$"'.repeat(301)}#4#1#1#1#1#1\u001b(B\n`;
  const bytes = Buffer.from(line);
  const from = line.indexOf("#4");
  const views = viewsAt(bytes, bytes.length, { from, to: from + 12, signs: SIGN.wide });
  assert.ok(
    views.some((view) => view.text.includes("あ４１１１１１") && view.encodings.join() === "iso-2022-jp"),
  );
});

test("a browser's half-escaped Shift_JIS digit is struck with the full-width letter that fits", () => {
  const bytes = Buffer.from("no=%82S%82P%82P%82P");
  assert.equal(written(bytes, "４１１１", "＊")?.toString(), "no=%82w%82P%82P%82P");
});

test("a stroke that needs another number of bytes is refused", () => {
  assert.equal(written(Buffer.from("no 4111"), "4111", "＊"), null);
  assert.equal(written(Buffer.from("no ４１１１"), "４１１１", "*"), null);
  assert.equal(written(Buffer.from("no \\n4111"), "\n4111", "*"), null);
});

test("base64 changes only the characters that hold the stroke", () => {
  const before = Buffer.from(`{"card":"${NUMBER}"}`).toString("base64");
  const after = written(Buffer.from(before), NUMBER, "*")?.toString() ?? "";
  const changed = Array.from(after).filter((one, index) => one !== before[index]);
  assert.ok(changed.length <= 2 && changed.length > 0);
  assert.equal(Buffer.from(after, "base64").toString(), `{"card":"*${NUMBER.slice(1)}"}`);
});

test("base64 that began before the window is read in each of its four phases", () => {
  const whole = Buffer.from(`{"name":"TARO YAMADA","card":"${NUMBER}","till":"12/28"}`).toString("base64");
  for (let cut = 1; cut <= 8; cut += 1) viewOf(Buffer.from(whole.slice(cut)), NUMBER);
});

test("hex that began before the window is read in both of its phases", () => {
  const whole = Buffer.from(`name=TARO&card=${NUMBER}&till=12`).toString("hex");
  for (let cut = 1; cut <= 4; cut += 1) viewOf(Buffer.from(whole.slice(cut)), NUMBER);
});

test("a run of base64 is found amid the text around it, which stays", () => {
  const payload = Buffer.from(`card=${NUMBER}&cvv=123`).toString("base64");
  const view = viewOf(Buffer.from(`{"カード":"${payload}","n":1}`), NUMBER);
  assert.equal(view.text, `{"カード":"card=${NUMBER}&cvv=123","n":1}`);
  assert.deepEqual(view.encodings, ["base64"]);
});

test("base64 of JSON of a form is named from the outside in", () => {
  const form = JSON.stringify({
    body: `card=${Array.from(NUMBER)
      .map((one) => `%3${one}`)
      .join("")}`,
  });
  const escaped = form.replaceAll("%", "\\u0025");
  assert.deepEqual(viewOf(Buffer.from(Buffer.from(escaped).toString("base64")), NUMBER).encodings, [
    "base64",
    "json",
    "url",
  ]);
});

test("lengths in PHP's serialised strings stay true", () => {
  const text = `a:1:{s:4:"card";s:16:"${NUMBER}";}`;
  assert.equal(written(Buffer.from(text), NUMBER, "*")?.toString(), text.replace("4111", "*111"));
});

test("a Japanese key in Shift_JIS is read beside ASCII digits", () => {
  const bytes = charsetNamed("shift_jis").encode(`カード番号:${NUMBER}`);
  assert.deepEqual(viewOf(bytes, `カード番号:${NUMBER}`).encodings, ["shift_jis"]);
});

test("plain digits have one reading", () => {
  for (const text of [
    `card=${NUMBER} 12/28`,
    `{"card":"${NUMBER}"}`,
    `date=2024-11-22 card=${NUMBER}`,
    "あ４１１１",
  ]) {
    assert.deepEqual(
      viewsOf(Buffer.from(text)).map((view) => view.encodings),
      [[]],
      text,
    );
  }
});

test("a zero byte amid ASCII makes no UTF-16 of it", () => {
  const text = `a:1:{s:10:"\0shop\0card";s:16:"${NUMBER}";}`;
  assert.deepEqual(
    viewsOf(Buffer.from(text)).map((view) => view.encodings),
    [[]],
  );
});

test("tokens, hashes and words are not read as base64 or hex", () => {
  const noise =
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 /usr/local/lib/nodeModules/internationalisation";
  assert.deepEqual(
    viewsOf(Buffer.from(noise)).map((view) => view.encodings),
    [[]],
  );
});

test("a stretch outside of what is filled is read as nothing", () => {
  const window = new Uint8Array(64);
  for (const stretch of [
    { from: 40, to: 60 },
    { from: 60, to: 40 },
    { from: 100, to: 200 },
  ]) {
    const [plain] = viewsAt(window, 32, { ...stretch, signs: EVERY_SIGN });
    assert.ok(plain !== undefined && plain.byteAt(plain.text.length) <= 32);
  }
});

const soup = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc
    .array(
      fc.constantFrom(...Array.from("%\\&=+#;ux0123456789abcdefAF \r\n\u001b$B(J\0\u0082\u00a3\u00ff")),
      {
        maxLength: 3000,
      },
    )
    .map((units) => Buffer.from(units.join(""), "latin1")),
  fc.string({ unit: "grapheme", maxLength: 600 }).map((text) => Buffer.from(text)),
);

test("no bytes whatever break the reading, its bounds or the way back", () => {
  fc.assert(
    fc.property(
      soup,
      fc.nat(3000),
      fc.nat(600),
      fc.nat(EVERY_SIGN),
      fc.nat(),
      (bytes, from, length, signs, pick) => {
        const views = viewsAt(bytes, bytes.length, { from, to: from + length, signs });
        assert.ok(views.length >= 1 && views.length <= VIEWS_MAX);
        for (const view of views) {
          assert.ok(view.text.length <= bytes.length * 2);
          for (let index = 1; index <= view.text.length; index += 1) {
            assert.ok(view.byteAt(index - 1) <= view.byteAt(index));
          }
          assert.ok(view.byteAt(view.text.length) <= bytes.length);
          const at = view.text.length === 0 ? 0 : pick % view.text.length;
          for (const patch of view.patches([{ at, character: "*" }]) ?? []) {
            assert.ok(patch.at >= view.byteAt(at) && patch.at + patch.bytes.length <= bytes.length);
          }
        }
      },
    ),
    { numRuns: 400 },
  );
});

test("strokes outside of the text are refused", () => {
  const [view] = viewsOf(Buffer.from("4111"));
  assert.equal(view?.patches([{ at: 4, character: "*" }]), null);
  assert.equal(view?.patches([{ at: -1, character: "*" }]), null);
  assert.equal(view?.patches([{ at: 0, character: "**" }]), null);
});

test("a bare number in base64 is shown without the key before it, too", () => {
  const line = Buffer.from(`token=${Buffer.from(NUMBER).toString("base64")}\n`);
  const shown = viewsOf(line).filter((view) => view.text === NUMBER);
  assert.equal(shown.length, 1);
  const strokes = [{ at: 6, character: "*" }];
  const [patch] = shown[0]?.patches(strokes) ?? [];
  assert.equal(shown[0]?.byteAt(0), 6);
  assert.ok(patch !== undefined && patch.at >= 6);
});

test("an old form's percent-encoded Japanese is read amid a log in UTF-8", () => {
  const line = "ご注文ありがとうございます。\ncard=4111%A1%A11111%A1%A11111%A1%A11111\nお届けは明日です。\n";
  const from = Buffer.from(line).indexOf("4111");
  const bytes = Buffer.from(line);
  const views = viewsAt(bytes, bytes.length, { from, to: from + 34, signs: EVERY_SIGN });
  assert.ok(views.some(({ text }) => text.includes("4111　1111　1111　1111")));
});

test("mail's half-escaped Shift_JIS is read, and base64's padding is no break of mail", () => {
  viewOf(Buffer.from("no 4=82P1=82P\n"), "4１1１");
  const padded = Buffer.from(`card=${NUMBER}`).toString("base64");
  assert.ok(viewsOf(Buffer.from(`d=${padded}=\n2026-11-22\n`)).every(({ text }) => !text.includes("12026")));
});
