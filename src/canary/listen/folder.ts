// The other way in: canaries' mail that another mail server laid into a Maildir or mbox. Read only, nothing is moved or deleted; each
// mail is taken once, and what is not for a canary is not looked into.

import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CanaryMails } from "../ports.ts";
import { isOurs, plainAddress, type Ours } from "./address.ts";
import { LISTEN_LIMITS } from "./contract.ts";
import { parsed, sha256 } from "./facts.ts";
import type { Intake } from "./intake.ts";
import { headOnly } from "./verdicts.ts";

export interface FolderDeps {
  /** A Maildir, or an mbox file. */
  readonly path: string;
  readonly ours: () => Ours;
  readonly mails: Pick<CanaryMails, "isKnown">;
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
const ADDRESSED: ReadonlySet<string> = new Set(["delivered-to", "x-original-to", "envelope-to", "to", "cc"]);

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
    const { recipients, sender } = await addressedIn(raw, deps.ours());
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

/** Delivery's own headers stand above what the sender wrote; all of them are asked, and only our own addresses are believed. */
async function addressedIn(
  raw: Buffer,
  ours: Ours,
): Promise<{ readonly recipients: readonly string[]; readonly sender: string }> {
  const mail = await parsed(headOnly(raw));
  const headers = mail?.headers ?? [];
  const texts = headers.filter(({ key }) => ADDRESSED.has(key)).map(({ value }) => value.slice(0, 20_000));
  const named = texts.flatMap((text) => text.normalize("NFKC").match(/[^\s<>,;:"]+@[^\s<>,;:"]+/gu) ?? []);
  const recipients = new Set<string>();
  for (const one of named) {
    const plain = plainAddress(one);
    // A mail to more of ours than this comes by several deliveries.
    if (plain !== null && isOurs(plain, ours) && recipients.size < 100) recipients.add(plain);
  }
  const path = headers.find(({ key }) => key === "return-path")?.value;
  // Without a Return-Path nobody knows whether it was a delivery report.
  const sender = path === undefined ? "?" : (/<\s*([^<>]*)\s*>/.exec(path)?.[1] ?? path).trim();
  return { recipients: [...recipients], sender };
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
