// One message to Slack, Chatwork or LINE in the shape each of them asks for, and what their answer means. Retrying is postman.ts.

import { createHash } from "node:crypto";
import { reveal, type Clock, type Secret } from "../../kernel/index.ts";
import type { Delivery, Letterhead, PersonAddresses } from "./postman.ts";
import { noAnswer, resetAfterMs, retryAfterMs, shortBody } from "./wire.ts";

export interface ChatAddresses {
  readonly slack?: SlackAddress;
  readonly chatwork?: { readonly token: Secret; readonly room: string | null; readonly baseUrl: string };
  readonly line?: { readonly token: Secret; readonly baseUrl: string };
}
/** An incoming webhook posts to the one channel it was made for; a bot token posts to any, also to one person. */
export type SlackAddress =
  | { readonly webhook: Secret }
  | { readonly token: Secret; readonly channel: string | null; readonly baseUrl: string };

export type ChatChannel = "slack" | "chatwork" | "line";

interface Tools {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly gone: AbortSignal;
}
interface Ask {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The service drops a repeat by itself, so silence may be answered by sending again. */
  readonly isRepeatable: boolean;
  readonly read: (response: Response, body: string) => Delivery;
}

/** LINE takes 5,000 UTF-16 units, Chatwork 65,535, Slack 40,000; no alert comes near. */
const TEXT_MAX = 4_900;
/** Slack says these with HTTP 200 when it is itself in trouble. */
const SLACK_LATER: ReadonlySet<string> = new Set([
  "ratelimited",
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
]);

export async function sendChat(
  to: ChatAddresses,
  channel: ChatChannel,
  person: PersonAddresses,
  message: { readonly key: string; readonly letter: Letterhead },
  tools: Tools,
): Promise<Delivery> {
  const ask = askOf(to, channel, person, message, tools.clock);
  return typeof ask === "string" ? { kind: "failed", error: ask } : post(ask, tools);
}

function askOf(
  to: ChatAddresses,
  channel: ChatChannel,
  person: PersonAddresses,
  { key, letter }: { readonly key: string; readonly letter: Letterhead },
  clock: Clock,
): Ask | string {
  switch (channel) {
    case "slack":
      return to.slack === undefined ? "alerts.slack is not configured" : slackAsk(to.slack, person, letter);
    case "chatwork":
      return to.chatwork === undefined
        ? "alerts.chatwork is not configured"
        : chatworkAsk(to.chatwork, person, letter, clock);
    case "line":
      return to.line === undefined || person.line === undefined
        ? "alerts.line or the person's LINE user ID is not configured"
        : lineAsk(to.line, person.line, key, letter);
  }
}

/** docs.slack.dev: incoming webhooks answer "ok" or a word with 4xx; chat.postMessage answers 200 with ok true or false. */
function slackAsk(to: SlackAddress, person: PersonAddresses, letter: Letterhead): Ask | string {
  const text = slackText(`*${oneLine(letter.subject)}*\n${letter.text}`.slice(0, TEXT_MAX));
  const headers = { "content-type": "application/json; charset=utf-8" };
  if ("webhook" in to) {
    const body = JSON.stringify({ text });
    return { url: reveal(to.webhook), headers, body, isRepeatable: false, read: readSlack };
  }
  const channel = person.slack ?? to.channel;
  if (channel === null) return "alerts.slack.channel is not configured";
  return {
    url: `${to.baseUrl}/api/chat.postMessage`,
    headers: { ...headers, authorization: `Bearer ${reveal(to.token)}` },
    body: JSON.stringify({ channel, text, unfurl_links: false, unfurl_media: false }),
    isRepeatable: false,
    read: readSlack,
  };
}

