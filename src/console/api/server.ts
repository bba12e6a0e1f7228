// Starts and closes the console: sockets with their limits, the first owner's one-time link, and the wiring inside.

import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import {
  MisemoriError,
  parseNetworks,
  type Clock,
  type Events,
  type Networks,
  type Random,
} from "../../kernel/index.ts";
import type { LeakDesk } from "../../canary/index.ts";
import type { ActDesk, IncidentDesk, InquiryDesk, OutgoingDesk, PaperDesk } from "../../desk/index.ts";
import type { Gatehouse } from "../../gate/index.ts";
import type { FileDesk, PageDesk, VersionDesk } from "../../watch/index.ts";
import type { Accounts, AlertDesk, AlertTaps, ApiTokens, JournalWriter, OneTimeKeys } from "../ports.ts";
import type { SampleAttack, Sessions } from "../ports.ts";
import { accessOperations } from "./access-operations.ts";
import { alertOperations } from "./alert-operations.ts";
import { demoOperations } from "./demo-operations.ts";
import { spamOperations } from "./spam-operations.ts";
import { gateOperations } from "./gate-operations.ts";
import { incidentOperations } from "./incident-operations.ts";
import { canaryOperations } from "./canary-operations.ts";
import { createLinkLimiter, createSignInLimiter } from "./limiter.ts";
import { journalOperations, type JournalReader } from "./journal-operations.ts";
import type { Operation } from "./operations.ts";
import { makeOwnerLink } from "./owner-operations.ts";
import { loadPage } from "./page.ts";
import { createPasswords } from "./passwords.ts";
import { createApp, type RawRoute } from "./routes.ts";
import { createTapPage } from "./tap-page.ts";
import { createNowStream } from "./stream.ts";
import { versionOperations } from "./version-operations.ts";
import { createVisits } from "./visits.ts";
import { watchFileOperations } from "./watch-file-operations.ts";
import { watchOperations } from "./watch-operations.ts";

/** A browser opens six connections, a shop has a few people and scripts: 256 leaves room and bounds memory. */
const CONNECTIONS_MAX = 256;

export interface ConsoleWiring {
  /** "host:port" as in the configuration; port 0 takes a free one. */
  readonly listen: string;
  readonly gatehouse: Gatehouse;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly apiTokens: ApiTokens;
  readonly oneTimeKeys: OneTimeKeys;
  readonly journal: JournalWriter;
  /** What was written there, to be read. */
  readonly journalEntries: JournalReader;
  readonly alerts: AlertDesk;
  readonly incidents: IncidentDesk;
  readonly acts: ActDesk;
  /** One-tap links of alerts; without them every such link is answered as unknown. */
  readonly taps?: AlertTaps;
  readonly inquiries?: InquiryDesk;
  readonly papers?: PaperDesk;
  readonly outgoing?: OutgoingDesk;
  /** Watched pages; without them there are no such operations. */
  readonly pages?: PageDesk;
  /** Planted customers; without them there are no such operations. */
  readonly leaks?: LeakDesk;
  /** Watched files; without them there are no such operations. */
  readonly files?: FileDesk;
  /** A shop's versions; without them there are no such operations. */
  readonly versions?: VersionDesk;
  readonly clock: Clock;
  readonly random: Random;
  /** Where a judgement of spam reports becomes an alert; without it there is no such operation. */
  readonly events?: Pick<Events, "emit">;
  /** A demonstration's attack on itself; a real guard has none. */
  readonly sampleAttack?: SampleAttack;
  /** The built page (dist/page). When it is missing the API works and the page says how to build it. */
  readonly pageFolder: string;
  /** The address people use, if other than http://<listen>; https makes cookies secure. */
  readonly publicUrl?: string;
  /** Proxies in front of the console whose X-Forwarded-For is believed. */
  readonly trustedProxies?: Networks;
  /** Routes mounted from outside: agency webhooks. They come before the Host check and check themselves. */
  readonly extraRoutes?: readonly RawRoute[];
  /** Prometheus text. */
  readonly metrics: () => Promise<string>;
  /** Shown to anybody who asks: no names, no paths. `ok` false answers 503. */
  readonly health: () => Promise<{ readonly ok: boolean; readonly shop?: "open" | "stopped" }>;
  readonly log: (
    level: "info" | "warn" | "error",
    event: string,
    facts: Readonly<Record<string, unknown>>,
  ) => void;
}

