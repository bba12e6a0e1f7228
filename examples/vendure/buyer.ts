// A tiny buyer for a Vendure shop API: puts something in the cart, fills in the address and pays by card.

export interface GraphqlAnswer {
  readonly status: number;
  readonly body: unknown;
}
export interface VendureBuyer {
  /** One GraphQL request in this buyer's session (cookie kept). */
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<GraphqlAnswer>;
  /** Item, customer, address, shipping, ArrangingPayment. Rejects when the shop refuses a step. */
  fillCart(variantId?: string): Promise<void>;
  /** One card try; "gate" when the answer is neither an order nor Vendure's own payment error. */
  payByCard(card: { readonly number: string; readonly expiry: string; readonly code: string }): Promise<{
    readonly result: "placed" | "declined" | "gate";
    readonly orderCode: string | null;
    readonly answer: GraphqlAnswer;
  }>;
}

const PAY = `mutation Pay($input: PaymentInput!) {
  addPaymentToOrder(input: $input) {
    __typename
    ... on Order { code state totalWithTax }
    ... on ErrorResult { errorCode message }
    ... on PaymentDeclinedError { paymentErrorMessage }
  }
}`;

/** @param baseUrl The shop's address or that of the guard in front of it. */
export function createVendureBuyer(
  baseUrl: string,
  options: { readonly headers?: Readonly<Record<string, string>>; readonly email?: string } = {},
): VendureBuyer {
  const cookies = new Map<string, string>();
  const ask: VendureBuyer["ask"] = async (query, variables = {}) => {
    const response = await fetch(new URL("/shop-api", baseUrl), {
      method: "POST",
      headers: {
        "content-type": "application/json",
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...options.headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (at > 0) cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    return { status: response.status, body: text.startsWith("{") ? (JSON.parse(text) as unknown) : text };
  };
  const must = async (query: string, field: string): Promise<Record<string, unknown>> => {
    const answer = await ask(query);
    const value = fieldOf(answer, field);
    if (value === undefined || value["errorCode"] !== undefined) {
      throw new Error(`vendure refused ${field}: ${JSON.stringify(answer.body).slice(0, 500)}`);
    }
    return value;
  };
  return {
    ask,
    fillCart: async (variantId = "1") => {
      const error = "... on ErrorResult { errorCode message }";
      await must(
        `mutation { addItemToOrder(productVariantId: "${variantId}", quantity: 1) { ... on Order { code } ${error} } }`,
        "addItemToOrder",
      );
      await must(
        `mutation { setCustomerForOrder(input: { firstName: "Minato", lastName: "Umino", emailAddress: "${options.email ?? "minato@example.jp"}" }) { ... on Order { code } ${error} } }`,
        "setCustomerForOrder",
      );
      await must(
        `mutation { setOrderShippingAddress(input: { fullName: "海野 みなと", streetLine1: "港町1-2-3", city: "港", postalCode: "000-0000", countryCode: "JP" }) { ... on Order { code } ${error} } }`,
        "setOrderShippingAddress",
      );
      const methods = await ask("{ eligibleShippingMethods { id } }");
      const list = (methods.body as { data?: { eligibleShippingMethods?: { id: string }[] } }).data
        ?.eligibleShippingMethods;
      await must(
        `mutation { setOrderShippingMethod(shippingMethodId: ["${list?.[0]?.id ?? "1"}"]) { ... on Order { code } ${error} } }`,
        "setOrderShippingMethod",
      );
      await must(
        `mutation { transitionOrderToState(state: "ArrangingPayment") { ... on Order { code } ${error} } }`,
        "transitionOrderToState",
      );
    },
    payByCard: async (card) => {
      const answer = await ask(PAY, { input: { method: "card", metadata: card } });
      const value = fieldOf(answer, "addPaymentToOrder");
      if (value?.["__typename"] === "Order") {
        return { result: "placed", orderCode: String(value["code"]), answer };
      }
      const declined = value?.["__typename"] === "PaymentDeclinedError";
      return { result: declined ? "declined" : "gate", orderCode: null, answer };
    },
  };
}

function fieldOf(answer: GraphqlAnswer, field: string): Record<string, unknown> | undefined {
  const data = (answer.body as { data?: Record<string, unknown> } | null)?.data?.[field];
  return typeof data === "object" && data !== null ? (data as Record<string, unknown>) : undefined;
}
