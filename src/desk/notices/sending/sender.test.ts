// Sending through a real mail server: refusals, delays, lost answers, pausing, two senders at once, strange addresses.

import assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { fine, refuse, systemClock, systemRandom } from "../../../kernel/index.ts";
import type { Dispatches, DispatchId, SendState } from "../../ports.ts";
import { openMemoryStore } from "../../../store/index.ts";
import type { Addressee } from "../contract.ts";
import { createNoticeMailer } from "./mailer.ts";
import { sendNotice, type SenderDeps } from "./sender.ts";
import { openSink, type Sink, type SinkAnswers } from "./sink.fixture.ts";

const ID: DispatchId = "incident_1:1:email";
const QUICK = {
  retryFirstMs: 5,
  retryMaxMs: 20,
  lookEveryMs: 2,
  perDomainPerSecond: Number.POSITIVE_INFINITY,
};

function person(n: number, email = `p${n}@example.jp`): Addressee {
  return {
    personId: `p${String(n).padStart(4, "0")}`,
    name: `客${n}`,
    email,
    postcode: "",
    address: [],
    orders: [],
    items: [],
    class: "confirmed",
  };
}

async function stage(t: TestContext, people: readonly Addressee[], answers: SinkAnswers = {}) {
  const sink = await openSink(answers);
  const { dispatches } = openMemoryStore();
  await dispatches.put({
    id: ID,
    createdAtMs: Date.now(),
    by: "owner:花子",
    state: "running",
    scopeRunId: "r",
  });
  const server = { host: "127.0.0.1", port: sink.port, tls: "none" } as const;
  const mailer = createNoticeMailer({
    from: "店 <shop@example.jp>",
    server,
    connectionsMax: 4,
    timeoutMs: 2_000,
  });
  t.after(async () => {
    mailer.close();
    await sink.close();
  });
  const troubles: unknown[] = [];
  const deps: SenderDeps = {
    dispatches,
    mailer,
    clock: systemClock(),
    random: systemRandom(),
    people: async function* () {
      yield* people;
    },
    mailFor: ({ name }) => fine({ subject: `${name} 様`, text: "本文\n", html: "<p>本文</p>" }),
    domain: "example.jp",
    limits: QUICK,
    onTrouble: (error) => troubles.push(error),
  };
  const send = (more: Partial<SenderDeps> = {}, gone = new AbortController().signal) =>
    sendNotice(ID, { ...deps, ...more }, gone);
  return { sink, dispatches, send, troubles };
}

async function inState(
  dispatches: Dispatches,
  state: SendState,
): Promise<readonly (readonly [string, string])[]> {
  const rows = await dispatches.rows(ID, { state, after: "", limit: 1000 });
  return rows.map(({ personId, note }) => [personId, note]);
}

const notForTheFirst: SenderDeps["mailFor"] = ({ personId, name }) =>
  personId === "p0001" ? refuse("notice.hole", "x", "y") : fine({ subject: name, text: "t", html: "h" });

function everyoneOnce(sink: Sink): void {
  const ids = sink.mails.map(({ messageId }) => messageId);
  assert.equal(new Set(ids).size, ids.length, "one mail each");
}

test("everyone gets one mail, with a name of its own and no way to unsubscribe from a legal notice", async (t) => {
  const { sink, dispatches, send } = await stage(
    t,
    Array.from({ length: 50 }, (_, n) => person(n)),
  );
  assert.equal(await send(), "done");
  assert.equal(sink.mails.length, 50);
  everyoneOnce(sink);
  assert.equal((await dispatches.counts(ID)).sent, 50);
  const [mail] = sink.mails;
  assert.match(mail?.text ?? "", /^Auto-Submitted: auto-generated/im);
  assert.doesNotMatch(mail?.text ?? "", /^List-Unsubscribe/im);
  assert.equal(await send(), "done");
  assert.equal(sink.mails.length, 50);
});

test("a mailbox that does not exist is refused for good, and its address is in no note", async (t) => {
  const { sink, dispatches, send } = await stage(t, [person(1), person(2)], {
    recipient: (address) => (address.startsWith("p2") ? "550 5.1.1 <p2@example.jp> no such user" : null),
  });
  assert.equal(await send(), "done");
  assert.equal(sink.mails.length, 1);
  assert.deepEqual(await inState(dispatches, "refused"), [["p0002", "550 5.1.1"]]);
});

test("greylisting and a full mailbox are tried again until they take it", async (t) => {
  const asked = new Map<string, number>();
  const { sink, dispatches, send } = await stage(t, [person(1), person(2)], {
    recipient: (address) => {
      const times = (asked.get(address) ?? 0) + 1;
      asked.set(address, times);
      return times < 3 ? "451 4.7.1 greylisted" : null;
    },
  });
  assert.equal(await send(), "done");
  assert.equal((await dispatches.counts(ID)).sent, 2);
  everyoneOnce(sink);
});

test("a server that never takes it is given up in time: the person gets a letter", async (t) => {
  const { dispatches, send } = await stage(t, [person(1)], { recipient: () => "452 4.2.2 full" });
  assert.equal(await send({ limits: { ...QUICK, giveUpAfterMs: 60 } }), "done");
  assert.deepEqual(await inState(dispatches, "refused"), [["p0001", "452 4.2.2 given-up"]]);
});

