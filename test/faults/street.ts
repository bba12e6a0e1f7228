// People on the street for tests: buyers and testers that walk the drill's own ways through the shop over real sockets.

import { createAltchaSolver } from "../../src/ready/index.ts";
import { createIssuer } from "../../examples/demo-shop/index.ts";
import type { Random } from "../../src/kernel/index.ts";
import { DESKTOP_BROWSERS, PYTHON, type HeaderMaker } from "../../src/ready/drill/browsers.ts";
import { ATTACKED_BINS, lawfulNumber, liveCard, type TypedCard } from "../../src/ready/drill/cards.ts";
import type { Actor, Identity, Seen, Step, WireRequest } from "../../src/ready/drill/steps.ts";
import { NOTHING_SEEN } from "../../src/ready/drill/steps.ts";
import {
  fillCart,
  formBody,
  jsonBody,
  open,
  passChallenge,
  readEnding,
  send,
  type Ending,
  type Person,
} from "../../src/ready/drill/walk.ts";
import { openWire } from "../../src/ready/drill/wire.ts";

const ISSUER = createIssuer();
/** Light challenges only (the three lightest classes): a heavy one would keep this machine busy for half a minute. */
const SOLVER = createAltchaSolver({ triesMax: 50_000, inFlightMax: 1 });

export interface Street {
  play<T>(actor: Actor<T>): Promise<T>;
  close(): void;
}

/** One pool of connections to a gate. `solves`: so many challenges are solved here, each a second of this machine. */
export function openStreet(gateUrl: string, solves = 0): Street {
  const wire = openWire({ url: gateUrl, address: "127.0.0.1" });
  let left = solves;
  const act = async (step: Step): Promise<Seen> => {
    if (step.do === "send") return wire.send(step.as, step.request, () => Date.now());
    if (step.do !== "solve" || left <= 0) return NOTHING_SEEN;
    left -= 1;
    const solved = await SOLVER.solve(JSON.parse(step.challenge));
    return { ...NOTHING_SEEN, body: solved?.payload ?? "" };
  };
  return {
    close: () => wire.close(),
    play: async (actor) => {
      let step = actor.next();
      while (step.done !== true) step = actor.next(await act(step.value));
      return step.value;
    },
  };
}

export interface Manner {
  readonly ip: string;
  readonly headers?: HeaderMaker;
  /** "shop": only the shop's own session, as one who throws the guard's token away. Default all. */
  readonly cookies?: "all" | "shop";
}

export function identity({ ip, headers = desktop(0), cookies = "all" }: Manner): Identity {
  return {
    ip,
    headers: headers("http://127.0.0.1:20080"),
    jar: new Map(),
    keeps: (name) => cookies === "all" || name === "minato_session",
    javascript: true,
    triesPerSecond: 100_000,
  };
}

export function desktop(index: number): HeaderMaker {
  return DESKTOP_BROWSERS[index % DESKTOP_BROWSERS.length] ?? PYTHON;
}

export { PYTHON } from "../../src/ready/drill/browsers.ts";
export { fillCart } from "../../src/ready/drill/walk.ts";
export type { Ending, Identity, TypedCard };

export { seededRandom as random } from "../../src/kernel/index.ts";

/** A card the issuer will approve. */
export function goodCard(rng: Random): TypedCard {
  const card = liveCard(ISSUER, rng);
  return { number: card.pan, expiry: card.expiry, code: card.code };
}

/** A card that is surely declined. */
export function deadCard(rng: Random, bin: string = ATTACKED_BINS[0] ?? "400022"): TypedCard {
  for (;;) {
    const number = lawfulNumber(bin, rng);
    if (!ISSUER.details(number).live) return { number, expiry: "01/30", code: "123" };
  }
}

export function person(name: string): Person {
  return {
    name: `${name} 太郎`,
    email: `${name}@example.jp`,
    tel: "0300000000",
    address: "東京都千代田区1-1",
  };
}

/** Cart, checkout and one try by form; solves a challenge when asked. */
export function* tryByForm(
  as: Identity,
  who: Person,
  payment: "card" | "cod" | "bank",
  card?: TypedCard,
  slug = "sticker",
): Actor<{ readonly ending: Ending; readonly seen: Seen }> {
  const form = yield* fillCart(as, slug);
  if (form === undefined) return { ending: "other", seen: NOTHING_SEEN };
  const request: WireRequest = {
    kind: "form",
    path: "/checkout",
    body: formBody(form, who, payment, card),
  };
  return yield* sendTry(as, request);
}

/** One try by the shop's API, without a visit. */
export function* tryByApi(as: Identity, who: Person, card: TypedCard): Actor<{ ending: Ending; seen: Seen }> {
  return yield* sendTry(as, { kind: "json", path: "/api/checkout", body: jsonBody("sticker", who, card) });
}

export function* sendTry(as: Identity, request: WireRequest): Actor<{ ending: Ending; seen: Seen }> {
  let seen = yield* send(as, request);
  // The page solves by itself; while an attack is being learned it may come a second time, and people wait once more.
  for (let asked = 0; asked < 2 && readEnding(seen) === "challenged"; asked++)
    seen = yield* passChallenge(as, seen, request);
  return { ending: readEnding(seen), seen };
}

/** A buyer who looks around first, as people do. */
export function* stroll(as: Identity): Actor {
  yield* open(as, "/");
  yield* open(as, "/guide");
  yield* open(as, "/products/oyster");
}
