// What cannot be right in a responsibility sheet although every key is: names that nobody has, channels that lead nowhere. Pure.

import { AREAS } from "../kernel/index.ts";
import type { CrossFinding, ReadPath } from "./cross.ts";
import { nearest } from "./nearest.ts";
import type { ConfigPath } from "./parse.ts";
import { CHANNELS, type ChannelName } from "./responsibility.ts";

/** As many as the schema allows; a longer list is refused there. */
const PEOPLE_MAX = 50;

export function peopleFindings(read: ReadPath): readonly CrossFinding[] {
  return [...slack(read), ...people(read), ...areas(read)];
}

function slack(read: ReadPath): CrossFinding[] {
  const at = ["alerts", "slack"];
  if (read(at) === undefined) return [];
  const isWebhook = read([...at, "webhook"]) !== undefined;
  const isToken = read([...at, "token"]) !== undefined;
  return isWebhook === isToken ? [error(at, "problem.slackOneWay")] : [];
}

function people(read: ReadPath): CrossFinding[] {
  const names = namesIn(read);
  return names.flatMap((name, index) => {
    const at = ["responsibility", "people", index];
    const found: CrossFinding[] = [];
    if (typeof name === "string" && names.indexOf(name) < index)
      found.push(error([...at, "name"], "problem.personTwice", { name: name.slice(0, 60) }));
    const wanted = read([...at, "channels"]);
    const listed: readonly unknown[] = Array.isArray(wanted) ? wanted.slice(0, CHANNELS.length) : [];
    for (const [place, channel] of listed.entries()) {
      if (isChannel(channel) && !leadsSomewhere(read, at, channel))
        found.push(error([...at, "channels", place], "problem.channelUnset", { channel }));
    }
    const isReached = CHANNELS.some((channel) => leadsSomewhere(read, at, channel));
    if (!isReached) found.push(warning(at, "problem.personUnreached", { name: textOf(name) }));
    const quiet = read([...at, "quiet"]);
    if (isEmptyRange(quiet)) found.push(error([...at, "quiet"], "problem.rangeEmpty"));
    return found;
  });
}

function areas(read: ReadPath): CrossFinding[] {
  const names = namesIn(read).filter((name) => typeof name === "string");
  return AREAS.flatMap((area) => {
    const at = ["responsibility", "areas", area];
    const found: CrossFinding[] = [];
    for (const role of ["owner", "deputy"]) {
      const name = read([...at, role]);
      if (typeof name !== "string" || names.includes(name)) continue;
      const meant = nearest(name, names) ?? "";
      found.push(error([...at, role], "problem.personUnknown", { name: name.slice(0, 60), meant }));
    }
    const deputy = read([...at, "deputy"]);
    if (typeof deputy === "string" && deputy === read([...at, "owner"]))
      found.push(error([...at, "deputy"], "problem.deputyIsOwner"));
    return found.concat(vendor(read, [...at, "vendor"], names));
  });
}

function vendor(read: ReadPath, at: ConfigPath, names: readonly string[]): CrossFinding[] {
  const found: CrossFinding[] = [];
  const name = read([...at, "name"]);
  if (typeof name === "string" && names.includes(name))
    found.push(error([...at, "name"], "problem.personTwice", { name: name.slice(0, 60) }));
  const takes = read([...at, "takesAlerts"]) === true;
  if (takes && (read([...at, "email"]) === undefined || read(["alerts", "email"]) === undefined))
    found.push(error([...at, "takesAlerts"], "problem.vendorUnreached"));
  if (isEmptyRange(read([...at, "hours"]))) found.push(error([...at, "hours"], "problem.rangeEmpty"));
  return found;
}

/** Is there both a way to send by this channel and an address of this person (or of the shop) on it? */
function leadsSomewhere(read: ReadPath, person: ConfigPath, channel: ChannelName): boolean {
  if (read(["alerts", channel]) === undefined) return false;
  switch (channel) {
    case "email":
    case "webhook":
      return true;
    case "line":
      return read([...person, "line"]) !== undefined;
    case "slack":
      return (
        read(["alerts", "slack", "webhook"]) !== undefined ||
        read([...person, "slack"]) !== undefined ||
        read(["alerts", "slack", "channel"]) !== undefined
      );
    case "chatwork":
      return (
        read([...person, "chatwork"]) !== undefined || read(["alerts", "chatwork", "room"]) !== undefined
      );
  }
}

function namesIn(read: ReadPath): readonly unknown[] {
  const list = read(["responsibility", "people"]);
  if (!Array.isArray(list)) return [];
  return list.slice(0, PEOPLE_MAX).map((_, index) => read(["responsibility", "people", index, "name"]));
}

function isChannel(value: unknown): value is ChannelName {
  return CHANNELS.some((channel) => channel === value);
}

function isEmptyRange(value: unknown): boolean {
  const [from, to] = typeof value === "string" ? value.split("-") : [];
  return from !== undefined && from === to;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 60) : "";
}

function warning(path: ConfigPath, key: CrossFinding["key"], values: CrossFinding["values"]): CrossFinding {
  return { severity: "warning", path, key, values };
}

function error(
  path: ConfigPath,
  key: CrossFinding["key"],
  values: CrossFinding["values"] = {},
): CrossFinding {
  return { severity: "error", path, key, values };
}
