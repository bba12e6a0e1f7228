// The button on an alert that opens its incident; asked twice, or by two people, it is the same incident.

import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useChange } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { Trouble } from "../ground/pieces.tsx";
import { INCIDENTS, type IncidentWhole } from "./asks.ts";

/** What an alert of this kind is about as an incident; everything else is a suspicion until a person knows more. */
const TYPES: Readonly<Record<string, string>> = {
  attack: "card-testing",
  budget: "card-testing",
  spam: "email-leak",
  canary: "email-leak",
  watch: "backdoor",
  "watch-malicious": "backdoor",
  "watch-script": "backdoor",
  "watch-unapproved": "backdoor",
};

export function OpenFromAlert(props: {
  /** What the alert is called on the page: the incident's title. */
  readonly title: string;
  readonly alert: { readonly id: string; readonly kind: string; readonly openedAtMs: number };
}) {
  const { t } = useSpeech();
  const navigate = useNavigate();
  const { alert, title } = props;
  const open = useChange<IncidentWhole>(
    () => "/v1/incidents",
    () => ({
      type: TYPES[alert.kind] ?? "suspected",
      title,
      hintAtMs: alert.openedAtMs,
      source: "alert",
      channel: "own",
      alert: alert.id,
    }),
    [INCIDENTS],
  );
  const go = ({ id }: IncidentWhole): void =>
    void navigate({ to: "/incidents/$incidentId", params: { incidentId: id } });
  return (
    <>
      <Button
        size="sm"
        variant="default"
        loading={open.isPending}
        onClick={() => open.mutate(undefined, { onSuccess: go })}
        aria-label={t("alert.open-incident.named", { title })}
      >
        {t("alert.open-incident")}
      </Button>
      {open.error === null ? null : <Trouble error={open.error} />}
    </>
  );
}
