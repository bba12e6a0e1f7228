// One incident whole: what it is, what must be done next and by whom, until when; then everything that was done about it.

import { Badge, Button, Group, Title } from "@mantine/core";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useSpeech } from "../ground/language.tsx";
import { Trouble, Waiting } from "../ground/pieces.tsx";
import { ActsPanel } from "./acts-panel.tsx";
import { AskDialog } from "./ask-dialog.tsx";
import { useIncident, type IncidentWhole } from "./asks.ts";
import { ClocksPanel } from "./clocks-panel.tsx";
import { EvidencePanel } from "./evidence-panel.tsx";
import { MoneyPanel } from "./incident-money-panel.tsx";
import { NextPanel } from "./next-panel.tsx";
import { PaperPanels } from "./paper-panels.tsx";
import { PeoplePanel } from "./people-panel.tsx";
import type { Wish } from "./questions.ts";
import { ShopZone } from "./shop-zone.tsx";
import { TimelinePanel } from "./timeline-panel.tsx";
import { tellMoment } from "./moments.ts";
import { deskWord } from "./told.ts";
import { NamedPanel, WindowPanel } from "./facts-panels.tsx";

export interface PartProps {
  readonly view: IncidentWhole;
  readonly onAsk: (wish: Wish) => void;
}

export function IncidentPage() {
  const { incidentId = "" } = useParams({ strict: false });
  const incident = useIncident(incidentId);
  const { t } = useSpeech();
  return (
    <>
      <p className="small back">
        <Link to="/incidents" className="text-link">
          {t("incidents.back")}
        </Link>
      </p>
      {incident.data === undefined ? (
        incident.error === null ? (
          <Waiting />
        ) : (
          <Trouble error={incident.error} again={() => void incident.refetch()} />
        )
      ) : (
        <Whole key={incidentId} view={incident.data} />
      )}
    </>
  );
}

function Whole({ view }: { view: IncidentWhole }) {
  const [wish, setWish] = useState<Wish | null>(null);
  const part: PartProps = { view, onAsk: setWish };
  return (
    <>
      <Head {...part} />
      {view.state === "open" ? <Guidance /> : <Closed {...part} />}
      <div className="panels">
        {view.state === "open" ? <NextPanel {...part} /> : null}
        <ActsPanel {...part} />
        <div className="wide stack-wide">
          <ClocksPanel {...part} />
          <PeoplePanel {...part} />
          <MoneyPanel {...part} />
          <TimelinePanel {...part} />
        </div>
        <div className="side">
          <PaperPanels {...part} />
          <EvidencePanel {...part} />
          <WindowPanel {...part} />
          <NamedPanel {...part} />
          {view.state === "open" ? <Finish {...part} /> : null}
        </div>
      </div>
      <AskDialog view={view} wish={wish} onClose={() => setWish(null)} />
    </>
  );
}

function Head({ view, onAsk }: PartProps) {
  const speech = useSpeech();
  const navigate = useNavigate();
  const { t } = speech;
  return (
    <header className="incident-head">
      <div>
        <Title order={1}>{view.title}</Title>
        <p>
          <Badge variant="light" color={view.state === "open" ? "ai" : "gray"}>
            {deskWord(speech, "state", view.state)}
          </Badge>{" "}
          {deskWord(speech, "type", view.type)}
        </p>
        <p className="quiet small">
          {t("head.since", {
            time: tellMoment(speech, view.clockFacts.hintAtMs, view.timeZone),
            source: deskWord(speech, "source", view.source),
            channel: deskWord(speech, "channel", view.channel),
          })}
        </p>
        <ShopZone timeZone={view.timeZone} />
      </div>
      <Group gap="xs">
        {view.state === "open" ? (
          <>
            <Button variant="default" size="sm" onClick={() => onAsk({ ask: "facts" })}>
              {t("facts.button")}
            </Button>
            <Button variant="default" size="sm" onClick={() => onAsk({ ask: "note" })}>
              {t("note.button")}
            </Button>
          </>
        ) : null}
        <Button
          variant="default"
          size="sm"
          onClick={() =>
            void navigate({ to: "/incidents/$incidentId/report", params: { incidentId: view.id } })
          }
        >
          {t("report.button")}
        </Button>
      </Group>
    </header>
  );
}

function Guidance() {
  const { t } = useSpeech();
  return <p className="guidance">{t("guidance")}</p>;
}

function Closed({ view, onAsk }: PartProps) {
  const speech = useSpeech();
  const { t } = speech;
  const destroyed = view.state === "key-destroyed";
  return (
    <div className="guidance">
      <p>
        {destroyed
          ? t("closed.destroyed")
          : t("closed.keeping", { time: tellMoment(speech, view.destroyAtMs ?? 0, view.timeZone) })}
      </p>
      {destroyed ? null : (
        <Button variant="default" size="sm" onClick={() => onAsk({ ask: "reopen" })}>
          {t("reopen.act")}
        </Button>
      )}
    </div>
  );
}

function Finish({ onAsk }: PartProps) {
  const { t } = useSpeech();
  return (
    <Button variant="default" fullWidth onClick={() => onAsk({ ask: "close" })}>
      {t("close.button")}
    </Button>
  );
}
