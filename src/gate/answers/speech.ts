// Chooses how to speak to a client (page, JSON, GraphQL) and writes the machine-readable refusals.

import type { ArrivedRequest, Reply } from "../http/way.ts";
import type { PaymentRoute } from "../attempts/contract.ts";

/** The route knows best; a script that asks a page's address for JSON alone gets JSON. */
export function speechFor(
  request: ArrivedRequest,
  route: Pick<PaymentRoute, "speaks">,
): PaymentRoute["speaks"] {
  if (route.speaks !== "page") return route.speaks;
  const accept = request.headers["accept"] ?? "";
  return /application\/json/i.test(accept) && !/text\/html/i.test(accept) ? "json" : "page";
}

/**
 * `{error: {code, message, …}}`; for GraphQL status 200 with `{errors: [{message, extensions: {code, …}}], data: null}`,
 * because clients of GraphQL read nothing else.
 */
export function machineReply(
  speaks: "json" | "graphql",
  status: number,
  error: { readonly code: string; readonly message: string; readonly [more: string]: unknown },
  headers: readonly (readonly [string, string])[] = [],
): Reply {
  const { message, ...extensions } = error;
  const body = speaks === "json" ? { error } : { errors: [{ message, extensions }], data: null };
  return {
    status: speaks === "json" ? status : 200,
    headers: [
      ["Content-Type", "application/json; charset=utf-8"],
      ["Cache-Control", "no-store"],
      ["X-Content-Type-Options", "nosniff"],
      ...headers,
    ],
    body: JSON.stringify(body),
  };
}
