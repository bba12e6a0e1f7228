// The thread that reads mails: a mail is anybody's bytes, and what it costs must not hold up the shop's ledger. Started, fed and ended
// by reader.ts; keeps nothing, and opens no connection.

import { parentPort, type MessagePort } from "node:worker_threads";
import { readHere, type FromThread, type ReadingOrder, type ToThread } from "./reading.ts";

if (parentPort !== null) serve(parentPort);

function serve(port: MessagePort): void {
  const tell = (word: FromThread): void => port.postMessage(word);
  const open = new Map<number, PromiseWithResolvers<string[] | string[][]>>();
  let asked = 0;
  // How often and how long one mail may ask is bounded where it asks (verdicts.ts).
  const reader = readHere((name, type) => {
    const answer = Promise.withResolvers<string[] | string[][]>();
    asked += 1;
    open.set(asked, answer);
    tell({ kind: "asked", id: asked, name, type });
    return answer.promise;
  });
  const read = async (order: ReadingOrder): Promise<void> => {
    try {
      const { raw } = order;
      const isAll = order.kind === "facts";
      const what = isAll ? await reader.facts(raw, order.envelope) : await reader.addressed(raw);
      tell({ kind: "read", id: order.id, what });
    } catch (error) {
      tell({ kind: "failed", id: order.id, why: error instanceof Error ? error.message : String(error) });
    }
  };
  port.on("message", (word: ToThread) => {
    if (word.kind === "facts" || word.kind === "addressed") return void read(word);
    const answer = open.get(word.id);
    open.delete(word.id);
    if (word.kind === "named") answer?.resolve(word.records);
    else answer?.reject(Object.assign(new Error("no such name"), { code: word.code }));
  });
  tell({ kind: "ready" });
}
