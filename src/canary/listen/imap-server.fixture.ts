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
  connections(): number;
}

export async function openImapServer(t: TestContext): Promise<ImapServer> {
  const sockets = new Set<Socket>();
  const idling = new Map<Socket, string>();
  const box = { messages: [] as Message[], validity: 1_000, nextUid: 1 };
  const asked: string[] = [];
  const broken: ImapServer["broken"] = { head: null, text: null };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => (sockets.delete(socket), idling.delete(socket)));
    socket.on("error", () => undefined);
    socket.write("* OK ready\r\n");
    let rest = "";
    socket.on("data", (chunk) => {
      rest += chunk.toString("latin1");
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (line === "DONE") socket.write(`${idling.get(socket)} OK done\r\n`);
        if (line === "DONE") idling.delete(socket);
        else answer(socket, line);
      }
    });
  });
  const answer = (socket: Socket, line: string): void => {
    const [tag = "", ...words] = line.split(" ");
    const what = words.join(" ");
    asked.push(what);
    const say = (...lines: readonly string[]): boolean =>
      socket.write(lines.map((one) => `${one}\r\n`).join(""), "latin1");
    const verb = (words[0] === "UID" ? words.slice(0, 2).join(" ") : (words[0] ?? "")).toUpperCase();
    if (verb === "CAPABILITY") say("* CAPABILITY IMAP4rev1 IDLE", `${tag} OK done`);
    else if (verb === "LOGIN")
      say(what.includes("correct-horse") ? `${tag} OK in` : `${tag} NO [AUTHENTICATIONFAILED] no`);
    else if (verb === "LIST" || verb === "LSUB") say(`* ${verb} () "/" "INBOX"`, `${tag} OK done`);
    else if (verb === "SELECT" || verb === "EXAMINE")
      say(
        ...(what.includes("INBOX")
          ? [
              `* ${box.messages.length} EXISTS`,
              "* FLAGS (\\Seen)",
              `* OK [UIDVALIDITY ${box.validity}] x`,
              `* OK [UIDNEXT ${box.nextUid}] x`,
              `${tag} OK [READ-${verb === "SELECT" ? "WRITE" : "ONLY"}] open`,
            ]
          : [`${tag} NO [NONEXISTENT] no such folder`]),
      );
    else if (verb === "NOOP") say(`* ${box.messages.length} EXISTS`, `${tag} OK done`);
    else if (verb === "UID SEARCH") {
      const from = Number(/UID (\d+):\*/.exec(what)?.[1] ?? 1);
      const last = box.messages.at(-1)?.uid ?? 0;
      const found = box.messages.filter(({ uid }) => uid >= Math.min(from, last)).map(({ uid }) => uid);
      say(`* SEARCH ${found.join(" ")}`.trimEnd(), `${tag} OK done`);
    } else if (verb === "UID FETCH") fetched(socket, tag, what);
    else if (verb === "UID STORE") {
      for (const one of box.messages) if (String(one.uid) === words[2]) one.isSeen = true;
      say(`${tag} OK done`);
    } else if (verb === "IDLE") {
      idling.set(socket, tag);
      say("+ idling");
    } else if (verb === "LOGOUT") say("* BYE", `${tag} OK bye`);
    else say(`${tag} BAD unknown`);
  };
  const fetched = (socket: Socket, tag: string, what: string): void => {
    const wanted = new Set((what.split(" ")[2] ?? "").split(",").flatMap(numbersIn));
    const fields = /HEADER\.FIELDS \(([^)]*)\)/i.exec(what)?.[1]?.toLowerCase().split(" ");
    for (const [index, one] of box.messages.entries()) {
      if (!wanted.has(one.uid)) continue;
      if (one.uid === (fields === undefined ? broken.text : broken.head)) return void socket.destroy();
      const text =
        fields === undefined ? one.text.slice(0, Number(/<0\.(\d+)>/.exec(what)?.[1])) : headOf(one.text, fields);
      const name =
        fields === undefined ? "BODY[]<0>" : `BODY[HEADER.FIELDS (${fields.join(" ").toUpperCase()})]`;
      const date = `INTERNALDATE "${imapDate(one.atMs)}" `;
      socket.write(
        `* ${index + 1} FETCH (UID ${one.uid} ${date}${name} {${text.length}}\r\n${text})\r\n`,
        "latin1",
      );
    }
    socket.write(`${tag} OK done\r\n`);
  };
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
    messages: box.messages,
    asked,
    broken,
    deliver: (text, atMs = Date.now()) => {
      box.messages.push({ uid: box.nextUid++, text: text.replaceAll(/\r?\n/g, "\r\n"), atMs, isSeen: false });
      for (const socket of idling.keys()) socket.write(`* ${box.messages.length} EXISTS\r\n`);
    },
    renumber: () => {
      box.validity += 1;
      for (const [index, one] of box.messages.entries()) box.messages[index] = { ...one, uid: index + 100 };
      box.nextUid = box.messages.length + 100;
    },
    drop,
    connections: () => sockets.size,
  };
}

function numbersIn(range: string): number[] {
  const [from = 0, to = from] = range.split(":").map(Number);
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

function headOf(text: string, fields: readonly string[]): string {
  const head = text.slice(0, text.indexOf("\r\n\r\n") + 2);
  const lines = head.split(/\r\n(?![ \t])/).filter((line) => fields.includes((line.split(":")[0] ?? "").toLowerCase()));
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** "23-Nov-2026 05:00:00 +0000" */
function imapDate(ms: number): string {
  const [, day = "", month = "", year = "", time = ""] = new Date(ms).toUTCString().split(" ");
  return `${day}-${month}-${year} ${time} +0000`;
}
