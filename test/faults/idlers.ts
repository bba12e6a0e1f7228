// A process that opens connections to the guard and leaves them idle: one process alone may not have as many as a test of
// the guard's limit needs. Spoken to over its parent's channel.

import { connect, type Socket } from "node:net";

interface Order {
  readonly port: number;
  readonly count: number;
  /** Sources on loopback: one address has ports for some 28,000 connections only. */
  readonly from: string;
}

/** Opened at once: the system's queue of new connections is shared with everybody. */
const OPENING_MAX = 100;

const idle = new Set<Socket>();
const tell = (what: object): void => void process.send?.(what);

process.on("message", (order: Order | "count") => {
  if (order === "count") tell({ open: idle.size });
  else void openAll(order);
});
process.on("disconnect", () => process.exit());

async function openAll(order: Order): Promise<void> {
  let begun = 0;
  const next = async (): Promise<void> => {
    while (begun < order.count) {
      begun += 1;
      await openOne(order, begun);
    }
  };
  await Promise.all(Array.from({ length: OPENING_MAX }, next));
  tell({ opened: true });
}

function openOne({ port, from }: Order, n: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", localAddress: from }, () => {
      idle.add(socket);
      // Every other one begins a request and stops.
      if (n % 2 === 0) socket.write("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ");
      resolve();
    });
    socket.resume();
    socket.on("error", () => resolve());
    socket.on("close", () => idle.delete(socket));
  });
}
