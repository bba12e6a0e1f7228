// The doctor's judgement (of canaries: canaries.ts): each check turns what the probes met into well, unwell or worth knowing, with what to do.

import { sayProblem, type LoadedConfig } from "../../config/index.ts";
import { localUrl } from "../client.ts";
import { readVerbConfig, type Verb } from "../verb.ts";
import { examineCanaries } from "./canaries.ts";
import { findings, type Finding } from "./findings.ts";

/** Two minutes: more than any sensible clock wanders, less than evidence or signatures tolerate. */
const CLOCK_OFF_MAX_MS = 120_000;

export async function examine(verb: Verb): Promise<readonly Finding[]> {
  const { deps, voice } = verb;
  const found = findings(verb);
  const node = Number(deps.probes.nodeVersion.split(".")[0]);
  const version = deps.probes.nodeVersion;
  const first =
    node >= 26 ? found.ok("node", "node.ok", { version }) : found.bad("node", "node", { version });
  const reading = await readVerbConfig(verb);
  if (!reading.ok) {
    const wrong = reading.problems.filter((problem) => problem.severity === "error");
    const said = wrong[0] === undefined ? "" : sayProblem(wrong[0], voice.language).message;
    return [first, found.bad("config", "config", { count: wrong.length, first: said })];
  }
  const { loaded } = reading;
  const secrets = Object.keys(loaded.secrets).length;
  return [
    first,
    found.ok("config", "config.ok"),
    secrets === 0
      ? found.ok("secrets", "secrets.none")
      : found.ok("secrets", "secrets.ok", { count: secrets }),
    ...(await examinePorts(verb, loaded)),
    ...(await examineShop(verb, loaded)),
    ...(await examineFolder(verb, loaded)),
    ...(await examineMail(verb, loaded)),
    ...(await examineCanaries(verb, loaded)),
    ...examineSurroundings(verb, loaded),
    ...loaded.warnings.map((warning) => {
      const { message, hint } = sayProblem(warning, voice.language);
      return found.note("config", "warning.note", "warning.do", { what: message, todo: hint });
    }),
  ];
}

async function examinePorts(verb: Verb, { config }: LoadedConfig): Promise<Finding[]> {
  const { probes } = verb.deps;
  const found = findings(verb);
  const health = await probes.look(`${localUrl(config.console.listen)}/healthz`);
  const running = "status" in health && health.status === 200;
  const places = [
    ["gate", config.gate.listen],
    ["console", config.console.listen],
    ["canary", config.canary.listen],
  ] as const;
  const result: Finding[] = [];
  for (const [which, listen] of places) {
    if (listen === undefined) continue;
    const colon = listen.lastIndexOf(":");
    const reason = await probes.listen(listen.slice(0, colon), Number(listen.slice(colon + 1)));
    const values = { name: found.tell(which, {}), listen, reason };
    const check = `${which}-port`;
    if (reason === "free") result.push(found.ok(check, "port.ok", values));
    else if (reason === "EADDRINUSE" && running) result.push(found.ok(check, "port.running", values));
    else result.push(found.bad(check, "port", values));
  }
  return result;
}

async function examineShop(verb: Verb, { config }: LoadedConfig): Promise<Finding[]> {
  const { deps, voice } = verb;
  const found = findings(verb);
  const url = config.shop.upstream;
  const seen = await deps.probes.look(url);
  if ("fault" in seen)
    return [found.bad("upstream", "upstream", { url, reason: seen.fault }), ...plainClock(verb)];
  if (seen.status >= 500) {
    return [found.bad("upstream", "upstream", { url, reason: `HTTP ${seen.status}` }), ...plainClock(verb)];
  }
  const { preset } = config.platform;
  const result = [found.ok("upstream", "upstream.ok", { url, ms: seen.ms })];
  const shop = await deps.acts.recogniseShop({ url, language: voice.language, gone: deps.gone });
  if (!shop.ok || shop.value.certainty < 0.5) {
    result.push(found.note("preset", "preset.note", "preset.noteDo", { preset }));
  } else if (preset === "custom" || shop.value.preset === preset) {
    result.push(found.ok("preset", "preset.ok", { preset }));
  } else {
    result.push(found.bad("preset", "preset", { preset, found: shop.value.preset }));
  }
  const offMs = seen.dateMs === null ? 0 : Math.abs(deps.clock.nowMs() - seen.dateMs);
  const clock =
    offMs > CLOCK_OFF_MAX_MS
      ? [found.bad("clock", "clock", { seconds: Math.round(offMs / 1000) })]
      : plainClock(verb);
  return [...result, ...clock];
}

