// All held orders: those that wait, and those already decided with who and when.

import { Alert, Paper, SegmentedControl, Title } from "@mantine/core";
import { useState } from "react";
import { useHolds } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Trouble, Waiting } from "../ground/pieces.tsx";
import { HoldRow } from "./hold-row.tsx";

export function HoldsPage() {
  const { t } = useSpeech();
  const [which, setWhich] = useState("held");
  const waiting = useHolds(true);
  const all = useHolds(false);
  const holds = which === "held" ? waiting : all;
  const shown = which === "held" ? holds.data : holds.data?.filter((hold) => hold.state !== "held");
  return (
    <>
      <Title order={1} className="page-title">
        {t("holds.title")}
      </Title>
      <p className="lead">{t("holds.intro")}</p>
      <SegmentedControl
        value={which}
        onChange={setWhich}
        aria-label={t("holds.which")}
        data={[
          { value: "held", label: t("holds.waiting") },
          { value: "decided", label: t("holds.decided") },
        ]}
        mb="md"
      />
      {waiting.data?.some((hold) => hold.orderRef === null) === true ? (
        <Alert color="gray" className="narrow" mb="md">
          {t("holds.unnamed")}
        </Alert>
      ) : null}
      <Paper withBorder className="panel narrow">
        {shown === undefined ? holds.error === null ? <Waiting /> : <Trouble error={holds.error} /> : null}
        {shown?.length === 0 ? <Empty>{t("holds.none")}</Empty> : null}
        <ul className="rows">
          {shown?.map((hold) => (
            <HoldRow key={hold.id} hold={hold} />
          ))}
        </ul>
      </Paper>
    </>
  );
}
