// Puts the pieces together as one hono app: frontier checks, extra routes, operations, the page. No sockets here.

import { Hono, type Context } from "hono";
import type { HttpBindings } from "@hono/node-server";
import { chooseLanguage, type Language, type Networks, type Random } from "../../kernel/index.ts";
import type { ApiTokens } from "../ports.ts";
import { BODY_BYTES_MAX, callerAddress, hostFault, isNeighbour, originFault } from "./frontier.ts";
import { readBody, securityHeaders } from "./frontier.ts";
import { describeApi } from "./openapi.ts";
import type { Caller, Operation } from "./operations.ts";
import type { Page } from "./page.ts";
import type { TapPage } from "./tap-page.ts";
import { isRefused, refused, refusalResponse, type Refused } from "./refusals.ts";
import { hashKey, sameText, type Visits } from "./visits.ts";

/** A request handed to a route that is mounted from outside (agency webhooks), with its body untouched for signatures. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly clientIp: string;
  readonly body: Uint8Array;
}
export interface RawReply {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | Uint8Array;
}
export interface RawRoute {
  readonly method: "POST";
  /** Exact path. */
  readonly path: string;
  readonly bodyBytesMax: number;
  readonly handle: (request: RawRequest) => Promise<RawReply>;
}

export interface AppWiring {
  readonly operations: readonly Operation[];
  readonly rawRoutes: readonly RawRoute[];
  readonly page: Page;
  readonly tapPage: TapPage;
  readonly visits: Visits;
  readonly apiTokens: ApiTokens;
  readonly publicUrl: () => URL;
  readonly trustedProxies: Networks;
  readonly random: Random;
  readonly metrics: () => Promise<string>;
  readonly health: () => Promise<{ readonly ok: boolean; readonly shop?: "open" | "stopped" }>;
  readonly log: (level: "warn" | "error", event: string, facts: Readonly<Record<string, unknown>>) => void;
}

type Env = { Bindings: HttpBindings };
type Ctx = Context<Env>;

export function createApp(wiring: AppWiring): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    await next();
    // The page's index brings its own policy with a nonce.
    const secure = wiring.publicUrl().protocol === "https:";
    for (const [name, value] of Object.entries(securityHeaders(undefined, secure))) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
  });
  app.onError((error, c) => {
    wiring.log("error", "console.failed", { path: c.req.path, error: error.message });
    return no(c, refused(500, "guard.failed"));
  });
  for (const route of wiring.rawRoutes) app.post(route.path, (c) => runRaw(wiring, route, c));
  app.get("/healthz", async (c) => {
    const health = await wiring.health();
    return c.json(health, health.ok ? 200 : 503, { "cache-control": "no-store" });
  });
  // Agencies and probes above come under any name; people and their browsers only under the console's own.
  app.use(async (c, next) => {
    const fault = hostFault(c.req.header("host"), wiring.publicUrl());
    return fault === undefined ? next() : no(c, fault);
  });
  // Opened on phones without signing in: the token in the path is the only key, and a change needs no Origin besides it.
  app.get("/a/:token", (c) => wiring.tapPage.show(c.req.param("token"), addressOf(wiring, c), languageOf(c)));
  app.post("/a/:token", (c) =>
    wiring.tapPage.take(c.req.param("token"), addressOf(wiring, c), languageOf(c)),
  );
  app.get("/metrics", (c) => showMetrics(wiring, c));
  const description = JSON.stringify(describeApi(wiring.operations));
  app.get("/v1/openapi.json", (c) => c.body(description, 200, { "content-type": "application/json" }));
  for (const operation of wiring.operations) {
    app.on(operation.method, honoPath(operation.path), (c) => runOperation(wiring, operation, c));
  }
  app.all("/v1/*", (c) => no(c, refused(404, "path.unknown")));
  app.get("*", (c) => showPage(wiring, c));
  app.notFound((c) => no(c, refused(404, "path.unknown")));
  return app;
}

function no(c: Ctx, refusal: Refused): Response {
  return refusalResponse(refusal, languageOf(c));
}

function languageOf(c: Ctx): Language {
  return chooseLanguage(c.req.header("accept-language"));
}

function honoPath(path: string): string {
  return path.replaceAll(/\{([a-z]+)\}/gi, ":$1");
}

function addressOf(wiring: AppWiring, c: Ctx): string {
  return callerAddress(c.env.incoming.socket.remoteAddress, c.req.raw.headers, wiring.trustedProxies);
}

async function runRaw(wiring: AppWiring, route: RawRoute, c: Ctx): Promise<Response> {
  const body = await readBody(c.req.raw, route.bodyBytesMax);
  if (isRefused(body)) return refusalResponse(body, languageOf(c));
  const reply = await route.handle({
    method: c.req.method,
    path: c.req.path,
    query: new URL(c.req.url).search.slice(1),
    headers: c.req.header(),
    clientIp: addressOf(wiring, c),
    body,
  });
  const headers = new Headers(reply.headers.map(([name, value]): [string, string] => [name, value]));
  return new Response(typeof reply.body === "string" ? reply.body : Buffer.from(reply.body), {
    status: reply.status,
    headers,
  });
}

