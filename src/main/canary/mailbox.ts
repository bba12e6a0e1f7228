// The mailbox on another server as misemori.yaml has it by now: watched, watched anew when it changes, and told of when it cannot be
// read for long. Trouble here keeps nothing else from running.

import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import {
  mailboxTroubleOf,
  mailboxTroubleText,
  watchMailbox,
  type Intake,
  type MailboxPlace,
  type MailboxTrouble,
  type MailboxWatch,
  type ReadingThread,
} from "../../canary/index.ts";
import type { LoadedConfig } from "../../config/index.ts";
import { reveal, type Clock, type Events } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import type { Log } from "../log.ts";

/** Mail servers are sometimes away for an hour; what waiting does not heal is told of sooner. */
const AWAY_MAX_MS = 60 * 60_000;
const WRONG_MAX_MS = 10 * 60_000;
const NEEDS_SOMEBODY: ReadonlySet<MailboxTrouble> = new Set(["login", "folder", "certificate", "name"]);
const CAUSE = "canary:mailbox";

export interface MailboxFollower {
  /** Brings what is watched in line with the configuration. Never rejects. */
  follow(): Promise<void>;
  close(): Promise<void>;
}

interface MailboxTools {
  readonly store: Pick<Store, "canaries" | "canaryMails">;
  readonly intake: Intake;
  readonly reader: ReadingThread;
  readonly loaded: () => LoadedConfig;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
}

export function createMailboxWatch(tools: MailboxTools): MailboxFollower {
  const { loaded, log, events, clock } = tools;
  let watch: (MailboxWatch & { readonly of: LoadedConfig }) | undefined;
  const follow = async (): Promise<void> => {
    const now = loaded();
    if (watch !== undefined && isSame(watch.of, now)) return;
    await watch?.close();
    // Another mailbox, or none: what was said of the old one is over.
    if (watch !== undefined) events.emit({ type: "alert.settled", cause: CAUSE, atMs: clock.nowMs() });
    watch = undefined;
    if (now.config.canary.imap === undefined) return;
    watch = { of: now, ...watched(tools, await mailboxPlaceOf(now)) };
  };
  let line = Promise.resolve();
  return {
    follow: () =>
      (line = line.then(follow).catch((error: unknown) => {
        log("error", "canary.mailbox-failed", { error: String(error) });
      })),
    close: async () => {
      await line;
      await watch?.close();
    },
  };
}

/** Of a configuration with `canary.imap`. Rejects when its certificate cannot be read. */
export async function mailboxPlaceOf({ config, secrets, file }: LoadedConfig): Promise<MailboxPlace> {
  const { imap } = config.canary;
  const password = secrets.canaryMailbox;
  if (imap === undefined || password === undefined) throw new Error("canary.imap is not configured");
  const { host, port, tls, user, folder, afterwards, caFile } = imap;
  const ca =
    caFile === undefined
      ? {}
      : { ca: await readFile(resolve(dirname(file), caFile), "utf8").catch(unreadable) };
  return { host, port, tls, user, password, folder, afterwards, ...ca };
}

/** A password changed in its own place counts as well. */
function isSame(before: LoadedConfig, now: LoadedConfig): boolean {
  return (
    isDeepStrictEqual(before.config.canary.imap, now.config.canary.imap) &&
    passwordOf(before) === passwordOf(now)
  );
}

function passwordOf({ secrets }: LoadedConfig): string {
  return secrets.canaryMailbox === undefined ? "" : reveal(secrets.canaryMailbox);
}

function unreadable(cause: unknown): never {
  throw Object.assign(new Error("caFile cannot be read", { cause }), { code: "CERT_FILE" });
}

function watched(tools: MailboxTools, place: MailboxPlace): MailboxWatch {
  const { store, events, clock, log, loaded } = tools;
  const name = `${place.user}@${place.host}`;
  let downSinceMs: number | null = null;
  let isWell: boolean | null = null;
  return watchMailbox({
    ...tools,
    canaries: store.canaries,
    mails: store.canaryMails,
    place,
    onWell: () => {
      downSinceMs = null;
      if (isWell === true) return;
      isWell = true;
      log("info", "canary.mailbox-read", { mailbox: name, folder: place.folder });
      // Whichever process told of it.
      events.emit({ type: "alert.settled", cause: CAUSE, atMs: clock.nowMs() });
    },
    onTrouble: (error) => {
      isWell = false;
      const trouble = mailboxTroubleOf(error);
      const message = mailboxTroubleText(trouble, loaded().config.alerts.language);
      log("error", "canary.mailbox-failed", { mailbox: name, trouble, message });
      downSinceMs ??= clock.monoMs();
      const downMs = clock.monoMs() - downSinceMs;
      if (downMs < (NEEDS_SOMEBODY.has(trouble) ? WRONG_MAX_MS : AWAY_MAX_MS)) return;
      events.emit({
        type: "alert.raised",
        cause: CAUSE,
        kind: "canary-mailbox",
        area: "server",
        urgent: false,
        stage: trouble,
        facts: { what: name, message },
        atMs: clock.nowMs(),
      });
    },
    onPassed: (uid) => log("error", "canary.mailbox-passed-over", { mailbox: name, uid }),
  });
}