/** Without another clock to compare with: at least not before this program was written. */
function plainClock(verb: Verb): Finding[] {
  const found = findings(verb);
  const behindMs = Date.UTC(2026, 0, 1) - verb.deps.clock.nowMs();
  return [
    behindMs > 0
      ? found.bad("clock", "clock", { seconds: Math.round(behindMs / 1000) })
      : found.ok("clock", "clock.ok"),
  ];
}

async function examineFolder(verb: Verb, { config, recordsFolder }: LoadedConfig): Promise<Finding[]> {
  const found = findings(verb);
  const folder = recordsFolder;
  const { fault, mode, freeMb } = await verb.deps.probes.folder(folder);
  if (fault !== null) return [found.bad("folder", "folder", { folder, reason: fault })];
  const wanted = config.records.sizeMaxMb;
  const octal = (mode ?? 0).toString(8).padStart(4, "0");
  const open = process.platform !== "win32" && mode !== null && (mode & 0o077) !== 0;
  return [
    found.ok("folder", "folder.ok", { folder, free: freeMb }),
    open
      ? found.bad("folder-private", "private", { folder, mode: octal })
      : found.ok("folder-private", "private.ok"),
    ...(freeMb < wanted ? [found.note("space", "space.bad", "space.do", { free: freeMb, wanted })] : []),
  ];
}

async function examineMail(verb: Verb, { config }: LoadedConfig): Promise<Finding[]> {
  const { notices } = config;
  const smtp = config.alerts.email?.smtp;
  return [
    ...(smtp === undefined ? [] : [await greeted(verb, "smtp", smtp)]),
    ...(notices.smtp === undefined ? [] : [await greeted(verb, "notice-smtp", notices.smtp)]),
    ...examineNotices(verb, config),
  ];
}

type Smtp = NonNullable<LoadedConfig["config"]["notices"]["smtp"]>;

async function greeted(verb: Verb, check: string, { host, port, tls }: Smtp): Promise<Finding> {
  const found = findings(verb);
  const reason = await verb.deps.probes.greetMail(host, port, tls);
  const values = { host: `${host}:${port}`, reason: reason ?? "" };
  return reason === null ? found.ok(check, "smtp.ok", values) : found.bad(check, "smtp", values);
}

/** On the day of an incident nobody wants to find out that no letter can leave the house. */
function examineNotices(verb: Verb, { notices, alerts }: LoadedConfig["config"]): Finding[] {
  const found = findings(verb);
  if (notices.from === undefined) return [found.note("notices", "notices.none", "notices.noneDo")];
  if ((notices.smtp ?? alerts.email?.smtp) === undefined) return [found.bad("notices", "notices")];
  const lacking = notices.mailbox === undefined || notices.letters === undefined;
  return [
    lacking
      ? found.note("notices", "notices.half", "notices.halfDo", { from: notices.from })
      : found.ok("notices", "notices.ok", { from: notices.from }),
  ];
}

function examineSurroundings(verb: Verb, { config }: LoadedConfig): Finding[] {
  const found = findings(verb);
  const result: Finding[] = [];
  const shop = new URL(config.shop.url);
  const here = shop.hostname === "localhost" || shop.hostname.startsWith("127.");
  if (config.gate.trustedProxies.length > 0) result.push(found.ok("tls", "tls.ok"));
  else if (shop.protocol === "https:") result.push(found.note("tls", "tls.note", "tls.do"));
  else if (!here) result.push(found.note("tls", "tls.plain", "tls.plainDo"));
  if (!/^(127\.|localhost:|\[::1\])/.test(config.console.listen)) {
    const values = { listen: config.console.listen };
    result.push(found.note("console-open", "consoleOpen.note", "consoleOpen.do", values));
  }
  return result;
}
