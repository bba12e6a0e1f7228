// What the watching thread tells of files, passed on: as alerts, as entries of the journal, as lines of the log.

import type { Journal } from "../../journal/index.ts";
import type { Clock, Events } from "../../kernel/index.ts";
import type { PostWord } from "../../watch/index.ts";
import type { Log } from "../log.ts";

interface Hearers {
  readonly events: Events;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
}

export function hearSentries({ events, journal, log, clock }: Hearers): (word: PostWord) => void {
  const stages = new Map<string, string>();
  const write = (kind: string, facts: object): void => {
    journal
      .write(kind, "misemori", facts)
      .catch((error: unknown) => log("error", "journal.failed", { error: String(error) }));
  };
  return (word) => {
    switch (word.kind) {
      case "alert": {
        const { cause: name, urgent, stage, facts } = word.alert;
        const cause = causeOf(word.tree, name);
        const area = name === "blind" ? "server" : "shop";
        events.emit({
          type: "alert.raised",
          cause,
          kind: `watch-${name}`,
          area,
          urgent,
          stage,
          facts,
          atMs: word.atMs,
        });
        // The same again with other numbers is for the console alone.
        if (stages.get(cause) === stage) return;
        stages.set(cause, stage);
        return write("watch.found", { cause: name, stage, ...facts });
      }
      case "settled": {
        const cause = causeOf(word.tree, word.cause);
        events.emit({ type: "alert.settled", cause, atMs: word.atMs });
        if (stages.delete(cause)) write("watch.settled", { tree: word.tree, cause: word.cause });
        return;
      }
      case "passed":
        return log("info", "watch.passed", {
          tree: word.tree,
          quick: word.quick,
          findings: word.findings,
          ms: word.ms,
        });
      case "standing":
      case "passing":
        return undefined;
      case "rules":
        return logRules(log, word);
      case "fell": {
        log("error", "watch.fell", { tree: word.tree, error: word.error });
        const facts = { tree: word.tree, path: "", reason: "unreadable", count: 1 };
        const [cause, atMs] = [causeOf(word.tree, "fell"), clock.nowMs()];
        const kind = "watch-blind";
        return events.emit({
          type: "alert.raised",
          cause,
          kind,
          area: "server",
          urgent: false,
          stage: "fell",
          facts,
          atMs,
        });
      }
    }
  };
}

function logRules(log: Log, { used, brokenCount, broken }: PostWord & { readonly kind: "rules" }): void {
  log(brokenCount === 0 ? "info" : "warn", "watch.rules", {
    used,
    brokenCount,
    broken: broken.map(({ file, reason }) => `${file}: ${reason ?? "too large"}`),
  });
}

function causeOf(tree: string, name: string): string {
  return `watch:${tree}:${name}`;
}
