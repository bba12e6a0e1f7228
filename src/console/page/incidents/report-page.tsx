// An incident from its first hint to today as one paper: to print, to keep as PDF, to hand to a lawyer or a forensic firm.

import { Button, Checkbox, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useSpeech } from "../ground/language.tsx";
import { Trouble, Waiting } from "../ground/pieces.tsx";
import { useAllWords, useIncident, type IncidentWhole } from "./asks.ts";
import { saveEntries } from "./entries-file.ts";
import { ReportPaper } from "./report-paper.tsx";

export function ReportPage() {
  const { incidentId = "" } = useParams({ strict: false });
  const incident = useIncident(incidentId);
  const { t } = useSpeech();
  return (
    <>
      <p className="small back no-print">
        <Link to="/incidents/$incidentId" params={{ incidentId }} className="text-link">
          {t("report.back")}
        </Link>
      </p>
      {incident.data === undefined ? (
        incident.error === null ? (
          <Waiting />
        ) : (
          <Trouble error={incident.error} again={() => void incident.refetch()} />
        )
      ) : (
        <Report view={incident.data} />
      )}
    </>
  );
}

function Report({ view }: { view: IncidentWhole }) {
  const { t } = useSpeech();
  const [withWords, setWithWords] = useState(false);
  const words = useAllWords(view, withWords);
  const file = useMutation({ mutationFn: () => saveEntries(view.id) });
  const canOpen = view.state !== "key-destroyed" && view.timeline.some(({ hasWords }) => hasWords);
  const isOpening = withWords && words.data === undefined && words.error === null;
  return (
    <>
      <div className="report-tools no-print">
        <Group gap="xs">
          <Button onClick={() => window.print()} disabled={isOpening}>
            {t("report.print")}
          </Button>
          <Button variant="default" loading={file.isPending} onClick={() => file.mutate()}>
            {t("report.lines")}
          </Button>
        </Group>
        {canOpen ? (
          <Checkbox
            label={t("report.words")}
            description={t("report.words.hint")}
            checked={withWords}
            onChange={(event) => setWithWords(event.currentTarget.checked)}
          />
        ) : null}
        {file.error === null ? null : <Trouble error={file.error} />}
        {withWords && words.error !== null ? <Trouble error={words.error} /> : null}
        {isOpening ? <Waiting /> : null}
      </div>
      <ReportPaper view={view} words={(withWords ? words.data : undefined) ?? new Map()} />
    </>
  );
}
