// Turns returned mails into "bounced": reads a mailbox, keeps the ids it speaks of, and goes once through what was sent. Nothing
// of a mail is kept or shown.

import { basename } from "node:path";
import { MisemoriError, say, type Clock, type Language } from "../../../kernel/index.ts";
import { mailsIn } from "../../mailbox-files.ts";
import type { Dispatches, DispatchId } from "../../ports.ts";
import { rowsIn } from "../dispatch-rows.ts";
import { messageNameOf } from "../sending/mailer.ts";
import { readReturned, type Returned } from "./bounce.ts";
import { bounceWords } from "./words.ts";

export interface BounceDeps {
  readonly dispatches: Dispatches;
  readonly clock: Clock;
  readonly language: Language;
  /** Called with each mail that is neither returned nor a machine's answer. */
  readonly onOther?: (raw: Uint8Array) => Promise<void>;
}

export interface BouncesRead {
  readonly mails: number;
  /** Now marked as bounced: these get a letter. */
  readonly bounced: number;
  /** Returned mails that speak of none of this notice's, or of one marked before. */
  readonly notOurs: number;
  /** The other server goes on trying. */
  readonly delayed: number;
  readonly autoReplies: number;
  readonly others: number;
  readonly unreadable: number;
}

/** Returned mails hold our own, at most some 100 KB. */
const MAIL_BYTES_MAX = 512 * 1024;
/** Everyone of the largest notice coming back, twice; 100 bytes each. */
const IDS_MAX = 2_000_000;

/** `path`: an mbox file or a Maildir folder; read again, it does no harm. Throws "bounces.unreadable" and "bounces.many". */
export async function readBounces(path: string, id: DispatchId, deps: BounceDeps): Promise<BouncesRead> {
  const { dispatches, clock, language, onOther = async () => undefined } = deps;
  const codes = new Map<string, string>();
  const counts = { mails: 0, failed: 0, delayed: 0, autoReplies: 0, others: 0, unreadable: 0 };
  try {
    const none = (): Error => trouble(language, "none", path);
    for await (const raw of mailsIn(path, { mailBytesMax: MAIL_BYTES_MAX, none })) {
      const returned = await readReturned(raw);
      count(counts, returned, codes);
      if (returned.kind === "other") await onOther(raw);
      if (codes.size > IDS_MAX) throw trouble(language, "many", path);
    }
  } catch (error) {
    if (error instanceof MisemoriError || !(error instanceof Error) || !("code" in error)) throw error;
    throw trouble(language, "unreadable", path, error);
  }
  let bounced = 0;
  // What nobody knew the end of has arrived at a server after all, which gave it back.
  for (const state of codes.size === 0 ? [] : (["sent", "unknown"] as const))
    for await (const { personId } of rowsIn(dispatches, id, state)) {
      const code = codes.get(messageNameOf(id, personId));
      if (code === undefined) continue;
      const note = `returned ${code}`.trim();
      if (await dispatches.decide(id, personId, state, "bounced", clock.nowMs(), note)) bounced++;
    }
  const { failed, ...others } = counts;
  return { ...others, bounced, notOurs: Math.max(0, failed - bounced) };
}

function count(
  counts: Record<"mails" | "failed" | "delayed" | "autoReplies" | "others" | "unreadable", number>,
  returned: Returned,
  codes: Map<string, string>,
): void {
  counts.mails++;
  switch (returned.kind) {
    case "failed":
      counts.failed++;
      for (const one of returned.messageIds) codes.set(nameIn(one), returned.code);
      return;
    case "delayed":
      counts.delayed++;
      return;
    case "auto-reply":
      counts.autoReplies++;
      return;
    case "other":
      counts.others++;
      return;
    case "unreadable":
      counts.unreadable++;
  }
}

/** The part before the "@" is ours alone; the domain behind it may have changed with the sender's address since. */
export function nameIn(messageId: string): string {
  return messageId.replace(/^</, "").replace(/@[^@]*$/, "");
}

function trouble(
  language: Language,
  word: "none" | "many" | "unreadable",
  path: string,
  cause?: unknown,
): MisemoriError {
  const code = word === "many" ? "bounces.many" : "bounces.unreadable";
  const message = say(bounceWords, language, word, { path: basename(path) });
  return new MisemoriError(code, message, say(bounceWords, language, `${word}Hint`), cause);
}
