// What a configuration does, in sentences for the shop's owner. Pure.

import { say, sayYen, type Language } from "../kernel/index.ts";
import { explainPeople } from "./explain-people.ts";
import { explainWords } from "./explain-words.ts";
import type { Config } from "./schema.ts";

const CHAT_NAMES = { line: "LINE", slack: "Slack", chatwork: "Chatwork" } as const;

type Tell = (key: keyof typeof explainWords, values?: Record<string, string | number>) => string;
type List = (items: readonly string[]) => string;

/** Sentences in reading order; none holds a secret. */
export function explainConfig(config: Config, language: Language): readonly string[] {
  const tell = (key: keyof typeof explainWords, values: Record<string, string | number> = {}): string =>
    say(explainWords, language, key, values);
  const money = (amount: number): string => sayYen(amount, language);
  const list = (items: readonly string[]): string => items.join(language === "ja" ? "、" : ", ");
  const { shop, gate, costs, budget, alerts, records } = config;
  const answers = (["challenge", "hold", "decoy", "stepUp"] as const)
    .filter((name) => config.answers[name])
    .map((name) => tell(name));
  const agencies = (["stripe", "gmopg", "payjp"] as const).filter(
    (name) => config.outcomes[name] !== undefined,
  );
  return [
    tell("place", { name: shop.name, listen: gate.listen, upstream: shop.upstream, url: shop.url }),
    tell(config.platform.routes.length > 0 ? "presetAndOwn" : "preset", {
      preset: config.platform.preset,
      count: config.platform.routes.length,
    }),
    tell(gate.mode === "judge" ? "judge" : "watch"),
    tell("fee", { fee: money(costs.feeYen) }),
    tell("budget", { hour: money(budget.perHourYen), day: money(budget.perDayYen) }),
    ...(budget.salesShare === undefined
      ? []
      : [tell("salesShare", { share: Math.round(budget.salesShare * 1000) / 10 })]),
    answers.length === 0 ? tell("noAnswers") : tell("answers", { list: list(answers) }),
    shop.otherPayments.length === 0
      ? tell("noOtherPayments")
      : tell("otherPayments", { list: list(shop.otherPayments) }),
    gate.trustedProxies.length === 0
      ? tell("noProxies")
      : tell("proxies", { list: list(gate.trustedProxies) }),
    ...inAnEmergency(config, tell, list),
    ...(agencies.length === 0 ? [] : [tell("agencies", { list: list(agencies) })]),
    ...told(config, tell, list),
    ...explainPeople(config, language),
    ...listening(config, tell, list),
    ...noticesOf(config, tell),
    tell("console", { url: config.console.url ?? `http://${config.console.listen}` }),
    ...(loopback(config.console.listen) ? [] : [tell("consoleOpen")]),
    tell("records", { folder: records.folder, days: records.keepDays, size: records.sizeMaxMb }),
    tell("never"),
    ...(alerts.language === language ? [] : [tell("otherLanguage")]),
  ];
}

/** What the owner has set for a stopped shop and for ended sessions. */
function inAnEmergency({ gate, platform }: Config, tell: Tell, list: List): readonly string[] {
  const { letThrough, paths } = gate.stopped;
  const lines = [
    ["stoppedOwn", letThrough],
    ["stoppedPaths", paths],
    ["sessionCookies", platform.sessionCookies],
  ] as const;
  return lines.filter(([, set]) => set.length > 0).map(([key, set]) => tell(key, { list: list(set) }));
}

/** How notices would go out; nothing while nobody has thought of it. */
function noticesOf({ notices, alerts }: Config, tell: Tell): string[] {
  const { from, mailbox, letters } = notices;
  const smtp = notices.smtp ?? alerts.email?.smtp;
  return [
    ...(from === undefined
      ? []
      : [tell(smtp === undefined ? "noticesNoServer" : "notices", { from, host: smtp?.host ?? "" })]),
    ...(mailbox === undefined ? [] : [tell("noticesMailbox", { mailbox })]),
    ...(letters === undefined ? [] : [tell("noticesLetters", { company: letters.company })]),
  ];
}

function told({ alerts, shopWebhook }: Config, tell: Tell, list: List): string[] {
  const lines: string[] = [];
  if (alerts.email !== undefined)
    lines.push(tell("email", { owner: alerts.owner, to: list(alerts.email.to) }));
  if (alerts.webhook !== undefined) lines.push(tell("webhook", { host: new URL(alerts.webhook.url).host }));
  const chats = (["line", "slack", "chatwork"] as const).filter((name) => alerts[name] !== undefined);
  if (chats.length > 0) lines.push(tell("chat", { list: list(chats.map((name) => CHAT_NAMES[name])) }));
  if (lines.length === 0) lines.push(tell("nobodyTold"));
  if (shopWebhook !== undefined) lines.push(tell("shopWebhook", { host: new URL(shopWebhook.url).host }));
  return lines;
}

function listening({ canary }: Config, tell: Tell, list: List): string[] {
  const whose = list([...canary.domains, ...canary.mailboxes.map((box) => box.replace("@", "+…@"))]);
  return [
    ...(canary.listen === undefined ? [] : [tell("canaryListen", { listen: canary.listen, whose })]),
    ...(canary.imap === undefined ? [] : [tell("canaryMailbox", mailboxIn(canary.imap))]),
    ...(canary.folder === undefined ? [] : [tell("canaryFolder", { folder: canary.folder, whose })]),
  ];
}

function mailboxIn({ host, user, folder }: NonNullable<Config["canary"]["imap"]>): Record<string, string> {
  return { host, user, folder };
}

function loopback(listen: string): boolean {
  return /^(127\.|localhost:|\[::1\])/.test(listen);
}
