// What the watching thread last said of each tree, kept for people's questions: how it stands, and how far a full look is.

import type { Clock } from "../../kernel/index.ts";
import type { PostWord, TreeStanding, TreeWork, TreeWorkEnd } from "../../watch/index.ts";

export interface FileSights {
  take(word: PostWord): void;
  /** Undefined: the thread has not said yet. */
  standing(tree: string): TreeStanding | undefined;
  /** A full look that is asked for or under way. */
  check(tree: string): TreeWork | null;
  lastCheck(tree: string): TreeWorkEnd | null;
  /** Somebody asked for one. */
  asked(tree: string, by: string): void;
}

export function createFileSights(clock: Clock): FileSights {
  const standings = new Map<string, TreeStanding>();
  const checks = new Map<string, TreeWork>();
  const ends = new Map<string, TreeWorkEnd>();
  const start = (by: string): TreeWork => ({
    kind: "check",
    by,
    startedAtMs: clock.nowMs(),
    done: 0,
    total: 0,
  });
  const end = (tree: string, fault: TreeWorkEnd["fault"]): void => {
    const check = checks.get(tree);
    if (check === undefined) return;
    checks.delete(tree);
    ends.set(tree, { kind: "check", by: check.by, endedAtMs: clock.nowMs(), fault, approved: 0, left: 0 });
  };
  return {
    take: (word) => {
      switch (word.kind) {
        case "standing":
          standings.set(word.tree, word.standing);
          return;
        case "passing": {
          if (word.quick) return;
          const { done, total } = word;
          checks.set(word.tree, { ...(checks.get(word.tree) ?? start("misemori")), done, total });
          return;
        }
        case "passed":
          if (!word.quick) end(word.tree, null);
          return;
        case "fell":
          // Without a name the whole thread fell; it begins anew.
          for (const tree of word.tree === "" ? checks.keys() : [word.tree]) end(tree, "failed");
          return;
        case "alert":
        case "settled":
        case "rules":
      }
    },
    standing: (tree) => standings.get(tree),
    check: (tree) => checks.get(tree) ?? null,
    lastCheck: (tree) => ends.get(tree) ?? null,
    asked: (tree, by) => void checks.set(tree, start(by)),
  };
}
