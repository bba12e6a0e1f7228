// A small IMAP4rev1 server on a free port, as far as the mailbox asks of one: one user, one folder, and faults on order. Its answers
// follow RFC 3501; what it does not know it refuses with BAD.

import { createServer, type AddressInfo, type Socket } from "node:net";
import type { TestContext } from "node:test";
import { secret } from "../../kernel/index.ts";
import type { MailboxPlace } from "./mailbox-place.ts";

interface Message {
  readonly uid: number;
  readonly text: string;
  readonly atMs: number;
  isSeen: boolean;
}

export interface ImapServer {
  readonly place: MailboxPlace;
  readonly messages: Message[];
  /** What clients asked for, without tags. */
  readonly asked: string[];
  /** Mails whose text or head cannot be had: the connection breaks instead. */
  readonly broken: { head: number | null; text: number | null };
  deliver(text: string, atMs?: number): void;
  /** Numbers its mails anew. */
  renumber(): void;
  /** Ends all connections. */
  drop(): void;
}

/** What the server is, between its connections. */
interface Box {
  readonly messages: Message[];
  validity: number;
  nextUid: number;
  readonly asked: string[];
  readonly broken: ImapServer["broken"];
  /** By connection, the tag of its IDLE. */
  readonly idling: Map<Socket, string>;
}

export async function openImapServer(t: TestContext): Promise<ImapServer> {
  const sockets = new Set<Socket>();
  const box: Box = {
    messages: [],
    validity: 1_000,
    nextUid: 1,
    asked: [],
    broken: { head: null, text: null },
    idling: new Map(),
  };
  const { messages, asked, broken, idling } = box;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => (sockets.delete(socket), idling.delete(socket)));
    serve(box, socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const drop = (): void => sockets.forEach((socket) => socket.destroy());
  t.after(() => {
    drop();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    place: {
      host: "127.0.0.1",
      port,
      tls: "none",
      user: "info",
      password: secret("correct-horse"),
      folder: "INBOX",
      afterwards: "leave",
    },
    messages,
    asked,
    broken,
    deliver: (text, atMs = Date.now()) => {
      messages.push({ uid: box.nextUid++, text: bytesOf(text), atMs, isSeen: false });
      for (const socket of idling.keys()) socket.write(`* ${messages.length} EXISTS\r\n`);
    },
    renumber: () => {
      box.validity += 1;
      for (const [index, one] of messages.entries()) messages[index] = { ...one, uid: index + 100 };
      box.nextUid = messages.length + 100;
    },
    drop,
  };
}

function serve(box: Box, socket: Socket): void {
  socket.on("error", () => undefined);
  socket.write("* OK ready\r\n");
  let rest = "";
  socket.on("data", (chunk) => {
    rest += chunk.toString("latin1");
    for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      const tag = box.idling.get(socket);
      box.idling.delete(socket);
      const answer = line === "DONE" ? [`${tag} OK done`] : answerTo(box, socket, line);
      if (answer === null) return void socket.destroy();
      socket.write(answer.map((one) => `${one}\r\n`).join(""), "latin1");
    }
  });
}

/** Null: the connection breaks. */
function answerTo(box: Box, socket: Socket, line: string): string[] | null {
  const [tag = "", ...words] = line.split(" ");
  const what = words.join(" ");
  box.asked.push(what);
  const exists = `* ${box.messages.length} EXISTS`;
  const done = `${tag} OK done`;
  switch ((words[0] === "UID" ? words.slice(0, 2).join(" ") : (words[0] ?? "")).toUpperCase()) {
    case "CAPABILITY":
      return ["* CAPABILITY IMAP4rev1 IDLE", done];
    case "LOGIN":
      return [what.includes("correct-horse") ? done : `${tag} NO [AUTHENTICATIONFAILED] no`];
    case "LIST":
    case "LSUB":
      return [...listed(words[0] ?? "", what), done];
    case "SELECT":
    case "EXAMINE":
      if (!what.endsWith(" INBOX")) return [`${tag} NO [NONEXISTENT] no such folder`];
      return [
        exists,
        "* FLAGS (\\Seen)",
        `* OK [UIDVALIDITY ${box.validity}] x`,
        `* OK [UIDNEXT ${box.nextUid}] x`,
        `${tag} OK [READ-${words[0] === "SELECT" ? "WRITE" : "ONLY"}] open`,
      ];
    case "NOOP":
      return [exists, done];
    case "UID SEARCH":
      return [searched(box, what), done];
    case "UID FETCH": {
      const rows = fetched(box, what);
      return rows === null ? null : [...rows, done];
    }
    case "UID STORE":
      for (const one of box.messages) if (String(one.uid) === words[2]) one.isSeen = true;
      return [done];
    case "IDLE":
      box.idling.set(socket, tag);
      // What came since it was last told.
      return ["+ idling", exists];
    case "LOGOUT":
      return ["* BYE", done];
    default:
      return [`${tag} BAD unknown`];
  }
}

/** One character for each byte, lines ended as on the wire. */
function bytesOf(text: string): string {
  return Buffer.from(text.replaceAll(/\r?\n/g, "\r\n")).toString("latin1");
}

function searched({ messages }: Box, what: string): string {
  const from = Number(/UID (\d+):\*/.exec(what)?.[1] ?? 1);
  const last = messages.at(-1)?.uid ?? 0;
  const found = messages.filter(({ uid }) => uid >= Math.min(from, last)).map(({ uid }) => uid);
  return `* SEARCH ${found.join(" ")}`.trimEnd();
}

function fetched({ messages, broken }: Box, what: string): string[] | null {
  const wanted = new Set((what.split(" ")[2] ?? "").split(",").flatMap(numbersIn));
  const fields = /HEADER\.FIELDS \(([^)]*)\)/i.exec(what)?.[1]?.toLowerCase().split(" ");
  const rows: string[] = [];
  for (const [index, { uid, text, atMs }] of messages.entries()) {
    if (!wanted.has(uid)) continue;
    if (uid === (fields === undefined ? broken.text : broken.head)) return null;
    const bytesMax = Number(/<0\.(\d+)>/.exec(what)?.[1]);
    const given = fields === undefined ? text.slice(0, bytesMax) : headOf(text, fields);
    const name =
      fields === undefined ? "BODY[]<0>" : `BODY[HEADER.FIELDS (${fields.join(" ").toUpperCase()})]`;
    const about = `UID ${uid} INTERNALDATE "${imapDate(atMs)}" ${name} {${given.length}}`;
    rows.push(`* ${index + 1} FETCH (${about}\r\n${given})`);
  }
  return rows;
}

/** An empty name asks for the sign between folders. */
function listed(verb: string, what: string): string[] {
  if (what.endsWith('""')) return [`* ${verb} (\\Noselect) "/" ""`];
  return what.endsWith('"INBOX"') ? [`* ${verb} () "/" "INBOX"`] : [];
}

function numbersIn(range: string): number[] {
  const [from = 0, to = from] = range.split(":").map(Number);
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

function headOf(text: string, fields: readonly string[]): string {
  const head = text.slice(0, text.indexOf("\r\n\r\n") + 2);
  const lines = head
    .split(/\r\n(?![ \t])/)
    .filter((line) => fields.includes((line.split(":")[0] ?? "").toLowerCase()));
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** "23-Nov-2026 05:00:00 +0000" */
function imapDate(ms: number): string {
  const [, day = "", month = "", year = "", time = ""] = new Date(ms).toUTCString().split(" ");
  return `${day}-${month}-${year} ${time} +0000`;
}
