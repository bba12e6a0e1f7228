// What the orders for the whole shop cost each request, in CPU nanoseconds: nothing ordered, 1,000 origins turned away, all
// sessions ended. The gate's real door before a handler that does nothing; the wire is not in it (that is bench/proxy.ts).
// Run: node bench/site.ts

import { manualClock, parseIp, seededRandom, type Ip } from "../src/kernel/index.ts";
import { shopTraits } from "../src/gate/attempts/index.ts";
import type { ArrivedRequest, GateHandler } from "../src/gate/http/index.ts";
import {
  createPasses,
  createSeals,
  createSessions,
  createSitePages,
  openDoor,
  openSiteBoard,
  sessionNames,
  SITE_BYTES,
} from "../src/gate/site/index.ts";
import { NOTHING_ORDERED, type SiteNow } from "../src/gate/site/board.ts";

const REQUESTS = 500_000;
const ROUNDS = 5;
const NOW_MS = Date.UTC(2026, 10, 22, 3);

const clock = manualClock(NOW_MS);
const board = openSiteBoard(new SharedArrayBuffer(SITE_BYTES));
const traits = shopTraits({ preset: "eccube4", sessionCookies: [], agencyPaths: [] });
const names = sessionNames(traits.sessionCookies);
const masters = [new Uint8Array(32).fill(7)] as const;
const seals = createSeals(masters, names);
const inner: GateHandler = { receive: () => ({ kind: "forward" }) };
const door = openDoor(inner, {
  clock,
  board,
  traits,
  pages: createSitePages({
    shopName: "浜の店",
    otherPayments: [],
    random: seededRandom(1),
    shopUrl: "https://shop.example",
  }),
  passes: createPasses(masters, clock),
  sessions: createSessions({ board, names, traits, seals }),
  lookUp: (ip) => ({ ip, asn: 2_516, asnName: "", country: "JP", hosting: false }),
  isOwn: () => false,
  isTrusted: () => false,
  isPaying: () => false,
  redeem: async () => false,
});

/** 4,096 visitors with a session each; `sealed`: given out since the sessions were ended. */
function visitors(sealed: boolean): readonly ArrivedRequest[] {
  return Array.from({ length: 4_096 }, (_, i) => {
    const pair = `${names.isSession("eccube") ? "eccube" : "ECSESSID"}=s${i}`;
    const seal = sealed ? (seals.sealsFor([`${pair}; Path=/`], NOW_MS)[0] ?? "").split(";")[0] : undefined;
    const cookie = seal === undefined ? `a=1; ${pair}` : `a=1; ${pair}; ${seal}`;
    return {
      method: "GET",
      target: "/products/list?category=3",
      path: "/products/list",
      query: "category=3",
      rawHeaders: ["Host", "shop.example", "Cookie", cookie],
      headers: { host: "shop.example", cookie, accept: "text/html" },
      httpVersion: "1.1",
      clientIp: parseIp(`133.32.${i >> 8}.${i & 255}`) as Ip,
      scheme: "https",
      host: "shop.example",
    };
  });
}

function nsPerRequest(handler: GateHandler, requests: readonly ArrivedRequest[]): number {
  const start = process.cpuUsage();
  let forwarded = 0;
  for (let i = 0; i < REQUESTS; i++) {
    if (handler.receive(requests[i & 4_095] as ArrivedRequest).kind === "forward") forwarded += 1;
  }
  const { user, system } = process.cpuUsage(start);
  if (forwarded !== REQUESTS) throw new Error("a request was not let through");
  return ((user + system) * 1_000) / REQUESTS;
}

function median(handler: GateHandler, requests: readonly ArrivedRequest[]): number {
  nsPerRequest(handler, requests);
  const rounds = Array.from({ length: ROUNDS }, () => nsPerRequest(handler, requests));
  return rounds.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
}

const blocks: SiteNow["blocks"] = Array.from({ length: 1_000 }, (_, i) =>
  i % 2 === 0
    ? { kind: "network", value: `${20 + (i >> 6)}.${(i * 7) & 255}.0.0/16`, untilMs: null }
    : { kind: "ip", value: `198.51.${i >> 8}.${i & 255}`, untilMs: null },
);
const plain = visitors(false);
const cases: readonly (readonly [string, Partial<SiteNow>, readonly ArrivedRequest[]])[] = [
  ["nothing ordered", {}, plain],
  ["1,000 origins turned away", { blocks }, plain],
  ["sessions ended, sealed session (one HMAC)", { sessionsFromMs: NOW_MS }, visitors(true)],
  ["sessions ended, old session (taken out)", { sessionsFromMs: NOW_MS }, plain],
];
const bare = median(inner, plain);
console.log(`CPU per request, median of ${ROUNDS} × ${REQUESTS.toLocaleString("en")}`);
console.log(`${bare.toFixed(0).padStart(7)} ns  no door (the loop itself)`);
for (const [name, orders, requests] of cases) {
  board.post({ ...NOTHING_ORDERED, ...orders });
  console.log(`${(median(door, requests) - bare).toFixed(0).padStart(7)} ns  ${name}`);
}
