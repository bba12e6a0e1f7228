// The demonstration's own panel: what it is, and one button that lets an attack be watched. A real guard never shows it.

import { Button, Paper } from "@mantine/core";
import { keys, useChange, useSampleAttack, useVisit } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { Trouble } from "../ground/pieces.tsx";
import type { PageWord } from "../words/index.ts";

const METHODS: Readonly<Record<string, PageWord>> = {
  "one-address": "demo.one-address",
  "one-network": "demo.one-network",
  "many-countries": "demo.many-countries",
  "challenge-solver": "demo.challenge-solver",
  "direct-api": "demo.direct-api",
};

export function SampleAttackPanel() {
  const visit = useVisit();
  return visit.data?.demo === true ? <SampleAttack /> : null;
}

function SampleAttack() {
  const { t, count } = useSpeech();
  const attack = useSampleAttack();
  const start = useChange<unknown>(
    () => "/v1/demo/attack",
    () => ({}),
    [keys.sampleAttack],
  );
  const state = attack.data;
  const method = METHODS[state?.method ?? ""];
  return (
    <Paper withBorder className="panel demo" component="section" aria-label={t("demo.title")}>
      <div>
        <p className="row-title">{t("demo.title")}</p>
        <p className="small">{t("demo.what")}</p>
        <p role="status" aria-live="polite">
          {state?.running === true && method !== undefined ? t("demo.running", { method: t(method) }) : ""}
        </p>
        {start.error === null ? null : <Trouble error={start.error} />}
      </div>
      {state?.running === true ? (
        <span className="quiet number">{t("demo.left", { seconds: count(state.secondsLeft) })}</span>
      ) : (
        <Button loading={start.isPending} onClick={() => start.mutate()}>
          {t("demo.start")}
        </Button>
      )}
    </Paper>
  );
}
