// Takes messages from the outbox to their receivers: few at a time, with growing pauses, up to a day, never twice by mail.

import type { Clock, Random } from "../../kernel/index.ts";
import type { Outbox, OutboxMessage } from "../ports.ts";
import { sendChat, type ChatAddresses } from "./chat.ts";
import { postHook, type HookAddress } from "./hook.ts";
import { sendMail, type MailAddress } from "./mail.ts";
import { LINK_PLACE, type Tap } from "./taps.ts";

/** How one try to deliver ended. */
export type Delivery =
  | { readonly kind: "sent"; readonly note?: string }
  /** Try again; `afterMs` when the receiver said how long to wait. */
  | { readonly kind: "later"; readonly error: string; readonly afterMs: number | null }
  /** Refused for good. */
  | { readonly kind: "failed"; readonly error: string }
  /** It may have arrived. Shown to a person, never repeated by itself. */
  | { readonly kind: "unknown"; readonly error: string };

export interface PostmanAddresses {
  readonly email?: MailAddress;
  readonly webhook?: HookAddress;
  readonly shop?: HookAddress;
  readonly chat?: ChatAddresses;
  /** Who has an address of his own; for others the shop's own addresses are used. */
  readonly people?: Readonly<Record<string, PersonAddresses>>;
}

export interface PersonAddresses {
  readonly email?: string;
  /** LINE user ID, Slack member or channel ID, Chatwork room ID. */
  readonly line?: string;
  readonly slack?: string;
  readonly chatwork?: string;
}

/** What people's messages hold in their body. */
export interface Letterhead {
  readonly subject: string;
  readonly text: string;
  readonly thread: string;
  /** Name as in the sheet; null: whoever the shop's own address reaches. */
  readonly person: string | null;
}

export interface PostmanDeps {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly random: Random;
  /** Asked for each message, so that a reload of the configuration takes effect. */
  readonly addresses: () => PostmanAddresses;
  /** The one-tap link that a message has a place for. It is never stored, so it is made here. */
  readonly linkOf?: (tap: Tap) => string;
  readonly limits?: {
    /** Deliveries at once. Default 4: a slow receiver must not hold up the others. */
    readonly atOnceMax?: number;
    readonly timeoutMs?: number;
    /** First pause before a retry; doubles up to an hour. */
    readonly retryFirstMs?: number;
    /** A message older than this is given up. Default 24 h. */
    readonly giveUpAfterMs?: number;
    /** The outbox is looked at this often without being woken. */
    readonly lookEveryMs?: number;
    /** How long `stop` waits for deliveries under way. */
    readonly graceMs?: number;
  };
  /** After each try, whatever came of it. */
  readonly onTried?: (message: OutboxMessage) => void;
  /** A message that failed, or whose fate is unknown, and trouble with the outbox itself. */
  readonly onTrouble: (error: unknown, message?: OutboxMessage) => void;
}

export interface Postman {
  /** There is something new in the outbox. */
  wake(): void;
  /** Takes no more messages and waits for those under way. */
  stop(): Promise<void>;
}

const RETRY_MAX_MS = 3_600_000;

/** Starts at once: first settles what a crash left behind, then delivers until stopped. */
export function createPostman(deps: PostmanDeps): Postman {
  const limits = {
    atOnceMax: 4,
    timeoutMs: 15_000,
    retryFirstMs: 5_000,
    giveUpAfterMs: 24 * 3_600_000,
    lookEveryMs: 1_000,
    graceMs: 10_000,
    ...deps.limits,
  };
  const ended = new AbortController();
  const dropped = new AbortController();
  let woken = new AbortController();
  const underWay = new Set<Promise<void>>();

  const carry = async (message: OutboxMessage): Promise<void> => {
    const delivery = await deliver(deps, message, limits.timeoutMs, dropped.signal);
    const result = settlementOf(delivery, message, deps, limits);
    if (result.state === "failed" || result.state === "unknown") deps.onTrouble(result.error, message);
    await insist(deps, dropped.signal, () => deps.outbox.settle(message.key, result));
    deps.onTried?.(message);
  };
  const takeDue = async (): Promise<void> => {
    while (!ended.signal.aborted && underWay.size < limits.atOnceMax) {
      const message = await deps.outbox.claim(deps.clock.nowMs());
      if (message === undefined) return;
      const carried = carry(message).finally(() => underWay.delete(carried));
      underWay.add(carried);
    }
  };
  const work = async (): Promise<void> => {
    await insist(deps, ended.signal, () => settleLeftovers(deps));
    while (!ended.signal.aborted) {
      woken = new AbortController();
      try {
        await takeDue();
      } catch (error) {
        deps.onTrouble(error);
      }
      const pause = deps.clock.sleep(limits.lookEveryMs, AbortSignal.any([woken.signal, ended.signal]));
      await Promise.race([pause, ...underWay]);
    }
  };
  const working = work();

  return {
    wake: () => woken.abort(),
    stop: async () => {
      ended.abort();
      await working;
      // The wait is called off when all is delivered: a timer left behind would keep the process for nothing.
      const delivered = new AbortController();
      const grace = deps.clock.sleep(limits.graceMs, delivered.signal);
      await Promise.race([Promise.all(underWay), grace]);
      delivered.abort();
      dropped.abort();
    },
  };
}

