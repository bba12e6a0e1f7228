// Notices on their way for a terminal: how far each is, what holds it up, and what the next one lacks.

import type { OutgoingBoard, OutgoingRow, SendingView } from "../desk/index.ts";
import { say } from "../kernel/index.ts";
import { incidentSendingWords, type IncidentSendingWord } from "./incident-sending-words.ts";
import { clean, table } from "./text.ts";
import { sayTime, sayWho } from "./verbs/live.ts";
import type { Voice } from "./voice.ts";

export function tellSending(
  voice: Voice,
  key: IncidentSendingWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return say(incidentSendingWords, voice.language, key, values);
}

/** A word of the catalogue; a later guard's code is shown as it is. */
function word(voice: Voice, group: string, name: string): string {
  const key = `${group}.${name}`;
  return Object.hasOwn(incidentSendingWords, key)
    ? tellSending(voice, key as IncidentSendingWord)
    : clean(name);
}

export function boardText(voice: Voice, incident: string, { sendings, ready }: OutgoingBoard): string {
  const parts = [
    sendings.length === 0 ? tellSending(voice, "noneSent") : sendingsText(voice, incident, sendings),
    ready.map((one) => readyText(voice, one)).join("\n"),
  ];
  return parts.join("\n\n");
}

export function sendingsText(voice: Voice, incident: string, sendings: readonly SendingView[]): string {
  const heads = ["report", "channel", "state", "sent", "waiting", "failed", "unknown", "by"] as const;
  const rows = sendings.map(({ report, channel, state, counts, by }) => [
    report,
    word(voice, "channel", channel),
    word(voice, "state", state),
    counts.sent,
    counts.waiting + counts.claimed,
    counts.refused + counts.bounced,
    counts.unknown,
    sayWho(voice, by),
  ]);
  const notes = sendings.flatMap(({ report, channel, trouble, batches, counts }) => [
    ...(trouble === null ? [] : [troubleText(voice, trouble)]),
    ...batches.map(({ name, letters, pages, byHand, without }) =>
      tellSending(voice, "batch", { name: clean(name), letters, pages, byHand, without }),
    ),
    ...(counts.unknown === 0
      ? []
      : [
          tellSending(voice, "unknownHint", {
            count: counts.unknown,
            incident: clean(incident),
            report,
            channel,
          }),
        ]),
  ]);
  const columns = heads.map((head) => ({ title: tellSending(voice, `column.${head}`) }));
  return [table(columns, rows), ...notes].join("\n");
}

function troubleText(voice: Voice, code: string): string {
  const known = `trouble.${code}`;
  const what = Object.hasOwn(incidentSendingWords, known)
    ? tellSending(voice, known as IncidentSendingWord)
    : tellSending(voice, "trouble.other", { code: clean(code) });
  return tellSending(voice, "trouble", { what });
}

function readyText(voice: Voice, ready: OutgoingBoard["ready"][number]): string {
  const { report, channel, people, withAddress, errors, isTried, missing } = ready;
  const line = tellSending(voice, "ready", {
    report,
    channel: word(voice, "channel", channel),
    people,
    withAddress,
    errors,
    tried: tellSending(voice, isTried ? "tried.yes" : "tried.no"),
  });
  if (missing.length === 0) return line;
  const what = missing
    .map((name) => word(voice, "missing", name))
    .join(voice.language === "ja" ? "、" : ", ");
  return `${line}\n${tellSending(voice, "missing", { what })}`;
}

export function peopleText(voice: Voice, rows: readonly OutgoingRow[], zone: string, max: number): string {
  if (rows.length === 0) return tellSending(voice, "nobody");
  const columns = (["person", "class", "tries", "note", "when"] as const).map((head) => ({
    title: tellSending(voice, `column.${head}`),
  }));
  const cells = rows.map(({ personId, class: of, tries, note, settledAtMs }) => [
    personId,
    word(voice, "class", of),
    tries,
    note,
    settledAtMs === null ? "–" : sayTime(settledAtMs, voice.language, zone),
  ]);
  const more = rows.length < max ? "" : `\n${tellSending(voice, "more")}`;
  return `${table(columns, cells)}${more}`;
}

export function progressText(voice: Voice, { report, channel, perSecond }: SendingView): string {
  return tellSending(voice, "progress", {
    report,
    channel: word(voice, "channel", channel),
    speed: perSecond === null ? "" : tellSending(voice, "speed", { count: Math.round(perSecond) }),
  });
}
