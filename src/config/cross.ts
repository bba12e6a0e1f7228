// What one key alone cannot show: values that contradict each other. Pure, and content with half a configuration.

import { parseNetworks } from "../kernel/index.ts";
import { peopleFindings } from "./cross-people.ts";
import { nearest } from "./nearest.ts";
import type { ConfigPath } from "./parse.ts";
import type { ProblemKey } from "./problems.ts";
import { CHANNELS } from "./responsibility.ts";

export interface CrossFinding {
  readonly severity: "error" | "warning";
  readonly path: ConfigPath;
  readonly key: ProblemKey;
  readonly values: Readonly<Record<string, string | number>>;
}

/** `read` gives whatever stands at a path (undefined when absent): checks skip what they cannot read. */
export type ReadPath = (path: ConfigPath) => unknown;

export function crossCheck(read: ReadPath): readonly CrossFinding[] {
  return [
    ...timezone(read),
    ...money(read),
    ...addresses(read),
    ...ranges(read, ["gate", "trustedProxies"]),
    ...ranges(read, ["gate", "stopped", "letThrough"]),
    ...ranges(read, ["outcomes", "gmopg", "from"]),
    ...routes(read),
    ...mail(read),
    ...canary(read),
    ...noticeMail(read),
    ...clearMailbox(read),
    ...peopleFindings(read),
    ...clearText(read, ["alerts", "webhook", "url"]),
    ...["slack", "chatwork", "line"].flatMap((name) => clearText(read, ["alerts", name, "baseUrl"])),
    ...clearText(read, ["shopWebhook", "url"]),
  ];
}

const error = (path: ConfigPath, key: ProblemKey, values: CrossFinding["values"] = {}): CrossFinding => ({
  severity: "error",
  path,
  key,
  values,
});
const warning = (path: ConfigPath, key: ProblemKey, values: CrossFinding["values"] = {}): CrossFinding => ({
  severity: "warning",
  path,
  key,
  values,
});

function timezone(read: ReadPath): CrossFinding[] {
  const name = read(["shop", "timezone"]);
  if (typeof name !== "string") return [];
  try {
    new Intl.DateTimeFormat("en", { timeZone: name }).format(0);
    return [];
  } catch {
    const meant = nearest(name, Intl.supportedValuesOf("timeZone")) ?? "";
    return [error(["shop", "timezone"], "problem.timezone", { name: name.slice(0, 60), meant })];
  }
}

function money(read: ReadPath): CrossFinding[] {
  const hour = read(["budget", "perHourYen"]);
  const day = read(["budget", "perDayYen"]);
  const fee = read(["costs", "feeYen"]);
  const found: CrossFinding[] = [];
  if (typeof hour === "number" && typeof day === "number" && hour > day) {
    found.push(error(["budget", "perHourYen"], "problem.hourAboveDay", { hour, day }));
  }
  if (typeof hour === "number" && typeof fee === "number" && fee > hour) {
    found.push(warning(["budget", "perHourYen"], "problem.feeAboveHour", { fee, hour }));
  }
  return found;
}

function addresses(read: ReadPath): CrossFinding[] {
  const gate = endpoint(read(["gate", "listen"]));
  const desk = endpoint(read(["console", "listen"]));
  const upstream = urlOf(read(["shop", "upstream"]));
  const shop = urlOf(read(["shop", "url"]));
  const found: CrossFinding[] = [];
  if (
    gate !== undefined &&
    desk !== undefined &&
    gate.port !== 0 &&
    gate.port === desk.port &&
    meets(gate, desk.host)
  ) {
    found.push(error(["console", "listen"], "problem.samePort"));
  }
  if (upstream === undefined) return found;
  const port = Number(upstream.port) || (upstream.protocol === "https:" ? 443 : 80);
  for (const own of [gate, desk]) {
    if (own !== undefined && own.port === port && meets(own, upstream.hostname)) {
      found.push(error(["shop", "upstream"], "problem.upstreamIsSelf"));
      break;
    }
  }
  if (upstream.pathname !== "/" || upstream.search !== "") {
    found.push(error(["shop", "upstream"], "problem.upstreamPath"));
  }
  if (shop?.origin === upstream.origin) found.push(warning(["shop", "upstream"], "problem.upstreamIsPublic"));
  return found;
}

/** Listening without knowing for whom would refuse every mail. */
function canary(read: ReadPath): CrossFinding[] {
  const isSet = (name: string): boolean => {
    const value = read(["canary", name]);
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  };
  const isDeaf = !isSet("listen") && !isSet("folder");
  return isDeaf || isSet("domains") || isSet("mailboxes") ? [] : [error(["canary"], "problem.canaryNobody")];
}

