// Acts with one click: written down before they are done, done through a performer, and what came of them written down after.
// A click's key makes it one act however often it comes; what a kill left begun is taken up again at the next start.

import { fine, MisemoriError, refuse, type Outcome } from "../../kernel/index.ts";
import { faultOfState, tidy } from "./commands.ts";
import { INCIDENT_LIMITS, UNDOABLE, type ActName, type ActView, type IncidentId } from "./contract.ts";
import type { IncidentView } from "./contract.ts";
import { inLine } from "./in-line.ts";
import { no, type Answer, type Decision, type IncidentRecord } from "./record.ts";
import { KEPT_FOR_OTHER, neededBy, placeOf } from "./shared-acts.ts";

export interface ActRequest {
  readonly incident: IncidentId;
  readonly key: string;
  readonly target: string;
  readonly why: string;
  readonly by: string;
}

export interface ActResult {
  /** A short word for what came of it; its sentence stands in words.ts under `outcome.<word>`. */
  readonly outcome: string;
  /** The other incident that still needs the effect, when an undoing left it in place. */
  readonly keptFor?: IncidentId;
  /** A bag that was packed: it becomes an entry of its own. */
  readonly evidence?: { readonly bag: string; readonly sha256: string; readonly bytes: number };
}

/**
 * Does one kind of act. Both ways must be idempotent for a key: after a kill the same request comes again, whether or not the
 * first one had its effect. A refusal is written down as why it failed; a throw counts as one.
 */
export interface ActPerformer {
  perform(request: ActRequest): Promise<Outcome<ActResult>>;
  /** Null where there is no way back. */
  readonly undo: ((request: ActRequest) => Promise<Outcome<ActResult>>) | null;
  /** Does what it brought about still hold? Then a second click is the first one's act. Null: each click is an act of its own. */
  readonly holds: ((target: string) => Promise<boolean>) | null;
  /** One name for all ways to write the same target; without it each writing is a target of its own. */
  readonly aim?: (target: string) => string;
}

/** Null: not available on this guard; the page then does not offer it. */
export type ActPerformers = Readonly<Record<ActName, ActPerformer | null>>;

export interface ActWish {
  readonly act: ActName;
  readonly key: string;
  readonly why: string;
  /** What it is aimed at ("ip 203.0.113.7"); empty where there is only one. */
  readonly target: string;
}

export interface ActDesk {
  /** Resolves when it is done or has failed, for everybody who clicked. */
  act(id: IncidentId, by: string, wish: ActWish): Promise<Answer<ActView>>;
  undo(
    id: IncidentId,
    by: string,
    wish: { readonly key: string; readonly why: string },
  ): Promise<Answer<ActView>>;
  /** At start: takes up what was begun. Resolves to the number of acts when all have ended. */
  recover(): Promise<number>;
  available(): ReadonlySet<ActName>;
  /** Resolves when no act is under way any more. */
  settled(): Promise<void>;
}

export interface ActDeps {
  readonly record: IncidentRecord;
  readonly performers: ActPerformers;
  readonly nowMs: () => number;
  /** The guard is being stopped: an act broken off by that has not failed, it goes on at the next start. */
  readonly gone: AbortSignal;
  readonly onTrouble: (error: unknown) => void;
}

const OUTCOME_CHARS_MAX = 500;

export function createActDesk(deps: ActDeps): ActDesk {
  const { record, performers } = deps;
  const running = new Map<string, Promise<ActView>>();
  const places = new Map<string, Promise<unknown>>();
  /** One performance per act at a time, shared by all who wait for it. */
  const carryOn = (id: IncidentId, act: ActView): Promise<ActView> => {
    if (act.state !== "begun" && act.state !== "undoing") return Promise.resolve(act);
    const place = `${id} ${act.key} ${act.state}`;
    const already = running.get(place);
    if (already !== undefined) return already;
    const perform = (): Promise<ActView> => performAndWrite(deps, id, act);
    const isShared = (performers[act.act]?.undo ?? null) !== null;
    // What one incident undoes while another does it must be one after the other, or the shop stands open for both.
    const work = isShared ? inLine(places, placeOf(act, performers), perform) : perform();
    const mine = work.finally(() => running.delete(place));
    running.set(place, mine);
    return mine;
  };
  return {
    act: async (id, by, asked) => {
      const wish = tidyWish(asked);
      const performer = performers[wish.act];
      if (performer === null) return no("incident.act-away");
      const cameAtMs = deps.nowMs();
      const stillHolds = (await performer.holds?.(wish.target)) ?? false;
      let key = wish.key;
      const kept = await record.add(id, by, (view) => {
        const fault = faultOfState(view, "open");
        if (fault !== undefined || view === null) return fault ?? no("incident.unknown");
        const twin = twinOf(view, wish, cameAtMs, stillHolds);
        key = twin?.key ?? wish.key;
        return twin === undefined ? beginAct(view, wish) : "nothing";
      });
      return kept.ok ? ended(kept.value, key, (act) => carryOn(id, act)) : kept;
    },
    undo: async (id, by, { key, why }) => {
      const kept = await record.add(id, by, (view) => {
        const fault = faultOfState(view, "kept");
        return (
          fault ??
          beginUndo(
            view?.acts.find((act) => act.key === key),
            why,
            performers,
          )
        );
      });
      return kept.ok ? ended(kept.value, key, (act) => carryOn(id, act)) : kept;
    },
    recover: async () => {
      const begun: Promise<unknown>[] = [];
      for (const id of await record.ids()) {
        for (const act of (await record.view(id))?.acts ?? []) {
          if (act.state === "begun" || act.state === "undoing") begun.push(carryOn(id, act));
        }
      }
      for (const one of await Promise.allSettled(begun))
        if (one.status === "rejected") deps.onTrouble(one.reason);
      return begun.length;
    },
    available: () => availableActs(performers),
    settled: async () => void (await Promise.allSettled(running.values())),
  };
}

