// The thread that watches: judging and hashing must never hold up the house's own thread, which keeps the money. Started and
// ended by post.ts.

import { parentPort, workerData } from "node:worker_threads";
import { openSigningKey } from "../../journal/index.ts";
import { systemClock } from "../../kernel/index.ts";
import type { PostAsk, PostOrder, PostWord } from "./post.ts";
import { standSentry } from "./sentry.ts";

if (parentPort !== null) {
  const port = parentPort;
  const { keyFile, sentries } = workerData as PostOrder;
  const stopping = new AbortController();
  const tell = (word: PostWord): void => port.postMessage(word);
  const asked = new Set<string>();
  port.on("message", (ask: PostAsk) => {
    if (ask === "stop") stopping.abort();
    else asked.add(ask.check);
  });
  const key = await openSigningKey(keyFile);
  const clock = systemClock();
  const standing = sentries.map(async (settings) => {
    const { name } = settings.tree;
    for (;;) {
      try {
        const takeAsked = (): boolean => asked.delete(name);
        return await standSentry(settings, { key, clock, gone: stopping.signal, tell, takeAsked });
      } catch (error) {
        tell({ kind: "fell", tree: name, error: error instanceof Error ? error.message : String(error) });
        // A full disk, a tree unmounted under the look: it begins anew.
        if ((await clock.sleep(10_000, stopping.signal)) === "aborted") return undefined;
      }
    }
  });
  await Promise.all(standing);
  port.close();
}
