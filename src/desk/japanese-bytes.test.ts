// The two old encodings, read back by the platform's own decoders.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createIso2022Writer, createShiftJisWriter } from "./japanese-bytes.ts";

const iso = createIso2022Writer();
const sjis = createShiftJisWriter();
const readIso = (bytes: Uint8Array | undefined): string => new TextDecoder("iso-2022-jp").decode(bytes);
const readSjis = (bytes: Uint8Array): string => new TextDecoder("shift_jis").decode(bytes);

test("what ISO-2022-JP holds is read back as it was, seven bits wide, ending in ASCII", () => {
  const bytes = iso("佐藤 花子 様 (A-17) ガ");
  assert.equal(readIso(bytes), "佐藤 花子 様 (A-17) ガ");
  assert.ok(bytes?.every((byte) => byte < 0x80));
  assert.deepEqual([...(iso("あ") ?? [])], [0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42]);
  assert.equal(readIso(iso("10〜20−5")), "10～20－5");
  assert.equal(readIso(iso("ｶﾞｷﾞ")), "ガギ");
});

test("a sign outside of it is not written as another one", () => {
  for (const sign of ["①", "㈱", "髙", "𠮷", "é", "한", "🙂", "葛󠄀"])
    assert.equal(iso(`様${sign}`), undefined, sign);
});

test("Shift_JIS holds 髙 and ①, keeps half-width kana, and marks what it lacks", () => {
  assert.equal(readSjis(sjis("髙橋①ｶﾞ〜")), "髙橋①ｶﾞ～");
  assert.equal(readSjis(sjis("𠮷野家󠄀")), "〓野家");
  assert.deepEqual([...sjis("髙")], [0xfb, 0xfc]);
});

test("any text at all is written, and nothing of it becomes a quote or a line end", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 50 }), (text) => {
      const plain = text.replaceAll(/["\r\n]/g, "");
      assert.doesNotMatch(readSjis(sjis(plain)), /["\r\n]/);
      const bytes = iso(plain);
      if (bytes !== undefined) assert.doesNotMatch(readIso(bytes), /["\r\n]/);
    }),
  );
});
