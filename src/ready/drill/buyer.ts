// One honest buyer's visit: browse, cart, checkout, a slip of the finger, another try, another way to pay, or giving up.

import type { Random } from "../../kernel/index.ts";
import type { DrillCard, DrillIssuer } from "../ports.ts";
import { liveCard, mistyped, typed, type TypedCard } from "./cards.ts";
import { pick } from "./places.ts";
import { wait, type Actor, type Identity, type Paying, type Seen } from "./steps.ts";
import {
  fillCart,
  formBody,
  formOf,
  jsonBody,
  open,
  openCheckout,
  passChallenge,
  passSecure,
  passwordOf,
  PRODUCT_SLUGS,
  readEnding,
  send,
  type Ending,
  type Form,
  type Person,
} from "./walk.ts";

export type BuyerKind = "usual" | "foreign" | "in-app" | "app" | "no-script" | "collector";

export interface Buyer {
  readonly index: number;
  readonly kind: BuyerKind;
  readonly identity: Identity;
  readonly person: Person;
  /** Bought here before (in the warm-up day) and kept the cookies. */
  readonly proven: boolean;
  readonly paysBy: "card" | "cod" | "bank";
  /** Filled while playing. */
  readonly visits: VisitResult[];
}

export interface VisitResult {
  /** False while it goes on (a drill may be cut short). */
  ended: boolean;
  /** Ended with an order. */
  completed: boolean;
  /** Went away of his own will after real declines. */
  gaveUp: boolean;
  challenged: boolean;
  challengeFailed: boolean;
  /** Refused in words: block, pause, limit. */
  refused: number;
  readonly tries: { readonly tag: string; readonly ending: Ending }[];
}

export interface Visit {
  readonly buyer: Buyer;
  readonly issuer: DrillIssuer;
  readonly random: Random;
  readonly lean: boolean;
  /** May mistype or be at a limit. */
  readonly slips: boolean;
}

/** First tries that fail by a slip; with cards at their limit (4 in 100) this gives 8–12 % declines. */
const SLIP_SHARE = 0.06;
const LIMIT_SHARE = 0.04;
/** Card tries one person makes in one visit. */
const TRIES_MAX = 4;

export function* buy(visit: Visit): Actor {
  const result: VisitResult = {
    ended: false,
    completed: false,
    gaveUp: false,
    challenged: false,
    challengeFailed: false,
    refused: 0,
    tries: [],
  };
  visit.buyer.visits.push(result);
  if (visit.buyer.kind === "app") yield* buyInApp(visit, result);
  else yield* buyOnPages(visit, result);
  result.ended = true;
}

function* buyOnPages(visit: Visit, result: VisitResult): Actor {
  const { buyer, random, lean } = visit;
  const as = buyer.identity;
  // A lean visit draws and waits the same, so that a buyer decides alike in every replay.
  if (random.unit() < 0.7 && !lean) yield* open(as, "/");
  yield* wait(3_000 + random.unit() * 12_000);
  for (let more = random.unit(); more > 0.5; more -= 0.25) {
    const slug = pick(PRODUCT_SLUGS, random);
    if (!lean) yield* open(as, `/products/${slug}`);
    yield* wait(8_000 + random.unit() * 32_000);
  }
  const form = yield* fillCart(as, pick(PRODUCT_SLUGS, random), 1 + Math.floor(random.unit() * 2));
  if (form === undefined) return;
  yield* wait(30_000 + random.unit() * 90_000);
  if (buyer.paysBy !== "card") {
    yield* payOtherwise(visit, form, buyer.paysBy, result);
  } else {
    yield* payByCard(visit, form, result);
  }
  if (result.completed && !lean) yield* open(as, "/");
}

/** Card after card until it works, patience ends, or the shop offers another way. */
function* payByCard(visit: Visit, first: Form, result: VisitResult): Actor {
  const { random, issuer } = visit;
  const purse = openPurse(visit);
  let form = first;
  for (let tryNo = 0; tryNo < TRIES_MAX; tryNo++) {
    const { card, last } = purse.next();
    const { ending, seen } = yield* tryCard(visit, form, last ?? typed(card), result);
    if (ending === "approved") {
      result.completed = true;
      return;
    }
    if (ending === "paused" || ending === "refused" || ending === "challenged") {
      if (random.unit() < 0.3 || (ending === "paused" && random.unit() < 0.5)) {
        const again = yield* openCheckout(visit.buyer.identity);
        if (again !== undefined) yield* payOtherwise(visit, again, "cod", result);
        return;
      }
      if (result.refused >= 2) return;
      yield* wait(60_000 + random.unit() * 120_000);
      form = (yield* openCheckout(visit.buyer.identity)) ?? form;
      continue;
    }
    form = formOf(seen) ?? form;
    const mood = random.unit();
    if (purse.isAtLimit() && mood < 0.25) {
      yield* payOtherwise(visit, form, "cod", result);
      return;
    }
    if (mood > (purse.isAtLimit() ? 0.7 : 0.92) || tryNo === TRIES_MAX - 1) {
      result.gaveUp = true;
      return;
    }
    yield* wait(12_000 + random.unit() * 40_000);
    purse.after(issuer);
  }
}

