// Shows the headline: level in words and colour, who, cost, next, and the one button that helps.

import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { keys, useChange } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import { Trouble } from "../ground/pieces.tsx";
import type { AlertView, NowView } from "../ground/reach.ts";
import { Symbol } from "../ground/symbols.tsx";
import { headlineOf } from "./headline.ts";

export function HeadlineCard({ now, alerts }: { now: NowView; alerts: readonly AlertView[] }) {
  const speech = useSpeech();
  const { t } = speech;
  const head = headlineOf(now, alerts, speech);
  return (
    <section className={`headline ${head.level}`} aria-label={t("now.title")}>
      <p className="headline-level">
        <Symbol
          name={head.level === "calm" ? "check" : head.level === "watch" ? "shield" : "bell"}
          size={18}
        />
        {t(`head.level.${head.level}`)}
      </p>
      <p className="headline-title" role="status" aria-live="polite">
        {head.title}
      </p>
      {now.mode === "watch" ? <p>{t("head.watch")}</p> : null}
      <dl className="headline-facts">
        <div>
          <dt>{t("head.who")}</dt>
          <dd>{head.who}</dd>
        </div>
        <div>
          <dt>{t("head.cost")}</dt>
          <dd>{head.cost}</dd>
        </div>
        <div>
          <dt>{t("head.next")}</dt>
          <dd>{head.next}</dd>
        </div>
      </dl>
      {head.action?.kind === "own" ? <OwnButton alertId={head.action.alertId} /> : null}
      {head.action?.kind === "holds" ? (
        <Button renderRoot={(props) => <Link to="/holds" {...props} />}>{t("head.see-holds")}</Button>
      ) : null}
    </section>
  );
}

function OwnButton({ alertId }: { alertId: string }) {
  const { t } = useSpeech();
  const notice = useNotice();
  const own = useChange<unknown>(
    () => `/v1/alerts/${encodeURIComponent(alertId)}/own`,
    () => ({}),
    [keys.alerts],
    () => notice(t("alerts.done")),
  );
  return (
    <div>
      <Button loading={own.isPending} onClick={() => own.mutate()}>
        {t("head.own")}
      </Button>
      {own.error === null ? null : <Trouble error={own.error} />}
    </div>
  );
}
