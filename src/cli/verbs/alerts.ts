// Verbs about alerts: the list, one of them with everybody who was asked, taking one, and trying whether messages arrive.

import { say, type Outcome } from "../../kernel/index.ts";
import { alertWords, type AlertWord } from "../alert-words.ts";
import type { AlertRow, GuardClient, TrialRow } from "../client.ts";
import { clean, table } from "../text.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { asking, LIST_MAX, sayTime, sayWho, speak, stateWord } from "./live.ts";

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
      return table(
        [
          { title: speak(voice, "holdId") },
          { title: speak(voice, "at") },
          { title: tell(voice, "what") },
          { title: speak(voice, "holdState") },
          { title: speak(voice, "alertOwner") },
          { title: tell(voice, "moves") },
          { title: speak(voice, "alertTold"), align: "right" },
        ],
        alerts.map((alert) => [
          alert.id,
          sayTime(alert.changedAtMs, voice.language, timezone),
          clean(alert.said?.subject ?? alert.kind),
          stateWord(voice, alert.state),
          sayWho(voice, alert.owner),
          movesCell(voice, alert, timezone),
          alert.told,
        ]),
      );
    },
    ({ alerts }) => ({ alerts: wanted(alerts) }),
  );
}

export function showAlert(verb: Verb, id: string): VerbEnd {
  return asking<AlertRow>(
    verb,
    (guard) => guard.get(`/v1/alerts/${encodeURIComponent(id)}`),
    (alert, timezone) => alertText(verb.voice, alert, timezone),
  );
}

export function takeAlert(verb: Verb, id: string): VerbEnd {
  return asking<AlertRow>(
    verb,
    (guard) => guard.post(`/v1/alerts/${encodeURIComponent(id)}/own`, {}),
    (alert) => speak(verb.voice, "alertTaken", { id: clean(alert.id) }),
  );
}

/** Exit 1 when a channel did not deliver. */
export async function tryAlerts(verb: Verb, person: string): VerbEnd {
  const { voice } = verb;
  let isArrived = true;
  const ask = async (guard: GuardClient): Promise<Outcome<TrialRow>> => {
    const answer = await guard.post<TrialRow>("/v1/alerts/try", { person });
    if (answer.ok) {
      const { channels } = answer.value;
      isArrived = channels.length > 0 && channels.every(({ state }) => state === "sent");
    }
    return answer;
  };
  const end = await asking<TrialRow>(verb, ask, ({ channels }) => {
    if (channels.length === 0) return tell(voice, "trialNone", { person: clean(person) });
    return channels
      .map(({ channel, state, error }) =>
        tell(voice, `trial.${state}`, { channel: channelName(voice, channel), error: clean(error ?? "") }),
      )
      .join("\n");
  });
  return end === EXIT.fine && !isArrived ? EXIT.findings : end;
}

function alertText(voice: Voice, alert: AlertRow, timezone: string): string {
  const time = (atMs: number): string => sayTime(atMs, voice.language, timezone);
  const { said, duty } = alert;
  const moves = duty?.movesAtMs ?? null;
  return [
    clean(said?.subject ?? alert.kind),
    ...(said?.lines ?? []).map((line) => `  ${clean(line)}`),
    "",
    `${stateWord(voice, alert.state)}: ${sayWho(voice, alert.owner)}`,
    ...(moves === null
      ? []
      : [tell(voice, "movesOn", { time: time(moves), to: clean(duty?.movesTo ?? "") })]),
    "",
    tell(voice, "chain"),
    ...(duty?.turns ?? []).map(
      ({ person, why, sinceMs }) =>
        `  ${time(sinceMs)}  ${tell(voice, `why.${why}`, { person: sayWho(voice, person) })}`,
    ),
    "",
    tell(voice, "messages"),
    ...(duty?.messages ?? []).map((message) => `  ${time(message.atMs)}  ${messageText(voice, message)}`),
  ]
    .join("\n")
    .trimEnd();
}

type Message = NonNullable<AlertRow["duty"]>["messages"][number];

function messageText(voice: Voice, { person, channel, what, state, error }: Message): string {
  const why = error === null ? "" : ` (${endWord(voice, error)})`;
  const to = `${clean(person)} · ${channelName(voice, channel)} · ${tell(voice, `what.${what}`)}`;
  return `${to} · ${tell(voice, `message.${state}`)}${why}`;
}

/** Ends of our own have words; a receiver's error is shown as it came. */
function endWord(voice: Voice, error: string): string {
  const key = `end.${error}`;
  return Object.hasOwn(alertWords, key) ? tell(voice, key as AlertWord) : clean(error);
}

function movesCell(voice: Voice, { duty }: AlertRow, timezone: string): string {
  if (duty === undefined || duty.movesAtMs === null) return "–";
  return `${sayTime(duty.movesAtMs, voice.language, timezone)} → ${clean(duty.movesTo ?? "")}`;
}

function channelName(voice: Voice, channel: string): string {
  const own: Readonly<Record<string, string>> = { line: "LINE", slack: "Slack", chatwork: "Chatwork" };
  return own[channel] ?? (channel === "email" ? tell(voice, "email") : clean(channel));
}

function tell(voice: Voice, key: AlertWord, values: Readonly<Record<string, string>> = {}): string {
  return say(alertWords, voice.language, key, values);
}
