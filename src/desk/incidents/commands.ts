// What each command of people adds to an incident, or why it may not: pure decisions over the picture as it is. Writing them
// down is record.ts.

import { canonicalJson } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import type { Demand } from "../clocks/clocks.ts";
import { INCIDENT_LIMITS, type IncidentFact, type IncidentView, type SealedWords } from "./contract.ts";
import { demandsOf, type FactOf } from "./fold.ts";
import { no, type Decision, type Refused } from "./record.ts";

export type Wish<K extends IncidentFact["kind"]> = Omit<FactOf<K>, "kind">;
export type NameWish = { readonly person: string };
export type HintWish = Wish<"hint"> & { readonly words: SealedWords };
/** A wish without an id is a new one; the same id again changes or repeats what is there. */
export type DemandWish = Omit<Demand, "id"> & { readonly id: Demand["id"] | null };
/** Without a key it is a line of its own. */
export type HandedWish = Omit<Wish<"handed">, "key"> & {
  readonly key: string | null;
  /** The receiver: name and contact. */
  readonly words: SealedWords;
};
export type CostWish = Omit<Wish<"cost">, "costId"> & { readonly costId: string | null };

const { titleCharsMax, whyCharsMax, wordsCharsMax } = INCIDENT_LIMITS;

export function addHint(_view: IncidentView, { words, ...fact }: HintWish): Decision {
  return { fact: { ...fact, kind: "hint" }, words: tidyWords(words) };
}

export function addNote(_view: IncidentView, { words }: { readonly words: string }): Decision {
  return { fact: { kind: "note" }, words: tidyWords({ caller: "", contact: "", words }) };
}

export function addName({ named }: IncidentView, wish: NameWish, by: string): Decision {
  const person = tidy(wish.person, titleCharsMax);
  if (!named.includes(by)) return no("incident.not-named");
  if (named.includes(person)) return "nothing";
  return named.length >= INCIDENT_LIMITS.namedMax ? no("incident.full") : { fact: { kind: "named", person } };
}

export function dropName({ named }: IncidentView, { person }: NameWish, by: string): Decision {
  if (!named.includes(by)) return no("incident.not-named");
  if (!named.includes(person)) return "nothing";
  // Somebody must be able to read what was said.
  return named.length === 1 ? no("incident.last-named") : { fact: { kind: "unnamed", person } };
}

export function addFacts(_view: IncidentView, fact: Wish<"facts">): Decision {
  return { fact: { ...fact, kind: "facts" } };
}

export function setWindow(_view: IncidentView, { fromMs, toMs, how }: Wish<"window">): Decision {
  if (fromMs !== null && toMs !== null && fromMs > toMs) return no("incident.window-wrong");
  return { fact: { kind: "window", fromMs, toMs, how: tidy(how, whyCharsMax) } };
}

export function addDemand(view: IncidentView, wish: DemandWish, newId: () => Demand["id"]): Decision {
  const demands = demandsOf(view);
  const before = demands.find(({ id }) => id === wish.id);
  const demand: Demand = {
    id: wish.id ?? newId(),
    from: tidy(wish.from, titleCharsMax),
    what: tidy(wish.what, whyCharsMax),
    receivedAtMs: wish.receivedAtMs,
    dueAtMs: wish.dueAtMs,
    orElse: tidy(wish.orElse, whyCharsMax),
  };
  if (before !== undefined) return isSame(before, demand) ? "nothing" : no("incident.demand-taken");
  if (demands.length >= INCIDENT_LIMITS.demandsMax) return no("incident.full");
  return { fact: { kind: "demand", demand } };
}

export function markClock({ clocks }: IncidentView, { mark: wish }: Wish<"clock">): Decision {
  const { clock, mark, why } = wish;
  const running = clocks.find(({ id }) => id === clock);
  if (running === undefined) return no("incident.clock-unknown");
  // A second click on "done" must not move the moment at which it was done.
  if (running.mark?.mark === mark) return "nothing";
  return { fact: { kind: "clock", mark: { clock, mark, why: tidy(why, whyCharsMax) } } };
}

