// Tests of PDFs: pages, form fields, East Asian writings without tables, passwords, files that are none, and pages without end.

import { test } from "node:test";
import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { CARD, pdfFrom, pdfOf, readAll } from "./archives.fixture.ts";
import { characterMap } from "./pdf-cmaps.ts";

test("each page of a PDF is a member, and a PDF too great to be held is read as it stands", async () => {
  const file = pdfOf([`first ${CARD}`, "second page"]);
  const { parts, skipped } = await readAll("fax", file);
  assert.deepEqual(
    parts.map(({ path, text }) => [path, text]),
    [
      ["page 1", `first ${CARD}`],
      ["page 2", "second page"],
    ],
  );
  assert.deepEqual(skipped, []);
  const great = await readAll("fax", file, { heldBytesMax: 100, chunkBytes: 64 });
  assert.deepEqual(
    great.parts.map((p) => p.text.length),
    [file.length],
  );
  assert.deepEqual(great.skipped, [{ path: "", reason: "too-big" }]);
});

test("a PDF behind a password is skipped, one that is none is read as it stands", async () => {
  const locked = pdfOf(
    [CARD],
    `/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"ab".repeat(32)}> /U <${"cd".repeat(32)}> >>`,
  );
  const read = await readAll("a.pdf", locked);
  assert.deepEqual(read.parts, []);
  assert.deepEqual(read.skipped, [{ path: "", reason: "encrypted" }]);
  const nothing = await readAll("a.pdf", Buffer.from(`%PDF-1.7\nno pdf at all ${CARD}`));
  assert.ok(nothing.parts[0]?.text.includes(CARD));
  assert.deepEqual(
    nothing.skipped.map((s) => s.reason),
    ["broken"],
  );
});

/** One page that says `hex` in a font that names its character map and carries none, as TCPDF writes Japanese. */
function slipOf(map: string, hex: string): Buffer {
  const stream = `BT /F1 12 Tf 72 700 Td <${hex}> Tj ET`;
  return pdfFrom([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /KozMinPro-Regular /Encoding /${map} /DescendantFonts [6 0 R] >>`,
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /KozMinPro-Regular /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 5 >> /DW 1000 /W [1 [500]] /FontDescriptor 7 0 R >>",
    "<< /Type /FontDescriptor /FontName /KozMinPro-Regular /Flags 4 /FontBBox [-195 -272 1110 1075] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 740 /StemV 93 >>",
  ]);
}

// "カード番号 4111111111111111 ４１" in each writing.
const DIGITS = "34313131313131313131313131313131";
const WRITINGS: readonly (readonly [string, string])[] = [
  ["UniJIS-UTF16-H", "30ab30fc30c9756a53f70020" + DIGITS.replace(/../g, "00$&") + "0020ff14ff11"],
  ["UniJIS-UCS2-HW-V", "30ab30fc30c9756a53f70020" + DIGITS.replace(/../g, "00$&") + "0020ff14ff11"],
  ["90ms-RKSJ-H", `834a815b836894d48d8620${DIGITS}2082538250`],
  ["90msp-RKSJ-V", `834a815b836894d48d8620${DIGITS}2082538250`],
  ["EUC-H", `a5aba1bca5c9c8d6b9e620${DIGITS}20a3b4a3b1`],
];

test("Japanese slips that name their writing and carry no tables are read", async () => {
  for (const [map, hex] of WRITINGS) {
    const { parts, skipped } = await readAll("slip.pdf", slipOf(map, hex));
    assert.equal(
      Buffer.from(parts[0]?.text ?? "", "latin1").toString("utf8"),
      `カード番号 ${CARD} ４１`,
      map,
    );
    assert.deepEqual(skipped, [], map);
  }
});

test("a writing that is not known is named, not passed over in silence", async () => {
  const { skipped } = await readAll("slip.pdf", slipOf("UniJIS2004-UTF32-H", "00000034"));
  assert.deepEqual(skipped, [{ path: "", reason: "not-supported" }]);
  assert.equal(characterMap("../../etc/passwd"), undefined);
});

test("what was filled into a form is read with its page", async () => {
  const file = pdfFrom([
    "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R] >>",
    `<< /Type /Annot /Subtype /Widget /FT /Tx /T (card) /V (${CARD}) /Rect [0 0 100 20] >>`,
  ]);
  const { parts } = await readAll("form.pdf", file);
  assert.equal(parts[0]?.text, `card: ${CARD}`);
});

test("a page that takes longer than it may is given up and named", async () => {
  const words = deflateSync(Buffer.from(`BT /F1 12 Tf ${"1 0 0 1 5 5 Tm (x) Tj ".repeat(400_000)} ET`));
  const file = pdfFrom([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${words.length} /Filter /FlateDecode >>\nstream\n${words.toString("latin1")}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ]);
  const { skipped } = await readAll("slow.pdf", file, { pdfMs: 1 });
  assert.deepEqual(skipped, [{ path: "", reason: "too-slow" }]);
});
