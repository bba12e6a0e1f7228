// Delivery to real receivers: an SMTP server and an HTTP server on free ports, down, slow, refusing, killed in between.

import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { SMTPServer } from "smtp-server";
import { secret, seededRandom, systemClock } from "../../kernel/index.ts";
import { checkHook, createPostman, memoryOutbox, type PostmanAddresses } from "../index.ts";
import type { OutboxMessage } from "../ports.ts";
import { waiting } from "./tell.ts";

const KEY = secret("receiver-shared-secret");
const clock = systemClock();
type Kept = Map<string, OutboxMessage>;

function postmanFor(
  kept: Kept,
  addresses: PostmanAddresses,
  limits: { timeoutMs?: number; giveUpAfterMs?: number; graceMs?: number } = {},
) {
  const troubles: [unknown, string | undefined][] = [];
  const postman = createPostman({
    outbox: memoryOutbox(kept),
    clock,
    random: seededRandom(1),
    addresses: () => addresses,
    limits: { timeoutMs: 2_000, retryFirstMs: 5, lookEveryMs: 5, graceMs: 1_000, ...limits },
    onTrouble: (error, message) => troubles.push([error, message?.key]),
  });
  return { postman, troubles };
}

async function until(kept: Kept, key: string, ...states: OutboxMessage["state"][]): Promise<OutboxMessage> {
  for (;;) {
    const message = kept.get(key);
    if (message !== undefined && states.includes(message.state)) return message;
    await clock.sleep(3);
  }
}

function mailIn(kept: Kept, key = "k:email"): void {
  kept.set(
    key,
    waiting(key, "email", { subject: "攻撃です", text: "本文\n", thread: "alert_1" }, clock.nowMs()),
  );
}
function hookIn(kept: Kept, key = "k:webhook", channel: "webhook" | "shop" = "webhook"): void {
  kept.set(key, waiting(key, channel, { id: key, text: "本文" }, clock.nowMs()));
}

type Refuse = (stage: "rcpt" | "data", count: number) => number;