function readSlack(response: Response, body: string): Delivery {
  const error = wordIn(body);
  if (!response.ok) return failureOf(response, error);
  // A webhook says "ok" and nothing else.
  if (!/^\s*\{/.test(body) || /"ok"\s*:\s*true/.test(body)) return { kind: "sent" };
  return SLACK_LATER.has(error) ? { kind: "later", error, afterMs: null } : { kind: "failed", error };
}

/** developer.chatwork.com: POST /v2/rooms/{room}/messages, form fields, answer {"message_id"}; 300 calls in five minutes. */
function chatworkAsk(
  to: NonNullable<ChatAddresses["chatwork"]>,
  person: PersonAddresses,
  letter: Letterhead,
  clock: Clock,
): Ask | string {
  const room = person.chatwork ?? to.room;
  if (room === null) return "alerts.chatwork.room is not configured";
  const title = chatworkText(oneLine(letter.subject));
  const text = `[info][title]${title}[/title]${chatworkText(letter.text.slice(0, TEXT_MAX)).trim()}[/info]`;
  return {
    url: `${to.baseUrl}/v2/rooms/${encodeURIComponent(room)}/messages`,
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      "x-chatworktoken": reveal(to.token),
    },
    // Unread for the token's own account too: it may be the reader's.
    body: new URLSearchParams({ body: text, self_unread: "1" }).toString(),
    isRepeatable: false,
    read: (response, body) => {
      if (response.ok) return { kind: "sent" };
      const failure = failureOf(response, wordIn(body));
      if (failure.kind !== "later" || failure.afterMs !== null) return failure;
      return { ...failure, afterMs: resetAfterMs(response.headers, "x-ratelimit-reset", clock.nowMs()) };
    },
  };
}

/**
 * developers.line.biz: push message. The retry key makes a repeat within 24 hours harmless (409: it was accepted before), and
 * nothing is tried for longer than that.
 */
function lineAsk(to: NonNullable<ChatAddresses["line"]>, user: string, key: string, letter: Letterhead): Ask {
  const text = `${oneLine(letter.subject)}\n\n${letter.text}`.slice(0, TEXT_MAX).trim();
  return {
    url: `${to.baseUrl}/v2/bot/message/push`,
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${reveal(to.token)}`,
      "x-line-retry-key": uuidOf(key),
    },
    body: JSON.stringify({ to: user, messages: [{ type: "text", text }] }),
    isRepeatable: true,
    read: (response, body) =>
      response.ok || response.status === 409 ? { kind: "sent" } : failureOf(response, wordIn(body)),
  };
}

async function post(ask: Ask, { timeoutMs, gone }: Tools): Promise<Delivery> {
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), gone]);
  try {
    const response = await fetch(ask.url, {
      method: "POST",
      redirect: "manual",
      signal,
      headers: { "user-agent": "Misemori", ...ask.headers },
      body: ask.body,
    });
    return ask.read(response, await shortBody(response));
  } catch (error) {
    const silence = noAnswer(error, signal);
    return silence.mayHaveArrived && !ask.isRepeatable
      ? { kind: "unknown", error: silence.error }
      : { kind: "later", error: silence.error, afterMs: null };
  }
}

/** 4xx is the sender's fault and will be the same again, but for "too many" and "took too long". */
function failureOf(response: Response, word: string): Extract<Delivery, { kind: "later" | "failed" }> {
  const { status } = response;
  const error = word === "" ? `HTTP ${status}` : `HTTP ${status}: ${word}`;
  const isFinal = status < 500 && status !== 429 && status !== 408;
  return isFinal
    ? { kind: "failed", error }
    : { kind: "later", error, afterMs: retryAfterMs(response.headers) };
}

/** The service's own name for the fault: {"error":"…"}, {"errors":["…"]}, {"message":"…"} or a bare word. Never a secret. */
function wordIn(body: string): string {
  const found = /"(?:error|message)"\s*:\s*"([^"\\]{1,100})"|"errors"\s*:\s*\[\s*"([^"\\]{1,100})"/.exec(
    body,
  );
  const bare = /^[\w .-]{1,60}$/.exec(body.trim())?.[0] ?? "";
  return found?.[1] ?? found?.[2] ?? bare;
}

/** Slack's three signs with a meaning. */
function slackText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Chatwork reads [To:…] and the like in brackets; facts from outside must not call anybody. */
function chatworkText(text: string): string {
  return text.replaceAll("[", "［").replaceAll("]", "］");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function uuidOf(key: string): string {
  const hex = createHash("sha256").update(key).digest("hex");
  // Version 8: "made in a way of one's own".
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