export function availableActs(performers: ActPerformers): ReadonlySet<ActName> {
  const names = Object.entries(performers).filter(([, performer]) => performer !== null);
  return new Set(names.map(([name]) => name as ActName));
}

/**
 * Somebody else's click that is the same act: one under way, one that ended after this click had come, or one whose effect
 * still holds. Sessions ended an hour ago, or evidence packed then, are another matter: they can be done anew.
 */
function twinOf(
  { acts }: IncidentView,
  { act, key, target }: ActWish,
  cameAtMs: number,
  stillHolds: boolean,
): ActView | undefined {
  const own = acts.find((one) => one.key === key);
  if (own !== undefined && own.act === act && own.target === target) return own;
  if (own !== undefined) return undefined;
  return acts.findLast(
    (one) =>
      one.act === act &&
      one.target === target &&
      (one.state === "begun" || (one.state === "done" && (stillHolds || (one.endedAtMs ?? 0) > cameAtMs))),
  );
}

/** As it will be written, so that a second click meets its own words again. */
function tidyWish({ act, key, why, target }: ActWish): ActWish {
  const { whyCharsMax, titleCharsMax } = INCIDENT_LIMITS;
  return { act, key, why: tidy(why, whyCharsMax), target: tidy(target, titleCharsMax) };
}

function beginAct({ acts }: IncidentView, { act, key, why, target }: ActWish): Decision {
  if (acts.some((one) => one.key === key)) return no("incident.key-used");
  return { fact: { kind: "act", key, act, why, target } };
}

function beginUndo(act: ActView | undefined, why: string, performers: ActPerformers): Decision {
  if (act === undefined) return no("incident.act-unknown");
  if (!UNDOABLE.includes(act.act) || (performers[act.act]?.undo ?? null) === null)
    return no("incident.no-way-back");
  if (act.state === "undoing" || act.state === "undone") return "nothing";
  if (act.state !== "done") return no("incident.no-way-back");
  return { fact: { kind: "act-undo", key: act.key, why: tidy(why, INCIDENT_LIMITS.whyCharsMax) } };
}

async function ended(
  view: IncidentView,
  key: string,
  carryOn: (act: ActView) => Promise<ActView>,
): Promise<Answer<ActView>> {
  const act = view.acts.find((one) => one.key === key);
  return act === undefined ? no("incident.act-unknown") : { ok: true, value: await carryOn(act) };
}

/** Rejects when the guard stops or the end could not be written: the act then stays begun and is taken up again. */
async function performAndWrite(deps: ActDeps, id: IncidentId, act: ActView): Promise<ActView> {
  const { record, gone } = deps;
  const { key } = act;
  const result = await attempt(deps, id, act);
  if (!result.ok && gone.aborted)
    throw new MisemoriError(
      "incident.act-stopped",
      `${act.act} goes on at the next start`,
      "start the guard",
    );
  const { evidence } = result.ok ? result.value : {};
  if (evidence !== undefined) {
    await record.add(id, "misemori", (view) =>
      view?.evidence.some(({ sha256 }) => sha256 === evidence.sha256) === true
        ? "nothing"
        : { fact: { kind: "evidence", ...evidence } },
    );
  }
  const kept = await record.add(id, "misemori", (view) => {
    // Another process may have ended it.
    if (view?.acts.find((one) => one.key === key)?.state !== act.state) return "nothing";
    if (!result.ok) {
      const reason = tidy(`${result.code}: ${result.message}`, OUTCOME_CHARS_MAX);
      return { fact: { kind: "act-failed", key, reason } };
    }
    const outcome = tidy(result.value.outcome, OUTCOME_CHARS_MAX);
    if (act.state === "begun") return { fact: { kind: "act-done", key, outcome } };
    const { keptFor } = result.value;
    return { fact: { kind: "act-undone", key, outcome, ...(keptFor === undefined ? {} : { keptFor }) } };
  });
  const after = kept.ok ? kept.value.acts.find((one) => one.key === key) : undefined;
  if (after === undefined)
    throw new MisemoriError(
      "incident.act-unwritten",
      `the end of ${act.act} could not be written`,
      "look again",
    );
  return after;
}

async function attempt(deps: ActDeps, id: IncidentId, act: ActView): Promise<Outcome<ActResult>> {
  const { key, target, why, by } = act;
  const performer = deps.performers[act.act];
  const way = act.state === "begun" ? performer?.perform : performer?.undo;
  if (way === undefined || way === null) return refuse("act.away", "this guard cannot do it", "");
  try {
    const keptFor = act.state === "undoing" ? await neededBy(deps, id, act) : null;
    if (keptFor !== null) return fine({ outcome: KEPT_FOR_OTHER, keptFor });
    return await way.call(performer, { incident: id, key, target, why, by });
  } catch (error) {
    if (error instanceof MisemoriError) return refuse(error.code, error.message, error.hint);
    return refuse("act.failed", error instanceof Error ? error.message : String(error), "");
  }
}
