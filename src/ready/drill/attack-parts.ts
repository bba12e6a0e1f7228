// What the attackers of a drill are put together from: lanes that make tries at planned times, sessions, disguises.
// The attackers themselves, one per skill, stand in attackers.ts and adaptive.ts.

import { seededRandom, type Random } from "../../kernel/index.ts";
import type { DrillIssuer } from "../ports.ts";
import type { HeaderMaker } from "./browsers.ts";
import { testedCard, type TypedCard } from "./cards.ts";
import type { Actor, Identity, Paying, Plan, Seen } from "./steps.ts";
import {
  fillCart,
  formBody,
  formOf,
  jsonBody,
  openCheckout,
  passChallenge,
  passSecure,
  readEnding,
  send,
  type Ending,
  type Form,
  type Person,
} from "./walk.ts";

export interface AttackOptions {
  readonly seed: number;
  readonly issuer: DrillIssuer;
  readonly origin: string;
  /** Start of the hour (or day) the attack falls into. */
  readonly startMs: number;
  readonly scale: number;
  /** An act of an attack to watch: this many tries in this time from `startMs`, by so many hands at once. */
  readonly act?: { readonly attempts: number; readonly spanMs: number; readonly lanes: number };
}

/** The crowd, if any, whose outcomes alone tell this attack from the honest: what Wald's bound is counted over. */
export type Separator = "ip" | "net" | "fingerprint" | "bin" | null;

export interface Attack {
  readonly name: string;
  readonly attempts: number;
  readonly separatedBy: Separator;
  /** How many such crowds it has used (an adaptive one is asked after the play). */
  readonly crowdsUsed: () => number;
  readonly plans: readonly Plan[];
  /** Tags of its cards, one per try, filled while playing. */
  readonly tags: readonly (string | undefined)[];
}

/** Attacks fall between minute 8 and 58 of the hour: into quiet, burst and quiet. */
export const ATTACK_FROM_MS = 8 * 60_000;
export const ATTACK_SPAN_MS = 50 * 60_000;

export interface Lab {
  readonly options: AttackOptions;
  readonly random: Random;
  readonly tags: (string | undefined)[];
}

export function openLab(options: AttackOptions): Lab {
  return { options, random: seededRandom(options.seed ^ 0x5eed), tags: [] };
}

export function countOf(lab: Lab, atFullScale: number): number {
  return lab.options.act?.attempts ?? Math.max(5, Math.round(atFullScale * lab.options.scale));
}

/** Tries at machine cadence with a little jitter, dealt to lanes that work one after the other. */
export function lanes(
  lab: Lab,
  plan: {
    readonly attempts: number;
    readonly lanes: number;
    readonly fromMs: number;
    readonly spanMs: number;
  },
  work: (lane: number, dueMs: readonly number[], firstTry: number) => Actor,
): readonly Plan[] {
  const { act } = lab.options;
  const fromMs = act === undefined ? plan.fromMs : 0;
  const stepMs = (act?.spanMs ?? plan.spanMs) / plan.attempts;
  const count = Math.min(act?.lanes ?? plan.lanes, plan.attempts);
  const perLane = Math.ceil(plan.attempts / count);
  return Array.from({ length: count }, (_, lane) => {
    const due: number[] = [];
    for (let n = lane; n < plan.attempts; n += count) {
      due.push(lab.options.startMs + fromMs + stepMs * (n + lab.random.unit() * 0.4));
    }
    return { atMs: due[0] ?? lab.options.startMs, begin: () => work(lane, due, lane * perLane) };
  });
}

export function bot(
  lab: Lab,
  ip: string,
  make: HeaderMaker,
  more: Partial<Pick<Identity, "keeps" | "javascript">> = {},
): Identity {
  return {
    ip,
    headers: make(lab.options.origin),
    jar: new Map(),
    keeps: more.keeps ?? (() => true),
    javascript: more.javascript ?? false,
    triesPerSecond: 150_000,
  };
}

/** Name and digits, as generated addresses look. */
export function madeUpPerson(random: Random): Person {
  const letters = (count: number): string =>
    Array.from({ length: count }, () => "abcdefghijklmnoprstuvwy"[Math.floor(random.unit() * 23)]).join("");
  const name = letters(6);
  return {
    name: `${name} ${letters(5)}`,
    email: `${name}${Math.floor(random.unit() * 10_000)}@gmail.com`,
    tel: `0${Math.floor(1e9 + random.unit() * 8e9)}`,
    address: `${Math.floor(random.unit() * 900)} ${letters(7)} st`,
  };
}

/** A new card for try number `index`; its tag is noted for the count. */
export function drawCard(
  lab: Lab,
  index: number,
  bins: readonly string[],
): { card: TypedCard; paying: Paying } {
  const card = testedCard(bins, lab.options.issuer, lab.random);
  const tag = lab.options.issuer.tag(card.number);
  lab.tags[index] = tag;
  return { card, paying: { tag, side: "attacker", who: index } };
}

export interface Attempted {
  readonly ending: Ending;
  readonly seen: Seen;
  /** The form to go on with, when the shop showed its checkout again. */
  readonly form: Form | undefined;
}

/** One try through the checkout form. `solves` deals with challenges; without it a challenge ends the try. */
export function* tryForm(
  as: Identity,
  form: Form,
  drawn: { readonly card: TypedCard; readonly paying: Paying },
  person: Person,
  solves: boolean,
): Actor<Attempted> {
  const body = formBody(form, person, "card", drawn.card);
  const request = { kind: "form", path: "/checkout", body } as const;
  let seen = yield* send(as, request, drawn.paying);
  if (solves && readEnding(seen) === "challenged") {
    seen = yield* passChallenge(as, seen, request, drawn.paying);
  }
  // A stolen card comes without the holder's phone: the password can only be guessed.
  if (readEnding(seen) === "secure" && solves) {
    seen = yield* passSecure(as, seen, "000000", drawn.paying);
  }
  return { ending: readEnding(seen), seen, form: formOf(seen) };
}

export function* tryJson(
  as: Identity,
  slug: string,
  drawn: { readonly card: TypedCard; readonly paying: Paying },
  person: Person,
): Actor<Attempted> {
  const request = { kind: "json", path: "/api/checkout", body: jsonBody(slug, person, drawn.card) } as const;
  const seen = yield* send(as, request, drawn.paying);
  return { ending: readEnding(seen), seen, form: undefined };
}

/** A filled cart in a new session; tries a second time when a page did not come. */
export function* freshForm(as: Identity, slug: string): Actor<Form | undefined> {
  return (yield* fillCart(as, slug)) ?? (yield* openCheckout(as));
}
