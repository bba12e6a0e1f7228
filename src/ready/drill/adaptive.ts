// The attacker who answers every counter-measure: when tries look stopped (refused in words, or declined quicker than a
// bank declines), he changes addresses, headers, route, cards and amounts, and goes on.

import { disguisedProgram, PYTHON, stolenBrowser, type HeaderMaker } from "./browsers.ts";
import {
  ATTACK_FROM_MS,
  ATTACK_SPAN_MS,
  bot,
  countOf,
  drawCard,
  freshForm,
  lanes,
  madeUpPerson,
  openLab,
  tryForm,
  tryJson,
  type Attack,
  type Attempted,
  type AttackOptions,
  type Lab,
} from "./attack-parts.ts";
import { ATTACKED_BINS, HONEST_BINS } from "./cards.ts";
import { addressIn, HOME_JP, HOSTING, MOBILE_JP, pick, RENTED_HOMES, type Prefix16 } from "./places.ts";
import type { Actor, Identity } from "./steps.ts";
import { CHEAPEST, PRODUCT_SLUGS, type Form } from "./walk.ts";

interface Method {
  readonly places: readonly Prefix16[];
  readonly make: (lab: Lab) => HeaderMaker;
  readonly route: "form" | "json";
  readonly bins: readonly string[];
  readonly slugs: readonly string[];
  readonly triesPerVisitor: number;
  readonly solves: boolean;
}

/** From cheap to dear; after the last he begins anew with other addresses. */
const METHODS: readonly Method[] = [
  {
    places: HOSTING.slice(0, 1),
    make: () => PYTHON,
    route: "form",
    bins: ATTACKED_BINS.slice(0, 1),
    slugs: [CHEAPEST],
    triesPerVisitor: 50,
    solves: false,
  },
  {
    places: HOSTING,
    make: (lab) => disguisedProgram(lab.random),
    route: "form",
    bins: ATTACKED_BINS.slice(1, 2),
    slugs: [CHEAPEST],
    triesPerVisitor: 5,
    solves: false,
  },
  {
    places: [...HOSTING, ...RENTED_HOMES],
    make: (lab) => disguisedProgram(lab.random),
    route: "json",
    bins: ATTACKED_BINS.slice(2, 4),
    slugs: [CHEAPEST, "salt"],
    triesPerVisitor: 1,
    solves: false,
  },
  {
    places: RENTED_HOMES,
    make: (lab) => stolenBrowser(lab.random),
    route: "form",
    bins: ATTACKED_BINS.slice(4),
    slugs: ["salt", "hojicha", "tea"],
    triesPerVisitor: 3,
    solves: true,
  },
  {
    places: [...HOME_JP, ...MOBILE_JP],
    make: (lab) => stolenBrowser(lab.random),
    route: "form",
    bins: HONEST_BINS,
    slugs: PRODUCT_SLUGS,
    triesPerVisitor: 1,
    solves: true,
  },
];

/** Stopped in a row before he changes; a bank answers in 0.6 s at the least. */
const STOPPED_MAX = 5;
const BANK_MS_MIN = 500;

interface Mind {
  method: number;
  stopped: number;
  changes: number;
}

export function adaptive(options: AttackOptions): Attack {
  const lab = openLab(options);
  const attempts = countOf(lab, 3_000);
  const mind: Mind = { method: 0, stopped: 0, changes: 0 };
  const plan = { attempts, lanes: 6, fromMs: ATTACK_FROM_MS, spanMs: ATTACK_SPAN_MS };
  const plans = lanes(lab, plan, (_lane, due, firstTry) => lane(lab, mind, due, firstTry));
  return {
    name: "adaptive",
    attempts,
    separatedBy: null,
    crowdsUsed: () => mind.changes + 1,
    plans,
    tags: lab.tags,
  };
}

function* lane(lab: Lab, mind: Mind, due: readonly number[], firstTry: number): Actor {
  let as: Identity | undefined;
  let form: Form | undefined;
  let used = 0;
  let usedMethod = -1;
  for (const [n, dueMs] of due.entries()) {
    yield { do: "until", atMs: dueMs };
    const method = METHODS[mind.method % METHODS.length];
    if (method === undefined) return;
    if (as === undefined || usedMethod !== mind.method || used >= method.triesPerVisitor) {
      const ip = addressIn(pick(method.places, lab.random), lab.random);
      as = bot(lab, ip, method.make(lab), { javascript: method.solves });
      form = method.route === "form" ? yield* freshForm(as, pick(method.slugs, lab.random)) : undefined;
      used = 0;
      usedMethod = mind.method;
    }
    used += 1;
    const drawn = drawCard(lab, firstTry + n, method.bins);
    const person = madeUpPerson(lab.random);
    const tried: Attempted =
      method.route === "json"
        ? yield* tryJson(as, pick(method.slugs, lab.random), drawn, person)
        : yield* tryForm(as, form ?? { csrf: "", order: "", total: "" }, drawn, person, method.solves);
    form = tried.form ?? form;
    if (tried.ending === "approved") as = undefined;
    learn(mind, usedMethod, tried);
  }
}

function learn(mind: Mind, method: number, tried: Attempted): void {
  if (method !== mind.method) return;
  const byBank = tried.ending === "approved" || tried.ending === "declined";
  const looksStopped = !byBank || (tried.ending === "declined" && tried.seen.tookMs < BANK_MS_MIN);
  mind.stopped = looksStopped ? mind.stopped + 1 : 0;
  if (mind.stopped < STOPPED_MAX) return;
  mind.method += 1;
  mind.changes += 1;
  mind.stopped = 0;
}
