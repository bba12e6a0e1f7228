// The first page: the headline, then money and the card switch, attempts, holds and crowds, origins.

import { Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useAlerts, useHolds, useNow } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Panel, Trouble, Waiting } from "../ground/pieces.tsx";
import { HoldRow } from "../holds/hold-row.tsx";
import { CardSwitchPanel } from "./card-switch.tsx";
import { CrowdsPanel } from "./crowds-panel.tsx";
import { HeadlineCard } from "./headline-card.tsx";
import { MinutesPanel } from "./minutes-panel.tsx";
import { MoneyPanel } from "./money-panel.tsx";
import { OriginsPanel } from "./origins-panel.tsx";
import { SampleAttackPanel } from "./sample-attack.tsx";
import { SiteOrders } from "./site-orders.tsx";

const HOLDS_SHOWN = 4;

export function NowPage() {
  const { t } = useSpeech();
  const now = useNow();
  const alerts = useAlerts();
  if (now.data === undefined) {
    return now.error === null ? <Waiting /> : <Trouble error={now.error} again={() => void now.refetch()} />;
  }
  return (
    <>
      <Title order={1} className="page-title">
        {t("now.title")} <span className="quiet">{now.data.shopName}</span>
      </Title>
      <SampleAttackPanel />
      <HeadlineCard now={now.data} alerts={alerts.data ?? []} />
      <SiteOrders now={now.data} />
      <div className="panels">
        <MinutesPanel now={now.data} />
        <div className="side">
          <MoneyPanel now={now.data} />
          <CardSwitchPanel now={now.data} />
        </div>
        <HoldsPanel />
        <CrowdsPanel now={now.data} />
        <OriginsPanel now={now.data} />
      </div>
    </>
  );
}

function HoldsPanel() {
  const { t } = useSpeech();
  const holds = useHolds(true);
  return (
    <Panel
      title={t("holds.title")}
      className="half"
      aside={
        <Link to="/holds" className="text-link">
          {t("holds.all")}
        </Link>
      }
    >
      {holds.data?.length === 0 ? <Empty>{t("holds.none")}</Empty> : null}
      {holds.data === undefined && holds.error !== null ? <Trouble error={holds.error} /> : null}
      <ul className="rows">
        {holds.data?.slice(0, HOLDS_SHOWN).map((hold) => (
          <HoldRow key={hold.id} hold={hold} />
        ))}
      </ul>
    </Panel>
  );
}
