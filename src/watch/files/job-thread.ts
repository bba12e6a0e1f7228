// The thread of one job on a watched tree; started and ended by jobs.ts.

import { parentPort, workerData } from "node:worker_threads";
import { openSigningKey } from "../../journal/index.ts";
import { fine, MisemoriError, refuse, systemClock, systemRandom, type Outcome } from "../../kernel/index.ts";
import { bytesOfName } from "./differ.ts";
import { explainDifferences } from "./explain.ts";
import type { JobEnds, JobKind, JobOrder, JobWishes, JobWord } from "./jobs.ts";
import { openPace } from "./pace.ts";
import { openRulesFolder } from "../scan/foreign.ts";
import { quarantineFile, restoreFile } from "./quarantine.ts";
import { approveChanges, baselineTree, type TreeGround } from "./tree.ts";
import { absolute } from "./walk-tree.ts";

/** A person looks at it; oftener is work for nobody. */
const TELL_EVERY_MS = 250;

type Ends<K extends JobKind> = Promise<JobEnds[K]>;
type Performers = {
  readonly [K in JobKind]: (wish: JobWishes[K], order: JobOrder, ground: TreeGround) => Ends<K>;
};

const PERFORMERS: Performers = {
  baseline: (wish, { tree }, ground) => baselineTree(tree, ground, wish),
  approve: (wish, { tree }, ground) => approveChanges(tree, ground, wish),
  explain: ({ differences }, { tree }, ground) => explainDifferences(tree, ground, differences),
  quarantine: ({ difference, ...wish }, { tree }, ground) =>
    quarantineFile(absolute(Buffer.from(tree.path), bytesOfName(difference)), wish, toolsFor(ground)),
  restore: ({ id }, _order, ground) => restoreFile(id, toolsFor(ground)),
};

function toolsFor({ recordsFolder, clock, language, gone }: TreeGround) {
  return { recordsFolder, clock, language, random: systemRandom(), pace: openPace(clock, null, gone) };
}

async function perform<K extends JobKind>(
  order: JobOrder<K>,
  ground: TreeGround,
): Promise<Outcome<JobEnds[K]>> {
  try {
    return fine(await PERFORMERS[order.kind](order.wish, order, ground));
  } catch (error) {
    if (error instanceof MisemoriError) return refuse(error.code, error.message, error.hint);
    throw error;
  }
}

if (parentPort !== null) {
  const port = parentPort;
  const order = workerData as JobOrder;
  const stopping = new AbortController();
  port.once("message", () => stopping.abort());
  const clock = systemClock();
  const tell = (word: JobWord): void => port.postMessage(word);
  let toldAtMs = Number.NEGATIVE_INFINITY;
  const { recordsFolder, keyFile, rulesFolder, approved, language } = order;
  const isJudging = order.kind === "baseline" || order.kind === "approve";
  const rules =
    rulesFolder === null || !isJudging
      ? null
      : openRulesFolder(rulesFolder, { monoMs: () => clock.monoMs() });
  await rules?.refresh();
  const end = await perform(order, {
    recordsFolder,
    key: await openSigningKey(keyFile),
    clock,
    language,
    gone: stopping.signal,
    bytesPerSecond: null,
    rules,
    expected: () => approved,
    onProgress: (done, total) => {
      if (clock.monoMs() - toldAtMs < TELL_EVERY_MS) return;
      toldAtMs = clock.monoMs();
      tell({ kind: "progress", done, total });
    },
  });
  tell({ kind: "end", end });
  port.close();
}
