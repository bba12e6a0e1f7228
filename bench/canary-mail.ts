// What a flood of mail does to the guard: as many mails as wanted over real SMTP at the canaries' receiver, on a real record, while
// the event loop of the thread that keeps the shop's ledger is watched. Prints figures, judges none. The senders run in a process of
// their own. Run: node bench/canary-mail.ts [mails, default 100000] [connections, default 40] [bytes of a mail, default 3000] [paced]
// "paced" leaves the receiver's own limits by the minute in place: then nearly all are told to come later.

import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createIntake, openReader, openReceiver, selfSigned } from "../src/canary/index.ts";
import { systemClock } from "../src/kernel/index.ts";
import { openSqliteStore, type Store } from "../src/store/index.ts";

const DOMAIN = "leak.example.jp";
const CANARIES = 200;
const [mails = 100_000, connections = 40, bytes = 3_000] = process.argv.slice(2, 5).map(Number);
const isPaced = process.argv[5] === "paced";

interface Sent {
  readonly taken: number;
  readonly later: number;
}

/** From which mail to which, how far it is, and what became of them. */
interface Share {
  next: number;
  readonly to: number;
  readonly sent: { taken: number; later: number };
}

/** One connection, for as long as the receiver wants it. */
function converse(port: number, share: Share): Promise<void> {
  const text = "https://evil.example/x "
    .padEnd(76, "z")
    .concat("\r\n")
    .repeat(Math.max(1, Math.floor(bytes / 78)));
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = connect(port, "127.0.0.1");
  let isGreeted = false;
  const send = (): void => {
    const { next, to } = share;
    if (next >= to) return void socket.end("QUIT\r\n");
    const rcpt = `c${next % CANARIES}@${DOMAIN}`;
    socket.write(`MAIL FROM:<a${next % 50}@spam.example>\r\nRCPT TO:<${rcpt}>\r\nDATA\r\n`);
  };
  const hear = (line: string): void => {
    const head = `From: a@spam.example\r\nSubject: ${share.next}\r\nMessage-ID: <${share.next}@x>\r\n\r\n`;
    if (line.startsWith("220")) socket.write("EHLO flood.example\r\n");
    else if (line.startsWith("354")) socket.write(`${head}${text}.\r\n`);
    else if (line.startsWith("250 ") && !isGreeted) {
      isGreeted = true;
      send();
    } else if (line.endsWith("Recorded")) {
      share.sent.taken += 1;
      share.next += 1;
      send();
    } else if (/^45\d/.test(line)) {
      share.sent.later += 1;
      share.next += 1;
      // What was written behind a refused MAIL is nonsense now: a new connection, as a mailer would.
      socket.destroy();
    } else if (line.startsWith("421")) socket.destroy();
  };
  socket.on("error", () => undefined);
  socket.on("close", () => resolve());
  socket.on("data", (chunk) => {
    for (const line of chunk.toString().split("\r\n")) if (!socket.destroyed) hear(line);
  });
  return promise;
}

async function sendAll(port: number, share: Share): Promise<void> {
  while (share.next < share.to) await converse(port, share);
}

if (process.connected) {
  const sent = { taken: 0, later: 0 };
  const share = Math.ceil(mails / connections);
  const port = Number(process.env["FLOOD_PORT"]);
  await Promise.all(
    Array.from({ length: connections }, (_, n) =>
      sendAll(port, { next: n * share, to: Math.min(mails, (n + 1) * share), sent }),
    ),
  );
  process.send?.(sent);
  process.disconnect?.();
} else {
  await flood();
}

async function flood(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "misemori-bench-"));
  const store = await openSqliteStore({ folder });
  const reader = openReader({
    resolve: () => Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" })),
    onTrouble: (error) => console.error(error),
  });
  const clock = systemClock();
  const receiver = await openReceiver({
    listen: { host: "127.0.0.1", port: 0 },
    hostname: "mx.example.jp",
    ours: () => ({ domains: [DOMAIN], mailboxes: [] }),
    certificate: await selfSigned("mx.example.jp", Date.now()),
    intake: createIntake({
      canaries: store.canaries,
      mails: store.canaryMails,
      own: () => ({ systems: [], senders: [] }),
      reader,
      onKept: () => undefined,
    }),
    clock,
    ...(isPaced ? {} : { pace: { connectionsOfOne: 1_000, mailsOfOne: 1e9, mailsOfAll: 1e9 } }),
    onTrouble: (error) => console.error(error),
  });
  try {
    await plant(store);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    let rssMax = 0;
    const watch = setInterval(() => (rssMax = Math.max(rssMax, process.memoryUsage.rss())), 200);
    const cpu = process.cpuUsage();
    const main = process.threadCpuUsage();
    const beganMs = performance.now();
    delay.enable();
    const child = fork(import.meta.filename, process.argv.slice(2), {
      env: { ...process.env, FLOOD_PORT: String(receiver.port) },
    });
    const { taken, later } = await new Promise<Sent>((resolve) =>
      child.once("message", (message) => resolve(message as Sent)),
    );
    delay.disable();
    clearInterval(watch);
    const seconds = (performance.now() - beganMs) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    const own = process.threadCpuUsage(main);
    const rows = await store.canaryMails.list("all");
    const counted = rows.reduce((sum, { times }) => sum + times, 0);
    console.log(
      [
        `${taken} taken, ${later} told to come later, in ${seconds.toFixed(1)} s: ${Math.round(taken / seconds)} a second`,
        `on record: ${counted} mails in ${rows.length} rows`,
        `CPU: ${((user + system) / 1e6).toFixed(1)} s in all, ${((own.user + own.system) / 1e6).toFixed(1)} s of the main thread: ${((own.user + own.system) / 1e3 / Math.max(1, taken + later)).toFixed(2)} ms a mail`,
        `main thread kept waiting: median ${ms(delay.percentile(50))} ms, 99 % ${ms(delay.percentile(99))} ms, worst ${ms(delay.max)} ms (5 ms is none)`,
        `${Math.round(rssMax / 1e6)} MB resident at most`,
      ].join("\n"),
    );
  } finally {
    await receiver.close();
    await reader.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function ms(ns: number): string {
  return (ns / 1e6).toFixed(1);
}

function plant({ canaries }: Store): Promise<void> {
  return canaries.plant(
    Array.from({ length: CANARIES }, (_, n) => ({
      id: `cn_${n}`,
      address: `c${n}@${DOMAIN}`,
      system: "倉庫",
      period: "1",
      plantedAtMs: Date.now() - 86_400_000,
      retiredAtMs: null,
    })),
  );
}
