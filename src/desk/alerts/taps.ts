// The one-tap link of a message: opens without signing in, shows one alert, and lets one person take it. What the page looks
// like is the console's part.

import { createHash, createHmac } from "node:crypto";
import type { Clock, Language } from "../../kernel/index.ts";
import type { Alert, AlertLinks } from "../ports.ts";
import type { AlertDesk } from "./desk.ts";
import { storyOf, writeNotice } from "./letters.ts";
import type { LetterSettings } from "./parts.ts";
import { bareName } from "./sheet.ts";

/** Stands in a message's text where the postman puts the link: the link itself is kept nowhere. */
export const LINK_PLACE = "{{link}}";
const VALID_MS = 7 * 24 * 3_600_000;
/** 32 bytes in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** What a link is for. The token follows from it and the guard's key, so that every message of an alert carries the same. */
export interface Tap {
  readonly alertId: string;
  readonly openedAtMs: number;
  readonly person: string;
}

export interface TapView {
  readonly shopName: string;
  readonly subject: string;
  /** What happened, what it costs, what to do. */
  readonly lines: readonly string[];
  readonly state: "open" | "owned";
  /** Who has it or was asked; the person of the link himself when `isHis`. */
  readonly owner: string;
  readonly isHis: boolean;
  /** Whose link it is. */
  readonly person: string;
  /** For those who can sign in. */
  readonly consoleUrl: string;
}

export interface AlertTaps {
  /** Undefined for every link that does not work: unknown, run out, or the alert is over. Changes nothing. */
  look(token: string, language: Language): Promise<TapView | undefined>;
  /** Takes the alert unless somebody has it. `taken`: by this very call. */
  take(
    token: string,
    language: Language,
  ): Promise<{ readonly view: TapView; readonly taken: boolean; readonly alertId: string } | undefined>;
}

export function createAlertTaps(deps: {
  readonly desk: Pick<AlertDesk, "get" | "takeIfFree">;
  readonly links: AlertLinks;
  readonly clock: Clock;
  readonly settings: () => LetterSettings;
}): AlertTaps {
  const find = async (
    token: string,
  ): Promise<{ alert: Alert; person: string; keyHash: string } | undefined> => {
    // Whatever is asked, the same two questions go to the store: the time to answer tells nothing.
    const keyHash = hashOf(TOKEN.test(token) ? token : "no token");
    const link = await deps.links.find(keyHash);
    const alert = await deps.desk.get(link?.alertId ?? "alert_none");
    if (link === undefined || alert === undefined || alert.state === "closed") return undefined;
    if (alert.openedAtMs !== link.openedAtMs || link.expiresAtMs <= deps.clock.nowMs()) return undefined;
    return { alert, person: link.person, keyHash };
  };
  const viewOf = (alert: Alert, person: string, language: Language): TapView => {
    const settings = { ...deps.settings(), language };
    const { subject, lines } = writeNotice(alert, storyOf(alert), settings);
    return {
      shopName: settings.shopName,
      subject,
      lines,
      state: alert.state === "owned" ? "owned" : "open",
      owner: bareName(alert.owner),
      isHis: bareName(alert.owner) === person,
      person,
      consoleUrl: `${settings.publicUrl}/alerts/${alert.id}`,
    };
  };
  return {
    look: async (token, language) => {
      const found = await find(token);
      return found === undefined ? undefined : viewOf(found.alert, found.person, language);
    },
    take: async (token, language) => {
      const found = await find(token);
      if (found === undefined) return undefined;
      const { person, keyHash } = found;
      const wasFree = found.alert.state === "open";
      const alert = await deps.desk.takeIfFree(found.alert.id, `link:${person}`);
      if (alert === undefined) return undefined;
      // The alert itself lets one take it; the link's own mark keeps a second tap from counting as another taking.
      const isFirst = await deps.links.use(keyHash, deps.clock.nowMs());
      const taken = wasFree && isFirst && alert.owner === `link:${person}`;
      return { view: viewOf(alert, person, language), taken, alertId: alert.id };
    },
  };
}

export async function keepLink(
  taps: { readonly links: AlertLinks; readonly key: Uint8Array },
  tap: Tap,
  nowMs: number,
): Promise<void> {
  const link = {
    keyHash: hashOf(tokenOf(taps.key, tap)),
    ...tap,
    expiresAtMs: nowMs + VALID_MS,
    usedAtMs: null,
  };
  await taps.links.put(link, nowMs);
}

/** The secret part of a link, 256 bits. */
export function tokenOf(key: Uint8Array, { alertId, openedAtMs, person }: Tap): string {
  const text = JSON.stringify(["alert link", alertId, openedAtMs, person]);
  return createHmac("sha256", key).update(text).digest("base64url");
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
