// One description per API operation: the router, the checks and the OpenAPI page are all made from it.

import type { z } from "zod";
import type { Language } from "../../kernel/index.ts";
import type { ApiScope, ApiToken } from "../ports.ts";
import type { Refused } from "./refusals.ts";
import type { Visit } from "./visits.ts";

/** Who calls. `by` is what the journal writes: "owner:Hanako", "api:shop". */
export type Caller =
  | { readonly kind: "nobody"; readonly by: "nobody" }
  | { readonly kind: "person"; readonly by: `owner:${string}`; readonly visit: Visit }
  | { readonly kind: "token"; readonly by: `api:${string}`; readonly token: ApiToken };

export interface Call<Q, B> {
  readonly caller: Caller;
  readonly language: Language;
  /** The caller's address, for the limiter only. */
  readonly address: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  readonly signal: AbortSignal;
  /** Asks again whether the caller may still be here (a stream outlives a sign-out). */
  readonly stillAllowed: () => Promise<boolean>;
  readonly setCookie: (value: string) => void;
}

export interface Operation {
  readonly id: string;
  readonly method: "get" | "post";
  /** With "{name}" for one segment. */
  readonly path: `/v1/${string}`;
  /** "anyone", "person" (a signed-in person only), or the scope a token needs (persons may everything). */
  readonly who: "anyone" | "person" | ApiScope;
  readonly summary: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Where a body may be longer than a form's. */
  readonly bodyBytesMax?: number;
  /** The shape of a 200 answer; "events" for a stream, "page" for HTML. */
  readonly answer: z.ZodType | "events" | "page";
  readonly run: (call: Call<never, never>) => Promise<unknown>;
}

type Frozen<T> = T extends (infer E)[]
  ? readonly Frozen<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** Ties the handler's types to the schemas. A handler gives a value for 200, a Response, or a Refused. */
export function operation<
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends z.ZodType | "events" | "page" = z.ZodType,
>(described: {
  id: string;
  method: "get" | "post";
  path: `/v1/${string}`;
  who: Operation["who"];
  summary: string;
  query?: Q;
  body?: B;
  bodyBytesMax?: number;
  answer: A;
  run: (
    call: Call<Parsed<Q>, Parsed<B>>,
  ) => Promise<(A extends z.ZodType ? Frozen<z.input<A>> : never) | Response | Refused>;
}): Operation {
  const { query, body, run, ...rest } = described;
  return {
    ...rest,
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    run,
  };
}
