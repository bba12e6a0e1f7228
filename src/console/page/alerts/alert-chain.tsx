// Who an alert came to and why, and how each message to them fared.

import { Badge } from "@mantine/core";
import { useSpeech } from "../ground/language.tsx";
import type { AlertDuty } from "../ground/reach.ts";
import type { Speech } from "../ground/speech.ts";
import type { PageWord } from "../words/index.ts";

type Message = AlertDuty["messages"][number];

export function AlertChain({ duty }: { duty: AlertDuty }) {
  const speech = useSpeech();
  const { t, time, who } = speech;
  return (
    <details className="why">
      <summary>{t("alerts.more")}</summary>
      <h3 className="chain-title">{t("alerts.chain")}</h3>
      <ol className="chain">
        {duty.turns.map((turn) => (
          <li key={`${turn.sinceMs} ${turn.person} ${turn.why}`}>
            <span className="quiet">{time(turn.sinceMs)}</span>
            <span>{t(`alerts.why.${turn.why}`, { who: who(turn.person) })}</span>
          </li>
        ))}
      </ol>
      {duty.messages.length === 0 ? null : (
        <>
          <h3 className="chain-title">{t("alerts.messages")}</h3>
          <ul className="chain">
            {duty.messages.map((message) => (
              <li key={`${message.atMs} ${message.person} ${message.channel} ${message.what}`}>
                <span className="quiet">{time(message.atMs)}</span>
                <span>
                  {who(message.person)} · {tellChannel(message.channel, speech)} ·{" "}
                  {t(`alerts.what.${message.what}`)}{" "}
                  <Badge
                    size="sm"
                    variant="light"
                    className={isLost(message) ? "need" : ""}
                    color={message.state === "sent" ? "ai" : "gray"}
                  >
                    {tellEnd(message, speech)}
                  </Badge>
                  {isOdd(message) ? (
                    <span className="quiet small chain-error">{tellError(message.error ?? "", speech)}</span>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

/** The newest message that did not get through, while somebody still has to hear of it. */
export function lostMessage(duty: AlertDuty): Message | undefined {
  const people = duty.messages.filter(({ channel }) => channel !== "webhook");
  const last = people.at(-1);
  return last !== undefined && isLost(last) ? last : undefined;
}

export function tellChannel(channel: string, { t }: Speech): string {
  const own: Readonly<Record<string, string>> = { line: "LINE", slack: "Slack", chatwork: "Chatwork" };
  if (channel === "email" || channel === "webhook") return t(`alerts.channel.${channel}`);
  return own[channel] ?? channel;
}

const ENDS: Readonly<Record<string, PageWord>> = {
  taken: "alerts.end.taken",
  over: "alerts.end.over",
  "moved-on": "alerts.end.moved-on",
  "next-channel": "alerts.end.next-channel",
};

function tellEnd({ state, error, tries }: Message, { t, count }: Speech): string {
  const end = error === null ? undefined : ENDS[error];
  if (state === "failed" && end !== undefined) return t(end);
  const tried =
    state === "waiting" && tries > 0 ? ` (${t("alerts.message.tries", { count: count(tries) })})` : "";
  return `${t(`alerts.message.${state}`)}${tried}`;
}

function isLost({ state, error, tries }: Message): boolean {
  const isCalledOff = error !== null && error in ENDS;
  return (state === "failed" && !isCalledOff) || (state === "waiting" && tries > 0);
}

/** The commonest errors in words; the rest as the receiver said it. */
export function tellError(error: string, { t }: Speech): string {
  if (error === "no answer in time") return t("alerts.error.silent");
  return error.startsWith("no connection") ? t("alerts.error.connection") : error;
}

/** An error in the receiver's own words, to be shown as it came. */
function isOdd({ state, error }: Message): boolean {
  return error !== null && !(error in ENDS) && state !== "sent";
}
