// The other way in: canaries' mail that another mail server laid into a Maildir or mbox. Read only, nothing is moved or deleted; each
// mail is taken once, and what is not for a canary is not looked into.

import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CanaryMails } from "../ports.ts";
import { isOurs, type Ours } from "./address.ts";
import { LISTEN_LIMITS } from "./contract.ts";
import { sha256 } from "./facts.ts";
import type { Intake } from "./intake.ts";
import type { MailReader } from "./reading.ts";

export interface FolderDeps {
  /** A Maildir, or an mbox file. */
  readonly path: string;
  readonly ours: () => Ours;
  readonly mails: Pick<CanaryMails, "isKnown">;
  readonly reader: Pick<MailReader, "addressed">;
  readonly intake: Intake;
  readonly nowMs: () => number;
}

export interface MailFolder {
  /** Takes what is new; how many. Rejects with what the disk or the record says, and goes on there the next time. */
  look(): Promise<number>;
}

const { mailBytesMax } = LISTEN_LIMITS;
/** Taken at one look; the rest waits for the next. */
const TAKEN_MAX = 500;
/** Names and hashes remembered so that unchanged mails are not read again; beyond, they are. */
const REMEMBERED_MAX = 200_000;
/** A mail to more of ours than this comes by several deliveries. */
const RECIPIENTS_MAX = 100;

interface Found {
  readonly raw: Buffer;
  readonly receivedAtMs: number;
}

export function createMailFolder(deps: FolderDeps): MailFolder {
  const done = new Set<string>();
  const remember = (name: string): void => {
    if (done.size >= REMEMBERED_MAX) done.clear();
    done.add(name);
  };
  let mbox = "";
  const take = async ({ raw, receivedAtMs }: Found): Promise<boolean> => {
    const once = sha256(raw);
    if (done.has(once)) return false;
    const { addresses, sender } = await deps.reader.addressed(raw);
    const ours = deps.ours();
    const recipients = addresses.filter((one) => isOurs(one, ours)).slice(0, RECIPIENTS_MAX);
    const isNew = recipients.length > 0 && !(await deps.mails.isKnown(once));
    if (isNew) {
      const at = Math.min(receivedAtMs, deps.nowMs());
      await deps.intake({ raw, envelope: { sender, from: null }, receivedAtMs: at, recipients, once });
    }
    remember(once);
    return isNew;
  };
  return {
    look: async () => {
      const about = await stat(deps.path);
      const signature = `${about.ino} ${about.size} ${about.mtimeMs}`;
      if (!about.isDirectory() && signature === mbox) return 0;
      let taken = 0;
      const mails = about.isDirectory()
        ? inMaildir(deps.path, done, remember)
        : inMbox(deps.path, deps.nowMs());
      for await (const mail of mails) {
        if (await take(mail)) taken += 1;
        if (taken >= TAKEN_MAX) return taken;
      }
      if (!about.isDirectory()) mbox = signature;
      return taken;
    },
  };
}

async function* inMaildir(
  folder: string,
  done: ReadonlySet<string>,
  remember: (name: string) => void,
): AsyncGenerator<Found> {
  for (const part of ["new", "cur"]) {
    const names = await readdir(join(folder, part)).catch(() => []);
    for (const name of names) {
      // What follows the colon are flags, changed when somebody reads the mail.
      const own = name.split(":")[0] ?? name;
      if (name.startsWith(".") || done.has(own)) continue;
      // Moved by a mail program in the meantime: it is met again at the next look.
      const handle = await open(join(folder, part, name), "r").catch(() => null);
      if (handle === null) continue;
      try {
        const about = await handle.stat();
        if (!about.isFile()) continue;
        const bytes = Math.min(about.size, mailBytesMax);
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
        yield { raw: buffer.subarray(0, bytesRead), receivedAtMs: about.mtimeMs };
        remember(own);
      } finally {
        await handle.close();
      }
    }
  }
}

/** Mails begin at "From " after an empty line, with the day the own server laid them down. Of a long mail the first part is held. */
async function* inMbox(path: string, nowMs: number): AsyncGenerator<Found> {
  let lines: Buffer[] = [];
  let [bytes, receivedAtMs, isOpen, afterEmpty] = [0, nowMs, false, true];
  for await (const line of linesOf(path)) {
    const text = line.subarray(0, 200).toString("latin1");
    if (afterEmpty && text.startsWith("From ")) {
      if (isOpen) yield { raw: Buffer.concat(lines), receivedAtMs };
      const day = Date.parse(text.replace(/^From \S+\s+/, "").trim());
      [lines, bytes, isOpen, afterEmpty] = [[], 0, true, false];
      receivedAtMs = Number.isNaN(day) ? nowMs : day;
      continue;
    }
    afterEmpty = line.length <= 2 && text.trim() === "";
    if (!isOpen || bytes + line.length > mailBytesMax) continue;
    bytes += line.length;
    // ">From " is how mbox writes a line of a mail that begins so.
    lines.push(/^>+From /.test(text) ? line.subarray(1) : line);
  }
  // The last mail may still be on its way into the file: without its end it is left for the next look.
  if (isOpen && afterEmpty) yield { raw: Buffer.concat(lines), receivedAtMs };
}

async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, start)) {
      yield rest.subarray(start, end + 1);
      start = end + 1;
    }
    rest = Buffer.from(rest.subarray(start));
    if (rest.length <= mailBytesMax) continue;
    yield rest;
    rest = Buffer.alloc(0);
  }
  if (rest.length > 0) yield rest;
}
