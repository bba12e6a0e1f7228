// Who may come in: first owner, sign-in and sign-out, API tokens. What they may then do is in the other operations.

import { newId, type Clock, type Random } from "../../kernel/index.ts";
import type { Account, Accounts, ApiToken, ApiTokens, JournalWriter, OneTimeKeys } from "../ports.ts";
import type { Sessions } from "../ports.ts";
import type { SignInLimiter } from "./limiter.ts";
import { operation, type Call, type Operation } from "./operations.ts";
import { ownerOperations } from "./owner-operations.ts";
import { passwordFault, type Passwords } from "./passwords.ts";
import { refused, type Refused } from "./refusals.ts";
import * as shapes from "./shapes.ts";
import { hashKey, newKey, type Visit, type Visits } from "./visits.ts";

/** Living tokens: a shop needs a handful. */
const TOKENS_MAX = 100;
/** Failed sign-ins are written at most once a minute (with their number): a guessing bot must not fill the journal. */
const FAILURES_EVERY_MS = 60_000;

export interface AccessWiring {
  readonly accounts: Accounts;
  readonly apiTokens: ApiTokens;
  readonly oneTimeKeys: OneTimeKeys;
  readonly sessions: Sessions;
  readonly visits: Visits;
  readonly passwords: Passwords;
  readonly limiter: SignInLimiter;
  readonly journal: JournalWriter;
  readonly clock: Clock;
  readonly random: Random;
  readonly publicUrl: () => URL;
  /** A demonstration, which can attack itself. */
  readonly demo: boolean;
}

export function accessOperations(wiring: AccessWiring): readonly Operation[] {
  return [
    ...signInOperations(wiring),
    firstOwnerOperation(wiring),
    ...ownerOperations(wiring),
    ...tokenOperations(wiring),
  ];
}

function visitView(visit: Visit | undefined, ownerMissing: boolean, demo: boolean) {
  return {
    signedIn: visit !== undefined,
    name: visit?.account.name ?? null,
    csrf: visit?.session.csrf ?? null,
    ownerMissing,
    demo,
  };
}

function signInOperations(wiring: AccessWiring): readonly Operation[] {
  const { accounts, visits, journal } = wiring;
  const failures = countFailures(wiring);
  return [
    operation({
      id: "getVisit",
      method: "get",
      path: "/v1/visit",
      who: "anyone",
      summary: "Who is signed in here, and whether an owner is still to be named",
      answer: shapes.visitView,
      run: async ({ caller }) =>
        visitView(
          caller.kind === "person" ? caller.visit : undefined,
          (await accounts.count()) === 0,
          wiring.demo,
        ),
    }),
    operation({
      id: "signIn",
      method: "post",
      path: "/v1/sign-in",
      who: "anyone",
      summary: "Sign in with name and password; sets the session cookie",
      body: shapes.signIn,
      answer: shapes.visitView,
      run: async ({ body, address, setCookie }) => {
        const account = await checkPerson(wiring, failures, address, body);
        if ("kind" in account) return account;
        const { visit, setCookie: cookie } = await visits.start(account);
        setCookie(cookie);
        await journal.write("login.done", `owner:${account.name}`, {});
        return visitView(visit, false, wiring.demo);
      },
    }),
    operation({
      id: "signOut",
      method: "post",
      path: "/v1/sign-out",
      who: "person",
      summary: "End this session",
      answer: shapes.done,
      run: async ({ caller, setCookie }) => {
        if (caller.kind === "person") setCookie(await visits.end(caller.visit));
        return { done: true as const };
      },
    }),
  ];
}

async function checkPerson(
  wiring: AccessWiring,
  failures: () => Promise<void>,
  address: string,
  body: { name: string; password: string },
): Promise<Account | Refused> {
  const { accounts, limiter, passwords } = wiring;
  const allowance = limiter.take(address, body.name);
  if (!allowance.ok) return refused(429, "login.slow", { seconds: allowance.seconds });
  const account = await accounts.findByName(body.name);
  const right = await passwords.check(body.password, account?.passwordHash);
  if (right === "busy") return refused(503, "busy");
  if (account === undefined || !right) {
    await failures();
    return refused(401, "login.wrong");
  }
  limiter.succeeded(address, body.name);
  return account;
}

