// What should be done next in an incident, in the right order: stop the harm, keep the evidence, call, find out, report, tell,
// close. Pure; the sentences are words.ts, the dates come from the clocks.

import type { Area } from "../../kernel/index.ts";
import type { ClockId, IncidentType } from "../clocks/rules.ts";
import type { ActName, IncidentView, NextStep } from "./contract.ts";
import type { FoldGround } from "./fold.ts";

type Seen = Omit<IncidentView, "next">;

/** `what` of a cost line that settles the question of a forensic firm; its label stands in words.ts. */
export const FORENSIC_COST = "forensic";

const HOUR_MS = 3_600_000;
/**
 * What is due within this time comes before all that is not, save stopping the harm, keeping the evidence, and speaking when
 * it is public already.
 */
const SOON_MS = 24 * HOUR_MS;

interface Wanted {
  readonly step: string;
  readonly area: Area;
  readonly act?: ActName;
  readonly clock?: NextStep["clock"];
  readonly dueAtMs?: number | null;
}

interface Dated extends Wanted {
  /** Set by law, contract or demand; advice never pushes ahead, however late. */
  readonly isBinding: boolean;
}

const PAUSES_CARDS: ReadonlySet<IncidentType> = new Set([
  "card-leak",
  "card-testing",
  "backdoor",
  "suspected",
]);
const STOPS_SHOP: ReadonlySet<IncidentType> = new Set(["backdoor"]);
const HAS_LEAKED: ReadonlySet<IncidentType> = new Set([
  "card-leak",
  "personal-leak",
  "email-leak",
  "backdoor",
  "suspected",
]);
const NEEDS_FORENSICS: ReadonlySet<IncidentType> = new Set(["card-leak", "personal-leak", "backdoor"]);

/** Which step settles which clock, in the order of telling. */
const OF_CLOCK: Readonly<Record<ClockId, { readonly step: string; readonly area: Area }>> = {
  acquirer: { step: "call-acquirer", area: "payments" },
  "ppc-preliminary": { step: "report-preliminary", area: "customers" },
  "gdpr-authority": { step: "report-europe", area: "customers" },
  police: { step: "ask-police", area: "shop" },
  ipa: { step: "tell-ipa", area: "shop" },
  persons: { step: "tell-persons", area: "customers" },
  "gdpr-persons": { step: "tell-europeans", area: "customers" },
  "ppc-final": { step: "report-final", area: "customers" },
};

/** Whose matter a clock is; a demand of somebody else is the shop's. */
export function areaOfClock(clock: string): Area {
  return Object.hasOwn(OF_CLOCK, clock) ? OF_CLOCK[clock as ClockId].area : "shop";
}

/** Most urgent first; nothing for an incident that is closed. */
export function nextSteps(view: Seen, ground: FoldGround): readonly NextStep[] {
  if (view.state !== "open") return [];
  const first = harmSteps(view, ground);
  const dated = clockSteps(view);
  const soon = dated
    .filter(({ isBinding, dueAtMs }) => isBinding && (dueAtMs ?? Infinity) - ground.nowMs <= SOON_MS)
    .toSorted((a, b) => (a.dueAtMs ?? 0) - (b.dueAtMs ?? 0));
  const later = inOrder(view, dated).filter((step) => !soon.some(({ clock }) => clock === step.clock));
  const all = [...first, ...pressSteps(view), ...soon, ...later];
  return (all.length > 0 ? all : lastSteps(view)).map(({ step, area, act, clock, dueAtMs }) => {
    return {
      step,
      act: act !== undefined && ground.available.has(act) ? act : null,
      clock: clock ?? null,
      owner: ground.ownerOf(area),
      dueAtMs: dueAtMs ?? null,
    };
  });
}

/** An act that was begun or done and not undone since. */
function isInForce(view: Pick<Seen, "acts">, act: ActName): boolean {
  return view.acts.some((one) => one.act === act && (one.state === "begun" || one.state === "done"));
}

