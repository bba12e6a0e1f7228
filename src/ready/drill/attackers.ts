// Card testers of rising skill, each as a plan of timed tries. They see what a real one sees: status, page and time.

import type { HeaderMaker } from "./browsers.ts";
import { disguisedProgram, PYTHON, stolenBrowser } from "./browsers.ts";
import { adaptive } from "./adaptive.ts";
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
  type AttackOptions,
  type Lab,
} from "./attack-parts.ts";
import { ATTACKED_BINS, HONEST_BINS } from "./cards.ts";
import { addressIn, ATTACKED_FROM, HOME_JP, HOSTING, pick, RENTED_HOMES } from "./places.ts";
import { wait, type Actor, type Identity } from "./steps.ts";
import { CHEAPEST, open, PRODUCT_SLUGS, type Form } from "./walk.ts";
import { DAY_MS } from "./honest.ts";

export type AttackMaker = (options: AttackOptions) => Attack;

const HOUR = { fromMs: ATTACK_FROM_MS, spanMs: ATTACK_SPAN_MS } as const;

/** A plain script on one rented machine: one session, card after card. */
const oneAddress: AttackMaker = (options) => {
  const lab = openLab(options);
  const attempts = countOf(lab, 1_800);
  const ip = addressIn(pick(HOSTING, lab.random), lab.random);
  const plans = scripted(lab, { attempts, lanes: 2, perSession: 200 }, () => bot(lab, ip, PYTHON));
  return attack(lab, "one-address", attempts, "ip", 1, plans);
};

/** Another address of one /16 for each try, browsers' names, a new cart every few tries. */
const oneNetwork: AttackMaker = (options) => {
  const lab = openLab(options);
  const attempts = countOf(lab, 2_400);
  const plans = scripted(lab, { attempts, lanes: 4, perSession: 5 }, () =>
    bot(lab, addressIn(ATTACKED_FROM, lab.random), disguisedProgram(lab.random)),
  );
  return attack(lab, "one-network", attempts, "net", 1, plans);
};

/** About 3,000 addresses in many countries, one make of program. */
const manyCountries: AttackMaker = (options) => {
  const lab = openLab(options);
  const attempts = countOf(lab, 6_000);
  const places = [...HOSTING, ...RENTED_HOMES];
  const plans = scripted(lab, { attempts, lanes: 12, perSession: 10 }, () =>
    bot(lab, addressIn(pick(places, lab.random), lab.random), disguisedProgram(lab.random)),
  );
  return attack(lab, "many-countries", attempts, "fingerprint", 1, plans);
};

/** Real browsers by remote control: all headers right, cookies kept, a walk before paying, three cards each. */
const browserLike: AttackMaker = (options) => {
  const lab = openLab(options);
  const attempts = countOf(lab, 1_200);
  const plans = driven(lab, { attempts, lanes: 6, solves: false, bins: ATTACKED_BINS.slice(0, 2) });
  return attack(lab, "browser-like", attempts, "bin", 2, plans);
};

/** The same, and it does the proof of work on a rented server. */
const challengeSolver: AttackMaker = (options) => {
  const lab = openLab(options);
  const attempts = countOf(lab, 1_500);
  const plans = driven(lab, { attempts, lanes: 8, solves: true, bins: ATTACKED_BINS.slice(2, 4) });
  return attack(lab, "challenge-solver", attempts, "bin", 2, plans);
};

/** One try every two and a half minutes for a day, each from another Japanese home, cards of the shop's usual issuers. */
const slowAndLow: AttackMaker = (options) => {
  const lab = openLab(options);
  const attempts = countOf(lab, 600);
  const day = { attempts, lanes: 2, fromMs: 0, spanMs: DAY_MS - 3_600_000 };
  const plans = lanes(lab, day, function* (_lane, due, firstTry) {
    for (const [n, dueMs] of due.entries()) {
      yield { do: "until", atMs: dueMs };
      const ip = addressIn(pick(HOME_JP, lab.random), lab.random);
      const as = bot(lab, ip, stolenBrowser(lab.random), { javascript: true });
      const form = yield* walkIn(lab, as, pick(PRODUCT_SLUGS, lab.random));
      const drawn = drawCard(lab, firstTry + n, HONEST_BINS);
      if (form !== undefined) yield* tryForm(as, form, drawn, madeUpPerson(lab.random), true);
    }
  });
  return attack(lab, "slow-and-low", attempts, null, 1, plans);
};

