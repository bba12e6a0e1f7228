// One JSON value per line, out of a sealed box. Only "\n" ends a line: names may hold any other sign that ends one elsewhere.

import { LOOK_UP_LIMITS } from "./contract.ts";

/** Throws SyntaxError for what is no JSON, RangeError for a line beyond the limit. */
export async function* jsonLines(source: AsyncIterable<Uint8Array>): AsyncGenerator {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of source) {
    rest = Buffer.concat([rest, piece]);
    let from = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, from)) {
      if (end > from) yield JSON.parse(rest.toString("utf8", from, end));
      from = end + 1;
    }
    rest = rest.subarray(from);
    if (rest.length > LOOK_UP_LIMITS.lineBytesMax) throw new RangeError("a line is too long");
  }
  if (rest.length > 0) yield JSON.parse(rest.toString("utf8"));
}
