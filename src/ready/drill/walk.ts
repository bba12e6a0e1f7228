// The ways through the demonstration shop, step by step: pages, cart, checkout by form or JSON, the gate's challenge and
// 3-D Secure. Who walks, when and why is in honest.ts and attackers.ts.

import type { DrillIssuer } from "../ports.ts";
import type { TypedCard } from "./cards.ts";
import type { Actor, Identity, Paying, Seen, WireRequest } from "./steps.ts";

/** How a try to pay ended, as its sender can tell. */
export type Ending = "approved" | "declined" | "challenged" | "refused" | "paused" | "secure" | "other";

export function readEnding(seen: Seen): Ending {
  const { status, body } = seen;
  if (status === 303 && seen.location.endsWith("/thanks")) return "approved";
  if (status === 303 && seen.location.includes("/checkout/3ds/")) return "secure";
  if (status === 201) return "approved";
  if (status === 202) return "secure";
  if (status === 200 && body.includes('data-error="card-declined"')) return "declined";
  if (status === 402 && body.includes('"card_declined"')) return "declined";
  if (seen.challengeUrl !== "" || body.includes("data-challenge=")) return "challenged";
  if (status === 503 && body.includes("misemori.cards-paused")) return "paused";
  if (status === 503) return "paused";
  if (status === 403 || status === 429) return "refused";
  return "other";
}

export const PRODUCT_SLUGS = [
  "oyster",
  "oyster-oil",
  "pillow",
  "stole",
  "tea",
  "hojicha",
  "salt",
  "sticker",
] as const;
export const CHEAPEST = "sticker";

export function* send(as: Identity, request: WireRequest, paying?: Paying): Actor<Seen> {
  return yield paying === undefined ? { do: "send", as, request } : { do: "send", as, request, paying };
}

export function* open(as: Identity, path: string): Actor<Seen> {
  return yield* send(as, { kind: "page", path });
}

/** Product page, into the cart, checkout page. Returns what the checkout page needs, or undefined when a page failed. */
export function* fillCart(as: Identity, slug: string, quantity = 1): Actor<Form | undefined> {
  const product = yield* open(as, `/products/${slug}`);
  const csrf = csrfOf(product);
  if (csrf === undefined) return undefined;
  yield* send(as, {
    kind: "form",
    path: "/cart",
    body: new URLSearchParams({ csrf, product: slug, quantity: String(quantity) }).toString(),
  });
  return yield* openCheckout(as);
}

/** The hidden fields of the checkout form. */
export interface Form {
  readonly csrf: string;
  readonly order: string;
  readonly total: string;
}

export function* openCheckout(as: Identity): Actor<Form | undefined> {
  return formOf(yield* open(as, "/checkout"));
}

export function formOf(seen: Seen): Form | undefined {
  const csrf = csrfOf(seen);
  const hidden = (name: string): string =>
    new RegExp(`name="${name}" value="([^"]{0,60})"`).exec(seen.body)?.[1] ?? "";
  return csrf === undefined ? undefined : { csrf, order: hidden("order"), total: hidden("total") };
}

function csrfOf(seen: Seen): string | undefined {
  return seen.status === 200 ? /name="csrf" value="(\w{8,64})"/.exec(seen.body)?.[1] : undefined;
}

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly tel: string;
  readonly address: string;
}

export function formBody(
  form: Form,
  person: Person,
  payment: "card" | "cod" | "bank",
  card?: TypedCard,
): string {
  return new URLSearchParams({
    csrf: form.csrf,
    order: form.order,
    total: form.total,
    name: person.name,
    email: person.email,
    tel: person.tel,
    zip: "100-0001",
    address: person.address,
    payment,
    card_number: card?.number ?? "",
    card_expiry: card?.expiry ?? "",
    card_code: card?.code ?? "",
  }).toString();
}

export function jsonBody(slug: string, person: Person, card: TypedCard): string {
  return JSON.stringify({
    items: [{ slug, quantity: 1 }],
    customer: person,
    payment: { method: "card", card },
  });
}

/** Solves the challenge in an answer and lets the try go on; returns the last answer (still challenged when unsolved). */
export function* passChallenge(
  as: Identity,
  asked: Seen,
  request: WireRequest,
  paying?: Paying,
): Actor<Seen> {
  if (!as.javascript && request.kind === "form") return asked;
  if (asked.challengeUrl !== "") return yield* passByScript(as, asked, request, paying);
  const attribute = (pattern: RegExp): string =>
    (pattern.exec(asked.body)?.[1] ?? "").replaceAll("&amp;", "&");
  const challengePath = attribute(/data-challenge="([^"]{1,600})"/);
  const action = attribute(/<form[^>]{0,300}action="([^"]{1,600})"/);
  const sealed = attribute(/name="sealed"\s+value="([^"]{1,100000})"/);
  const payload = yield* work(as, challengePath);
  if (payload === "" || sealed === "") return asked;
  const body = new URLSearchParams({ sealed, altcha: payload }).toString();
  return yield* send(as, { kind: "form", path: action, body }, paying);
}

/** Apps and programs: the named address gives a challenge, its solution a ticket, and the try is sent again. */
function* passByScript(as: Identity, asked: Seen, request: WireRequest, paying?: Paying): Actor<Seen> {
  const [path = "", query = ""] = pathOf(asked.challengeUrl).split("?");
  const offer = `${path.replace(/\.json$/, "")}.json${query === "" ? "" : `?${query}`}`;
  const payload = yield* work(as, offer);
  if (payload === "") return asked;
  const solution = JSON.stringify({ altcha: payload });
  const accepted = yield* send(as, { kind: "json", path: offer, body: solution });
  return accepted.status === 200 ? yield* send(as, request, paying) : asked;
}

function* work(as: Identity, challengePath: string): Actor<string> {
  if (!challengePath.startsWith("/")) return "";
  const offered = yield* send(as, { kind: "json-get", path: challengePath });
  if (offered.status !== 200) return "";
  const solved: Seen = yield { do: "solve", as, challenge: offered.body };
  return solved.body;
}

function pathOf(url: string): string {
  try {
    const parsed = new URL(url, "http://gate");
    return parsed.pathname + parsed.search;
  } catch {
    return "/";
  }
}

/** 3-D Secure: the cardholder reads the password in the bank's app; somebody else can only guess. */
export function* passSecure(as: Identity, seen: Seen, password: string, paying: Paying): Actor<Seen> {
  const named = seen.location === "" ? (/"url":"([^"]{1,200})"/.exec(seen.body)?.[1] ?? "") : seen.location;
  const path = pathOf(named);
  const page = yield* open(as, path);
  const csrf = csrfOf(page);
  if (csrf === undefined) return seen;
  const body = new URLSearchParams({ csrf, password }).toString();
  return yield* send(as, { kind: "form", path, body }, paying);
}

export function passwordOf(issuer: DrillIssuer, card: TypedCard): string {
  return issuer.details(card.number).oneTimePassword;
}
