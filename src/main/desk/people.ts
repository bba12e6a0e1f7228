// The responsibility sheet and its channels as the desk wants them: plain translations, no decisions.

import type { Config, LoadedConfig } from "../../config/index.ts";
import { sheetOfOne } from "../../desk/index.ts";
import type { AreaDuty, Channel, ChatAddresses, DayRange, Person } from "../../desk/index.ts";
import type { PersonAddresses, Sheet, SlackAddress } from "../../desk/index.ts";
import { AREAS, type Area } from "../../kernel/index.ts";

type People = NonNullable<Config["responsibility"]>["people"];
type AreaConfig = NonNullable<NonNullable<Config["responsibility"]>["areas"][Area]>;

/** Unless a person says otherwise: what wakes people first, what machines read last. */
const CHANNELS = ["line", "email", "slack", "chatwork", "webhook"] as const;

export function sheetOf(config: Config): Sheet {
  const { alerts, shop, responsibility } = config;
  const { timezone } = shop;
  // As it was before there were sheets: the owner by mail and webhook; by the shop's chat rooms where those are configured.
  const shared = (["email", "webhook", "slack", "chatwork"] as const).filter((channel) =>
    reaches(config, channel, {}),
  );
  if (responsibility === undefined) {
    const sheet = sheetOfOne(alerts.owner, shared, timezone);
    // Mail to one address is read by one person.
    const alone: Channel[] = alerts.email?.to.length === 1 ? ["email"] : [];
    return { ...sheet, people: [{ name: alerts.owner, channels: shared, alone, quiet: null, hours: null }] };
  }
  const people = responsibility.people.map((person) => personOf(config, person));
  const last = people.some(({ name }) => name === alerts.owner)
    ? []
    : [{ name: alerts.owner, channels: orLast(shared), alone: [], quiet: null, hours: null }];
  const written = AREAS.flatMap((area) => {
    const duty = responsibility.areas[area];
    return duty === undefined ? [] : [{ area, duty }];
  });
  const vendors = new Map(
    written.flatMap(({ duty }) =>
      duty.vendor?.takesAlerts === true ? [[duty.vendor.name, vendorOf(duty.vendor)]] : [],
    ),
  );
  const areas: Partial<Record<Area, AreaDuty>> = Object.fromEntries(
    written.map(({ area, duty }) => [
      area,
      {
        owner: duty.owner,
        deputy: duty.deputy ?? null,
        vendor: duty.vendor?.takesAlerts === true ? duty.vendor.name : null,
        answerWithinMs: duty.answerWithinMinutes * 60_000,
      },
    ]),
  );
  return {
    people: [...people, ...vendors.values(), ...last],
    areas,
    last: alerts.owner,
    moves: true,
    copies: alerts.webhook === undefined ? [] : ["webhook"],
    timezone,
  };
}

/** Where each person of the sheet is reached; mail to whoever is not in it goes to alerts.email.to. */
export function addressesOfPeople({ responsibility }: Config): Readonly<Record<string, PersonAddresses>> {
  if (responsibility === undefined) return {};
  const people = responsibility.people.map(({ name, email, line, slack, chatwork }) => [
    name,
    {
      email,
      ...(line === undefined ? {} : { line }),
      ...(slack === undefined ? {} : { slack }),
      ...(chatwork === undefined ? {} : { chatwork }),
    },
  ]);
  const vendors = AREAS.flatMap((area) => {
    const vendor = responsibility.areas[area]?.vendor;
    return vendor?.email === undefined ? [] : [[vendor.name, { email: vendor.email }]];
  });
  return Object.fromEntries([...people, ...vendors]) as Record<string, PersonAddresses>;
}

export function chatAddresses({ config, secrets }: LoadedConfig): ChatAddresses {
  const { slack, chatwork, line } = config.alerts;
  const { slackWebhook, slackToken, chatworkToken, lineToken } = secrets;
  const slackAddress: SlackAddress | undefined =
    slack === undefined
      ? undefined
      : slackWebhook !== undefined
        ? { webhook: slackWebhook }
        : slackToken !== undefined
          ? { token: slackToken, channel: slack.channel ?? null, baseUrl: bare(slack.baseUrl) }
          : undefined;
  return {
    ...(slackAddress === undefined ? {} : { slack: slackAddress }),
    ...(chatwork === undefined || chatworkToken === undefined
      ? {}
      : { chatwork: { token: chatworkToken, room: chatwork.room ?? null, baseUrl: bare(chatwork.baseUrl) } }),
    ...(line === undefined || lineToken === undefined
      ? {}
      : { line: { token: lineToken, baseUrl: bare(line.baseUrl) } }),
  };
}

/** Who is called first for a matter of this area. */
export function ownerOf(config: Config, area: Area): string {
  return config.responsibility?.areas[area]?.owner ?? config.alerts.owner;
}

function personOf(config: Config, person: People[number]): Person {
  const wanted = person.channels ?? orLast(CHANNELS.filter((channel) => reaches(config, channel, person)));
  const channels = wanted.filter((channel) => reaches(config, channel, person));
  return {
    name: person.name,
    channels,
    alone: channels.filter((channel) => isAlone(config, channel, person)),
    quiet: person.quiet === undefined ? null : rangeOf(person.quiet),
    hours: null,
  };
}

/** Machines get a copy in any case, so the webhook calls a person only when nothing else does. */
function orLast(channels: readonly Channel[]): readonly Channel[] {
  const others = channels.filter((channel) => channel !== "webhook");
  return others.length > 0 ? others : channels;
}

function reaches({ alerts }: Config, channel: Channel, person: Partial<People[number]>): boolean {
  const { slack, chatwork } = alerts;
  switch (channel) {
    case "email":
    case "webhook":
      return alerts[channel] !== undefined;
    case "line":
      return alerts.line !== undefined && person.line !== undefined;
    case "slack":
      return (
        slack !== undefined && (slack.webhook !== undefined || (person.slack ?? slack.channel) !== undefined)
      );
    case "chatwork":
      return chatwork !== undefined && (person.chatwork ?? chatwork.room) !== undefined;
  }
}

/** A room that others read as well must not hold a link that acts in one person's name. */
function isAlone({ alerts }: Config, channel: Channel, person: People[number]): boolean {
  if (channel === "email" || channel === "line") return true;
  if (channel === "slack") return person.slack !== undefined && alerts.slack?.webhook === undefined;
  return channel === "chatwork" && person.chatwork !== undefined;
}

function vendorOf(vendor: NonNullable<AreaConfig["vendor"]>): Person {
  const hours =
    vendor.hours === undefined ? null : { ...rangeOf(vendor.hours), weekdaysOnly: vendor.weekdaysOnly };
  return { name: vendor.name, channels: ["email"], alone: ["email"], quiet: null, hours };
}

function rangeOf(text: string): DayRange {
  const [from = "", to = ""] = text.split("-");
  return { fromMinute: minuteOf(from), toMinute: minuteOf(to) };
}

function minuteOf(text: string): number {
  const [hour = "0", minute = "0"] = text.split(":");
  return Number(hour) * 60 + Number(minute);
}

function bare(url: string): string {
  return url.replace(/\/+$/, "");
}
