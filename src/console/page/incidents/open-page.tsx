// Opens an incident for a hint from outside: who told what how, filled in with the telephone still in the other hand.

import { Button, Paper, Stack, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useChange } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { Trouble, Waiting } from "../ground/pieces.tsx";
import type { Speech } from "../ground/speech.ts";
import { INCIDENTS, useIncidents, type IncidentWhole } from "./asks.ts";
import { Fields, trimmed, useFields } from "./fields.tsx";
import { freshKey } from "./keys.ts";
import { choiceField, hintBody, hintFields, type Field, type Given } from "./field-kinds.ts";
import { INCIDENT_TYPES } from "./question.ts";
import { ShopZone } from "./shop-zone.tsx";
import { deskWord } from "./told.ts";

export function OpenPage() {
  const { t } = useSpeech();
  const incidents = useIncidents();
  return (
    <div className="stack">
      <Title order={1} className="page-title">
        {t("open.title")}
      </Title>
      <p className="lead">{t("open.intro")}</p>
      {incidents.data === undefined ? (
        incidents.error === null ? (
          <Waiting />
        ) : (
          <Trouble error={incidents.error} again={() => void incidents.refetch()} />
        )
      ) : (
        <OpenForm timeZone={incidents.data.timeZone} />
      )}
    </div>
  );
}

function OpenForm({ timeZone }: { timeZone: string }) {
  const speech = useSpeech();
  const { t } = speech;
  const navigate = useNavigate();
  const [fields] = useState(() => fieldsOf(speech, timeZone));
  // One key for this form: a second tap opens nothing twice.
  const [key] = useState(freshKey);
  const filled = useFields(fields);
  const open = useChange<IncidentWhole, Given>(
    () => "/v1/incidents",
    (given) => ({ ...hintBody(given, timeZone), type: given["type"], title: titleOf(speech, given), key }),
    [INCIDENTS],
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!filled.check()) return;
    open.mutate(trimmed(filled.given), {
      onSuccess: ({ id }) => void navigate({ to: "/incidents/$incidentId", params: { incidentId: id } }),
    });
  };
  return (
    <>
      <ShopZone timeZone={timeZone} />
      <Paper withBorder className="panel">
        <form onSubmit={submit} noValidate className="open-form">
          <Stack gap="md">
            <Fields fields={fields} filled={filled} />
            <p className="quiet small">{t("open.sealed")}</p>
            {open.error === null ? null : <Trouble error={open.error} />}
            <Button type="submit" size="md" loading={open.isPending}>
              {t("open.act")}
            </Button>
          </Stack>
        </form>
      </Paper>
    </>
  );
}

function fieldsOf(speech: Speech, timeZone: string): readonly Field[] {
  const { t } = speech;
  return [
    choiceField(speech, "type", "suspected", INCIDENT_TYPES, "type"),
    ...hintFields(speech, Date.now(), timeZone),
    { name: "title", label: t("field.title"), hint: t("field.title.hint"), kind: "text", value: "" },
  ];
}

/** Nobody has to think of a name while the caller waits. */
function titleOf(speech: Speech, given: Given): string {
  const { title = "", source = "", channel = "" } = given;
  if (title !== "") return title;
  return speech.t("open.title.made", {
    source: deskWord(speech, "source", source),
    channel: deskWord(speech, "channel", channel),
  });
}
