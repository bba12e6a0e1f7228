// The canaries' own mail server: takes mail for them alone, keeps what it tells, and only then says so. Never passes anything on, has
// no accounts, and sends nothing.

import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { MisemoriError, type Clock } from "../../kernel/index.ts";
import { isOurs, plainAddress, type Ours } from "./address.ts";
import type { Certificate } from "./certificate.ts";
import { LISTEN_LIMITS } from "./contract.ts";
import type { Intake } from "./intake.ts";
import { createPace } from "./pace.ts";

export interface ReceiverDeps {
  readonly listen: { readonly host: string; readonly port: number };
  /** What it calls itself: the name the MX record points to. */
  readonly hostname: string;
  readonly ours: () => Ours;
  readonly certificate: Certificate;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly mailBytesMax?: number;
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
  const bytesMax = deps.mailBytesMax ?? LISTEN_LIMITS.mailBytesMax;
  const pace = createPace(deps.clock);
  const timers = new Map<string, NodeJS.Timeout>();
  let flightBytes = 0;
  const server = new SMTPServer({
    name: deps.hostname,
    banner: "",
    key: deps.certificate.key,
    cert: deps.certificate.cert,
    minVersion: "TLSv1.2",
    size: bytesMax,
    disabledCommands: ["AUTH"],
    authOptional: true,
    disableReverseLookup: true,
    maxClients: CLIENTS_MAX,
    socketTimeout: IDLE_MAX_MS,
    closeTimeout: CLOSE_WITHIN_MS,
    logger: false,
    onConnect: ({ id, remoteAddress }, done) => {
      if (!pace.mayConnect(remoteAddress))
        return done(reply(421, "Too many connections from you, come later"));
      const timer = setTimeout(() => endConnection(server, id), CONNECTION_MAX_MS);
      timers.set(id, timer.unref());
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
      if (plain === null || !isOurs(plain, deps.ours())) return done(reply(550, "No such mailbox here"));
      return done(envelope.rcptTo.length >= RECIPIENTS_MAX ? reply(452, "Too many recipients") : null);
    },
    onData: (stream, session, done) => {
      const take = async (): Promise<void> => {
        const raw = await collect(stream, bytesMax, {
          mayHold: (bytes) => flightBytes + bytes <= FLIGHT_BYTES_MAX,
          hold: (bytes) => void (flightBytes += bytes),
          endless: () => endConnection(server, session.id),
        });
        try {
          if (raw.refusal !== null) throw raw.refusal;
          await deps.intake({
            raw: Buffer.concat(raw.chunks),
            envelope: envelopeOf(session),
            receivedAtMs: deps.clock.nowMs(),
            recipients: session.envelope.rcptTo.flatMap(({ address }) => plainAddress(address) ?? []),
            once: null,
          });
        } finally {
          flightBytes -= raw.held;
        }
      };
      take().then(
        () => done(null, "Recorded"),
        (error: unknown) => done(asReply(error, deps.onTrouble)),
      );
    },
  });
  server.on("error", (error: Error & { readonly remote?: string }) => {
    // Broken handshakes and connections are the other side's; only our own socket's end is ours to tell.
    if (error.remote === undefined && "syscall" in error && error.syscall === "listen") deps.onTrouble(error);
  });
  const { port } = await listening(server, deps.listen);
  return {
    host: deps.listen.host,
    port,
    renew: ({ key, cert }) => server.updateSecureContext({ key, cert, minVersion: "TLSv1.2" }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const timer of timers.values()) clearTimeout(timer);
      }),
  };
}

interface Collected {
  readonly chunks: readonly Buffer[];
  readonly held: number;
  readonly refusal: Error | null;
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
  let refusal: Error | null = null;
  const refuse = (why: Error): void => {
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

/** Whatever goes wrong here is temporary for the sender: he keeps the mail and comes again. */
function asReply(error: unknown, onTrouble: (error: unknown) => void): Reply {
  if (error instanceof Error && "responseCode" in error) return error as Reply;
  onTrouble(error);
  const isFull = error instanceof MisemoriError && error.code === "store.full";
  return isFull
    ? reply(452, "Insufficient storage, try again later")
    : reply(451, "Not recorded, try again later");
}

function endConnection(server: SMTPServer, id: string): void {
  for (const connection of server.connections) if (connection.id === id) connection.close();
}

function listening(
  server: SMTPServer,
  { host, port }: ReceiverDeps["listen"],
): Promise<{ readonly port: number }> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.server.address();
      resolve({ port: address === null || typeof address === "string" ? port : address.port });
    });
  });
}