export function addCost(view: IncidentView, wish: CostWish, newId: () => string): Decision {
  const costId = wish.costId ?? newId();
  const before = view.costs.find((cost) => cost.costId === costId);
  if (before === undefined && view.costs.length >= INCIDENT_LIMITS.costsMax) return no("incident.full");
  const { yen, state } = wish;
  const line = {
    costId,
    what: tidy(wish.what, titleCharsMax),
    from: tidy(wish.from, titleCharsMax),
    yen,
    state,
  };
  if (before !== undefined) {
    const { atMs: _at, by: _by, ...known } = before;
    if (isSame(known, line)) return "nothing";
  }
  return { fact: { kind: "cost", ...line } };
}

export function addEvidence(view: IncidentView, fact: Wish<"evidence">): Decision {
  const isThere = view.evidence.some(({ sha256 }) => sha256 === fact.sha256);
  return isThere ? "nothing" : { fact: { ...fact, kind: "evidence", bag: tidy(fact.bag, titleCharsMax) } };
}

export function addHanded(view: IncidentView, wish: HandedWish, newKey: () => string): Decision {
  const { words, key: given, sha256, through, handedAtMs } = wish;
  const key = given ?? newKey();
  if (view.handed.some((line) => line.key === key)) return "nothing";
  if (view.handed.length >= INCIDENT_LIMITS.handedMax) return no("incident.full");
  const what = tidy(wish.what, titleCharsMax);
  const [to, why] = [tidy(wish.to, titleCharsMax), tidy(wish.why, whyCharsMax)];
  const fact = { kind: "handed", key, what, sha256, to, through, why, handedAtMs } as const;
  return { fact, words: tidyWords(words) };
}

export function addScope(view: IncidentView, fact: Wish<"scope">): Decision {
  const isThere = view.scope?.runId === fact.runId && view.scope.vaultName === fact.vaultName;
  return isThere ? "nothing" : { fact: { ...fact, kind: "scope" } };
}

/** Refused while a clock set by law, contract or demand runs unmarked. */
export function close(view: IncidentView, { keepDays, why }: Wish<"closed">): Decision {
  const open = view.clocks.filter(
    ({ state, force }) => force !== "advice" && (state === "running" || state === "overdue"),
  );
  if (open.length > 0) return no("incident.clocks-open", { count: open.length });
  return { fact: { kind: "closed", keepDays, why: tidy(why, whyCharsMax) } };
}

export function reopen(view: IncidentView, { why }: Wish<"reopened">, nowMs: number): Decision {
  if (view.state === "open") return no("incident.not-closed");
  // The key's time is over, even if nobody has destroyed it yet.
  if ((view.destroyAtMs ?? 0) <= nowMs) return no("incident.destroyed");
  return { fact: { kind: "reopened", why: tidy(why, whyCharsMax) } };
}

/** "open": only while it is open. "kept": also after closing, until the key is destroyed. */
export function faultOfState(view: IncidentView | null, when: "open" | "kept"): Refused | undefined {
  if (view === null) return no("incident.unknown");
  if (view.state === "key-destroyed") return no("incident.destroyed");
  return view.state === "closed" && when === "open" ? no("incident.closed") : undefined;
}

/** Cut to its bound, whole Unicode, and no card number in it: people paste them and callers dictate them. */
export function tidy(text: string, charsMax: number): string {
  return maskText(text.slice(0, charsMax).toWellFormed());
}

export function tidyWords({ caller, contact, words }: SealedWords): SealedWords {
  return {
    caller: tidy(caller, titleCharsMax),
    contact: tidy(contact, titleCharsMax),
    words: tidy(words, wordsCharsMax),
  };
}

function isSame(a: object, b: object): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