function harmSteps(view: Seen, ground: FoldGround): Wanted[] {
  const steps: Wanted[] = [];
  const { type } = view;
  if (PAUSES_CARDS.has(type) && !wasDone(view, "pause-cards"))
    steps.push({ step: "pause-cards", area: "payments", act: "pause-cards" });
  // A shop that this guard cannot stop is the vendor's to stop: the step is only told where it can be done.
  if (STOPS_SHOP.has(type) && !wasDone(view, "stop-shop") && ground.available.has("stop-shop"))
    steps.push({ step: "stop-shop", area: "shop", act: "stop-shop" });
  if (view.evidence.length === 0)
    steps.push({ step: "preserve-evidence", area: "server", act: "preserve-evidence" });
  return steps;
}

/** It is public before we have said a word: customers ask now, so what is known is told before the letters are ready. */
function pressSteps(view: Seen): Wanted[] {
  const { source, timeline, clocks } = view;
  const isPublic =
    source === "press" || timeline.some(({ fact }) => fact.kind === "hint" && fact.source === "press");
  const persons = clocks.find(({ id }) => id === "persons");
  const isTold = persons === undefined || persons.mark !== null || wasDone(view, "open-look-up");
  return isPublic && HAS_LEAKED.has(view.type) && !isTold
    ? [{ step: "speak-first", area: "customers", clock: null }]
    : [];
}

/** Done, perhaps undone since: whoever opened the shop again is not told to stop it once more. */
function wasDone({ acts }: Seen, act: ActName): boolean {
  return acts.some((one) => one.act === act && one.state !== "failed");
}

function clockSteps(view: Seen): Dated[] {
  return view.clocks.flatMap((clock): Dated[] => {
    if (clock.state !== "running" && clock.state !== "overdue") return [];
    const known = Object.hasOwn(OF_CLOCK, clock.id) ? OF_CLOCK[clock.id as ClockId] : null;
    const { step, area } = known ?? { step: "answer-demand", area: "shop" };
    return [{ step, area, clock: clock.id, dueAtMs: clock.dueAtMs, isBinding: clock.force !== "advice" }];
  });
}

/** The clocks' steps and those without a clock, as one is best done after the other. */
function inOrder(view: Seen, dated: readonly Dated[]): Wanted[] {
  const ofClock = (id: ClockId): Wanted[] => dated.filter(({ clock }) => clock === id);
  const { type, clockFacts } = view;
  const leaked = HAS_LEAKED.has(type);
  const forensic = view.costs.filter(({ what }) => what === FORENSIC_COST);
  const isSettled = forensic.some(({ state }) => state !== "quote");
  return [
    ...ofClock("acquirer"),
    ...(leaked && clockFacts.knownAtMs === null
      ? [{ step: "say-known", area: "customers" } satisfies Wanted]
      : []),
    ...(NEEDS_FORENSICS.has(type) && !isSettled
      ? [
          {
            step: forensic.length === 0 ? "ask-forensic" : "choose-forensic",
            area: "server",
          } satisfies Wanted,
        ]
      : []),
    ...(leaked && view.scope === null ? [{ step: "scope", area: "server" } satisfies Wanted] : []),
    ...ofClock("ppc-preliminary"),
    ...ofClock("gdpr-authority"),
    ...ofClock("police"),
    ...ofClock("ipa"),
    ...dated.filter(({ step }) => step === "answer-demand"),
    ...ofClock("persons"),
    ...ofClock("gdpr-persons"),
    ...ofClock("ppc-final"),
  ];
}

/** All is done: what was stopped may be opened again, then the incident can be closed. */
function lastSteps(view: Seen): Wanted[] {
  const open: Wanted[] = [];
  if (isInForce(view, "pause-cards")) open.push({ step: "resume-cards", area: "payments" });
  if (isInForce(view, "stop-shop")) open.push({ step: "open-shop", area: "shop" });
  return [...open, { step: "close", area: "shop" }];
}
