// Listening for mail to canaries on the running guard: receiver, folder and mailbox as misemori.yaml has them,
// one thread that reads for all, and the alarm behind them. Trouble here never keeps the gate from starting.

import { Resolver } from "node:dns/promises";
import { dirname, resolve } from "node:path";
import {
  createIntake,
  createMailFolder,
  openReader,
  type Intake,
  type MailFolder,
  type OwnSenders,
  type ReadingThread,
  type Resolve,
} from "../../canary/index.ts";
import type { LoadedConfig } from "../../config/index.ts";
import type { Journal } from "../../journal/index.ts";
import type { Clock, Events } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import { createCanaryAlarm, type CanaryAlarm } from "./alarm.ts";
import { runEvery } from "../chores.ts";
import type { Log } from "../log.ts";
import { createMailboxWatch } from "./mailbox.ts";
import { createReceiving } from "./receiving.ts";

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
  const { store, events, loaded, log } = tools;
  const onTrouble = (error: unknown): void => log("error", "canary.trouble", { error: textOf(error) });
  const own = (): OwnSenders => ownSendersOf(loaded());
  const zone = (): string => loaded().config.shop.timezone;
  const alarm = createCanaryAlarm({ ...tools, own, zone, onTrouble });
  const reader = openReader({ resolve: tools.resolveName ?? systemNames(), onTrouble });
  const intake = createIntake({
    canaries: store.canaries,
    mails: store.canaryMails,
    own,
    reader,
    onKept: (hits) => (hits > 0 ? alarm.wake() : undefined),
  });
  const receiving = createReceiving({ ...tools, intake, onTrouble });
  const mailbox = createMailboxWatch({ ...tools, intake, reader });
  const look = folderLook(tools, reader, intake);
  const attempt = (work: () => Promise<void>, event: string): Promise<void> =>
    work().catch((error: unknown) => log("error", event, { error: textOf(error) }));
  const follow = async (): Promise<void> => {
    await Promise.all([attempt(receiving.follow, "canary.not-listening"), mailbox.follow()]);
  };
  await follow();
  const stopHearing = events.on("config.reloaded", () => void follow());
  // What the last process recorded may not have been told any more.
  alarm.wake();
  let looking = attempt(look, "canary.folder-failed");
  const stop = runEvery(log, [
    { everyMs: MINUTE_MS, name: "canary.not-listening", run: receiving.follow },
    {
      everyMs: MINUTE_MS,
      name: "canary.folder",
      run: () => (looking = attempt(look, "canary.folder-failed")),
    },
    // What could not be read at first (a certificate's file) may be there by now.
    { everyMs: MINUTE_MS, name: "canary.mailbox", run: mailbox.follow },
    { everyMs: HOUR_MS, name: "canary.certificate", run: receiving.renew },
  ]);
  return {
    port: receiving.port,
    alarm,
    close: async () => {
      stopHearing();
      stop();
      await Promise.all([receiving.close(), mailbox.close(), looking]);
      await reader.close();
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
function folderLook(
  { store, clock, loaded }: CanaryWatchTools,
  reader: ReadingThread,
  intake: Intake,
): () => Promise<void> {
  let box: (MailFolder & { readonly path: string }) | undefined;
  return async () => {
    const { file, config } = loaded();
    if (config.canary.folder === undefined) return;
    const path = resolve(dirname(file), config.canary.folder);
    if (box?.path !== path) {
      const ours = () => loaded().config.canary;
      const nowMs = () => clock.nowMs();
      box = { path, ...createMailFolder({ path, ours, mails: store.canaryMails, reader, intake, nowMs }) };
    }
    await box.look();
  };
}

function systemNames(): Resolve {
  const names = new Resolver({ timeout: NAME_TIMEOUT_MS, tries: 2 });
  return (name, type) => names.resolve(name, type) as Promise<string[] | string[][]>;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