async function runOperation(wiring: AppWiring, operation: Operation, c: Ctx): Promise<Response> {
  const language = languageOf(c);
  const caller = await whoCalls(wiring, c);
  if (isRefused(caller)) return refusalResponse(caller, language);
  const fault = notAllowed(wiring, operation, caller, c);
  if (fault !== undefined) return refusalResponse(fault, language);
  const given = await readGiven(operation, c);
  if (isRefused(given)) return refusalResponse(given, language);
  const cookies: string[] = [];
  const result = await operation.run({
    caller,
    language,
    address: addressOf(wiring, c),
    params: c.req.param(),
    query: given.query as never,
    body: given.body as never,
    signal: c.req.raw.signal,
    stillAllowed: async () => {
      const again = await whoCalls(wiring, c);
      return !isRefused(again) && notAllowed(wiring, operation, again, c) === undefined;
    },
    setCookie: (value) => void cookies.push(value),
  });
  if (result instanceof Response) return result;
  if (isRefused(result)) return refusalResponse(result, language);
  const headers = new Headers({ "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return Response.json(result, { headers });
}

async function whoCalls(wiring: AppWiring, c: Ctx): Promise<Caller | Refused> {
  const authorization = c.req.header("authorization");
  if (authorization !== undefined) {
    const key = /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(authorization)?.[1];
    const token = key === undefined ? undefined : await wiring.apiTokens.find(hashKey(key));
    if (token === undefined || token.revokedAtMs !== null) return refused(401, "token.unknown");
    return { kind: "token", by: `api:${token.name}`, token };
  }
  const visit = await wiring.visits.find(c.req.header("cookie"));
  return visit === undefined
    ? { kind: "nobody", by: "nobody" }
    : { kind: "person", by: `owner:${visit.account.name}`, visit };
}

function notAllowed(wiring: AppWiring, operation: Operation, caller: Caller, c: Ctx): Refused | undefined {
  const { who } = operation;
  const changes = operation.method !== "get";
  if (caller.kind === "token") {
    if (who === "anyone") return undefined;
    if (who === "person") return refused(403, "session.person");
    return caller.token.scopes.includes(who) ? undefined : refused(403, "token.scope", { scope: who });
  }
  // The origin is asked before anything else, so that a foreign site learns nothing, not even who is signed in.
  const origin = changes ? originFault(c.req.raw.headers, wiring.publicUrl()) : undefined;
  if (origin !== undefined || who === "anyone") return origin;
  if (caller.kind === "nobody") return refused(401, "session.none");
  if (!changes) return undefined;
  const csrf = c.req.header("x-misemori-csrf") ?? "";
  return sameText(csrf, caller.visit.session.csrf) ? undefined : refused(403, "csrf.wrong");
}

async function readGiven(operation: Operation, c: Ctx): Promise<{ query: unknown; body: unknown } | Refused> {
  const query = operation.query?.safeParse(c.req.query());
  if (query?.success === false) return wrongShape(query.error.issues);
  if (operation.body === undefined) return { query: query?.data, body: undefined };
  const bytes = await readBody(c.req.raw, operation.bodyBytesMax ?? BODY_BYTES_MAX);
  if (isRefused(bytes)) return bytes;
  // Nothing at all is an empty object: "release" needs no more than its address.
  const read = bytes.length === 0 ? { json: {} } : readJson(c, bytes);
  if (!("json" in read)) return read;
  const body = operation.body.safeParse(read.json);
  return body.success ? { query: query?.data, body: body.data } : wrongShape(body.error.issues);
}

/** Wrapped, so that what a caller sends can never be taken for a refusal of ours. */
function readJson(c: Ctx, bytes: Uint8Array): { readonly json: unknown } | Refused {
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) return refused(415, "body.json");
  try {
    return { json: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return refused(400, "body.json");
  }
}

/** Names the places, never the values: a password must not come back in an error. */
function wrongShape(issues: readonly { readonly path: PropertyKey[]; readonly code: string }[]): Refused {
  const where = issues.slice(0, 5).map((issue) => issue.path.map(String).join(".") || issue.code);
  return refused(422, "body.shape", { where: [...new Set(where)].join(", ").slice(0, 300) });
}

/** Figures without names: open to a collector on this machine, with a token to others. */
async function showMetrics(wiring: AppWiring, c: Ctx): Promise<Response> {
  if (!isNeighbour(c.env.incoming.socket.remoteAddress, c.req.raw.headers)) {
    const caller = await whoCalls(wiring, c);
    if (isRefused(caller)) return refusalResponse(caller, languageOf(c));
    if (caller.kind === "nobody") return refusalResponse(refused(401, "session.none"), languageOf(c));
    if (caller.kind === "token" && !caller.token.scopes.includes("now:read")) {
      return refusalResponse(refused(403, "token.scope", { scope: "now:read" }), languageOf(c));
    }
  }
  return c.body(await wiring.metrics(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
}

function showPage(wiring: AppWiring, c: Ctx): Response {
  const file = wiring.page.file(c.req.path, c.req.header("accept-encoding") ?? "");
  if (file !== undefined) return file;
  // A missing script must not be answered with the page, or the browser keeps it as a script.
  if (c.req.path.startsWith("/assets/")) return refusalResponse(refused(404, "path.unknown"), languageOf(c));
  const nonce = Buffer.from(wiring.random.bytes(16)).toString("base64url");
  const index = wiring.page.index(nonce, languageOf(c));
  const secure = wiring.publicUrl().protocol === "https:";
  for (const [name, value] of Object.entries(securityHeaders(nonce, secure))) index.headers.set(name, value);
  return index;
}
