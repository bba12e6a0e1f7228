// The orders for the whole shop on one page: stop it, turn origins away, end all sessions, each with its way back.

import { Alert, Title } from "@mantine/core";
import { useSite } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { Trouble, Waiting } from "../ground/pieces.tsx";
import { BlocksPanel } from "./blocks-panel.tsx";
import { SessionsPanel } from "./sessions-panel.tsx";
import { ShopPanel } from "./shop-panel.tsx";

export function SitePage() {
  const { t } = useSpeech();
  const site = useSite();
  return (
    <>
      <Title order={1} className="page-title">
        {t("site.title")}
      </Title>
      <p className="lead narrow">{t("site.lead")}</p>
      {site.data === undefined ? (
        site.error === null ? (
          <Waiting />
        ) : (
          <Trouble error={site.error} again={() => void site.refetch()} />
        )
      ) : (
        <div className="stack">
          {site.data.readable ? null : <Alert color="red">{t("site.unreadable")}</Alert>}
          <ShopPanel site={site.data} />
          <BlocksPanel site={site.data} />
          <SessionsPanel site={site.data} />
        </div>
      )}
    </>
  );
}