function countFailures({ clock, journal }: AccessWiring): () => Promise<void> {
  let unwritten = 0;
  let writtenAtMs = Number.NEGATIVE_INFINITY;
  return async () => {
    unwritten += 1;
    if (clock.monoMs() - writtenAtMs < FAILURES_EVERY_MS) return;
    const failures = unwritten;
    unwritten = 0;
    writtenAtMs = clock.monoMs();
    await journal.write("login.failed", "misemori", { failures });
  };
}

function firstOwnerOperation(wiring: AccessWiring): Operation {
  const { accounts, oneTimeKeys, passwords, limiter, visits, journal, clock, random } = wiring;
  return operation({
    id: "nameFirstOwner",
    method: "post",
    path: "/v1/first-owner",
    who: "anyone",
    summary: "Use the one-time link of the first start: name the owner and set the password",
    body: shapes.firstOwner,
    answer: shapes.visitView,
    run: async ({ body, address, setCookie }) => {
      const fault = passwordFault(body.password, body.name);
      if (fault !== undefined) return refused(422, fault);
      const allowance = limiter.take(address, "first-owner");
      if (!allowance.ok) return refused(429, "login.slow", { seconds: allowance.seconds });
      // Hashed before the link is spent: whoever is told "busy" can use the link again.
      const passwordHash = await passwords.hash(body.password);
      if (passwordHash === undefined) return refused(503, "busy");
      const nowMs = clock.nowMs();
      const owners = await accounts.count();
      if (owners > 0 || !(await oneTimeKeys.consume(hashKey(body.token), "first-owner", nowMs))) {
        return refused(410, "link.used");
      }
      const account: Account = {
        id: newId("acc", nowMs, random),
        name: body.name,
        passwordHash,
        createdAtMs: nowMs,
      };
      limiter.succeeded(address, "first-owner");
      await accounts.add(account);
      await journal.write("owner.named", `owner:${account.name}`, {});
      const { visit, setCookie: cookie } = await visits.start(account);
      setCookie(cookie);
      return visitView(visit, false, wiring.demo);
    },
  });
}

const tokenView = (token: ApiToken) => ({
  name: token.name,
  scopes: [...token.scopes],
  createdAtMs: token.createdAtMs,
  revokedAtMs: token.revokedAtMs,
});

function tokenOperations(wiring: AccessWiring): readonly Operation[] {
  const { apiTokens, journal, clock } = wiring;
  return [
    operation({
      id: "listTokens",
      method: "get",
      path: "/v1/tokens",
      who: "person",
      summary: "All API tokens by name; keys are never shown again",
      answer: shapes.tokenList,
      // This machine's own token is new at every start: its forerunners tell nobody anything.
      run: async () => ({
        tokens: (await apiTokens.list())
          .filter((token) => token.revokedAtMs === null || !token.scopes.includes("owner:link"))
          .map(tokenView),
      }),
    }),
    operation({
      id: "makeToken",
      method: "post",
      path: "/v1/tokens",
      who: "person",
      summary: "Make an API token; its key is in this answer only",
      body: shapes.tokenWish,
      answer: shapes.tokenMade,
      run: (call) => makeToken(wiring, call),
    }),
    operation({
      id: "revokeToken",
      method: "post",
      path: "/v1/tokens/{name}/revoke",
      who: "person",
      summary: "End an API token at once",
      answer: shapes.done,
      run: async ({ params, caller }) => {
        const name = params["name"] ?? "";
        if (!(await apiTokens.revoke(name, clock.nowMs()))) return refused(404, "token.unknown");
        await journal.write("token.revoked", caller.by, { token: name });
        return { done: true as const };
      },
    }),
  ];
}

async function makeToken(
  { apiTokens, journal, clock, random }: AccessWiring,
  { body, caller }: Call<undefined, { name: string; scopes: ApiToken["scopes"] }>,
) {
  const known = await apiTokens.list();
  if (known.filter((token) => token.revokedAtMs === null).length >= TOKENS_MAX)
    return refused(409, "token.many");
  if (known.some((token) => token.name === body.name)) return refused(409, "token.taken");
  const key = `msm_${newKey(random)}`;
  const token: ApiToken = {
    keyHash: hashKey(key),
    name: body.name,
    scopes: [...new Set(body.scopes)],
    createdAtMs: clock.nowMs(),
    revokedAtMs: null,
  };
  await apiTokens.put(token);
  await journal.write("token.made", caller.by, { token: token.name, scopes: token.scopes });
  return { key, token: tokenView(token) };
}