test("a line cut after the text is unknown, shown, and not sent again by itself", async (t) => {
  let isFirst = true;
  const { sink, dispatches, send } = await stage(t, [person(1)], {
    text: () => {
      const cut = isFirst;
      isFirst = false;
      return cut ? "cut" : null;
    },
  });
  assert.equal(await send(), "done");
  assert.equal(sink.mails.length, 1);
  assert.equal((await inState(dispatches, "unknown")).length, 1);
  assert.equal(await dispatches.decide(ID, "p0001", "unknown", "waiting", Date.now()), true);
  await dispatches.setState(ID, "running");
  assert.equal(await send(), "done");
  const [first, second] = sink.mails;
  assert.equal(first?.messageId, second?.messageId);
});

test("two operators starting it twice send to nobody twice", async (t) => {
  const { sink, send } = await stage(
    t,
    Array.from({ length: 80 }, (_, n) => person(n)),
  );
  await Promise.all([send(), send(), send()]);
  assert.equal(sink.mails.length + 0, 80);
  everyoneOnce(sink);
});

test("paused it stops within a few, and goes on where it was", async (t) => {
  const people = Array.from({ length: 60 }, (_, n) => person(n));
  const gone = new AbortController();
  const paused = Promise.withResolvers<boolean>();
  let taken = 0;
  const { sink, dispatches, send } = await stage(t, people, {
    text: () => {
      taken++;
      if (taken === 10) paused.resolve(dispatches.setState(ID, "paused"));
      return null;
    },
  });
  const running = send({}, gone.signal);
  await paused.promise;
  while ((await dispatches.counts(ID)).claimed > 0) await systemClock().sleep(5);
  assert.ok(sink.mails.length <= 10 + 8, `${sink.mails.length} went out`);
  await dispatches.setState(ID, "running");
  assert.equal(await running, "done");
  everyoneOnce(sink);
  assert.equal(sink.mails.length, 60);
});

test("unusual and Japanese addresses go out; what is no address is refused", async (t) => {
  const good = ["x-y_z@docomo.example", "o'neil+tag@example.jp", "花子@example.jp"];
  const bad = [
    "",
    "nobody",
    "a b@example.jp",
    "a@b@example.jp",
    "x@example.jp\r\nRCPT TO:<y@example.jp>",
    "<a@example.jp>",
    `${"a".repeat(300)}@example.jp`,
  ];
  const { sink, dispatches, send } = await stage(
    t,
    [...good, ...bad].map((email, n) => person(n, email)),
  );
  assert.equal(await send(), "done");
  assert.deepEqual(sink.mails.map(({ to }) => to).toSorted(), good.toSorted());
  assert.deepEqual(
    (await inState(dispatches, "refused")).map(([, note]) => note),
    ["no-address", ...bad.slice(1).map(() => "bad-address")],
  );
});

test("a mail that cannot be made is refused with its reason, and the others go on", async (t) => {
  const { sink, dispatches, send } = await stage(t, [person(1), person(2)]);
  assert.equal(await send({ mailFor: notForTheFirst }), "done");
  assert.deepEqual(await inState(dispatches, "refused"), [["p0001", "notice.hole"]]);
  assert.equal(sink.mails.length, 1);
});

test("dots where carriers let them stand are quoted, as RFC 5321 wants it", async (t) => {
  const recipients: string[] = [];
  // A server by hand: the library's own refuses such addresses, carriers do not.
  const server = createServer((socket) => {
    let inText = false;
    socket.write("220 hand\r\n");
    socket.on("data", (bytes: Buffer) => {
      for (const line of bytes
        .toString()
        .split("\r\n")
        .filter((part) => part !== "")) {
        if (/^RCPT TO:/i.test(line)) recipients.push(line.slice(8));
        if (inText && line === ".") inText = false;
        else if (inText) continue;
        else if (line === "DATA") inText = true;
        socket.write(line === "DATA" ? "354 go on\r\n" : line === "QUIT" ? "221 bye\r\n" : "250 fine\r\n");
      }
    });
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  const { send, dispatches } = await stage(t, [person(1, "a..b.@docomo.example")]);
  const viaHand = { host: "127.0.0.1", port, tls: "none" } as const;
  const options = { from: "shop@example.jp", server: viaHand, connectionsMax: 1, timeoutMs: 2_000 };
  const mailer = createNoticeMailer(options);
  assert.equal(await send({ mailer }), "done");
  mailer.close();
  const plain = createNoticeMailer({ ...options, plainDomains: ["docomo.example"] });
  const mail = { subject: "件名", text: "本文\n", html: "" };
  const end = await plain.send("a..b.@docomo.example", "<1@example.jp>", mail);
  plain.close();
  assert.deepEqual(end, { kind: "sent", note: "250 iso-2022-jp" });
  const quoted = '<"a..b."@docomo.example>';
  assert.deepEqual(recipients, [quoted, quoted]);
  assert.equal((await dispatches.counts(ID)).sent, 1);
});