async function mailServer(
  t: TestContext,
  refuse: Refuse = () => 0,
): Promise<{ port: number; mails: string[] }> {
  const mails: string[] = [];
  const counts = { rcpt: 0, data: 0 };
  const answer = (stage: "rcpt" | "data"): Error | null => {
    const code = refuse(stage, ++counts[stage]);
    return code === 0 ? null : Object.assign(new Error("no"), { responseCode: code });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: (_address, _session, done) => done(answer("rcpt")),
    onData: (stream, _session, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
      stream.on("end", () => {
        const error = answer("data");
        if (error === null) mails.push(text);
        done(error);
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, mails };
}

function mailTo(port: number, tls: "none" | "starttls" = "none"): PostmanAddresses {
  return {
    email: {
      to: ["owner@example.jp"],
      from: "misemori@shop.example.jp",
      smtp: { host: "127.0.0.1", port, tls },
    },
  };
}

async function receiver(t: TestContext, reply: (response: ServerResponse, count: number) => void) {
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      reply(response, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

test("a mail arrives once, readable, with an id that follows from its key", async (t) => {
  const box = await mailServer(t);
  const kept: Kept = new Map();
  mailIn(kept);
  const { postman } = postmanFor(kept, mailTo(box.port));
  const sent = await until(kept, "k:email", "sent", "failed", "unknown");
  await postman.stop();
  assert.equal(sent.state, "sent", sent.lastError ?? "");
  assert.equal(box.mails.length, 1);
  assert.match(box.mails[0] ?? "", /Message-ID: <[0-9a-f]{32}@shop\.example\.jp>/i);
  assert.match(box.mails[0] ?? "", /Auto-Submitted: auto-generated/i);
  assert.match(box.mails[0] ?? "", /Subject: =\?UTF-8\?/i);
});

test("a mail server that says 4xx twice gets the mail on the third try", async (t) => {
  const box = await mailServer(t, (stage, count) => (stage === "rcpt" && count <= 2 ? 451 : 0));
  const kept: Kept = new Map();
  mailIn(kept);
  const { postman } = postmanFor(kept, mailTo(box.port));
  const sent = await until(kept, "k:email", "sent", "failed", "unknown");
  await postman.stop();
  assert.equal(sent.state, "sent");
  assert.equal(sent.tries, 3);
  assert.equal(box.mails.length, 1);
});

test("a mail refused with 5xx fails at once and is shown with the server's words", async (t) => {
  const box = await mailServer(t, (stage) => (stage === "data" ? 554 : 0));
  const kept: Kept = new Map();
  mailIn(kept);
  const { postman, troubles } = postmanFor(kept, mailTo(box.port));
  const failed = await until(kept, "k:email", "sent", "failed", "unknown");
  await postman.stop();
  assert.equal(failed.state, "failed");
  assert.match(failed.lastError ?? "", /554/);
  assert.equal(failed.tries, 1);
  assert.deepEqual(
    troubles.map(([, key]) => key),
    ["k:email"],
  );
});

test("without STARTTLS on the server nothing is sent in clear when starttls is wanted", async (t) => {
  const box = await mailServer(t);
  const kept: Kept = new Map();
  mailIn(kept);
  const { postman } = postmanFor(kept, mailTo(box.port, "starttls"), { giveUpAfterMs: 1 });
  const failed = await until(kept, "k:email", "sent", "failed", "unknown");
  await postman.stop();
  assert.equal(failed.state, "failed");
  assert.equal(box.mails.length, 0);
});

test("a mail server that is down is tried again until it is up", async (t) => {
  const reserve = createTcpServer();
  await new Promise<void>((resolve) => reserve.listen(0, "127.0.0.1", () => resolve()));
  const { port } = reserve.address() as AddressInfo;
  await new Promise((resolve) => reserve.close(resolve));
  const kept: Kept = new Map();
  mailIn(kept);
  const { postman } = postmanFor(kept, mailTo(port));
  while ((kept.get("k:email")?.tries ?? 0) < 2) await clock.sleep(3);
  const box = await mailServer(t);
  await postman.stop();
  assert.notEqual(kept.get("k:email")?.state, "failed");
  const back = postmanFor(kept, mailTo(box.port));
  await until(kept, "k:email", "sent");
  await back.postman.stop();
  assert.equal(box.mails.length, 1);
});

test("a connection lost after the text was sent leaves the mail unknown: shown, never repeated", async (t) => {
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections++;
    socket.on("error", () => undefined);
    socket.write("220 test\r\n");
    socket.on("data", (chunk: Buffer) => {
      const text = chunk.toString("latin1");
      if (text.includes("\r\n.\r\n") || text.startsWith("Message-ID") || /^(From|Subject|To):/m.test(text))
        socket.destroy();
      else if (text.startsWith("DATA")) socket.write("354 go\r\n");
      else socket.write("250 ok\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  t.after(() => server.close());
  const kept: Kept = new Map();
  mailIn(kept);
  const { postman, troubles } = postmanFor(kept, mailTo((server.address() as AddressInfo).port));
  const left = await until(kept, "k:email", "sent", "failed", "unknown");
  await clock.sleep(50);
  await postman.stop();
  assert.equal(left.state, "unknown");
  assert.deepEqual([connections, troubles.length], [1, 1]);
});

test("a mail claimed when the process died is unknown after the restart, a hook is sent again", async (t) => {
  const box = await mailServer(t);
  const { url, received } = await receiver(t, (response) => response.end("ok"));
  const kept: Kept = new Map();
  mailIn(kept);
  hookIn(kept);
  for (const [key, message] of kept) kept.set(key, { ...message, state: "claimed", tries: 1 });
  const { postman, troubles } = postmanFor(kept, { ...mailTo(box.port), webhook: { url, secret: KEY } });
  await until(kept, "k:webhook", "sent");
  await postman.stop();
  assert.equal(kept.get("k:email")?.state, "unknown");
  assert.equal(box.mails.length, 0);
  assert.equal(received.length, 1);
  assert.deepEqual(troubles, [["unknown after a crash", "k:email"]]);
});

test("a hook carries its id and a signature the receiver can check; a changed body fails the check", async (t) => {
  const { url, received } = await receiver(t, (response) => response.end("ok"));
  const kept: Kept = new Map();
  hookIn(kept, "hold_1:hold.created", "shop");
  const { postman } = postmanFor(kept, { shop: { url, secret: KEY } });
  await until(kept, "hold_1:hold.created", "sent");
  await postman.stop();
  const [request] = received;
  assert.ok(request !== undefined);
  assert.equal(request.headers["misemori-id"], "hold_1:hold.created");
  const signature = String(request.headers["misemori-signature"]);
  assert.ok(checkHook(request.body, signature, KEY, clock.nowMs()));
  assert.ok(!checkHook(`${request.body} `, signature, KEY, clock.nowMs()));
  assert.ok(!checkHook(request.body, signature, secret("other"), clock.nowMs()));
  assert.ok(!checkHook(request.body, signature, KEY, clock.nowMs() + 600_000), "too old");
});

test("a receiver that fails first is asked again with the same id and body", async (t) => {
  const { url, received } = await receiver(t, (response, count) => {
    response.statusCode = [500, 404, 429, 200][count - 1] ?? 200;
    response.end("x");
  });
  const kept: Kept = new Map();
  hookIn(kept);
  const { postman } = postmanFor(kept, { webhook: { url, secret: KEY } });
  const sent = await until(kept, "k:webhook", "sent");
  await postman.stop();
  assert.equal(sent.tries, 4);
  assert.equal(new Set(received.map((r) => `${String(r.headers["misemori-id"])} ${r.body}`)).size, 1);
});

test("a redirect is not followed, an answer that never comes is cut, and 410 ends it", async (t) => {
  const target = await receiver(t, (response) => response.end("ok"));
  const { url, received } = await receiver(t, (response, count) => {
    if (count === 1) response.writeHead(307, { location: target.url }).end();
    else if (count === 3) response.writeHead(410).end();
  });
  const kept: Kept = new Map();
  hookIn(kept);
  const { postman } = postmanFor(kept, { webhook: { url, secret: KEY } }, { timeoutMs: 100 });
  const failed = await until(kept, "k:webhook", "failed", "sent");
  await postman.stop();
  assert.equal(failed.state, "failed");
  assert.equal(received.length, 3);
  assert.equal(target.received.length, 0);
});

test("a slow receiver does not hold up the others, and a message too old is given up", async (t) => {
  const slow = await receiver(t, () => undefined);
  const quick = await receiver(t, (response) => response.end("ok"));
  const kept: Kept = new Map();
  hookIn(kept, "slow", "shop");
  for (let i = 0; i < 20; i++) hookIn(kept, `quick${i}`);
  const addresses = { shop: { url: slow.url, secret: KEY }, webhook: { url: quick.url, secret: KEY } };
  const { postman } = postmanFor(kept, addresses, { graceMs: 1 });
  for (let i = 0; i < 20; i++) await until(kept, `quick${i}`, "sent");
  assert.equal(kept.get("slow")?.state, "claimed");
  await postman.stop();
  const old: Kept = new Map();
  hookIn(old);
  old.set("k:webhook", { ...old.get("k:webhook")!, createdAtMs: clock.nowMs() - 25 * 3_600_000 });
  const down = postmanFor(old, { webhook: { url: "http://127.0.0.1:1/", secret: KEY } });
  const given = await until(old, "k:webhook", "failed");
  await down.postman.stop();
  assert.match(given.lastError ?? "", /given up/);
});

test("a channel that is no longer configured fails its messages and says which key is missing", async () => {
  const kept: Kept = new Map();
  mailIn(kept);
  hookIn(kept, "s", "shop");
  const { postman } = postmanFor(kept, {});
  assert.match((await until(kept, "k:email", "failed")).lastError ?? "", /alerts\.email/);
  assert.match((await until(kept, "s", "failed")).lastError ?? "", /shopWebhook/);
  await postman.stop();
});
