// The running guard's HTTP API as the command line uses it: loopback, with the token that `up` left in the records folder.

import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { LoadedConfig } from "../config/index.ts";
import { fine, refuse, say, type Language, type Outcome } from "../kernel/index.ts";
import type { Alert, AlertDutyView, SaidAlert, TrialReport } from "../desk/index.ts";
import { LOCAL_TOKEN_FILE } from "./ports.ts";
import { cliWords, type CliWord } from "./words.ts";

/** Answers are lists of at most some hundred rows. */
const ANSWER_BYTES_MAX = 8 * 1024 * 1024;
const TIMEOUT_MS = 15_000;
/** Joining a large shop's persons with their addresses takes minutes. */
export const LONG_WORK_MS = 30 * 60_000;
/** Five hundred letters are some megabytes. */
const FILE_TIMEOUT_MS = 120_000;

export interface HoldRow {
  readonly id: string;
  readonly createdAtMs: number;
  readonly orderRef: string | null;
  readonly claimedRef: string | null;
  readonly amountYen: number | null;
  readonly country: string;
  readonly probability: number;
  readonly state: string;
  readonly decidedBy: string | null;
}
export interface CardsRow {
  readonly state: "open" | "paused";
  readonly by: string;
  readonly why: string;
  readonly atMs: number;
}
export interface OwnerLinkRow {
  readonly url: string;
  readonly purpose: "first-owner" | "reset";
  readonly validUntilMs: number;
}
export type AlertRow = Omit<Alert, "cause" | "duty"> & {
  readonly said?: SaidAlert;
  readonly duty?: AlertDutyView;
};
export interface TrialRow {
  readonly person: string;
  readonly channels: readonly TrialReport[];
}

export interface GuardClient {
  get<T>(path: `/v1/${string}`): Promise<Outcome<T>>;
  /** `timeoutMs`: for what takes its time, such as reading a mailbox. */
  post<T>(path: `/v1/${string}`, body: object, timeoutMs?: number): Promise<Outcome<T>>;
  /** A file as it is. */
  download(path: `/v1/${string}`): Promise<Outcome<Uint8Array>>;
}

/** Refuses when the token file is missing (guard never ran), unreadable, or open to other users. */
export async function connectGuard(
  loaded: LoadedConfig,
  language: Language,
  gone: AbortSignal,
): Promise<Outcome<GuardClient>> {
  const file = join(loaded.recordsFolder, LOCAL_TOKEN_FILE);
  const token = await readToken(file, language);
  if (!token.ok) return token;
  const base = localUrl(loaded.config.console.listen);
  const call = async <T>(
    path: string,
    init: RequestInit,
    read: (response: Response) => Promise<Outcome<T>> = (response) => answerOf<T>(response, language, base),
    timeoutMs = TIMEOUT_MS,
  ): Promise<Outcome<T>> => {
    try {
      const response = await fetch(new URL(path, base), {
        ...init,
        redirect: "error",
        signal: AbortSignal.any([gone, AbortSignal.timeout(timeoutMs)]),
        headers: {
          authorization: `Bearer ${token.value}`,
          "content-type": "application/json",
          "accept-language": language,
        },
      });
      return await read(response);
    } catch {
      return no(language, "guardAway", { url: base });
    }
  };
  return fine({
    get: (path) => call(path, { method: "GET" }),
    post: (path, body, timeoutMs) =>
      call(path, { method: "POST", body: JSON.stringify(body) }, undefined, timeoutMs),
    download: (path) =>
      call(
        path,
        { method: "GET" },
        async (response) =>
          response.ok ? fine(await response.bytes()) : answerOf<Uint8Array>(response, language, base),
        FILE_TIMEOUT_MS,
      ),
  });
}

/** The console's own address as seen from this machine. */
export function localUrl(listen: string): string {
  return `http://${listen.replace(/^(0\.0\.0\.0|\[::\]):/, "127.0.0.1:")}`;
}

async function readToken(file: string, language: Language): Promise<Outcome<string>> {
  try {
    const { mode } = await stat(file);
    if (process.platform !== "win32" && (mode & 0o077) !== 0) return no(language, "tokenOpen", { file });
    return fine((await readFile(file, "utf8")).trim());
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "error";
    return no(language, code === "ENOENT" ? "tokenMissing" : "tokenUnreadable", { file });
  }
}

async function answerOf<T>(response: Response, language: Language, url: string): Promise<Outcome<T>> {
  const length = Number(response.headers.get("content-length") ?? 0);
  if (length > ANSWER_BYTES_MAX) return no(language, "guardOdd", { url });
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    return no(language, "guardOdd", { url });
  }
  if (response.ok) return fine(body as T);
  const error = body !== null && typeof body === "object" && "error" in body ? body.error : undefined;
  const { code, message, hint } = (error ?? {}) as Record<string, unknown>;
  if (typeof message !== "string") return no(language, "guardOdd", { url });
  return refuse(typeof code === "string" ? code : "api", message, typeof hint === "string" ? hint : "");
}

function no(language: Language, key: string, values: Record<string, string>): ReturnType<typeof refuse> {
  const words = (suffix: string): string => say(cliWords, language, `${key}${suffix}` as CliWord, values);
  return refuse(`cli.${key}`, words(""), words(".hint"));
}
