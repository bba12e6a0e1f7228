// A small box of the vault as one text: facts, texts, a batch's figures. Long lists are read line by line elsewhere.

/** The facts of a notice, or its texts in two languages, are some hundred kilobytes at most. */
const BYTES_MAX = 8 * 1024 * 1024;

/** Throws RangeError for what is longer, and what the source throws. */
export async function wholeText(source: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > BYTES_MAX) throw new RangeError("a box that should be small is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
