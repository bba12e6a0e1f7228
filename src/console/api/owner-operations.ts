// The owner's way back and the owner's keys: a one-time link made on the machine itself, a new password by that link, a
// changed password, and signing out everywhere. Every one of them goes into the journal.

import type { Account } from "../ports.ts";
import type { AccessWiring } from "./access-operations.ts";
import { operation, type Operation } from "./operations.ts";
import { passwordFault } from "./passwords.ts";
import { refused } from "./refusals.ts";
import * as shapes from "./shapes.ts";
import { hashKey, newKey } from "./visits.ts";

export const LINK_VALID_MS = 24 * 3_600_000;

/** The key stands behind "#": browsers never send that part, so it is in no server's or proxy's log. */
export async function makeOwnerLink(
  {
    accounts,
    oneTimeKeys,
    clock,
    random,
  }: Pick<AccessWiring, "accounts" | "oneTimeKeys" | "clock" | "random">,
  publicUrl: URL,
): Promise<{
  readonly url: string;
  readonly purpose: "first-owner" | "reset";
  readonly validUntilMs: number;
}> {
  const purpose = (await accounts.count()) === 0 ? "first-owner" : "reset";
  const key = newKey(random);
  const validUntilMs = clock.nowMs() + LINK_VALID_MS;
  await oneTimeKeys.put(hashKey(key), purpose, validUntilMs);
  const page = purpose === "reset" ? "/reset" : "/first";
  return { url: new URL(`${page}#${key}`, publicUrl).href, purpose, validUntilMs };
}

export function ownerOperations(wiring: AccessWiring): readonly Operation[] {
  return [
    linkOperation(wiring),
    resetOperation(wiring),
    changeOperation(wiring),
    everywhereOperation(wiring),
  ];
}

function linkOperation(wiring: AccessWiring): Operation {
  return operation({
    id: "makeOwnerLink",
    method: "post",
    path: "/v1/owner-link",
    who: "owner:link",
    summary: "A one-time link to name the owner, or to set a new password; for this machine's command line",
    answer: shapes.ownerLink,
    run: async ({ caller }) => {
      const link = await makeOwnerLink(wiring, wiring.publicUrl());
      await wiring.journal.write("owner.link-made", caller.by, { purpose: link.purpose });
      return link;
    },
  });
}

function resetOperation(wiring: AccessWiring): Operation {
  const { accounts, oneTimeKeys, passwords, limiter, sessions, visits, journal, clock } = wiring;
  return operation({
    id: "resetPassword",
    method: "post",
    path: "/v1/reset",
    who: "anyone",
    summary: "Use a one-time link: set the owner's new password, end all sessions, sign in",
    body: shapes.newPassword,
    answer: shapes.visitView,
    run: async ({ body, address, setCookie }) => {
      // There is one owner: the first account. A link for others would have to name them.
      const [owner] = await accounts.list();
      if (owner === undefined) return refused(410, "link.used");
      const fault = passwordFault(body.password, owner.name);
      if (fault !== undefined) return refused(422, fault);
      const allowance = limiter.take(address, "reset");
      if (!allowance.ok) return refused(429, "login.slow", { seconds: allowance.seconds });
      // Hashed before the link is spent: whoever is told "busy" can use the link again.
      const passwordHash = await passwords.hash(body.password);
      if (passwordHash === undefined) return refused(503, "busy");
      if (!(await oneTimeKeys.consume(hashKey(body.token), "reset", clock.nowMs())))
        return refused(410, "link.used");
      limiter.succeeded(address, "reset");
      await accounts.setPassword(owner.id, passwordHash);
      const ended = await sessions.endAll(owner.id, clock.nowMs());
      await journal.write("password.reset", `owner:${owner.name}`, { sessionsEnded: ended });
      return signInAgain(wiring, owner, visits, setCookie);
    },
  });
}

function changeOperation(wiring: AccessWiring): Operation {
  const { accounts, passwords, limiter, sessions, visits, journal, clock } = wiring;
  return operation({
    id: "changePassword",
    method: "post",
    path: "/v1/password",
    who: "person",
    summary: "Change one's own password; the old one is asked, all other sessions end",
    body: shapes.passwordChange,
    answer: shapes.visitView,
    run: async ({ caller, body, address, setCookie }) => {
      if (caller.kind !== "person") return refused(403, "session.person");
      const { account } = caller.visit;
      const fault = passwordFault(body.password, account.name);
      if (fault !== undefined) return refused(422, fault);
      // A session left open must not be a way to guess the password.
      const allowance = limiter.take(address, account.name);
      if (!allowance.ok) return refused(429, "login.slow", { seconds: allowance.seconds });
      const right = await passwords.check(body.old, account.passwordHash);
      if (right === "busy") return refused(503, "busy");
      if (!right) return refused(422, "password.old");
      limiter.succeeded(address, account.name);
      const passwordHash = await passwords.hash(body.password);
      if (passwordHash === undefined) return refused(503, "busy");
      await accounts.setPassword(account.id, passwordHash);
      const ended = await sessions.endAll(account.id, clock.nowMs());
      await journal.write("password.changed", caller.by, { otherSessionsEnded: Math.max(0, ended - 1) });
      return signInAgain(wiring, account, visits, setCookie);
    },
  });
}

async function signInAgain(
  { demo }: AccessWiring,
  account: Account,
  visits: AccessWiring["visits"],
  setCookie: (value: string) => void,
) {
  const { visit, setCookie: cookie } = await visits.start(account);
  setCookie(cookie);
  return { signedIn: true, name: account.name, csrf: visit.session.csrf, ownerMissing: false, demo };
}

function everywhereOperation({ sessions, visits, journal, clock }: AccessWiring): Operation {
  return operation({
    id: "signOutEverywhere",
    method: "post",
    path: "/v1/sign-out-everywhere",
    who: "person",
    summary: "End all of one's own sessions, this one included",
    answer: shapes.sessionsEnded,
    run: async ({ caller, setCookie }) => {
      if (caller.kind !== "person") return refused(403, "session.person");
      const ended = await sessions.endAll(caller.visit.account.id, clock.nowMs());
      setCookie(await visits.end(caller.visit));
      await journal.write("sessions.ended", caller.by, { ended });
      return { ended };
    },
  });
}
