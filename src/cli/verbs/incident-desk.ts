// The verbs of the incident desk: they ask the running guard's API and lay its answer out. Nothing is decided here.

import { randomUUID } from "node:crypto";
import { ACTS, type ActView, type IncidentView } from "../../desk/index.ts";
import { refuse, type Outcome } from "../../kernel/index.ts";
import { connectGuard } from "../client.ts";
import { actText, incidentsText, incidentText, tell, type IncidentRow } from "../incident-text.ts";
import { clean } from "../text.ts";
import { needConfig, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { momentOf } from "./incident-clocks.ts";
import { asking } from "./live.ts";

export interface WordOptions {
  readonly caller?: string;
  readonly contact?: string;
  readonly words?: string;
}
export interface OpenOptions extends WordOptions {
  readonly type?: string;
  readonly title: string;
  readonly source: string;
  readonly channel: string;
  readonly at?: string;
  readonly alert?: string;
  readonly key?: string;
}

export function openIncident(verb: Verb, options: OpenOptions): VerbEnd {
  const { type, title, source, channel, alert, key } = options;
  return asking<IncidentView>(
    verb,
    (guard, zone) =>
      withTimes(verb.voice, zone, { hintAtMs: options.at }, (times) =>
        guard.post("/v1/incidents", {
          title,
          source,
          channel,
          words: wordsOf(options),
          ...given({ type, alert, key, ...times }),
        }),
      ),
    ({ id }) => tell(verb.voice, "openedLine", { id: clean(id) }),
  );
}

export function listIncidents(verb: Verb, options: { readonly all?: boolean }): VerbEnd {
  return asking<{ incidents: readonly IncidentRow[] }>(
    verb,
    (guard) => guard.get(`/v1/incidents${options.all === true ? "" : "?state=open"}`),
    ({ incidents }, zone) => incidentsText(verb.voice, incidents, zone),
  );
}

export function showIncident(verb: Verb, id: string): VerbEnd {
  return asking<IncidentView>(
    verb,
    (guard) => guard.get(incidentPath(id)),
    (view, zone) => incidentText(verb.voice, view, zone),
  );
}

export function actOnIncident(
  verb: Verb,
  id: string,
  act: string,
  { why, target, key }: { readonly why: string; readonly target?: string; readonly key?: string },
): VerbEnd {
  const { voice } = verb;
  if (!ACTS.some((one) => one === act)) {
    const message = tell(voice, "badAct", { act: clean(act, 40) });
    const hint = tell(voice, "badAct.hint", { acts: ACTS.join(" ") });
    return Promise.resolve(voice.fail({ code: "usage.act", message, hint }, EXIT.usage));
  }
  const body = { act, why, key: key ?? `cli-${randomUUID()}`, ...given({ target }) };
  return asking<ActView>(
    verb,
    (guard) => guard.post(incidentPath(id, "/acts"), body),
    (done) => actText(voice, done),
  );
}

export function undoAct(verb: Verb, id: string, key: string, options: { readonly why: string }): VerbEnd {
  return asking<ActView>(
    verb,
    (guard) => guard.post(incidentPath(id, `/acts/${encodeURIComponent(key)}/undo`), { why: options.why }),
    (undone) => actText(verb.voice, undone),
  );
}

/** A command that answers with the whole incident: times are read in the shop's zone. */
export function writing(
  verb: Verb,
  id: string,
  path: `/${string}`,
  body: object,
  times: Readonly<Record<string, string | undefined>> = {},
): VerbEnd {
  return asking<IncidentView>(
    verb,
    (guard, zone) =>
      withTimes(verb.voice, zone, times, (read) => guard.post(incidentPath(id, path), { ...body, ...read })),
    (view) => tell(verb.voice, "written", { id: clean(view.id) }),
  );
}

export function addHint(
  verb: Verb,
  id: string,
  options: WordOptions & { readonly source: string; readonly channel: string; readonly at?: string },
): VerbEnd {
  const { source, channel } = options;
  return writing(verb, id, "/hint", { source, channel, words: wordsOf(options) }, { hintAtMs: options.at });
}

export function addNote(verb: Verb, id: string, words: string): VerbEnd {
  return writing(verb, id, "/note", { words });
}

export interface FactOptions {
  readonly type?: string;
  readonly known?: string;
  readonly people?: string;
  readonly byMistake?: boolean;
  readonly sensitive?: boolean;
  readonly encrypted?: boolean;
  readonly europeans?: boolean;
}

export function stateFacts(verb: Verb, id: string, options: FactOptions): VerbEnd {
  const { type, known, people, byMistake, sensitive, encrypted, europeans } = options;
  const clock = given({
    people: people === undefined ? undefined : Number(people),
    onPurpose: byMistake === true ? false : undefined,
    sensitive,
    encrypted,
    europeans,
  });
  return asking<IncidentView>(
    verb,
    (guard, zone) =>
      withTimes(verb.voice, zone, { knownAtMs: known }, (times) => {
        const all = { ...clock, ...times };
        const hasClock = Object.keys(all).length > 0;
        return guard.post(incidentPath(id, "/facts"), {
          ...given({ type }),
          ...(hasClock ? { clock: all } : {}),
        });
      }),
    (view) => tell(verb.voice, "written", { id: clean(view.id) }),
  );
}

export async function markClock(
  verb: Verb,
  id: string,
  clock: string,
  options: { readonly done?: boolean; readonly notApplicable?: boolean; readonly why: string },
): VerbEnd {
  if (options.done === options.notApplicable) {
    const [message, hint] = [tell(verb.voice, "needMark"), tell(verb.voice, "needMark.hint")];
    return verb.voice.fail({ code: "usage.mark", message, hint }, EXIT.usage);
  }
  const mark = options.done === true ? "done" : "not-applicable";
  return writing(verb, id, "/clock", { clock, mark, why: options.why });
}

export interface DemandOptions {
  readonly from: string;
  readonly what: string;
  readonly due: string;
  readonly at?: string;
  readonly orElse?: string;
}

export function addDemand(verb: Verb, id: string, options: DemandOptions): VerbEnd {
  const { from, what, orElse } = options;
  const received = options.at === undefined ? { receivedAtMs: verb.deps.clock.nowMs() } : {};
  const times = { dueAtMs: options.due, receivedAtMs: options.at };
  return writing(verb, id, "/demand", { from, what, ...received, ...given({ orElse }) }, times);
}

export interface CostOptions {
  readonly what: string;
  readonly from?: string;
  readonly yen: string;
  readonly state: string;
  readonly costId?: string;
}

export function putCost(verb: Verb, id: string, { yen, ...options }: CostOptions): VerbEnd {
  return writing(verb, id, "/cost", { ...given({ ...options }), yen: Number(yen) });
}

export function setWindow(
  verb: Verb,
  id: string,
  options: { readonly from?: string; readonly to?: string; readonly how?: string },
): VerbEnd {
  const body = { fromMs: null, toMs: null, ...given({ how: options.how }) };
  return writing(verb, id, "/window", body, { fromMs: options.from, toMs: options.to });
}

export function namePerson(
  verb: Verb,
  id: string,
  person: string,
  options: { readonly off?: boolean },
): VerbEnd {
  return writing(verb, id, options.off === true ? "/unname" : "/name", { person });
}

export function closeIncident(
  verb: Verb,
  id: string,
  { why, keepDays }: { readonly why: string; readonly keepDays?: string },
): VerbEnd {
  const days = given({ keepDays: keepDays === undefined ? undefined : Number(keepDays) });
  return asking<{ daysLeft: number }>(
    verb,
    (guard) => guard.post(incidentPath(id, "/close"), { why, ...days }),
    ({ daysLeft }) => tell(verb.voice, "closedLine", { days: daysLeft }),
  );
}

export function reopenIncident(verb: Verb, id: string, { why }: { readonly why: string }): VerbEnd {
  return writing(verb, id, "/reopen", { why });
}

/** Writes a result of this machine into an incident; what the guard refuses is said and makes the verb fail. */
export async function registerWith(
  verb: Verb,
  id: string,
  path: "/scope" | "/evidence",
  body: object,
): Promise<boolean> {
  const { voice } = verb;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return false;
  const guard = await connectGuard(loaded, voice.language, verb.deps.gone);
  const answer = guard.ok ? await guard.value.post(incidentPath(id, path), body) : guard;
  const isWritten = answer.ok;
  voice.note(isWritten ? tell(voice, "registered", { id: clean(id) }) : `✗ ${answer.message} ${answer.hint}`);
  return isWritten;
}

export function incidentPath(id: string, path: "" | `/${string}` = ""): `/v1/${string}` {
  return `/v1/incidents/${encodeURIComponent(id)}${path}`;
}

function wordsOf({ caller = "", contact = "", words = "" }: WordOptions): Required<WordOptions> {
  return { caller, contact, words };
}

/** Only what was said: the API refuses fields without a value. */
export function given(options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

async function withTimes<T>(
  voice: Voice,
  zone: string,
  texts: Readonly<Record<string, string | undefined>>,
  ask: (times: Readonly<Record<string, number>>) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const times: Record<string, number> = {};
  for (const [name, text] of Object.entries(texts)) {
    if (text === undefined) continue;
    const atMs = momentOf(text, zone);
    if (atMs === undefined) {
      const message = tell(voice, "badTime", { text: clean(text) });
      return refuse("usage.time", message, tell(voice, "badTime.hint"));
    }
    times[name] = atMs;
  }
  return ask(times);
}
