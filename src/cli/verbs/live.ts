// Verbs that talk with the running guard: hold, cards, alert, now. They ask its API on loopback and lay the answer out.

import type { NowView } from "../../gate/index.ts";
import { say, sayCountry, sayCrowd, sayYen, type Language, type Outcome } from "../../kernel/index.ts";
import {
  connectGuard,
  type AlertRow,
  type CardsRow,
  type GuardClient,
  type HoldRow,
  type OwnerLinkRow,
} from "../client.ts";
import { liveWords } from "../live-words.ts";
import { clean, table } from "../text.ts";
import { needConfig, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";

type LiveWord = keyof typeof liveWords;
const LIST_MAX = 200;

function speak(voice: Voice, key: LiveWord, values: Readonly<Record<string, string | number>> = {}): string {
  return say(liveWords, voice.language, key, values);
}

/** Asks the guard and lays the answer out; every refusal on the way is said. */
export async function asking<T>(
  verb: Verb,
  ask: (guard: GuardClient) => Promise<Outcome<T>>,
  people: (answer: T, timezone: string) => string,
  shape: (answer: T) => object = (answer) => answer as object,
): VerbEnd {
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const guard = await connectGuard(loaded, verb.voice.language, verb.deps.gone);
  if (!guard.ok) return verb.voice.fail(guard);
  const answer = await ask(guard.value);
  if (!answer.ok) return verb.voice.fail(answer);
  verb.voice.result(shape(answer.value), people(answer.value, loaded.config.shop.timezone));
  return EXIT.fine;
}

export function listHolds(verb: Verb, options: { readonly all?: boolean }): VerbEnd {
  const { voice } = verb;
  const state = options.all === true ? "" : "&state=held";
  return asking<{ holds: readonly HoldRow[] }>(
    verb,
    (guard) => guard.get(`/v1/holds?limit=${LIST_MAX}${state}`),
    ({ holds }, timezone) =>
      holds.length === 0
        ? speak(voice, "noHolds")
        : table(
            [
              { title: speak(voice, "holdId") },
              { title: speak(voice, "at") },
              { title: speak(voice, "holdOrder") },
              { title: speak(voice, "holdAmount"), align: "right" },
              { title: speak(voice, "holdCountry") },
              { title: speak(voice, "holdDoubt"), align: "right" },
              { title: speak(voice, "holdState") },
            ],
            holds.map((hold) => [
              hold.id,
              sayTime(hold.createdAtMs, voice.language, timezone),
              orderCell(voice, hold),
              hold.amountYen === null ? "–" : sayYen(hold.amountYen, voice.language),
              sayCountry(hold.country, voice.language),
              sayShare(hold.probability),
              stateWord(voice, hold.state),
            ]),
          ),
  );
}

export function decideHold(
  verb: Verb,
  id: string,
  decision: "release" | "cancel",
  options: { readonly note: string; readonly order?: boolean },
): VerbEnd {
  const noOrder = decision === "cancel" && options.order === false;
  return asking<HoldRow>(
    verb,
    (guard) =>
      guard.post(`/v1/holds/${encodeURIComponent(id)}/${decision}`, {
        note: options.note,
        ...(noOrder ? { noOrder } : {}),
      }),
    (hold) =>
      speak(verb.voice, decision === "release" ? "holdReleased" : noOrder ? "holdNoOrder" : "holdCancelled", {
        order: clean(hold.orderRef ?? hold.id),
      }),
  );
}

export function nameHold(verb: Verb, id: string, orderRef: string): VerbEnd {
  return asking<HoldRow>(
    verb,
    (guard) => guard.post(`/v1/holds/${encodeURIComponent(id)}/name`, { orderRef }),
    (hold) => speak(verb.voice, "holdNamed", { order: clean(hold.orderRef ?? ""), id: clean(hold.id) }),
  );
}

/** The order's name, or what is known instead of one. */
function orderCell(voice: Voice, hold: HoldRow): string {
  if (hold.orderRef !== null) return hold.orderRef;
  return hold.claimedRef === null ? "–" : speak(voice, "holdPerhaps", { ref: hold.claimedRef });
}

export function switchCards(verb: Verb, to: "pause" | "resume", options: { readonly why: string }): VerbEnd {
  return asking<CardsRow>(
    verb,
    (guard) => guard.post(`/v1/cards/${to}`, { why: options.why }),
    (cards, timezone) => cardsText(verb.voice, cards, timezone),
  );
}

export function cardsState(verb: Verb): VerbEnd {
  return asking<NowView>(
    verb,
    (guard) => guard.get("/v1/now"),
    (now, timezone) => cardsText(verb.voice, now.cards, timezone),
    (now) => now.cards,
  );
}

export function listAlerts(verb: Verb, options: { readonly all?: boolean }): VerbEnd {
  const { voice } = verb;
  const wanted = (alerts: readonly AlertRow[]): readonly AlertRow[] =>
    options.all === true ? alerts : alerts.filter((alert) => alert.state !== "closed");
  return asking<{ alerts: readonly AlertRow[] }>(
    verb,
    (guard) => guard.get(`/v1/alerts?limit=${LIST_MAX}`),
    (answer, timezone) => {
      const alerts = wanted(answer.alerts);
      if (alerts.length === 0) return speak(voice, "noAlerts");
      const titles: readonly LiveWord[] = [
        "holdId",
        "at",
        "alertKind",
        "holdState",
        "alertOwner",
        "alertTold",
      ];
      return table(
        titles.map((title) => ({ title: speak(voice, title) })),
        alerts.map((alert) => [
          alert.id,
          sayTime(alert.changedAtMs, voice.language, timezone),
          speak(voice, alert.kind),
          stateWord(voice, alert.state),
          sayWho(voice, alert.owner),
          alert.told,
        ]),
      );
    },
    ({ alerts }) => ({ alerts: wanted(alerts) }),
  );
}

export function takeAlert(verb: Verb, id: string): VerbEnd {
  return asking<AlertRow>(
    verb,
    (guard) => guard.post(`/v1/alerts/${encodeURIComponent(id)}/own`, {}),
    (alert) => speak(verb.voice, "alertTaken", { id: clean(alert.id) }),
  );
}

/** The link goes to stdout alone, so that it is in no log. */
export function makeOwnerLink(verb: Verb): VerbEnd {
  return asking<OwnerLinkRow>(
    verb,
    (guard) => guard.post("/v1/owner-link", {}),
    ({ url, purpose }) =>
      [
        speak(verb.voice, purpose === "reset" ? "linkReset" : "linkFirst"),
        `  ${url}`,
        speak(verb.voice, "linkOnce"),
      ].join("\n"),
  );
}

export function showNow(verb: Verb): VerbEnd {
  return asking<NowView>(
    verb,
    (guard) => guard.get("/v1/now"),
    (now, timezone) => nowText(verb.voice, now, timezone),
  );
}

function nowText(voice: Voice, now: NowView, timezone: string): string {
  const money = (amount: number): string => sayYen(amount, voice.language);
  const { hour, day } = now.budget;
  const shop = clean(now.shopName);
  const lines = [
    now.attack === null
      ? speak(voice, "nowCalm", { shop })
      : speak(voice, "nowAttack", { shop, attempts: now.attack.attempts, stopped: now.attack.stopped }),
    ...(now.mode === "watch" ? [speak(voice, "nowWatchOnly")] : []),
    cardsText(voice, now.cards, timezone),
    speak(voice, "nowBudget", {
      hour: money(hour.spentYen),
      hourMax: money(hour.limitYen),
      day: money(day.spentYen),
      dayMax: money(day.limitYen),
    }),
    speak(voice, "nowToday", {
      attempts: now.today.attempts,
      approved: now.today.approved,
      declined: now.today.declined,
      stopped: now.today.stopped,
      fees: money(now.today.feesYen),
      sales: money(now.today.salesYen),
      saved: money(now.today.savedYen),
    }),
    speak(voice, "nowHolds", { count: now.holdsWaiting }),
    ...(now.workers.running < now.workers.wanted ? [speak(voice, "nowWorkers", { ...now.workers })] : []),
  ];
  if (now.crowds.length > 0) lines.push("", crowdsTable(voice, now));
  return lines.join("\n");
}

function crowdsTable(voice: Voice, now: NowView): string {
  return table(
    [
      { title: speak(voice, "crowd") },
      { title: speak(voice, "share"), align: "right" },
      { title: speak(voice, "tries"), align: "right" },
      { title: speak(voice, "declines"), align: "right" },
      { title: speak(voice, "fees"), align: "right" },
    ],
    now.crowds
      .slice(0, 10)
      .map((c) => [
        sayCrowd(c, voice.language),
        sayShare(c.share),
        c.tries,
        c.declines,
        sayYen(c.feesYen, voice.language),
      ]),
  );
}

function cardsText(voice: Voice, cards: CardsRow, timezone: string): string {
  const state = speak(voice, cards.state === "open" ? "cardsOpen" : "cardsPaused");
  if (cards.by === "" || cards.atMs === 0) return state;
  const at = sayTime(cards.atMs, voice.language, timezone);
  return `${state}\n  ${speak(voice, "cardsBy", { at, by: sayWho(voice, cards.by), why: clean(cards.why) })}`;
}

/** "owner:花子" → "花子"; what is not a person is said in words. */
export function sayWho(voice: Voice, by: string): string {
  if (by === "owner") return speak(voice, "whoOwner");
  if (by === "misemori") return speak(voice, "whoMisemori");
  if (by === "api:this machine") return speak(voice, "whoMachine");
  return clean(by.replace(/^[a-z]+:/, ""));
}

function stateWord(voice: Voice, state: string): string {
  return Object.hasOwn(liveWords, state) ? speak(voice, state as LiveWord) : state;
}

function sayShare(share: number): string {
  return `${Math.round(share * 100)}%`;
}

export function sayTime(atMs: number, language: Language, timezone: string): string {
  return new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    timeZone: timezone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(atMs);
}
