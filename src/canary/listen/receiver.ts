// The canaries' own mail server: takes mail for them alone, keeps what it tells, and only then says so. Never passes anything on, has
// no accounts, and sends nothing.

import {
  SMTPServer,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from "smtp-server";
import { MisemoriError, type Clock } from "../../kernel/index.ts";
import { isOurs, plainAddress, type Ours } from "./address.ts";
import type { Certificate } from "./certificate.ts";
import { LISTEN_LIMITS } from "./contract.ts";
import type { Intake } from "./intake.ts";
import { createPace, type PaceLimits } from "./pace.ts";

export interface ReceiverDeps {
  readonly listen: { readonly host: string; readonly port: number };
  /** What it calls itself: the name the MX record points to. */
  readonly hostname: string;
  readonly ours: () => Ours;
  readonly certificate: Certificate;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly mailBytesMax?: number;
  /** By the minute, for measuring without them. */
  readonly pace?: PaceLimits;
  readonly onTrouble: (error: unknown) => void;
}

export interface Receiver {
  readonly host: string;
  readonly port: number;
  /** From now on for new connections. */
  renew(certificate: Certificate): void;
  /** Lets what has begun come to its end for a few seconds. */
  close(): Promise<void>;
}

/** A canary domain sees a handful of senders at a time; more wait at their side and come again. */
const CLIENTS_MAX = 50;
/** Mails that are being received or weighed hold this much memory together. */
const FLIGHT_BYTES_MAX = 64 * 1024 * 1024;
/** A mail to more is refused in parts (RFC 5321 §4.5.3.1.8 asks for 100). */
const RECIPIENTS_MAX = 100;
const IDLE_MAX_MS = 60_000;
/** However slowly a sender drips: after this his connection ends. */
const CONNECTION_MAX_MS = 10 * 60_000;
/** A sender who goes on after this many sizes too much is cut off. */
const OVERSIZE_TIMES = 10;
const CLOSE_WITHIN_MS = 2_000;

/** Rejects with the system's error when the address cannot be listened on. */
export async function openReceiver(deps: ReceiverDeps): Promise<Receiver> {
  const timers = new Map<string, NodeJS.Timeout>();
  const end = (id: string): void => endConnection(server, id);
  const server = new SMTPServer({
    name: deps.hostname,
    banner: "",
    ...deps.certificate,
    minVersion: "TLSv1.2",
    size: deps.mailBytesMax ?? LISTEN_LIMITS.mailBytesMax,
    disabledCommands: ["AUTH"],
    authOptional: true,
    disableReverseLookup: true,
    maxClients: CLIENTS_MAX,
    socketTimeout: IDLE_MAX_MS,
    closeTimeout: CLOSE_WITHIN_MS,
    logger: false,
    ...doorkeeper(deps, timers, end),
    onData: mailTaker(deps, end),
  });
  server.on("error", (error: Error & { readonly syscall?: string }) => {
    // Broken handshakes and connections are the other side's; only our own socket's end is ours to tell.
    if (error.syscall === "listen") deps.onTrouble(error);
  });
  const port = await listening(server, deps.listen);
  return {
    host: deps.listen.host,
    port,
    renew: (certificate) => server.updateSecureContext({ ...certificate, minVersion: "TLSv1.2" }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const timer of timers.values()) clearTimeout(timer);
      }),
  };
}

/** Who may come, how often, and for whom. */
function doorkeeper(
  { clock, ours, pace: limits }: ReceiverDeps,
  timers: Map<string, NodeJS.Timeout>,
  end: (id: string) => void,
): Pick<SMTPServerOptions, "onConnect" | "onClose" | "onMailFrom" | "onRcptTo"> {
  const pace = createPace(clock, limits);
  return {
    onConnect: ({ id, remoteAddress }, done) => {
      if (!pace.mayConnect(remoteAddress))
        return done(reply(421, "Too many connections from you, come later"));
      timers.set(id, setTimeout(() => end(id), CONNECTION_MAX_MS).unref());
      return done();
    },
    onClose: ({ id, remoteAddress }) => {
      clearTimeout(timers.get(id));
      if (timers.delete(id)) pace.left(remoteAddress);
    },
    onMailFrom: (_address, { remoteAddress }, done) =>
      done(pace.maySend(remoteAddress) ? null : reply(451, "Too much mail at once, try again later")),
    onRcptTo: ({ address }, { envelope }, done) => {
      const plain = plainAddress(address);
      // The refusal that makes it no relay; said before any mail is read.
      if (plain === null || !isOurs(plain, ours())) return done(reply(550, "No such mailbox here"));
      return done(envelope.rcptTo.length >= RECIPIENTS_MAX ? reply(452, "Too many recipients") : null);
    },
  };
}

