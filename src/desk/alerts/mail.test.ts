// One mail against real servers: logging in, encryption that is not what it should be, and servers that say nothing.

import assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { secret } from "../../kernel/index.ts";
import { messageIdOf, sendMail, type MailAddress } from "./mail.ts";

async function mailServer(
  t: TestContext,
  options: SMTPServerOptions,
): Promise<{ port: number; mails: number[] }> {
  const mails: number[] = [];
  const server = new SMTPServer({
    ...options,
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on("end", () => {
        mails.push(1);
        done();
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, mails };
}
function address(port: number, smtp: Partial<MailAddress["smtp"]> = {}): MailAddress {
  return {
    to: ["a@example.jp"],
    from: "m@example.jp",
    smtp: { host: "127.0.0.1", port, tls: "none", ...smtp },
  };
}
const LETTER = { key: "k1", letter: { subject: "s", text: "t", thread: "", person: null } };
const LIMITS = { timeoutMs: 2_000 };

test("the right password is let in, a wrong one fails for good and is never shown", async (t) => {
  const { port, mails } = await mailServer(t, {
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth: (auth, _session, done) =>
      auth.password === "right-password" ? done(null, { user: "u" }) : done(new Error("no")),
  });
  const right = await sendMail(
    address(port, { user: "u", password: secret("right-password") }),
    LETTER,
    LIMITS,
  );
  assert.deepEqual([right.kind, mails.length], ["sent", 1]);
  const wrong = await sendMail(
    address(port, { user: "u", password: secret("wrong-password") }),
    LETTER,
    LIMITS,
  );
  assert.equal(wrong.kind, "failed");
  assert.ok(wrong.kind === "failed" && wrong.error.includes("535"));
  assert.doesNotMatch(JSON.stringify(wrong), /password/);
});

test("a certificate that nobody vouches for gets no mail, whichever way encryption begins", async (t) => {
  const implicit = await mailServer(t, { secure: true, authOptional: true });
  const first = await sendMail(address(implicit.port, { tls: "implicit" }), LETTER, LIMITS);
  const upgraded = await mailServer(t, { authOptional: true });
  const second = await sendMail(address(upgraded.port, { tls: "starttls" }), LETTER, LIMITS);
  assert.deepEqual([first.kind, second.kind], ["later", "later"]);
  assert.deepEqual([implicit.mails.length, upgraded.mails.length], [0, 0]);
});

test("a server that never greets is tried later, not waited for", async (t) => {
  const server = createServer((socket) => socket.on("error", () => undefined));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const end = await sendMail(address(port), LETTER, { timeoutMs: 100 });
  assert.equal(end.kind, "later");
});

test("a recipient that is refused beside one that is accepted does not repeat the mail", async (t) => {
  const { port, mails } = await mailServer(t, {
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (to, _session, done) => done(to.address.startsWith("bad") ? new Error("unknown here") : null),
  });
  const end = await sendMail({ ...address(port), to: ["bad@example.jp", "good@example.jp"] }, LETTER, LIMITS);
  assert.ok(end.kind === "sent" && end.note?.startsWith("1 "), JSON.stringify(end));
  assert.equal(mails.length, 1);
});

test("message ids depend on the key alone", () => {
  assert.equal(messageIdOf("k1", "a.jp"), messageIdOf("k1", "a.jp"));
  assert.notEqual(messageIdOf("k1", "a.jp"), messageIdOf("k2", "a.jp"));
});
