// The desk's alerts with what they live on: outbox, postman, links, and the eye that looks every few seconds at what is due.

import type { LoadedConfig } from "../../config/index.ts";
import type { AlertDesk as ConsoleAlerts, AlertTaps } from "../../console/index.ts";
import {
  createAlertDesk,
  createAlertTaps,
  createAlertViews,
  createPostman,
  createShopWebhook,
  tokenOf,
  type Alert,
  type AlertDesk,
  type AlertViews,
} from "../../desk/index.ts";
import type { Journal } from "../../journal/index.ts";
import type { Clock, Events, Language, Random } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import { openAlertKey } from "../keys.ts";
import { alertSettings, consoleUrlOf, postAddresses } from "../settings.ts";

/** A reminder may be this late. */
const LOOK_EVERY_MS = 5_000;

export interface AlertSide {
  readonly alerts: ConsoleAlerts;
  readonly taps: AlertTaps;
  /** Where people reach the console: stands in messages. */
  address(url: string): void;
  close(): Promise<void>;
}

export interface AlertSideTools {
  readonly loaded: LoadedConfig;
  readonly current: () => LoadedConfig;
  readonly store: Store;
  readonly events: Events;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: Random;
  readonly onTrouble: (error: unknown) => void;
}

export async function openAlertSide(tools: AlertSideTools): Promise<AlertSide> {
  const { store, events, journal, clock, random, current, loaded, onTrouble } = tools;
  const key = await openAlertKey(loaded.recordsFolder, random);
  let publicUrl = consoleUrlOf(loaded.config, `http://${loaded.config.console.listen}`);
  const settings = () => alertSettings(current().config, publicUrl);
  const postman = createPostman({
    outbox: store.outbox,
    clock,
    random,
    addresses: () => postAddresses(current()),
    linkOf: (tap) => `${publicUrl.replace(/\/$/, "")}/a/${tokenOf(key, tap)}`,
    onTried: (message) => desk.fared(message.key),
    onTrouble,
  });
  const onLetter = (): void => postman.wake();
  const desk = createAlertDesk({
    alerts: store.alerts,
    outbox: store.outbox,
    events,
    clock,
    random,
    settings,
    taps: { links: store.alertLinks, key },
    // The file was read whole at this start: whatever was wrong with it before must call nobody any more.
    overAtStart: ["guard:config.refused", "guard:config.waiting"],
    onLetter,
    onRecord: (kind, facts) => void journal.write(kind, "misemori", facts).catch(onTrouble),
    onTrouble,
  });
  const wanted = (): boolean => current().config.shopWebhook !== undefined;
  const shop = createShopWebhook({ events, outbox: store.outbox, clock, wanted, onLetter, onTrouble });
  const views = createAlertViews({ outbox: store.outbox, clock, settings, onLetter });
  const ended = new AbortController();
  const eye = keepLooking(desk, clock, ended.signal, onTrouble);
  return {
    alerts: consoleAlerts(desk, views),
    taps: createAlertTaps({ desk, links: store.alertLinks, clock, settings }),
    address: (url) => {
      publicUrl = url;
    },
    close: async () => {
      ended.abort();
      await eye;
      shop.close();
      desk.close();
      await desk.settled();
      await postman.stop();
    },
  };
}

async function keepLooking(
  desk: AlertDesk,
  clock: Clock,
  signal: AbortSignal,
  onTrouble: (error: unknown) => void,
): Promise<void> {
  while ((await clock.sleep(LOOK_EVERY_MS, signal)) === "elapsed") await desk.look().catch(onTrouble);
}

/** The desk's alerts with their sentences and how their messages fared. */
function consoleAlerts(desk: AlertDesk, views: AlertViews): ConsoleAlerts {
  const view = async (alert: Alert, language: Language) => ({
    ...alert,
    said: views.said(alert, language),
    duty: await views.duty(alert),
  });
  const viewOr = (alert: Alert | undefined, language: Language) =>
    alert === undefined ? undefined : view(alert, language);
  return {
    get: async (id, language = "ja") => viewOr(await desk.get(id), language),
    list: async ({ language = "ja", ...query }) =>
      Promise.all((await desk.list(query)).map((alert) => view(alert, language))),
    acknowledge: async (id, by, language = "ja") => viewOr(await desk.acknowledge(id, by), language),
    trial: (person, signal) => views.trial(person, signal),
    people: () => views.people(),
  };
}
