// How the API says no: one shape for every error, in the caller's language. Which refusal fits is the caller's affair.

import { say, type Language } from "../../kernel/index.ts";
import { apiWords, type ApiWord } from "../words.ts";

type WithoutHint<K> = K extends `${string}.hint` ? never : K;
/** A refusal's name: also its `code` for machines. */
export type RefusalCode = Exclude<
  WithoutHint<ApiWord>,
  "decision.released" | "decision.cancelled" | "page.unbuilt"
>;

/** A refusal as a value. `values` fill the sentences. */
export interface Refused {
  readonly kind: "refused";
  readonly status: number;
  readonly code: RefusalCode;
  readonly values: Readonly<Record<string, string | number>>;
}

export function refused(
  status: number,
  code: RefusalCode,
  values: Readonly<Record<string, string | number>> = {},
): Refused {
  return { kind: "refused", status, code, values };
}

export function isRefused(value: unknown): value is Refused {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "refused";
}

export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly hint: string };
}

export function refusalBody(refusal: Refused, language: Language): ErrorBody {
  return {
    error: {
      code: refusal.code,
      message: say(apiWords, language, refusal.code, refusal.values),
      hint: say(apiWords, language, `${refusal.code}.hint`, refusal.values),
    },
  };
}

export function refusalResponse(refusal: Refused, language: Language): Response {
  const headers: Record<string, string> = {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  };
  const seconds = refusal.values["seconds"];
  if (refusal.status === 429 && seconds !== undefined) headers["retry-after"] = String(seconds);
  if (refusal.status === 401) headers["www-authenticate"] = "Bearer";
  return new Response(JSON.stringify(refusalBody(refusal, language)), { status: refusal.status, headers });
}