/** A mail from its first byte to the answer, which is the last thing that happens. */
function mailTaker(deps: ReceiverDeps, end: (id: string) => void): NonNullable<SMTPServerOptions["onData"]> {
  const bytesMax = deps.mailBytesMax ?? LISTEN_LIMITS.mailBytesMax;
  let flightBytes = 0;
  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Reply | null> => {
    const { chunks, held, refusal } = await collect(stream, bytesMax, {
      mayHold: (bytes) => flightBytes + bytes <= FLIGHT_BYTES_MAX,
      hold: (bytes) => void (flightBytes += bytes),
      endless: () => end(session.id),
    });
    try {
      if (refusal !== null) return refusal;
      await deps.intake({
        raw: Buffer.concat(chunks),
        envelope: envelopeOf(session),
        receivedAtMs: deps.clock.nowMs(),
        recipients: session.envelope.rcptTo.flatMap(({ address }) => plainAddress(address) ?? []),
        once: null,
      });
      return null;
    } catch (error) {
      const code = error instanceof MisemoriError ? error.code : "";
      // Whatever goes wrong here is temporary for the sender: he keeps the mail and comes again.
      if (code === "canary.busy") return reply(452, "Too much mail at once, try again later");
      deps.onTrouble(error);
      const isFull = code === "store.full";
      return isFull
        ? reply(452, "Insufficient storage, try again later")
        : reply(451, "Not recorded, try again later");
    } finally {
      flightBytes -= held;
    }
  };
  return (stream, session, done) => {
    const answer = async (): Promise<void> => {
      const refusal = await take(stream, session);
      if (refusal === null) done(null, "Recorded");
      else done(refusal);
    };
    void answer();
  };
}

interface Collected {
  readonly chunks: readonly Buffer[];
  readonly held: number;
  readonly refusal: Reply | null;
}

/** Reads to the end whatever happens, so that the sender hears why; what is too much is not held. */
async function collect(
  stream: SMTPServerDataStream,
  bytesMax: number,
  flight: {
    readonly mayHold: (bytes: number) => boolean;
    readonly hold: (bytes: number) => void;
    readonly endless: () => void;
  },
): Promise<Collected> {
  let chunks: Buffer[] = [];
  let [held, total] = [0, 0];
  let refusal: Reply | null = null;
  const refuse = (why: Reply): void => {
    flight.hold(-held);
    [chunks, held, refusal] = [[], 0, why];
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > bytesMax * OVERSIZE_TIMES) flight.endless();
      if (refusal !== null) continue;
      if (total > bytesMax) refuse(reply(552, "Message too large"));
      else if (!flight.mayHold(chunk.length)) refuse(reply(452, "Too much mail at once, try again later"));
      else {
        chunks.push(chunk);
        held += chunk.length;
        flight.hold(chunk.length);
      }
    }
  } catch {
    // The sender went away in the middle: nothing was promised.
    refuse(reply(451, "The message did not come whole"));
  }
  return { chunks, held, refusal };
}

function envelopeOf({ envelope, remoteAddress, hostNameAppearsAs }: SMTPServerSession): {
  readonly sender: string;
  readonly from: { readonly address: string; readonly helo: string };
} {
  return {
    sender: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
    from: { address: remoteAddress, helo: hostNameAppearsAs || "" },
  };
}

type Reply = Error & { readonly responseCode: number };

function reply(responseCode: number, message: string): Reply {
  return Object.assign(new Error(message), { responseCode });
}

function endConnection(server: SMTPServer, id: string): void {
  for (const connection of server.connections) if (connection.id === id) connection.close();
}

function listening(server: SMTPServer, { host, port }: ReceiverDeps["listen"]): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.server.address();
      resolve(address === null || typeof address === "string" ? port : address.port);
    });
  });
}
