// The thread that watches: judging and hashing must never hold up the house's own thread, which keeps the money. Started and
// ended by post.ts.

import { parentPort, workerData } from "node:worker_threads";
import { openSigningKey } from "../../journal/index.ts";
import { systemClock } from "../../kernel/index.ts";
import { openRulesFolder } from "../scan/foreign.ts";
import type { PostCall, PostOrder, PostWord } from "./post.ts";
import { standSentry } from "./sentry.ts";

/** The rest is in the alert's count. */
const BROKEN_TOLD_MAX = 10;

if (parentPort !== null) {
  const port = parentPort;
  const { keyFile, sentries, rulesFolder, ...order } = workerData as PostOrder;
  let { approved } = order;
  const stopping = new AbortController();
  const tell = (word: PostWord): void => port.postMessage(word);
  const asked = new Set<string>();
  port.on("message", (call: PostCall) => {
    if (call === "stop") stopping.abort();
    else if ("check" in call) asked.add(call.check);
    else ({ approved } = call);
  });
  const key = await openSigningKey(keyFile);
  const clock = systemClock();
  const rules =
    rulesFolder === null
      ? null
      : openRulesFolder(rulesFolder, {
          monoMs: () => clock.monoMs(),
          onChange: (used, broken) =>
            tell({
              kind: "rules",
              used,
              brokenCount: broken.length,
              broken: broken.slice(0, BROKEN_TOLD_MAX),
            }),
        });
  const standing = sentries.map(async (settings) => {
    const { name } = settings.tree;
    for (;;) {
      try {
        return await standSentry(settings, {
          key,
          clock,
          gone: stopping.signal,
          tell,
          takeAsked: () => asked.delete(name),
          rules,
          expected: () => approved[name],
        });
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
