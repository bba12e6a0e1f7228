// An attack as one story: begins when suspicious tries pile up, changes when the method or the money does, ends after an
// hour of quiet. Pure: records and meters in, at most one event out.

import { yen, type AttackChange, type AttackFacts } from "../../kernel/index.ts";
import type { AttemptRecord } from "../facts.ts";
import { NEAR } from "../budget/ration.ts";

/** So much suspicion (sum of probabilities above one half, halved every ten minutes) is an attack, not a bad card. */
const BEGIN_AT = 6;
const HALF_LIFE_MS = 10 * 60_000;
const QUIET_MS = 60 * 60_000;
/** A crowd that carries this share of the suspicion of the last tries, and is new, is a new method. */
const NEW_METHOD_TRIES = 20;
const CROWDS_MAX = 64;

interface CrowdSum {
  readonly kind: string;
  readonly label: string;
  tries: number;
  suspicion: number;
}

export interface Episodes {
  /** The attack going on, if any. */
  current(nowMs: number): AttackFacts | null;
  note(record: AttemptRecord, nowMs: number): AttackFacts | undefined;
  budget(usedShare: number, leftYen: number, nowMs: number): AttackFacts | undefined;
  cards(paused: boolean, nowMs: number): AttackFacts | undefined;
  /** Ends what has been quiet for an hour. */
  tick(nowMs: number): AttackFacts | undefined;
}

interface Story {
  readonly attackId: string;
  readonly startedAtMs: number;
  lastMs: number;
  attempts: number;
  reached: number;
  stopped: number;
  feesYen: number;
  savedYen: number;
  readonly crowds: Map<string, CrowdSum>;
  readonly told: Set<string>;
  budgetTold: "no" | "near" | "spent";
}

export function createEpisodes(newAttackId: (nowMs: number) => string): Episodes {
  let story: Story | undefined;
  let suspicion = 0;
  let suspicionMs = 0;
  let leftYen = 0;
  let paused = false;

  const facts = (of: Story, nowMs: number, change: AttackChange): AttackFacts =>
    factsOf(of, { nowMs, change, leftYen, paused });
  const begin = (nowMs: number): Story => beginStory(newAttackId(nowMs), nowMs);

  return {
    current: (nowMs) => (story === undefined ? null : facts(story, nowMs, "began")),
    note: (record, nowMs) => {
      const { probability, proven } = record.judgement;
      if (proven || probability < 0.5) return undefined;
      suspicion = suspicion * 2 ** (-Math.max(0, nowMs - suspicionMs) / HALF_LIFE_MS) + probability;
      suspicionMs = nowMs;
      const fresh = story === undefined && suspicion >= BEGIN_AT;
      if (fresh) story = begin(nowMs);
      if (story === undefined) return undefined;
      add(story, record, nowMs);
      if (fresh) {
        for (const crowd of topCrowds(story)) story.told.add(crowd.kind);
        return facts(story, nowMs, "began");
      }
      return isNewMethod(story) ? facts(story, nowMs, "new-method") : undefined;
    },
    budget: (usedShare, left, nowMs) => {
      leftYen = left;
      const stage = usedShare >= 0.99 ? "spent" : usedShare >= NEAR ? "near" : "no";
      if (story === undefined && stage !== "no") story = begin(nowMs);
      if (story === undefined || stage === "no" || stage === story.budgetTold || story.budgetTold === "spent")
        return undefined;
      story.budgetTold = stage;
      story.lastMs = nowMs;
      return facts(story, nowMs, stage === "spent" ? "budget-spent" : "budget-near");
    },
    cards: (nowPaused, nowMs) => {
      const changed = paused !== nowPaused;
      paused = nowPaused;
      if (!changed || story === undefined) return undefined;
      return facts(story, nowMs, nowPaused ? "cards-paused" : "cards-resumed");
    },
    tick: (nowMs) => {
      if (story === undefined || nowMs - story.lastMs < QUIET_MS) return undefined;
      const ended = facts(story, nowMs, "ended");
      story = undefined;
      suspicion = 0;
      return ended;
    },
  };
}

function beginStory(attackId: string, nowMs: number): Story {
  return {
    attackId,
    startedAtMs: nowMs,
    lastMs: nowMs,
    attempts: 0,
    reached: 0,
    stopped: 0,
    feesYen: 0,
    savedYen: 0,
    crowds: new Map(),
    told: new Set(),
    budgetTold: "no",
  };
}

function factsOf(
  story: Story,
  now: {
    readonly nowMs: number;
    readonly change: AttackChange;
    readonly leftYen: number;
    readonly paused: boolean;
  },
): AttackFacts {
  return {
    attackId: story.attackId,
    startedAtMs: story.startedAtMs,
    nowMs: now.nowMs,
    attempts: story.attempts,
    reachedGateway: story.reached,
    stopped: story.stopped,
    feesYen: yen(story.feesYen),
    savedYen: yen(story.savedYen),
    crowds: topCrowds(story),
    budgetLeftYen: yen(now.leftYen),
    cardsPaused: now.paused,
    change: now.change,
  };
}

function add(story: Story, record: AttemptRecord, nowMs: number): void {
  story.lastMs = nowMs;
  story.attempts++;
  if (record.reachedGateway) story.reached++;
  else story.stopped++;
  story.feesYen += record.feeYen;
  story.savedYen += record.savedYen;
  for (const reason of record.judgement.reasons) {
    if (reason.crowd.startsWith("like-") || reason.weight <= 0) continue;
    const key = `${reason.crowd} ${reason.label}`;
    const sum = story.crowds.get(key) ?? { kind: reason.crowd, label: reason.label, tries: 0, suspicion: 0 };
    sum.tries++;
    sum.suspicion += record.judgement.probability;
    story.crowds.set(key, sum);
  }
  if (story.crowds.size <= CROWDS_MAX) return;
  const kept = [...story.crowds].sort(([, a], [, b]) => b.suspicion - a.suspicion).slice(0, CROWDS_MAX / 2);
  story.crowds.clear();
  for (const [key, sum] of kept) story.crowds.set(key, sum);
}

function topCrowds(story: Story): { kind: string; label: string; share: number }[] {
  return [...story.crowds.values()]
    .sort((a, b) => b.suspicion - a.suspicion)
    .slice(0, 5)
    .map(({ kind, label, tries, suspicion }) => ({ kind, label, share: suspicion / tries }));
}

/** The attacker came back another way: a kind of crowd that was not among the telling ones now carries many tries. */
function isNewMethod(story: Story): boolean {
  for (const crowd of story.crowds.values()) {
    if (crowd.tries < NEW_METHOD_TRIES || story.told.has(crowd.kind)) continue;
    story.told.add(crowd.kind);
    // Tellings in the first minutes belong to the beginning.
    return story.lastMs - story.startedAtMs > 5 * 60_000;
  }
  return false;
}
