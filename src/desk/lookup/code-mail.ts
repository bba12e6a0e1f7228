// Sends one-time codes beside the answers, through the same mail server as alerts. Not through the outbox: that would put a
// customer's address and a living code on the disk in clear.

import { randomUUID } from "node:crypto";
import { say, type Clock, type Language, type Random } from "../../kernel/index.ts";
import { sendMail, type MailAddress } from "../alerts/mail.ts";
import { plainEmail } from "./keyed.ts";
import { lookUpWords } from "./words.ts";

export interface CodeMail {
  canSend(): boolean;
  /**
   * Returns at once; `to` is null for an address nobody knows, which costs the asker the same. The mail leaves a little later,
   * so that its making is no part of the answer's time. What cannot be sent is told without the address.
   */
  send(to: string | null, code: string, shop: string, language: Language): void;
  /** Sends what is under way and waits for it. */
  close(): Promise<void>;
}

export interface CodeMailDeps {
  /** The mail server of the alerts; undefined: none. */
  readonly address: () => MailAddress | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly onTrouble: (error: unknown) => void;
}

const DELAY_MS = { least: 200, spread: 1_800 };
/** Mails under way; askers are slowed so that a server that hangs is the only way there. */
const UNDER_WAY_MAX = 2_000;
const TIMEOUT_MS = 15_000;
/** One address and nothing else: a mail program would read "a@x, b@y" as two. */
const ONE_ADDRESS = /^[^\s@"<>(),:;[\]\\]{1,200}@[^\s@"<>(),:;[\]\\]{1,200}$/u;

export function createCodeMail({ address, clock, random, onTrouble }: CodeMailDeps): CodeMail {
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();
  const carry = async (
    entered: string | null,
    code: string,
    shop: string,
    language: Language,
  ): Promise<void> => {
    await clock.sleep(DELAY_MS.least + random.unit() * DELAY_MS.spread, closing.signal);
    const to = plainEmail(entered ?? "");
    if (!ONE_ADDRESS.test(to)) return;
    const server = address();
    if (server === undefined) return;
    const letter = {
      subject: say(lookUpWords, language, "mail.subject", { shop }),
      text: say(lookUpWords, language, "mail.text", { shop, code }),
      thread: "",
      person: null,
    };
    const message = { key: randomUUID(), letter };
    const { kind } = await sendMail({ ...server, to: [to] }, message, { timeoutMs: TIMEOUT_MS });
    if (kind !== "sent") onTrouble(new Error(`a code was not sent: ${kind}`));
  };
  return {
    canSend: () => address() !== undefined,
    send: (entered, code, shop, language) => {
      if (underWay.size >= UNDER_WAY_MAX) return;
      // A server's refusal repeats the address: only that there was one is told.
      const one = carry(entered, code, shop, language)
        .catch(() => onTrouble(new Error("a code was not sent")))
        .finally(() => underWay.delete(one));
      underWay.add(one);
    },
    close: async () => {
      closing.abort();
      await Promise.all(underWay);
    },
  };
}
