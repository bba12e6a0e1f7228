// Files that were taken out of the shop, each with the way back. Nothing is shown while there are none.

import { Button } from "@mantine/core";
import { useState } from "react";
import { useChange } from "../../ground/asks.ts";
import { Confirm } from "../../ground/confirm.tsx";
import { useNotice } from "../../ground/notice.tsx";
import { Panel } from "../../ground/pieces.tsx";
import { DIFFERENCES, QUARANTINE, TREES, useQuarantined, type Quarantined } from "./asks.ts";
import { useTelling } from "./telling.ts";

/** Newest first; the rest is found with `misemori watch quarantine --list`. */
const SHOWN_MAX = 50;

export function QuarantinePanel() {
  const { w, time, who } = useTelling();
  const notice = useNotice();
  const list = useQuarantined();
  const [asked, setAsked] = useState<Quarantined | null>(null);
  const restore = useChange<unknown>(
    () => `/v1/watch/files/quarantined/${encodeURIComponent(asked?.id ?? "")}/restore`,
    () => ({}),
    [QUARANTINE, TREES, DIFFERENCES],
    () => {
      notice(w("quarantine.done"));
      setAsked(null);
    },
  );
  if (list.data === undefined || list.data.length === 0) return null;
  return (
    <Panel title={w("quarantine.title")} caption={w("quarantine.caption")} className="watched">
      <ul className="rows">
        {list.data.slice(0, SHOWN_MAX).map((one) => (
          <li key={one.id}>
            <div>
              <p className="row-title address">{one.path}</p>
              <p className="quiet small">
                {w("quarantine.row", { time: time(one.atMs), who: who(one.by), why: one.why })}
              </p>
              {one.restoredAtMs === null ? null : (
                <p className="small">{w("quarantine.restored", { time: time(one.restoredAtMs) })}</p>
              )}
            </div>
            {one.restoredAtMs === null ? (
              <Button
                size="sm"
                variant="default"
                aria-label={w("quarantine.restore.named", { path: one.path })}
                onClick={() => setAsked(one)}
              >
                {w("quarantine.restore")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Confirm
        opened={asked !== null}
        title={w("quarantine.ask")}
        explain={w("quarantine.explain", { path: asked?.path ?? "" })}
        act={w("quarantine.restore")}
        busy={restore.isPending}
        error={restore.error}
        onClose={() => setAsked(null)}
        onAct={() => restore.mutate()}
      />
    </Panel>
  );
}
