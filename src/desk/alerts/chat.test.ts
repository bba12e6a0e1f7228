// Slack, Chatwork and LINE as they are asked and as they answer: real servers on free ports that check every request's shape.

import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { secret, seededRandom, systemClock } from "../../kernel/index.ts";
import { createPostman, memoryOutbox, tokenOf, type PostmanAddresses } from "../index.ts";
import type { Channel, OutboxMessage } from "../ports.ts";
import { sendChat, type ChatAddresses, type ChatChannel } from "./chat.ts";
import type { PersonAddresses } from "./postman.ts";
import { LINK_PLACE } from "./taps.ts";
import { waiting } from "./tell.ts";

const clock = systemClock();
const LETTER = {
  key: "alert_1:1:news:abc:line",
  letter: {
    subject: "攻撃です <&>\n2行目",
    text: "本文 [To:1] <!channel>\nリンク\n",
    thread: "alert_1",
    person: "花子",
  },
};
interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function service(t: TestContext, reply: (response: ServerResponse, count: number) => void) {
  const received: Request[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      received.push({
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body,
      });
      reply(response, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** A port that was free a moment ago. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void =>
    void response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(JSON.stringify(body));

function addressesAt(baseUrl: string): ChatAddresses {
  return {
    slack: { token: secret("xoxb-secret"), channel: "C0SHARED", baseUrl },
    chatwork: { token: secret("chatwork-secret"), room: "100", baseUrl },
    line: { token: secret("line-secret"), baseUrl },
  };
}
const HANAKO: PersonAddresses = { line: `U${"0a".repeat(16)}`, slack: "U0HANAKO", chatwork: "777" };

function send(baseUrl: string, channel: ChatChannel, person = HANAKO, timeoutMs = 2_000) {
  const tools = { clock, timeoutMs, gone: new AbortController().signal };
  return sendChat(addressesAt(baseUrl), channel, person, LETTER, tools);
}

test("LINE gets a push to the user's ID with the token and a retry key that follows from the message", async (t) => {
  const { baseUrl, received } = await service(t, json(200, { sentMessages: [{ id: "1" }] }));
  assert.deepEqual(await send(baseUrl, "line"), { kind: "sent" });
  await send(baseUrl, "line");
  const [first, second] = received;
  assert.deepEqual([first?.method, first?.path], ["POST", "/v2/bot/message/push"]);
  assert.equal(first?.headers.authorization, "Bearer line-secret");
  const retryKey = first?.headers["x-line-retry-key"];
  assert.match(String(retryKey), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(second?.headers["x-line-retry-key"], retryKey);
  const body = JSON.parse(first?.body ?? "") as { to: string; messages: { type: string; text: string }[] };
  assert.deepEqual([body.to, body.messages.length, body.messages[0]?.type], [HANAKO.line, 1, "text"]);
  assert.match(body.messages[0]?.text ?? "", /^攻撃です <&> 2行目\n\n本文 \[To:1\]/);
});

test("a repeat that LINE accepted before counts as sent", async (t) => {
  const { baseUrl } = await service(t, json(409, { message: "The retry key is already accepted" }));
  assert.deepEqual(await send(baseUrl, "line"), { kind: "sent" });
});

test("Chatwork gets form fields in the person's own room, and nobody's mention comes in from outside", async (t) => {
  const { baseUrl, received } = await service(t, json(200, { message_id: "1234" }));
  assert.deepEqual(await send(baseUrl, "chatwork"), { kind: "sent" });
  await send(baseUrl, "chatwork", {});
  assert.deepEqual(
    received.map(({ path }) => path),
    ["/v2/rooms/777/messages", "/v2/rooms/100/messages"],
  );
  assert.equal(received[0]?.headers["x-chatworktoken"], "chatwork-secret");
  assert.match(received[0]?.headers["content-type"] ?? "", /^application\/x-www-form-urlencoded/);
  const fields = new URLSearchParams(received[0]?.body);
  assert.equal(fields.get("self_unread"), "1");
  assert.match(fields.get("body") ?? "", /^\[info\]\[title\]攻撃です <&> 2行目\[\/title\]本文 ［To:1］/);
});

test("Slack gets the person's or the shared channel with the bot token, and its three signs escaped", async (t) => {
  const { baseUrl, received } = await service(t, json(200, { ok: true, ts: "1" }));
  assert.deepEqual(await send(baseUrl, "slack"), { kind: "sent" });
  await send(baseUrl, "slack", {});
  assert.equal(received[0]?.path, "/api/chat.postMessage");
  assert.equal(received[0]?.headers.authorization, "Bearer xoxb-secret");
  const [own, shared] = received.map(({ body }) => JSON.parse(body) as { channel: string; text: string });
  assert.deepEqual([own?.channel, shared?.channel], ["U0HANAKO", "C0SHARED"]);
  assert.match(own?.text ?? "", /^\*攻撃です &lt;&amp;&gt; 2行目\*\n本文 \[To:1\] &lt;!channel&gt;/);
});

test("a Slack incoming webhook is posted to at its secret address", async (t) => {
  const { baseUrl, received } = await service(t, (response) => void response.end("ok"));
  const to = { slack: { webhook: secret(`${baseUrl}/services/T0/B0/secret`) } };
  const tools = { clock, timeoutMs: 2_000, gone: new AbortController().signal };
  assert.deepEqual(await sendChat(to, "slack", {}, LETTER, tools), { kind: "sent" });
  assert.equal(received[0]?.path, "/services/T0/B0/secret");
  assert.deepEqual(Object.keys(JSON.parse(received[0]?.body ?? "{}") as object), ["text"]);
});

test("refusals are final and named, overload and faults are tried later, and no secret is in any of it", async (t) => {
  const resetS = Math.ceil(Date.now() / 1000) + 120;
  const cases: [ChatChannel, (response: ServerResponse) => void, string, RegExp, number | null][] = [
    [
      "line",
      json(400, { message: "The property, 'to', in the request body is invalid" }),
      "failed",
      /'to'/,
      null,
    ],
    ["line", json(401, { message: "Authentication failed" }), "failed", /401/, null],
    ["line", json(429, { message: "Too many" }, { "retry-after": "7" }), "later", /429/, 7_000],
    ["line", json(500, {}), "later", /500/, null],
    ["chatwork", json(403, { errors: ["You don't have permission"] }), "failed", /permission/, null],
    ["chatwork", json(429, {}, { "x-ratelimit-reset": String(resetS) }), "later", /429/, 120_000],
    ["chatwork", json(503, {}), "later", /503/, null],
    ["slack", json(200, { ok: false, error: "channel_not_found" }), "failed", /channel_not_found/, null],
    ["slack", json(200, { ok: false, error: "internal_error" }), "later", /internal_error/, null],
    [
      "slack",
      json(429, { ok: false, error: "ratelimited" }, { "retry-after": "30" }),
      "later",
      /ratelimited/,
      30_000,
    ],
    ["slack", (response) => void response.writeHead(404).end("no_service"), "failed", /no_service/, null],
    ["slack", (response) => void response.writeHead(302, { location: "/" }).end(), "failed", /302/, null],
    [
      "slack",
      (response) => void response.writeHead(500).end("x".repeat(50_000)),
      "later",
      /^HTTP 500$/,
      null,
    ],
  ];
  for (const [channel, reply, kind, error, afterMs] of cases) {
    const { baseUrl } = await service(t, reply);
    const end = await send(baseUrl, channel);
    assert.equal(end.kind, kind, JSON.stringify(end));
    assert.ok("error" in end && error.test(end.error), JSON.stringify(end));
    if (end.kind === "later" && afterMs !== null)
      assert.ok(Math.abs((end.afterMs ?? 0) - afterMs) < 10_000, JSON.stringify(end));
    assert.doesNotMatch(JSON.stringify(end), /secret/);
  }
});

test("silence is repeated where a repeat does no harm, and is otherwise of unknown fate; a dead port certainly took nothing", async (t) => {
  const { baseUrl } = await service(t, () => undefined);
  assert.equal((await send(baseUrl, "line", HANAKO, 60)).kind, "later");
  assert.equal((await send(baseUrl, "slack", HANAKO, 60)).kind, "unknown");
  assert.equal((await send(baseUrl, "chatwork", HANAKO, 60)).kind, "unknown");
  const dead = `http://127.0.0.1:${await deadPort()}`;
  for (const channel of ["line", "slack", "chatwork"] as const)
    assert.equal((await send(dead, channel)).kind, "later");
});

test("a channel that is not configured fails and says which", async () => {
  const tools = { clock, timeoutMs: 100, gone: new AbortController().signal };
  for (const channel of ["line", "slack", "chatwork"] as const) {
    const end = await sendChat({}, channel, HANAKO, LETTER, tools);
    assert.ok(end.kind === "failed" && end.error.includes(channel), JSON.stringify(end));
  }
});

function post(t: TestContext, addresses: PostmanAddresses, kept: Map<string, OutboxMessage>) {
  const tried: string[] = [];
  const key = new Uint8Array(32);
  const postman = createPostman({
    outbox: memoryOutbox(kept),
    clock,
    random: seededRandom(1),
    addresses: () => addresses,
    linkOf: (tap) => `https://shop.example/a/${tokenOf(key, tap)}`,
    limits: { timeoutMs: 200, retryFirstMs: 5, lookEveryMs: 5, graceMs: 500 },
    onTried: (message) => tried.push(message.key),
    onTrouble: () => undefined,
  });
  t.after(() => postman.stop());
  return { tried };
}
function letterIn(kept: Map<string, OutboxMessage>, channel: Channel, body: object = {}): string {
  const key = `alert_1:1:news:abc:${channel}`;
  const tap = { alertId: "alert_1", openedAtMs: 1, person: "花子" };
  const letter = { subject: "s", text: `${LINK_PLACE}\n`, thread: "alert_1", person: "花子", tap, ...body };
  kept.set(key, waiting(key, channel, letter, clock.nowMs()));
  return key;
}
async function ended(kept: Map<string, OutboxMessage>, key: string): Promise<OutboxMessage> {
  for (;;) {
    const message = kept.get(key);
    if (message !== undefined && message.state !== "waiting" && message.state !== "claimed") return message;
    await clock.sleep(3);
  }
}

test("the postman puts the person's own link in, tries again through faults with the same key, and tells of each try", async (t) => {
  const { baseUrl, received } = await service(t, (response, count) =>
    json(count < 3 ? 503 : 200, {})(response),
  );
  const kept = new Map<string, OutboxMessage>();
  const key = letterIn(kept, "line");
  const { tried } = post(t, { chat: addressesAt(baseUrl), people: { 花子: HANAKO } }, kept);
  assert.equal((await ended(kept, key)).state, "sent");
  assert.equal(received.length, 3);
  assert.equal(new Set(received.map(({ headers }) => headers["x-line-retry-key"])).size, 1);
  assert.match(received[0]?.body ?? "", /https:\/\/shop\.example\/a\/[\w-]{43}/);
  assert.doesNotMatch(JSON.stringify([...kept.values()]), /\/a\/[\w-]{43}/);
  while (tried.length < 3) await clock.sleep(2);
});

test("what a crash left claimed goes again by LINE, and by Slack stays unknown", async (t) => {
  const { baseUrl, received } = await service(t, json(200, { ok: true }));
  const kept = new Map<string, OutboxMessage>();
  const keys = (["line", "slack"] as const).map((channel) => letterIn(kept, channel));
  for (const key of keys) kept.set(key, { ...kept.get(key)!, state: "claimed", tries: 1 });
  post(t, { chat: addressesAt(baseUrl), people: { 花子: HANAKO } }, kept);
  while (kept.get(keys[0] ?? "")?.state !== "sent") await clock.sleep(3);
  assert.deepEqual([kept.get(keys[1] ?? "")?.state, received.length], ["unknown", 1]);
});

test("a message that cannot be read fails for good", async (t) => {
  const kept = new Map<string, OutboxMessage>();
  const key = letterIn(kept, "slack", { text: 5 });
  post(t, { chat: addressesAt("http://127.0.0.1:1") }, kept);
  assert.deepEqual(
    [(await ended(kept, key)).state, kept.get(key)?.lastError],
    ["failed", "unreadable message"],
  );
});
