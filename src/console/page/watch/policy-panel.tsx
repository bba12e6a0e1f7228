// The policy at the gate: its mode, what goes out where, and what buyers' browsers told of.

import { Badge } from "@mantine/core";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Panel } from "../ground/pieces.tsx";
import type { WatchedPolicy } from "./asks.ts";

export function PolicyPanel({ policy }: { policy: WatchedPolicy }) {
  const { t } = useSpeech();
  const { mode, state, page, paths } = policy;
  return (
    <Panel title={t("csp.title")} caption={t("csp.caption")} className="watched">
      <p className="next-step">{t(`csp.mode.${mode}`)}</p>
      {mode === "enforce" ? null : <p className="small">{t(`csp.mode.${mode}.next`)}</p>}
      {state === "no-page" ? (
        <p className="small lost">{t("csp.state.no-page", { page: page ?? "–" })}</p>
      ) : null}
      {state === "too-long" ? <p className="small lost">{t("csp.state.too-long")}</p> : null}
      {policy.policy === null ? null : (
        <>
          <p className="small">{t("csp.paths", { paths: paths.join(" ") })}</p>
          {policy.inlineOpen ? <p className="quiet small">{t("csp.inline")}</p> : null}
          <details className="why">
            <summary>{t("csp.text")}</summary>
            <p className="small address mark">{policy.policy}</p>
          </details>
        </>
      )}
      {state === "off" ? null : <KeptOut policy={policy} />}
    </Panel>
  );
}

/** The rest is small: a day's whole list is in the API. */
const ROWS_MAX = 20;

function KeptOut({ policy: { keptOut } }: { policy: WatchedPolicy }) {
  const { t, time, count } = useSpeech();
  return (
    <>
      <p className="chain-title">{t("csp.kept")}</p>
      {keptOut.length === 0 ? <Empty>{t("csp.kept.none")}</Empty> : null}
      <ul className="rows">
        {keptOut.slice(0, ROWS_MAX).map((one) => (
          <li key={one.blocked}>
            <div>
              <p className="row-title address">
                {one.blocked}{" "}
                {one.believed ? (
                  <Badge variant="light" color="red" tt="none">
                    {t("csp.kept.believed")}
                  </Badge>
                ) : null}
              </p>
              <p className="quiet small">
                {t("csp.kept.row", {
                  count: count(one.count),
                  networks: count(one.networks),
                  time: time(one.lastAtMs),
                })}
                {` ${one.directives.join(" ")} ${one.pages.join(" ")}`}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
