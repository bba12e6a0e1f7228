// Listening for mail to canaries on the running guard: receiver and folder as misemori.yaml has them, and the alarm behind both.
// Trouble here never keeps the gate from starting.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { Resolver } from "node:dns/promises";
import { hostname } from "node:os";
import { dirname, join, resolve } from "node:path";
import {
  createIntake,
  createMailFolder,
  openReceiver,
  selfSigned,
  type Certificate,
  type Intake,
  type MailFolder,
  type OwnSenders,
  type Receiver,
  type Resolve,
} from "../../canary/index.ts";
import type { LoadedConfig } from "../../config/index.ts";
import type { Journal } from "../../journal/index.ts";
import type { Clock, Events } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import { createCanaryAlarm, type CanaryAlarm } from "./alarm.ts";
import { runEvery } from "../chores.ts";
import type { Log } from "../log.ts";
import { listenOf } from "../settings.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Two tries of this for one question to the name service; a mail may need some of them. */
const NAME_TIMEOUT_MS = 2_000;

export interface CanaryWatch {
  /** Null while nothing listens. */
  port(): number | null;
  readonly alarm: Pick<CanaryAlarm, "wake" | "standing" | "isWorking">;
  close(): Promise<void>;
}

export interface CanaryWatchTools {
  readonly store: Store;
  readonly events: Events;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly loaded: () => LoadedConfig;
  /** The name service; the system's own when it is not given. */
  readonly resolveName?: Resolve;
  readonly log: Log;
}

export async function openCanaryWatch(tools: CanaryWatchTools): Promise<CanaryWatch> {
  const { store, clock, loaded, log } = tools;
  const settings = () => loaded().config.canary;
  const onTrouble = (error: unknown): void => log("error", "canary.trouble", { error: textOf(error) });
  const own = (): OwnSenders => ownSendersOf(loaded());
  const zone = (): string => loaded().config.shop.timezone;
  const alarm = createCanaryAlarm({ ...tools, own, zone, onTrouble });
  const intake = createIntake({
    canaries: store.canaries,
    mails: store.canaryMails,
    own,
    resolve: tools.resolveName ?? systemNames(),
    onKept: (hits) => (hits > 0 ? alarm.wake() : undefined),
  });
  const ours = settings;
  let receiver: Receiver | undefined;
  const listen = async (): Promise<void> => {
    const wanted = settings();
    if (receiver !== undefined || wanted.listen === undefined) return;
    const name = wanted.hostname ?? hostname();
    receiver = await openReceiver({
      listen: listenOf(wanted.listen),
      hostname: name,
      ours,
      certificate: await certificateFor(loaded(), name, clock.nowMs()),
      intake,
      clock,
      onTrouble,
    });
    log("info", "canary.listening", { address: `${receiver.host}:${receiver.port}` });
  };
  const look = folderLook(tools, intake);
  const renew = async (): Promise<void> => {
    if (settings().tls === undefined) return;
    receiver?.renew(await certificateFor(loaded(), "", clock.nowMs()));
  };
  const attempt = (work: () => Promise<void>, event: string): Promise<void> =>
    work().catch((error: unknown) => log("error", event, { error: textOf(error) }));
  await attempt(listen, "canary.not-listening");
  // What the last process recorded may not have been told any more.
  alarm.wake();
  let looking = attempt(look, "canary.folder-failed");
  const stop = runEvery(log, [
    { everyMs: MINUTE_MS, name: "canary.not-listening", run: listen },
    {
      everyMs: MINUTE_MS,
      name: "canary.folder",
      run: () => (looking = attempt(look, "canary.folder-failed")),
    },
    { everyMs: HOUR_MS, name: "canary.certificate", run: renew },
  ]);
  return {
    port: () => receiver?.port ?? null,
    alarm,
    close: async () => {
      stop();
      await receiver?.close();
      await looking;
      await alarm.close();
    },
  };
}

/** Who may write to canaries: as configured, and our own alerts, should they ever come round; cleared like the shop's, by proof alone. */
export function ownSendersOf({ config }: LoadedConfig): OwnSenders {
  const { systems, senders } = config.canary;
  const from = config.alerts.email?.from.split("@")[1];
  return { systems, senders: from === undefined ? senders : [...senders, from] };
}

/** Looks into the folder that is configured by now. */
function folderLook({ store, clock, loaded }: CanaryWatchTools, intake: Intake): () => Promise<void> {
  let box: (MailFolder & { readonly path: string }) | undefined;
  return async () => {
    const { file, config } = loaded();
    if (config.canary.folder === undefined) return;
    const path = resolve(dirname(file), config.canary.folder);
    if (box?.path !== path) {
      const ours = () => loaded().config.canary;
      const nowMs = () => clock.nowMs();
      box = { path, ...createMailFolder({ path, ours, mails: store.canaryMails, intake, nowMs }) };
    }
    await box.look();
  };
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

function systemNames(): Resolve {
  const names = new Resolver({ timeout: NAME_TIMEOUT_MS, tries: 2 });
  return (name, type) => names.resolve(name, type) as Promise<string[] | string[][]>;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
