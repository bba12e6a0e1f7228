// The character maps that East Asian PDFs name without carrying them (slips that EC-CUBE's TCPDF makes, old Distiller files), made
// from Node's own decoders instead of megabytes of tables: enough to read digits, Latin and the common characters. Nothing is drawn
// from them, so only the way from a code to its character must be right. Pure.

/** Where characters are numbered that the real collections number elsewhere: above all of them (Adobe-Japan1 ends at 23,059). */
const BLOCKS = [
  { from: 0x3000, to: 0x30ff, as: 0x6000 },
  { from: 0x4e00, to: 0x9fff, as: 0x6100 },
  { from: 0xff00, to: 0xffef, as: 0xb300 },
  { from: 0x2010, to: 0x203f, as: 0xb400 },
] as const;
/** The same numbers in all four collections: proportional Latin. Japan's half-width Latin and full-width digits besides. */
const LATIN_FROM = 1;
const HALF_FROM = 231;
const WIDE_DIGITS_FROM = 780;

/**
 * The CMap (Adobe's PostScript form) of that name, or undefined for one that is not known. A name ending in "-UCS2" with a
 * collection in front leads from its numbers to characters, all others from codes to numbers.
 */
export function characterMap(name: string): string | undefined {
  if (/^Adobe-(?:Japan1|GB1|CNS1|Korea1|KR)-UCS2$/.test(name)) return numbersToCharacters();
  if (/^Uni\w{2,12}-(?:UCS2|UTF16)(?:-HW)?-[HV]$/.test(name)) return unicodeCodes();
  const legacy = legacyOf(name);
  return legacy === undefined ? undefined : legacyCodes(legacy);
}

interface Legacy {
  readonly charset: string;
  readonly latinFrom: number;
  /** Added to both bytes of a code before it is read: JIS codes are EUC codes without their high bits. */
  readonly shift: number;
}

function legacyOf(name: string): Legacy | undefined {
  const latinFrom = /p-RKSJ|pv-RKSJ|p-EUC/.test(name) ? LATIN_FROM : HALF_FROM;
  if (/RKSJ-[HV]$/.test(name)) return { charset: "shift_jis", latinFrom, shift: 0 };
  if (/^(?:EUC|78-EUC)-[HV]$/.test(name)) return { charset: "euc-jp", latinFrom, shift: 0 };
  if (/^(?:78-|Add-|Ext-)?[HV]$/.test(name)) return { charset: "euc-jp", latinFrom, shift: 0x80 };
  if (/^GB\w{0,6}-EUC-[HV]$|^GBK2K-[HV]$/.test(name))
    return { charset: "gbk", latinFrom: LATIN_FROM, shift: 0 };
  if (/B5\w{0,4}-[HV]$/.test(name)) return { charset: "big5", latinFrom: LATIN_FROM, shift: 0 };
  if (name.startsWith("KSC")) return { charset: "euc-kr", latinFrom: LATIN_FROM, shift: 0 };
  return undefined;
}

function numbersToCharacters(): string {
  const rows = [
    [LATIN_FROM, LATIN_FROM + 94, 0x20],
    [HALF_FROM, HALF_FROM + 94, 0x20],
    [WIDE_DIGITS_FROM, WIDE_DIGITS_FROM + 9, 0xff10],
    ...BLOCKS.map(({ from, to, as }) => [as, as + to - from, from]),
  ];
  const lines = rows.map(
    ([from = 0, to = 0, character = 0]) => `<${hex(from)}> <${hex(to)}> <${hex(character)}>`,
  );
  return mapOf(["<0000> <ffff>"], [`${lines.length} beginbfrange`, ...lines, "endbfrange"]);
}

function unicodeCodes(): string {
  const lines = [
    `<0020> <007e> ${LATIN_FROM}`,
    ...BLOCKS.map(({ from, to, as }) => `<${hex(from)}> <${hex(to)}> ${as}`),
  ];
  return mapOf(["<0000> <ffff>"], [`${lines.length} begincidrange`, ...lines, "endcidrange"]);
}

function legacyCodes({ charset, latinFrom, shift }: Legacy): string {
  const decoder = new TextDecoder(charset);
  const lines: string[] = [];
  const twoByte = shift === 0 ? [0x81, 0xfe] : [0x21, 0x7e];
  const [low = 0, high = 0] = twoByte;
  const leads = new Set<number>();
  for (let lead = low; lead <= high; lead++) {
    // Half-width kana stand alone in Shift_JIS.
    if (charset === "shift_jis" && lead >= 0xa0 && lead <= 0xdf) continue;
    for (let trail = shift === 0 ? 0x40 : 0x21; trail <= (shift === 0 ? 0xfe : 0x7e); trail++) {
      const text = decoder.decode(Uint8Array.of(lead + shift, trail + shift));
      const number = text.length === 1 ? numberOf(text.charCodeAt(0)) : undefined;
      if (number === undefined) continue;
      lines.push(`<${hex(lead * 256 + trail)}> ${number}`);
      leads.add(lead);
    }
  }
  const latin = shift === 0 ? [`1 begincidrange`, `<20> <7e> ${latinFrom}`, "endcidrange"] : [];
  const spaces = [...leads].map((lead) => `<${hex(lead * 256)}> <${hex(lead * 256 + 0xff)}>`);
  if (shift === 0) spaces.unshift("<00> <80>");
  if (charset === "shift_jis") spaces.push("<a0> <df>");
  return mapOf(spaces, [...latin, `${lines.length} begincidchar`, ...lines, "endcidchar"]);
}

function numberOf(character: number): number | undefined {
  const block = BLOCKS.find(({ from, to }) => character >= from && character <= to);
  return block === undefined ? undefined : block.as + character - block.from;
}

function mapOf(codeSpaces: readonly string[], body: readonly string[]): string {
  const spaces = [`${codeSpaces.length} begincodespacerange`, ...codeSpaces, "endcodespacerange"];
  return ["begincmap", "/WMode 0 def", ...spaces, ...body, "endcmap"].join("\n");
}

function hex(value: number): string {
  return value.toString(16).padStart(4, "0");
}
