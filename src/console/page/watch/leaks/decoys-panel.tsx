// Decoys somebody touched: which, how far he went, from which network and how often; and mail to the list inside them.

import { Alert, Badge } from "@mantine/core";
import { Empty, Panel } from "../../ground/pieces.tsx";
import type { LeakOverview } from "./asks.ts";
import { DECOY, wordOr } from "./telling.ts";
import { useLeakTelling } from "./use-telling.ts";

/** The rest is in the API. */
const SHOWN = 20;

export function DecoysPanel({ overview }: { overview: LeakOverview }) {
  const telling = useLeakTelling();
  const { w, moment, count, country } = telling;
  const { touches, touchesSinceMs, sets } = overview;
  const mailed = sets.reduce((sum, { system, hit }) => sum + (system === DECOY ? hit : 0), 0);
  return (
    <Panel title={w("decoys.title")} caption={w("decoys.caption", { time: moment(touchesSinceMs) })}>
      {mailed === 0 ? null : (
        <Alert color="red" variant="light">
          {w("decoys.mailed", { hit: count(mailed) })}
        </Alert>
      )}
      {touches.length === 0 && mailed === 0 ? <Empty>{w("decoys.none")}</Empty> : null}
      <ul className="rows">
        {touches.slice(0, SHOWN).map((touch) => (
          <li key={`${touch.path} ${touch.act} ${touch.country} ${touch.network}`}>
            <div>
              <p className="row-title anywhere">
                {touch.path}{" "}
                <Badge variant="light" color={touch.meaning === "taken" ? "red" : "gray"} tt="none">
                  {w(`decoys.${touch.meaning}`)}
                </Badge>
              </p>
              <p className={touch.meaning === "taken" ? "lost small" : "small"}>
                {wordOr(telling, `decoys.act.${touch.act}`, touch.act)}
              </p>
              <p className="quiet small">
                {w("decoys.row", {
                  from: [country(touch.country), touch.network].filter((text) => text !== "").join(" "),
                  addresses: count(touch.addresses),
                  count: count(touch.touches),
                  first: moment(touch.firstAtMs),
                  last: moment(touch.lastAtMs),
                })}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {touches.length <= SHOWN ? null : (
        <p className="quiet small">{w("decoys.more", { count: count(touches.length - SHOWN) })}</p>
      )}
    </Panel>
  );
}
