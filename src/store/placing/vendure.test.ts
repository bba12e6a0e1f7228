// Planted customers in a real Vendure, through its Admin API.

import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { createVendureBuyer } from "../../../examples/vendure/buyer.ts";
import { startVendure, vendureIsInstalled, type RunningVendure } from "../../../examples/vendure/start.ts";
import { openVendurePlace } from "../../canary/index.ts";
import { secret, systemRandom } from "../../kernel/index.ts";
import { HOW, setOf, shopPlaceContract } from "../contract/shop-place.ts";

const skip = vendureIsInstalled() ? false : "npm ci was not run in examples/vendure";
const OWNER = "a/p:w";

/** An administrator who is not the adapter. */
function look(url: string): (query: string, variables?: object) => Promise<unknown> {
  let token = "";
  return async (query, variables = {}) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    token = answer.headers.get("vendure-auth-token") ?? token;
    const { data, errors } = (await answer.json()) as { data: unknown; errors?: unknown };
    assert.equal(errors, undefined, JSON.stringify(errors));
    return data;
  };
}

describe("a Vendure shop", { skip }, () => {
  let shop: RunningVendure;
  let ask: ReturnType<typeof look>;
  /** The shop's web server in front of it: answers with its own page when this address is created. */
  let refused = "";
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Uint8Array[] = [];
    for await (const part of request) parts.push(part as Uint8Array);
    const body = Buffer.concat(parts).toString();
    if (refused !== "" && body.includes("createCustomer(") && body.includes(refused)) {
      response.writeHead(503).end("<p>503</p>");
      return;
    }
    const { authorization = "" } = request.headers;
    const answer = await fetch(`${shop.url}${request.url}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(authorization === "" ? {} : { authorization }),
      },
      body,
    });
    const token = answer.headers.get("vendure-auth-token");
    if (token !== null) response.setHeader("vendure-auth-token", token);
    response.end(await answer.text());
  };
  const front = createServer((request, response) => void pass(request, response));
  before(async () => {
    await new Promise<void>((done) => front.listen(0, "127.0.0.1", () => done()));
    shop = await startVendure({ gatewayUrl: "http://127.0.0.1:9", ownerPassword: OWNER });
    ask = look(`${shop.url}/admin-api`);
    await ask(`mutation { login(username: "owner", password: "${OWNER}") { __typename } }`);
    await ask(
      `mutation { createCustomer(input: { firstName: "花子", lastName: "山田", emailAddress: "own@example.jp" }) { __typename } }`,
    );
  });
  after(async () => {
    front.closeAllConnections();
    front.close();
    await shop?.close();
  });

  const address = (password = OWNER): string =>
    `http://owner:${encodeURIComponent(password)}@127.0.0.1:${(front.address() as AddressInfo).port}/admin-api`;
  const customers = async (): Promise<readonly { id: string; emailAddress: string }[]> =>
    (
      (await ask("{ customers(options: { take: 100 }) { items { id emailAddress } } }")) as {
        customers: { items: { id: string; emailAddress: string }[] };
      }
    ).customers.items;

  shopPlaceContract("a real Vendure", () => ({
    place: () => openVendurePlace(secret(address()), systemRandom()),
    addresses: async () => (await customers()).map(({ emailAddress }) => emailAddress).toSorted(),
    refuse: (mail) => {
      refused = mail;
      return () => (refused = "");
    },
    // A guest's order that the owner then books to this customer.
    order: async (mail) => {
      await createVendureBuyer(shop.url).fillCart("1");
      const { orders } = (await ask("{ orders { items { id } } }")) as {
        orders: { items: { id: string }[] };
      };
      const customerId = (await customers()).find(({ emailAddress }) => emailAddress === mail)?.id;
      await ask("mutation ($input: SetOrderCustomerInput!) { setOrderCustomer(input: $input) { id } }", {
        input: { orderId: orders.items[0]?.id, customerId },
      });
    },
  }));

  test("holds a planted customer as verified, with an address in Japan", async () => {
    const place = await openVendurePlace(secret(address()), systemRandom());
    const [one] = setOf("row");
    assert.ok(one !== undefined);
    await place.put([one], HOW);
    const { customers: found } = (await ask(
      "query ($mail: String!) { customers(options: { filter: { emailAddress: { eq: $mail } } }) { items { firstName lastName phoneNumber user { verified } addresses { city postalCode country { code } } } } }",
      { mail: one.address },
    )) as { customers: { items: unknown[] } };
    const { person } = one;
    assert.deepEqual(found.items, [
      {
        firstName: person.given,
        lastName: person.surname,
        phoneNumber: person.telephone,
        user: { verified: true },
        addresses: [{ city: person.city, postalCode: person.postcode, country: { code: "JP" } }],
      },
    ]);
    await place.takeOut([one.address]);
    await place.close();
  });

  test("does not let us in with a wrong password, and the error does not tell it", async () => {
    const wrong = openVendurePlace(secret(address("wrong-secret")), systemRandom());
    await assert.rejects(wrong, (error: Error) => {
      assert.equal("code" in error && error.code, "place.connect");
      assert.doesNotMatch(`${error.message} ${JSON.stringify(error)}`, /wrong-secret/);
      return true;
    });
  });
});

test("an address that is no Admin API is refused: no name, no answer, a page, an endless answer", async (t) => {
  const server = createServer((request, response) => {
    if (request.url !== "/endless") return void response.end("<!doctype html><p>shop</p>");
    const pour = (): void => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
    };
    response.on("drain", pour);
    pour();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  await assert.rejects(placeAt(`http://127.0.0.1:${port}/admin-api`), { code: "place.url" });
  await assert.rejects(placeAt("mysql://owner@127.0.0.1/shop"), { code: "place.url" });
  await assert.rejects(placeAt("http://owner:x@127.0.0.1:1/admin-api"), { code: "place.connect" });
  await assert.rejects(placeAt(`http://owner:x@127.0.0.1:${port}/admin-api`), { code: "place.write" });
  await assert.rejects(placeAt(`http://owner:x@127.0.0.1:${port}/endless`), { code: "place.connect" });
});

function placeAt(url: string): Promise<unknown> {
  return openVendurePlace(secret(url), systemRandom());
}
