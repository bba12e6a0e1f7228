// One cell of a CSV that people open in a spreadsheet: quoted where needed, and never a formula.

/** A cell that begins like a formula is made text: an address like =HYPERLINK(…)@x came from a stranger. */
export function safeCell(text: string): string {
  const harmless = /^\s{0,20}[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** What safeCell was given. */
export function cellMeant(cell: string): string {
  return /^'\s{0,20}[=+\-@\t\r＝＋－＠]/u.test(cell) ? cell.slice(1) : cell;
}
