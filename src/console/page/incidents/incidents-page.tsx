// All incidents: open ones first, each with its kind, since when, what is due next and whose it is.

import { Badge, Button, Paper, Title } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useSpeech } from "../ground/language.tsx";
import { Trouble, Waiting } from "../ground/pieces.tsx";
import { useIncidents, type IncidentList, type IncidentRow } from "./asks.ts";
import { tellMoment } from "./moments.ts";
import { ShopZone } from "./shop-zone.tsx";
import { deskWord, tellLeft, tellStep } from "./told.ts";

export function IncidentsPage() {
  const { t } = useSpeech();
  const incidents = useIncidents();
  const navigate = useNavigate();
  return (
    <div className="stack">
      <div className="title-row">
        <Title order={1} className="page-title">
          {t("incidents.title")}
        </Title>
        <Button onClick={() => void navigate({ to: "/incidents/new" })}>{t("incidents.open")}</Button>
      </div>
      {incidents.data === undefined ? null : <ShopZone timeZone={incidents.data.timeZone} />}
      <Paper withBorder className="panel">
        {incidents.data === undefined ? (
          incidents.error === null ? (
            <Waiting />
          ) : (
            <Trouble error={incidents.error} again={() => void incidents.refetch()} />
          )
        ) : incidents.data.incidents.length === 0 ? (
          <NoneYet />
        ) : (
          <Rows {...incidents.data} />
        )}
      </Paper>
    </div>
  );
}

function Rows({ incidents, timeZone }: IncidentList) {
  return (
    <ul className="rows">
      {inOrder(incidents).map((row) => (
        <Row key={row.id} row={row} timeZone={timeZone} />
      ))}
    </ul>
  );
}

function rank({ state }: IncidentRow): number {
  return state === "open" ? 0 : 1;
}

function inOrder(rows: readonly IncidentRow[]): readonly IncidentRow[] {
  return rows.toSorted((a, b) => rank(a) - rank(b) || b.openedAtMs - a.openedAtMs);
}

function NoneYet() {
  const { t } = useSpeech();
  return (
    <div className="no-incident">
      <p className="row-title">{t("incidents.none")}</p>
      <p>{t("incidents.none.what")}</p>
      <p>{t("incidents.none.how")}</p>
    </div>
  );
}

interface RowProps {
  readonly row: IncidentRow;
  readonly timeZone: string;
}

function Row({ row, timeZone }: RowProps) {
  const speech = useSpeech();
  const { t, count } = speech;
  const isOpen = row.state === "open";
  return (
    <li className="incident-row">
      <div>
        <p className="row-title">
          <Link to="/incidents/$incidentId" params={{ incidentId: row.id }} className="row-link">
            {row.title}
          </Link>
        </p>
        <p className="small">
          <Badge variant="light" color={isOpen ? "ai" : "gray"}>
            {deskWord(speech, "state", row.state)}
          </Badge>{" "}
          {deskWord(speech, "type", row.type)}
        </p>
        <p className="quiet small">
          {t("incidents.since", { time: tellMoment(speech, row.openedAtMs, timeZone) })}
          {row.people === null ? null : ` · ${t("incidents.people", { count: count(row.people) })}`}
        </p>
        {isOpen && row.next !== null ? (
          <p>
            <span className="quiet small">{t("next.first")}</span> {tellStep(speech, row.next)}
          </p>
        ) : null}
      </div>
      {isOpen ? <Due row={row} timeZone={timeZone} /> : null}
    </li>
  );
}

function Due({ row, timeZone }: RowProps) {
  const speech = useSpeech();
  const { t, who, count } = speech;
  return (
    <div className="incident-due">
      {row.overdue === 0 ? null : (
        <Badge variant="light" className="need">
          {t("incidents.overdue", { count: count(row.overdue) })}
        </Badge>
      )}
      {row.nextDueAtMs === null ? null : (
        <p>
          <span className="quiet small">{t("incidents.due")}</span>
          <br />
          {tellMoment(speech, row.nextDueAtMs, timeZone)}
          <br />
          <span className="small">{tellLeft(speech, row.nextDueAtMs, Date.now())}</span>
        </p>
      )}
      {row.next === null ? null : <p className="small">{t("owner.line", { who: who(row.next.owner) })}</p>}
    </div>
  );
}