/** Straight to the JSON checkout, no page opened, thousands of addresses, 32 at once. */
const directApi: AttackMaker = (options) => {
  const lab = openLab(options);
  const attempts = countOf(lab, 9_000);
  const addresses = Array.from({ length: countOf(lab, 4_000) }, () =>
    addressIn(pick([...HOSTING, ...RENTED_HOMES], lab.random), lab.random),
  );
  const plans = lanes(lab, { attempts, lanes: 32, ...HOUR }, function* (_lane, due, firstTry) {
    for (const [n, dueMs] of due.entries()) {
      yield { do: "until", atMs: dueMs };
      const as = bot(lab, pick(addresses, lab.random), disguisedProgram(lab.random), { keeps: () => false });
      yield* tryJson(as, CHEAPEST, drawCard(lab, firstTry + n, ATTACKED_BINS), madeUpPerson(lab.random));
    }
  });
  return attack(lab, "direct-api", attempts, "fingerprint", 1, plans);
};

/** In order of skill. */
export const ATTACKERS: Readonly<Record<string, AttackMaker>> = {
  "one-address": oneAddress,
  "one-network": oneNetwork,
  "many-countries": manyCountries,
  "browser-like": browserLike,
  "challenge-solver": challengeSolver,
  "slow-and-low": slowAndLow,
  "direct-api": directApi,
  adaptive,
};

/** Attacks that need the day's world instead of the hour's. */
export const DAY_LONG: readonly string[] = ["slow-and-low"];

function attack(
  lab: Lab,
  name: string,
  attempts: number,
  separatedBy: Attack["separatedBy"],
  crowds: number,
  plans: Attack["plans"],
): Attack {
  return { name, attempts, separatedBy, crowdsUsed: () => crowds, plans, tags: lab.tags };
}

/** A script: a session with a filled cart, then card after card, then a new session. */
function scripted(
  lab: Lab,
  plan: { readonly attempts: number; readonly lanes: number; readonly perSession: number },
  newBot: () => Identity,
): Attack["plans"] {
  return lanes(lab, { ...plan, ...HOUR }, function* (_lane, due, firstTry) {
    let as = newBot();
    let form: Form | undefined;
    for (const [n, dueMs] of due.entries()) {
      yield { do: "until", atMs: dueMs };
      if (n % plan.perSession === 0 || form === undefined) {
        as = newBot();
        form = yield* freshForm(as, CHEAPEST);
      } else as = { ...as, ip: newBot().ip };
      const drawn = drawCard(lab, firstTry + n, ATTACKED_BINS);
      form ??= { csrf: "", order: "", total: "" };
      const { form: next, ending } = yield* tryForm(as, form, drawn, madeUpPerson(lab.random), false);
      form = ending === "approved" ? undefined : (next ?? form);
    }
  });
}

/** Driven browsers: look around, fill the cart, try three cards with a person's pauses, come again as someone else. */
function driven(
  lab: Lab,
  plan: {
    readonly attempts: number;
    readonly lanes: number;
    readonly solves: boolean;
    readonly bins: readonly string[];
  },
): Attack["plans"] {
  const places = [...RENTED_HOMES, ...HOME_JP, ...HOME_JP];
  return lanes(lab, { ...plan, ...HOUR }, function* (_lane, due, firstTry) {
    let as: Identity | undefined;
    let form: Form | undefined;
    for (const [n, dueMs] of due.entries()) {
      yield { do: "until", atMs: dueMs };
      if (as === undefined || form === undefined || n % 3 === 0) {
        const make: HeaderMaker = stolenBrowser(lab.random);
        as = bot(lab, addressIn(pick(places, lab.random), lab.random), make, { javascript: plan.solves });
        form = yield* walkIn(lab, as, CHEAPEST);
      }
      const drawn = drawCard(lab, firstTry + n, plan.bins);
      const typed = form ?? { csrf: "", order: "", total: "" };
      const tried = yield* tryForm(as, typed, drawn, madeUpPerson(lab.random), plan.solves);
      form = tried.ending === "approved" ? undefined : (tried.form ?? form);
    }
  });
}

function* walkIn(lab: Lab, as: Identity, slug: string): Actor<Form | undefined> {
  yield* open(as, "/");
  yield* wait(500 + lab.random.unit() * 1_500);
  return yield* freshForm(as, slug);
}
