// A request on its way to the shop and back after all sessions were ended: sessions without a seal do not reach the
// shop, and what the shop gives out anew is sealed on its way to the buyer.

import type { ArrivedRequest, Forward, Way } from "../http/way.ts";
import type { ShopTraits } from "../attempts/index.ts";
import type { SiteBoard } from "./board.ts";
import type { Seals } from "./seals.ts";
import type { SessionNames } from "./session-names.ts";

export interface Sessions {
  /** `ask` gets the request as the shop will see it. */
  pass(request: ArrivedRequest, fromMs: number, ask: (known: ArrivedRequest) => Way): Way;
}

export interface SessionTools {
  readonly board: SiteBoard;
  readonly seals: Seals;
  readonly names: SessionNames;
  readonly traits: ShopTraits;
}

/** Dead sessions are wiped from the browser, this many per answer: each takes two lines. */
const WIPED_MAX = 4;
const BEARER = /^Bearer +(\S+) *$/i;

export function createSessions(tools: SessionTools): Sessions {
  return {
    pass: (request, fromMs, ask) => {
      if (tools.names.isInTarget(request.target)) return { kind: "answer", reply: startAgain() };
      const passing = inspect(tools, request, fromMs);
      const way = ask(passing.known);
      if (way.kind === "forward") return dress(tools, way, passing, fromMs);
      if (way.kind === "answer") return way;
      return {
        ...way,
        proceed: async (body, gone) => {
          const next = await way.proceed(body, gone);
          return next.kind === "forward" ? dress(tools, next, passing, fromMs) : next;
        },
      };
    },
  };
}

/** A session in the address cannot be sealed, and has no place there: the visit begins anew at the front page. */
function startAgain(): Extract<Way, { kind: "answer" }>["reply"] {
  return {
    status: 303,
    headers: [
      ["Location", "/"],
      ["Cache-Control", "no-store"],
    ],
    body: "",
  };
}

interface Passing {
  readonly known: ArrivedRequest;
  /** Fields not to be sent as they came, and what goes in their place. */
  readonly without: readonly string[];
  readonly instead: readonly (readonly [string, string])[];
  /** Names of the cookies to wipe. */
  readonly removed: readonly string[];
}

function inspect({ seals, traits }: SessionTools, request: ArrivedRequest, fromMs: number): Passing {
  const headers: Record<string, string | undefined> = { ...request.headers };
  const without: string[] = [];
  const instead: [string, string][] = [];
  let removed: readonly string[] = [];
  const cookie = headers["cookie"];
  if (cookie !== undefined) {
    const stripped = seals.strip(cookie, fromMs);
    removed = stripped.removed;
    headers["cookie"] = stripped.kept === "" ? undefined : stripped.kept;
    without.push("cookie");
    if (stripped.kept !== "") instead.push(["Cookie", stripped.kept]);
  }
  const bearer = traits.tokenField === null ? null : BEARER.exec(headers["authorization"] ?? "");
  if (bearer !== null) {
    const token = seals.openToken(bearer[1] ?? "", fromMs);
    headers["authorization"] = token === undefined ? undefined : `Bearer ${token}`;
    without.push("authorization");
    if (token !== undefined) instead.push(["Authorization", `Bearer ${token}`]);
  }
  return { known: { ...request, headers }, without, instead, removed };
}

function dress(tools: SessionTools, forward: Forward, passing: Passing, fromMs: number): Forward {
  return {
    ...forward,
    without: passing.without,
    requestHeaders: [...(forward.requestHeaders ?? []), ...passing.instead],
    amend: (raw) => amend(tools, raw, passing, fromMs),
  };
}

function amend(
  { board, seals, traits }: SessionTools,
  raw: readonly string[],
  { known, removed }: Passing,
  fromMs: number,
): ReturnType<NonNullable<Forward["amend"]>> {
  // The sessions were ended again while the shop was asked: what it gives out may be an old one, carried on.
  if (board.read().sessionsFromMs !== fromMs) return { drop: [], add: [] };
  const setCookies: string[] = [];
  const add: [string, string][] = [];
  const drop: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = (raw[i] ?? "").toLowerCase();
    const value = raw[i + 1] ?? "";
    if (name === "set-cookie") setCookies.push(value);
    else if (name === traits.tokenField && value !== "") {
      if (!drop.includes(name)) drop.push(name);
      add.push([raw[i] ?? name, seals.sealToken(value, fromMs)]);
    }
  }
  for (const seal of seals.sealsFor(setCookies, fromMs)) add.push(["Set-Cookie", seal]);
  for (const line of wipes(known, removed, setCookies)) add.push(["Set-Cookie", line]);
  return { drop, add };
}

/**
 * Only with pages: an older answer to a picture must not wipe the session that a page has just been given. What the shop
 * sets itself is left alone.
 */
function wipes(
  { headers, host }: ArrivedRequest,
  removed: readonly string[],
  setCookies: readonly string[],
): readonly string[] {
  if (removed.length === 0 || headers["accept"]?.includes("text/html") !== true) return [];
  const isSet = (name: string): boolean => setCookies.some((line) => line.trimStart().startsWith(`${name}=`));
  const domain = host.replace(/:\d{1,5}$/, "");
  return removed
    .filter((name) => /^[\w.~!-]{1,100}$/.test(name) && !isSet(name))
    .slice(0, WIPED_MAX)
    .flatMap((name) => {
      const line = `${name}=; Path=/; Max-Age=0`;
      return [line, `${line}; Domain=${domain}`];
    });
}
