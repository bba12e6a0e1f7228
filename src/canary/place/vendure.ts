// Puts planted customers into a Vendure shop through its Admin API, as its back office would create them, and takes them out again.
// The API knows no transaction: what a broken run wrote is taken back, and a killed run is completed by the next.

import { MisemoriError, reveal, type Random, type Secret } from "../../kernel/index.ts";
import type { PutEnd, ShopCustomer, ShopPlace, TakeOutEnd } from "../ports.ts";

/** One small question; a shop that needs longer is down. */
const ANSWER_MS_MAX = 20_000;
/** Answers hold a few ids. */
const ANSWER_BYTES_MAX = 256 * 1024;
/** Vendure hands out at most this many of a list, and a set has fewer. */
const LIST_MAX = 100;

interface Known {
  readonly id: string;
  readonly emailAddress: string;
  readonly orders: { readonly totalItems: number };
}

/**
 * `url`: the Admin API's address with an administrator's name and password (https://name:password@shop/admin-api). Throws MisemoriError
 * `place.url`, `place.connect`, `place.layout`; the password never stands in an error.
 */
export async function openVendurePlace(url: Secret, random: Random): Promise<ShopPlace> {
  const address = URL.parse(reveal(url));
  if (address === null || !/^https?:$/.test(address.protocol) || address.username === "")
    throw new MisemoriError(
      "place.url",
      "this is not the address of a Vendure Admin API with an administrator's name",
      "write https://name@shop.example.jp/admin-api and give the password by --password-env or --password-file",
    );
  const [username, password] = [address.username, address.password].map(decodeURIComponent);
  address.username = "";
  address.password = "";
  const place = `${address.host}${address.pathname}`;
  let token = "";
  const ask: Ask = async (query, variables) => {
    const answer = await answerOf(address, token, { query, variables }, place);
    if (answer.token !== null) token = answer.token;
    return answer.data;
  };
  const { login } = await ask(LOGIN, { username, password });
  if (login?.["__typename"] !== "CurrentUser" || token === "")
    throw new MisemoriError(
      "place.connect",
      `the Admin API at ${place} did not let us in (${typeName(login)})`,
      "check the administrator's name and password; the session is handed over by the header vendure-auth-token, so authOptions.tokenMethod must include bearer",
    );
  await ask(LIST, { take: 1, addresses: [] });
  return {
    name: `${place} (Vendure)`,
    there: async (addresses) => (await known(ask, addresses)).map(({ emailAddress }) => emailAddress),
    put: (customers) => put(ask, customers, random),
    takeOut: (addresses) => takeOut(ask, addresses),
    // No logout: Vendure ends all sessions of that administrator by it, also the one in the owner's browser. Ours runs out by itself.
    close: () => Promise.resolve(),
  };
}

async function put(ask: Ask, customers: readonly ShopCustomer[], random: Random): Promise<PutEnd> {
  const there = (
    await known(
      ask,
      customers.map(({ address }) => address),
    )
  ).map(({ emailAddress }) => emailAddress);
  const fresh = customers.filter(({ address }) => !there.includes(address));
  const made: string[] = [];
  try {
    for (const customer of fresh) await create(ask, customer, random, (id) => made.push(id));
  } catch (error) {
    for (const id of made) await ask(REMOVE, { id }).catch(() => undefined);
    throw error;
  }
  return { placed: fresh.map(({ address }) => address), there };
}

async function create(
  ask: Ask,
  { address, person }: ShopCustomer,
  random: Random,
  made: (id: string) => void,
): Promise<void> {
  const phoneNumber = person.telephone;
  const { createCustomer } = await ask(CREATE, {
    input: { firstName: person.given, lastName: person.surname, emailAddress: address, phoneNumber },
    // Known to nobody: it is forgotten with this call.
    password: Buffer.from(random.bytes(24)).toString("base64url"),
  });
  if (createCustomer?.["__typename"] !== "Customer" || typeof createCustomer["id"] !== "string")
    throw refused(typeName(createCustomer));
  made(createCustomer["id"]);
  await ask(ADDRESS, {
    id: createCustomer["id"],
    input: {
      fullName: `${person.surname} ${person.given}`,
      streetLine1: person.street,
      streetLine2: person.building,
      city: person.city,
      province: person.prefecture,
      postalCode: person.postcode,
      countryCode: "JP",
      phoneNumber,
      defaultShippingAddress: true,
      defaultBillingAddress: true,
    },
  });
}

async function takeOut(ask: Ask, addresses: readonly string[]): Promise<TakeOutEnd> {
  const byAddress = new Map((await known(ask, addresses)).map((one) => [one.emailAddress, one]));
  const end = { taken: [] as string[], gone: [] as string[], ordered: [] as string[] };
  for (const address of addresses) {
    const one = byAddress.get(address);
    if (one === undefined) end.gone.push(address);
    else if (one.orders.totalItems > 0) end.ordered.push(address);
    else {
      const { deleteCustomer } = await ask(REMOVE, { id: one.id });
      if (deleteCustomer?.["result"] !== "DELETED") throw refused("deleteCustomer");
      end.taken.push(address);
    }
  }
  return end;
}

async function known(ask: Ask, addresses: readonly string[]): Promise<readonly Known[]> {
  const { customers } = await ask(LIST, { take: LIST_MAX, addresses });
  return (customers?.["items"] ?? []) as readonly Known[];
}

type Answer = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
type Ask = (query: string, variables: object) => Promise<Answer>;

async function answerOf(
  url: URL,
  token: string,
  body: object,
  place: string,
): Promise<{ readonly data: Answer; readonly token: string | null }> {
  let text: string;
  let fresh: string | null;
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    fresh = answer.headers.get("vendure-auth-token");
    text = await bounded(answer);
  } catch (error) {
    throw new MisemoriError(
      "place.connect",
      `the Admin API at ${place} did not answer`,
      "see whether the shop is up and the address right; run this again, what is there already is not placed twice",
      error,
    );
  }
  const { data, errors } = parsed(text);
  // An error's text quotes what it was about; its code does not.
  if (errors !== undefined || data === undefined || data === null)
    throw refused(errors?.[0]?.extensions?.code ?? "no GraphQL answer");
  return { data, token: fresh };
}

async function bounded(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.length;
    if (bytes > ANSWER_BYTES_MAX) throw new RangeError("the answer is too long");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function parsed(text: string): {
  readonly data?: Answer | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
} {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

function typeName(value: Readonly<Record<string, unknown>> | undefined): string {
  return typeof value?.["__typename"] === "string" ? value["__typename"].slice(0, 60) : "no answer";
}

function refused(why: string): MisemoriError {
  return new MisemoriError(
    "place.write",
    `the shop's Admin API refused (${why.slice(0, 60)}); what this run wrote was taken back`,
    "the administrator needs the rights to read, create and delete customers, and Japan (JP) must be among the shop's countries",
  );
}

const LOGIN = `mutation ($username: String!, $password: String!) {
  login(username: $username, password: $password) { __typename } }`;
const LIST = `query ($take: Int!, $addresses: [String!]!) {
  customers(options: { take: $take, filter: { emailAddress: { in: $addresses } } }) {
    items { id emailAddress orders { totalItems } } } }`;
const CREATE = `mutation ($input: CreateCustomerInput!, $password: String) {
  createCustomer(input: $input, password: $password) { __typename ... on Customer { id } } }`;
const ADDRESS = `mutation ($id: ID!, $input: CreateAddressInput!) {
  createCustomerAddress(customerId: $id, input: $input) { id } }`;
const REMOVE = "mutation ($id: ID!) { deleteCustomer(id: $id) { result } }";