interface Purse {
  next(): { readonly card: DrillCard; readonly last: TypedCard | undefined };
  isAtLimit(): boolean;
  /** Looks again at the card, or takes another one. */
  after(issuer: DrillIssuer): void;
}

function openPurse(visit: Visit): Purse {
  const { random, issuer, slips } = visit;
  const drawn = slips ? random.unit() : 1;
  let card = liveCard(issuer, random, drawn >= SLIP_SHARE && drawn < SLIP_SHARE + LIMIT_SHARE);
  let slip = drawn < SLIP_SHARE ? mistyped(card, random) : undefined;
  return {
    next: () => ({ card, last: slip }),
    isAtLimit: () => card.atLimit,
    after: (from) => {
      if (card.atLimit) card = liveCard(from, random);
      slip = slip !== undefined && random.unit() < 0.15 ? mistyped(card, random) : undefined;
    },
  };
}

function* tryCard(
  visit: Visit,
  form: Form,
  card: TypedCard,
  result: VisitResult,
): Actor<{ readonly ending: Ending; readonly seen: Seen }> {
  const { buyer } = visit;
  const body = formBody(form, buyer.person, "card", card);
  return yield* settle(visit, { kind: "form", path: "/checkout", body }, card, result);
}

/** Sends a try and goes through what may come between it and the bank's word: challenge, 3-D Secure. */
function* settle(
  visit: Visit,
  request: Parameters<typeof send>[1],
  card: TypedCard,
  result: VisitResult,
): Actor<{ readonly ending: Ending; readonly seen: Seen }> {
  const as = visit.buyer.identity;
  const tag = visit.issuer.tag(card.number);
  const paying: Paying = { tag, side: "honest", who: visit.buyer.index };
  let seen = yield* send(as, request, paying);
  let ending = readEnding(seen);
  if (ending === "challenged") {
    result.challenged = true;
    seen = yield* passChallenge(as, seen, request, paying);
    ending = readEnding(seen);
    if (ending === "challenged") result.challengeFailed = true;
  }
  if (ending === "secure") {
    yield* wait(10_000 + visit.random.unit() * 20_000);
    seen = yield* passSecure(as, seen, passwordOf(visit.issuer, card), paying);
    ending = readEnding(seen);
  }
  if (ending === "refused" || ending === "paused") result.refused += 1;
  result.tries.push({ tag, ending });
  return { ending, seen };
}

function* payOtherwise(visit: Visit, form: Form, by: "cod" | "bank", result: VisitResult): Actor {
  const as = visit.buyer.identity;
  const request = {
    kind: "form",
    path: "/checkout",
    body: formBody(form, visit.buyer.person, by),
  } as const;
  let seen = yield* send(as, request);
  if (readEnding(seen) === "challenged") {
    result.challenged = true;
    seen = yield* passChallenge(as, seen, request);
    result.challengeFailed = readEnding(seen) === "challenged";
  }
  const ending = readEnding(seen);
  if (ending === "approved") result.completed = true;
  else if (ending === "refused" || ending === "paused") result.refused += 1;
}

/** The shop's app: one look at the list, then the order in one JSON body. */
function* buyInApp(visit: Visit, result: VisitResult): Actor {
  const { buyer, random } = visit;
  yield* send(buyer.identity, { kind: "json-get", path: "/api/products" });
  yield* wait(40_000 + random.unit() * 90_000);
  const purse = openPurse(visit);
  for (let tryNo = 0; tryNo < 3; tryNo++) {
    const { card, last } = purse.next();
    const chosen = last ?? typed(card);
    const body = jsonBody(pick(PRODUCT_SLUGS, random), buyer.person, chosen);
    const request = { kind: "json", path: "/api/checkout", body } as const;
    const { ending } = yield* settle(visit, request, chosen, result);
    if (ending === "approved") {
      result.completed = true;
      return;
    }
    if (ending === "declined" && random.unit() < 0.2) {
      result.gaveUp = true;
      return;
    }
    yield* wait(15_000 + random.unit() * 60_000);
    purse.after(visit.issuer);
  }
  result.gaveUp = result.refused === 0;
}
