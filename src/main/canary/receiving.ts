// The canaries' mail server as misemori.yaml has it by now: opened, opened anew when its place or name changes, closed when it is no
// longer wanted. Trouble keeps what was open.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join, resolve } from "node:path";
import {
  openReceiver,
  selfSigned,
  type Certificate,
  type Intake,
  type Receiver,
} from "../../canary/index.ts";
import type { LoadedConfig } from "../../config/index.ts";
import type { Clock } from "../../kernel/index.ts";
import type { Log } from "../log.ts";
import { listenOf } from "../settings.ts";

export interface Receiving {
  /** Null while nothing listens. */
  port(): number | null;
  /** Brings what listens in line with the configuration; rejects when it could not, and is asked again. */
  follow(): Promise<void>;
  /** The certificate may be a new one. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

interface ReceivingTools {
  readonly loaded: () => LoadedConfig;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly log: Log;
  readonly onTrouble: (error: unknown) => void;
}

export function createReceiving(tools: ReceivingTools): Receiving {
  const { loaded } = tools;
  let open: (Receiver & { readonly listen: string; readonly name: string }) | undefined;
  const shut = async (): Promise<void> => {
    const before = open;
    open = undefined;
    await before?.close();
  };
  const follow = async (): Promise<void> => {
    const wanted = loaded().config.canary;
    const { listen } = wanted;
    const name = wanted.hostname ?? hostname();
    if (listen === undefined) return shut();
    if (open?.listen === listen && open.name === name) return;
    const before = open;
    // The same port cannot be held twice; senders that find it closed for a moment come again.
    if (before?.listen === listen) await shut();
    open = { ...(await opened(tools, listen, name)), listen, name };
    tools.log("info", "canary.listening", { address: `${open.host}:${open.port}` });
    if (before?.listen !== listen) await before?.close();
  };
  // One after the other: a reload and the clock may ask at once.
  let line = Promise.resolve();
  return {
    port: () => open?.port ?? null,
    follow: () => {
      const turn = line.then(follow);
      line = turn.catch(() => undefined);
      return turn;
    },
    renew: async () => {
      if (loaded().config.canary.tls === undefined) return;
      open?.renew(await certificateFor(loaded(), "", tools.clock.nowMs()));
    },
    close: async () => {
      await line;
      await shut();
    },
  };
}

async function opened(tools: ReceivingTools, listen: string, name: string): Promise<Receiver> {
  const { loaded, intake, clock, onTrouble } = tools;
  return openReceiver({
    listen: listenOf(listen),
    hostname: name,
    ours: () => loaded().config.canary,
    certificate: await certificateFor(loaded(), name, clock.nowMs()),
    intake,
    clock,
    onTrouble,
  });
}

/** The owner's files, or a pair made here once and kept. Rejects with what the disk says. */
async function certificateFor(loaded: LoadedConfig, name: string, nowMs: number): Promise<Certificate> {
  const { tls } = loaded.config.canary;
  if (tls !== undefined) {
    const read = (path: string): Promise<string> => readFile(resolve(dirname(loaded.file), path), "utf8");
    return { key: await read(tls.keyFile), cert: await read(tls.certFile) };
  }
  const file = join(loaded.recordsFolder, "keys", "canary-smtp.pem");
  const kept = await readFile(file, "utf8").catch(() => "");
  // One file for both, so that a kill in between leaves no key with another's certificate.
  if (kept.includes("-----END CERTIFICATE-----")) return { key: kept, cert: kept };
  const made = await selfSigned(name, nowMs);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${made.key}${made.cert}`, { mode: 0o600, flush: true });
  return made;
}
