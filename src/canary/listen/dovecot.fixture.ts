// A real mail server, Dovecot, for the tests of the mailbox: in a folder of its own, on ports of its own, as one user. Null where it is
// not installed or cannot run.

import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { secret } from "../../kernel/index.ts";
import { selfSigned } from "./certificate.ts";
import type { MailboxPlace } from "./mailbox-place.ts";

export interface Dovecot {
  readonly place: MailboxPlace;
  /** The Maildir of the user, to lay mails into. */
  readonly maildir: string;
}

export const NO_DOVECOT = "Dovecot is not installed here, or we are not root";

export function hasDovecot(): boolean {
  return process.getuid?.() === 0 && spawnSync("dovecot", ["--version"]).status === 0;
}

export async function openDovecot(t: TestContext): Promise<Dovecot> {
  // Its sockets' paths may not be long.
  const folder = mkdtempSync(join(tmpdir(), "mise-dv-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  const maildir = join(folder, "mail");
  for (const part of ["", "new", "cur", "tmp"]) mkdirSync(join(maildir, part));
  const { key, cert } = await selfSigned("localhost", Date.now());
  writeFileSync(join(folder, "key.pem"), key);
  writeFileSync(join(folder, "cert.pem"), cert);
  const port = await freePort();
  writeFileSync(join(folder, "dovecot.conf"), settings(folder, port));
  spawnSync("chown", ["-R", "nobody", maildir]);
  const child = spawn("dovecot", ["-F", "-c", join(folder, "dovecot.conf")], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  t.after(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  await answering(port);
  return {
    maildir,
    place: {
      host: "localhost",
      port,
      tls: "implicit",
      user: "info",
      password: secret("correct-horse"),
      folder: "INBOX",
      afterwards: "leave",
      ca: cert,
    },
  };
}

function settings(folder: string, port: number): string {
  return `protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
log_path = ${folder}/log
mail_location = maildir:${folder}/mail
first_valid_uid = 1
ssl = required
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${port}
    ssl = yes
  }
}
service anvil {
  chroot =
}
passdb {
  driver = static
  args = password=correct-horse
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${folder}/mail
}
`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; ; tries++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true));
      socket.on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
    if (isOpen) return;
    if (tries > 200) throw new Error("Dovecot did not come up");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