export interface Console {
  /** Where it listens, e.g. "http://127.0.0.1:8090". */
  readonly address: string;
  /** Set when no owner is named yet: to be shown to the person at the terminal, never logged. */
  readonly firstOwnerLink?: string;
  /** Ends streams and connections; resolves when the port is free. */
  close(): Promise<void>;
}

/** Throws MisemoriError "console.listen" when the port cannot be had. */
export async function startConsole(wiring: ConsoleWiring): Promise<Console> {
  const { clock, random, log } = wiring;
  const onTrouble = (error: unknown): void => log("error", "console.stream-failed", { error: String(error) });
  const stream = createNowStream(wiring.gatehouse, clock, onTrouble);
  const secure = wiring.publicUrl?.startsWith("https:") ?? false;
  const visits = createVisits({ ...wiring, secure });
  let publicUrl = new URL(wiring.publicUrl ?? `http://${wiring.listen}`);
  const operations: readonly Operation[] = [
    ...accessOperations({
      ...wiring,
      visits,
      publicUrl: () => publicUrl,
      demo: wiring.sampleAttack !== undefined,
      passwords: createPasswords(random),
      limiter: createSignInLimiter(clock),
    }),
    ...gateOperations({ ...wiring, stream }),
    ...alertOperations(wiring),
    ...spamOperations(wiring),
    ...incidentOperations(wiring),
    ...watchOperations(wiring),
    ...canaryOperations(wiring),
    ...watchFileOperations(wiring),
    ...versionOperations(wiring),
    ...journalOperations(wiring),
    ...demoOperations(wiring),
  ];
  const app = createApp({
    ...wiring,
    operations,
    rawRoutes: wiring.extraRoutes ?? [],
    page: await loadPage(wiring.pageFolder),
    visits,
    tapPage: createTapPage({ ...wiring, limiter: createLinkLimiter(clock) }),
    publicUrl: () => publicUrl,
    trustedProxies: wiring.trustedProxies ?? noProxies(),
  });
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    serverOptions: { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000 },
  }) as Server;
  server.maxConnections = CONNECTIONS_MAX;
  const address = await listenOn(server, wiring.listen);
  if (wiring.publicUrl === undefined) publicUrl = new URL(address);
  const firstOwnerLink =
    (await wiring.accounts.count()) > 0 ? undefined : (await makeOwnerLink(wiring, publicUrl)).url;
  return {
    address,
    ...(firstOwnerLink === undefined ? {} : { firstOwnerLink }),
    close: async () => {
      stream.close();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function noProxies(): Networks {
  const none = parseNetworks([]);
  return none.ok ? none.value : { contains: () => false };
}

function listenOn(server: Server, listen: string): Promise<string> {
  const at = listen.lastIndexOf(":");
  const host = listen.slice(0, at).replace(/^\[(.*)\]$/, "$1");
  return new Promise((resolve, reject) => {
    server.once("error", (error) =>
      reject(
        new MisemoriError(
          "console.listen",
          `the console cannot listen on ${listen}`,
          "choose another port in console.listen, or stop what uses it",
          error,
        ),
      ),
    );
    server.listen(Number(listen.slice(at + 1)), host, () => {
      const bound = server.address();
      const port = typeof bound === "object" && bound !== null ? bound.port : 0;
      resolve(`http://${nameOf(host)}:${port}`);
    });
  });
}

/** How to call a listening host in a link: "every address" has no name of its own, this machine always answers. */
function nameOf(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
