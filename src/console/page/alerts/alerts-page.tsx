// Alerts: one per cause, with the one person who has it.

import { Badge, Button, Paper, Title } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { keys, useAlerts, useChange } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import { Empty, Trouble, Waiting } from "../ground/pieces.tsx";
import type { AlertView } from "../ground/reach.ts";
import type { Speech } from "../ground/speech.ts";
import { OpenFromAlert } from "../incidents/open-from-alert.tsx";
import { tellAttack } from "../now/told.ts";
import type { PageWord } from "../words/index.ts";
import { AlertChain, lostMessage, tellChannel, tellError } from "./alert-chain.tsx";

export function AlertsPage() {
  const { t } = useSpeech();
  const alerts = useAlerts();
  const { alertId } = useParams({ strict: false });
  return (
    <>
      <Title order={1} className="page-title">
        {t("alerts.title")}
      </Title>
      <p className="lead">{t("alerts.intro")}</p>
      <Paper withBorder className="panel narrow">
        {alerts.data === undefined ? (
          alerts.error === null ? (
            <Waiting />
          ) : (
            <Trouble error={alerts.error} />
          )
        ) : null}
        {alerts.data?.length === 0 ? <Empty>{t("alerts.none")}</Empty> : null}
        <ul className="rows">
          {alerts.data?.map((alert) => (
            <AlertRow key={alert.id} alert={alert} meant={alert.id === alertId} />
          ))}
        </ul>
      </Paper>
    </>
  );
}

function AlertRow({ alert, meant }: { alert: AlertView; meant: boolean }) {
  const speech = useSpeech();
  const { t, time, count } = speech;
  const notice = useNotice();
  const own = useChange<unknown>(
    () => `/v1/alerts/${encodeURIComponent(alert.id)}/own`,
    () => ({}),
    [keys.alerts],
    () => notice(t("alerts.done")),
  );
  const what = titleOf(alert, speech);
  const { duty } = alert;
  return (
    <li className={meant ? "meant" : ""} aria-current={meant ? "true" : undefined}>
      <div>
        <p className="row-title">{what}</p>
        <p className="badges">
          <Badge
            variant="light"
            className={alert.state === "open" ? "need" : ""}
            color={alert.state === "closed" ? "gray" : "ai"}
          >
            {stateOf(alert, speech)}
          </Badge>
          {duty?.urgent === true && alert.state === "open" ? (
            <Badge variant="outline" className="need" color="gray">
              {t("alerts.urgent")}
            </Badge>
          ) : null}
        </p>
        <AlertNews alert={alert} />
        <p className="quiet small">
          {t("alerts.since", { from: time(alert.openedAtMs), to: time(alert.changedAtMs) })} ·{" "}
          {alert.told === 0 ? t("alerts.told.none") : t("alerts.told", { count: count(alert.told) })}
        </p>
        {duty === undefined || duty.turns.length === 0 ? null : <AlertChain duty={duty} />}
        {own.error === null ? null : <Trouble error={own.error} />}
        {alert.state !== "closed" && alert.kind.startsWith("watch-") ? (
          <p>
            <Link to="/watch/files" className="text-link">
              {t("alerts.files")}
            </Link>
          </p>
        ) : null}
        {alert.state === "closed" || ofAnIncident(alert) ? null : (
          <OpenFromAlert title={what} alert={alert} />
        )}
      </div>
      {alert.state === "open" ? (
        <Button
          size="sm"
          loading={own.isPending}
          aria-label={t("alerts.own.named", { what, time: time(alert.openedAtMs) })}
          onClick={() => own.mutate()}
        >
          {t("alerts.own")}
        </Button>
      ) : null}
    </li>
  );
}

/** What there is to know before anything is opened: the figures or the sentences, the next step, and what does not arrive. */
function AlertNews({ alert }: { alert: AlertView }) {
  const speech = useSpeech();
  const { t, time, who } = speech;
  const told = tellAttack(alert.facts, speech);
  const lines = told === undefined ? (alert.said?.lines ?? []) : [told];
  const { duty } = alert;
  const lost = duty === undefined || alert.state !== "open" ? undefined : lostMessage(duty);
  const shown = alert.state === "closed" ? lines.slice(0, 1) : lines;
  return (
    <>
      {shown.map((line) => (
        <p key={line} className="said">
          {line}
        </p>
      ))}
      {duty === undefined || duty.movesAtMs === null || alert.state !== "open" ? null : (
        <p className="next-step">
          {t("alerts.moves", { time: time(duty.movesAtMs), to: who(duty.movesTo ?? "") })}
        </p>
      )}
      {lost === undefined ? null : (
        <p className="lost">
          {t("alerts.unsent", {
            channel: tellChannel(lost.channel, speech),
            who: who(lost.person),
            error: tellError(lost.error ?? "", speech),
          })}
        </p>
      )}
    </>
  );
}

function titleOf({ kind, said }: AlertView, { t }: Speech): string {
  const known: Readonly<Record<string, PageWord>> = {
    attack: "alerts.kind.attack",
    budget: "alerts.kind.budget",
    guard: "alerts.kind.guard",
  };
  if (kind === "attack") return t("alerts.kind.attack");
  return said?.subject ?? t(known[kind] ?? "alerts.kind.other");
}

function stateOf(alert: AlertView, { t, who, time }: Speech): string {
  if (alert.state === "owned")
    return t("alerts.state.owned", {
      who: who(alert.owner),
      time: time(alert.ownedAtMs ?? alert.changedAtMs),
    });
  return alert.state === "open" && alert.owner !== "" && alert.told > 0
    ? t("alerts.state.called", { who: who(alert.owner) })
    : t(`alerts.state.${alert.state}`);
}

/** An incident's own reminder belongs to that incident: it opens no second one. */
function ofAnIncident({ kind }: { readonly kind: string }): boolean {
  return kind === "clock";
}