/** These carry an id that makes a repeat harmless. */
const REPEATABLE: ReadonlySet<OutboxMessage["channel"]> = new Set(["webhook", "shop", "line"]);

/**
 * What a crash left claimed: what carries an id goes again; an e-mail or a chat message may be with its reader already, so it
 * stays "unknown" and is shown.
 */
async function settleLeftovers(deps: PostmanDeps): Promise<void> {
  for (const message of await deps.outbox.recover()) {
    if (!REPEATABLE.has(message.channel)) {
      deps.onTrouble("unknown after a crash", message);
      deps.onTried?.(message);
    } else {
      const nextTryAtMs = deps.clock.nowMs();
      await deps.outbox.settle(message.key, { state: "waiting", error: "interrupted", nextTryAtMs });
    }
  }
}

/** The outbox must hear of a delivery, or the message would be sent again or stay open: repeats until it does. */
async function insist(deps: PostmanDeps, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  for (let pauseMs = 100; !signal.aborted; pauseMs = Math.min(pauseMs * 2, 30_000)) {
    try {
      return await work();
    } catch (error) {
      deps.onTrouble(error);
      await deps.clock.sleep(pauseMs, signal);
    }
  }
}

async function deliver(
  deps: PostmanDeps,
  message: OutboxMessage,
  timeoutMs: number,
  gone: AbortSignal,
): Promise<Delivery> {
  const addresses = deps.addresses();
  const { channel, key } = message;
  const tools = { clock: deps.clock, timeoutMs, gone };
  try {
    if (channel === "shop" || channel === "webhook") {
      const to = addresses[channel];
      if (to === undefined) return notConfigured(channel === "shop" ? "shopWebhook" : "alerts.webhook");
      return await postHook(to, message, tools);
    }
    const letter = letterOf(message.body, deps.linkOf);
    if (letter === undefined) return { kind: "failed", error: "unreadable message" };
    const own = addresses.people?.[letter.person ?? ""] ?? {};
    if (channel !== "email")
      return await sendChat(addresses.chat ?? {}, channel, own, { key, letter }, tools);
    const { email } = addresses;
    if (email === undefined) return notConfigured("alerts.email");
    const to = own.email === undefined ? email : { ...email, to: [own.email] };
    return await sendMail(to, { key, letter }, { timeoutMs });
  } catch (error) {
    deps.onTrouble(error, message);
    return { kind: "unknown", error: "a fault in the guard itself" };
  }
}

function letterOf(body: string, linkOf: PostmanDeps["linkOf"]): Letterhead | undefined {
  try {
    const { subject, text, thread, person, tap } = JSON.parse(body) as Record<string, unknown>;
    if (typeof subject !== "string" || typeof text !== "string") return undefined;
    const link = tap === undefined || linkOf === undefined ? undefined : linkOf(tap as Tap);
    return {
      subject,
      text: link === undefined ? text : text.replace(LINK_PLACE, () => link),
      thread: typeof thread === "string" ? thread : "",
      person: typeof person === "string" ? person : null,
    };
  } catch {
    return undefined;
  }
}

function notConfigured(what: string): Delivery {
  return { kind: "failed", error: `${what} is not configured` };
}

function settlementOf(
  delivery: Delivery,
  message: OutboxMessage,
  { clock, random }: PostmanDeps,
  limits: { readonly retryFirstMs: number; readonly giveUpAfterMs: number },
) {
  const nowMs = clock.nowMs();
  if (delivery.kind !== "later") {
    const error = delivery.kind === "sent" ? (delivery.note ?? null) : delivery.error;
    return { state: delivery.kind, error, nextTryAtMs: nowMs };
  }
  const grown = limits.retryFirstMs * 2 ** Math.min(message.tries, 20);
  // Spread by a quarter, so that many messages do not return together.
  const pauseMs = Math.max(delivery.afterMs ?? 0, Math.min(grown, RETRY_MAX_MS) * (0.75 + random.unit() / 2));
  const nextTryAtMs = Math.round(nowMs + pauseMs);
  return nextTryAtMs - message.createdAtMs > limits.giveUpAfterMs
    ? { state: "failed" as const, error: `given up after a day: ${delivery.error}`, nextTryAtMs: nowMs }
    : { state: "waiting" as const, error: delivery.error, nextTryAtMs };
}
