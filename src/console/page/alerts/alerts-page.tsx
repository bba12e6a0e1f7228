// Alerts: one per cause, with the one person who has it.

import { Badge, Button, Paper, Title } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { keys, useAlerts, useChange } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import { Empty, Trouble, Waiting } from "../ground/pieces.tsx";
import type { AlertView } from "../ground/reach.ts";
import { OpenFromAlert } from "../incidents/open-from-alert.tsx";
import { tellAttack } from "../now/told.ts";

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
  const { t, time, who, count } = speech;
  const notice = useNotice();
  const own = useChange<unknown>(
    () => `/v1/alerts/${encodeURIComponent(alert.id)}/own`,
    () => ({}),
    [keys.alerts],
    () => notice(t("alerts.done")),
  );
  const what = t(`alerts.kind.${alert.kind}`);
  const state =
    alert.state === "owned"
      ? t("alerts.state.owned", { who: who(alert.owner), time: time(alert.ownedAtMs ?? alert.changedAtMs) })
      : alert.state === "open" && alert.owner !== "" && alert.told > 0
        ? t("alerts.state.called", { who: who(alert.owner) })
        : t(`alerts.state.${alert.state}`);
  const told = tellAttack(alert.facts, speech);
  return (
    <li className={meant ? "meant" : ""} aria-current={meant ? "true" : undefined}>
      <div>
        <p className="row-title">{what}</p>
        <p>
          <Badge
            variant="light"
            className={alert.state === "open" ? "need" : ""}
            color={alert.state === "closed" ? "gray" : "ai"}
          >
            {state}
          </Badge>
        </p>
        {told === undefined ? null : <p>{told}</p>}
        <p className="quiet small">
          {t("alerts.since", { from: time(alert.openedAtMs), to: time(alert.changedAtMs) })} ·{" "}
          {alert.told === 0 ? t("alerts.told.none") : t("alerts.told", { count: count(alert.told) })}
        </p>
        {own.error === null ? null : <Trouble error={own.error} />}
        {alert.state === "closed" ? null : <OpenFromAlert title={what} alert={alert} />}
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