function endpoint(value: unknown): { host: string; port: number } | undefined {
  if (typeof value !== "string") return undefined;
  const colon = value.lastIndexOf(":");
  const port = Number(value.slice(colon + 1));
  return colon < 0 || !Number.isInteger(port) ? undefined : { host: bareHost(value.slice(0, colon)), port };
}

const EVERYWHERE = new Set(["0.0.0.0", "::"]);
const HERE = new Set(["127.0.0.1", "::1", "localhost"]);

/** Would a connection to `host` (same port) arrive at `own`, as far as names alone can tell? */
function meets(own: { host: string }, host: string): boolean {
  const other = bareHost(host);
  if (own.host === other || (HERE.has(own.host) && HERE.has(other))) return true;
  if (EVERYWHERE.has(other)) return true;
  return EVERYWHERE.has(own.host) && (HERE.has(other) || other.startsWith("127."));
}

function bareHost(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
}

function urlOf(value: unknown): URL | undefined {
  return typeof value === "string" && /^https?:/.test(value) && URL.canParse(value)
    ? new URL(value)
    : undefined;
}

function ranges(read: ReadPath, path: ConfigPath): CrossFinding[] {
  const list = read(path);
  if (!Array.isArray(list)) return [];
  return list.slice(0, 100).flatMap((range: unknown, index) => {
    if (typeof range !== "string") return [];
    if (!parseNetworks([range]).ok) return [error([...path, index], "problem.range")];
    return range.endsWith("/0") ? [warning([...path, index], "problem.trustsAll")] : [];
  });
}

function routes(read: ReadPath): CrossFinding[] {
  const list = read(["platform", "routes"]);
  const names = Array.isArray(list) ? list.map((r: unknown) => (isRecord(r) ? r["name"] : undefined)) : [];
  const found: CrossFinding[] = [];
  if (read(["platform", "preset"]) === "custom" && names.length === 0) {
    found.push(error(["platform", "preset"], "problem.customWithoutRoutes"));
  }
  for (const [index, name] of names.entries()) {
    if (typeof name === "string" && names.indexOf(name) < index) {
      found.push(
        error(["platform", "routes", index, "name"], "problem.routeTwice", { name: name.slice(0, 40) }),
      );
    }
  }
  return found;
}

function mail(read: ReadPath): CrossFinding[] {
  const smtp = ["alerts", "email", "smtp"];
  const found: CrossFinding[] = [];
  const user = read([...smtp, "user"]);
  const password = read([...smtp, "password"]);
  const host = read([...smtp, "host"]);
  if ((user === undefined) !== (password === undefined)) found.push(error(smtp, "problem.smtpHalfLogin"));
  if (read([...smtp, "tls"]) === "none" && password !== undefined && !HERE.has(String(host))) {
    found.push(warning([...smtp, "tls"], "problem.smtpClear"));
  }
  if (CHANNELS.every((channel) => read(["alerts", channel]) === undefined)) {
    found.push(warning(["alerts"], "problem.nobodyTold"));
  }
  return found;
}

/** The same of the notices' own mail server. */
function noticeMail(read: ReadPath): CrossFinding[] {
  const smtp = ["notices", "smtp"];
  const password = read([...smtp, "password"]);
  const found: CrossFinding[] = [];
  if ((read([...smtp, "user"]) === undefined) !== (password === undefined))
    found.push(error(smtp, "problem.smtpHalfLogin"));
  if (
    read([...smtp, "tls"]) === "none" &&
    password !== undefined &&
    !HERE.has(String(read([...smtp, "host"])))
  )
    found.push(warning([...smtp, "tls"], "problem.smtpClear"));
  return found;
}

/** A mailbox's password in clear text is for a server on this machine alone. */
function clearMailbox(read: ReadPath): CrossFinding[] {
  const imap = ["canary", "imap"];
  const host = read([...imap, "host"]);
  const isClear = read([...imap, "tls"]) === "none" && typeof host === "string" && !HERE.has(bareHost(host));
  return isClear ? [error([...imap, "tls"], "problem.mailboxClear")] : [];
}

function clearText(read: ReadPath, path: ConfigPath): CrossFinding[] {
  const url = urlOf(read(path));
  return url?.protocol === "http:" && !HERE.has(bareHost(url.hostname))
    ? [warning(path, "problem.clearWebhook")]
    : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object";
}
