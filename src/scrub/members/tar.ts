// A tar read from front to back; headers whose sum does not hold are passed over until one does. What headers say is
// tar-header.ts's matter, what files hold open.ts's; nothing is ever laid down on a disk.

import type { Skipped } from "./contract.ts";
import { broken, type Source } from "./source.ts";
import { openTarHeaders, TAR_BLOCK, TAR_NAME_BYTES_MAX, tarPadding } from "./tar-header.ts";
import type { Entry } from "./zip.ts";

export async function* tarEntries(source: Source): AsyncGenerator<Entry | Skipped> {
  const headers = openTarHeaders();
  let ended = false;
  let lost = false;
  for (;;) {
    const block = await source.peek(TAR_BLOCK);
    if (block.length === 0 && ended) return;
    if (block.length < TAR_BLOCK) throw broken("truncated", source.path);
    await source.take(TAR_BLOCK);
    const header = headers.read(block);
    if (header.what === "strange") {
      if (!lost) yield { skipped: "broken", path: source.path };
      lost = true;
      continue;
    }
    // Archives appended to archives go on behind the end.
    ended = header.what === "zeros";
    if (header.what === "zeros" || header.what === "part") continue;
    lost = false;
    if (header.what === "names") {
      if (header.bytes > TAR_NAME_BYTES_MAX) throw broken("broken", source.path);
      headers.named(await source.take(header.bytes));
    } else if (header.what === "file") {
      yield { name: header.name, chunks: source.pass(header.bytes) };
    } else {
      for await (const _ of source.pass(header.bytes));
    }
    const padding = tarPadding(header.bytes);
    if (padding > 0) await source.take(padding);
  }
}
