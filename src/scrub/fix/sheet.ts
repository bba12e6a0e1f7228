// Sheets of an XLSX after cards were hidden in their XML: a cell that held a number would no longer be one, and the program that
// opens it would call the file broken.

/** A sheet, also in an archive around the workbook. */
export function isSheet(name: string | null): boolean {
  return name !== null && /(?:^|\/)xl\/worksheets\/[^/]+\.xml$/i.test(name);
}

/** Cells whose value is no number any more say that they are text; formulas that held a card go. */
export function openableSheet(sheet: Buffer): Buffer {
  // Bytes as characters: nothing but ASCII is looked at, and all others come out as they were.
  const text = sheet.toString("latin1");
  return Buffer.from(
    text.replace(/<((?:\w{1,32}:)?c)((?:\s[^<>]{0,4096})?)>([^]*?)<\/\1>/g, openableCell),
    "latin1",
  );
}

function openableCell(cell: string, tag: string, attributes: string, content: string): string {
  if (!content.includes("*")) return cell;
  const kept = content.replace(/<((?:\w{1,32}:)?f)(?:\s[^<>]{0,4096})?>[^<]*\*\*[^<]*<\/\1>/g, "");
  const value = /<((?:\w{1,32}:)?v)(?:\s[^<>]{0,4096})?>([^<]*)<\/\1>/.exec(kept)?.[2] ?? "";
  const isNumber = !/\st\s*=/.test(attributes) || /\st\s*=\s*["'](?:n|d|b|e)["']/.test(attributes);
  if (!isNumber || !value.includes("*")) return `<${tag}${attributes}>${kept}</${tag}>`;
  const others = attributes.replace(/\st\s*=\s*(?:"[^"]*"|'[^']*')/, "");
  return `<${tag}${others} t="str">${kept}</${tag}>`;
}
