// Watched pages in one place: each with what changed and its scripts, and the policy that is made from one of them.

import { Paper } from "@mantine/core";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Trouble, Waiting } from "../ground/pieces.tsx";
import { useWatchedPages } from "./asks.ts";
import { PagePanel } from "./page-panel.tsx";
import { PolicyPanel } from "./policy-panel.tsx";

export function WatchPage() {
  const { t } = useSpeech();
  const watched = useWatchedPages();
  return (
    <>
      <p className="lead narrow">{t("watch.lead")}</p>
      {watched.data === undefined ? (
        watched.error === null ? (
          <Waiting />
        ) : (
          <Trouble error={watched.error} again={() => void watched.refetch()} />
        )
      ) : (
        <div className="stack">
          {watched.data.pages.length === 0 ? (
            <Paper withBorder className="panel">
              <Empty>{t("watch.none")}</Empty>
            </Paper>
          ) : null}
          {watched.data.pages.map((page) => (
            <PagePanel key={page.name} page={page} />
          ))}
          <PolicyPanel policy={watched.data.policy} />
        </div>
      )}
    </>
  );
}
