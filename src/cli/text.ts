// Text for terminals: how wide it is, tables that stay aligned with Japanese in them, and nothing that steers a terminal.

const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const HALF = /^[\uff61-\uff9f]$/u;
const WIDE =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})$/u;

/** Columns a text takes: East Asian wide characters two, combining marks none. Ambiguous ones count one. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (ZERO.test(character)) continue;
    width += !HALF.test(character) && WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/** Text from outside (order references, labels) made harmless: control characters become "·". */
export function clean(text: string, lengthMax = 200): string {
  const cut = text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text;
  return cut.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "·");
}

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** Aligned columns with a heading, no trailing blanks; rows' cells are cleaned. */
export function table(columns: readonly Column[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => columns.map((_, i) => clean(String(row[i] ?? ""), 60)));
  const widths = columns.map((column, i) =>
    Math.max(widthOf(column.title), ...cells.map((row) => widthOf(row[i] ?? ""))),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => {
        const gap = " ".repeat(Math.max(0, (widths[i] ?? 0) - widthOf(cell)));
        return columns[i]?.align === "right" ? gap + cell : cell + gap;
      })
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [line(columns.map((c) => c.title)), rule, ...cells.map(line)].join("\n");
}

/** One line for a terminal: "drill 一か所から [████····] 50 %". At most `columns` wide. */
export function progressBar(done: number, total: number, what: string, columns: number): string {
  const share = total <= 0 ? 0 : Math.min(1, Math.max(0, done / total));
  const figure = total <= 0 ? String(done) : `${String(Math.floor(share * 100)).padStart(3)} %`;
  const room = Math.max(0, columns - figure.length - 26);
  let label = "";
  for (const character of clean(what)) {
    if (widthOf(label + character) > room) break;
    label += character;
  }
  const filled = Math.round(share * 20);
  return `${label} [${"#".repeat(filled)}${".".repeat(20 - filled)}] ${figure}`;
}
