// How the page reaches the API: JSON, the caller's language, the token that confirms a change, errors as sentences.

import type { AlertDuty, AlertView, SampleAttackState } from "../../ports.ts";
import type { Hold, NowView, Reason, ShopPass, SiteView } from "../../../gate/index.ts";
import { keptLanguage } from "./language.tsx";

export type { AlertDuty, AlertView, SampleAttackState, Hold, NowView, Reason, ShopPass, SiteView };
export type Crowd = NowView["crowds"][number];

export interface VisitView {
  readonly signedIn: boolean;
  readonly name: string | null;
  readonly csrf: string | null;
  readonly ownerMissing: boolean;
  readonly demo: boolean;
}
export interface TokenView {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAtMs: number;
  readonly revokedAtMs: number | null;
}

/** What went wrong, already in the reader's language. `status` 0: no answer at all. */
export class ReachError extends Error {
  readonly status: number;
  readonly hint: string;
  /** For the page's own decisions ("confirm.country"); empty when there was no answer. */
  readonly code: string;

  constructor(status: number, message: string, hint: string, code: string = "") {
    super(message);
    this.status = status;
    this.hint = hint;
    this.code = code;
  }
}

interface Change {
  readonly body: unknown;
  readonly csrf: string | null;
}

export async function reach<T>(path: string, change?: Change): Promise<T> {
  const response = await answered(path, change);
  return (await response.json().catch(() => undefined)) as T;
}

/** As reach, for what is answered as a file. */
export async function reachFile(path: string, change?: Change): Promise<Blob> {
  return (await answered(path, change)).blob();
}

async function answered(path: string, change: Change | undefined): Promise<Response> {
  const headers: Record<string, string> = { "accept-language": keptLanguage() };
  if (change !== undefined) {
    headers["content-type"] = "application/json";
    if (change.csrf !== null) headers["x-misemori-csrf"] = change.csrf;
  }
  let response: Response;
  try {
    response = await fetch(path, {
      method: change === undefined ? "GET" : "POST",
      headers,
      ...(change === undefined ? {} : { body: JSON.stringify(change.body) }),
      credentials: "same-origin",
    });
  } catch {
    throw new ReachError(0, "", "");
  }
  if (response.ok) return response;
  const json: unknown = await response.json().catch(() => undefined);
  const error = (json as { error?: { code?: string; message?: string; hint?: string } } | undefined)?.error;
  throw new ReachError(response.status, error?.message ?? "", error?.hint ?? "", error?.code ?? "");
}
