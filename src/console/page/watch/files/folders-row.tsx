// Folders that came, went or changed their rights, as one row: there is nothing to read in them, the files in them have rows of their own.

import { Button } from "@mantine/core";
import { useState } from "react";
import { Confirm } from "../../ground/confirm.tsx";
import type { WaitingDifference, WatchedTree } from "./asks.ts";
import { useTelling } from "./telling.ts";
import { useApproval } from "./tree-acts.tsx";

export function FoldersRow({ folders, tree }: { folders: readonly WaitingDifference[]; tree: WatchedTree }) {
  const { w, count } = useTelling();
  const [asking, setAsking] = useState(false);
  const approve = useApproval(tree, () => setAsking(false));
  if (folders.length === 0) return null;
  const title = w("folders.title", { count: count(folders.length) });
  return (
    <li>
      <div>
        <p className="row-title">{title}</p>
        <details className="why">
          <summary>{w("folders.show")}</summary>
          <ul>
            {folders.map(({ path, change }) => (
              <li key={path} className="address">
                {w("folders.row", { path, change: w(`change.${change}`) })}
              </li>
            ))}
          </ul>
        </details>
      </div>
      {tree.state === "approved" ? (
        <Button
          size="sm"
          variant="default"
          disabled={tree.work !== null && tree.work.kind !== "check"}
          aria-label={w("act.approve.named", { path: title })}
          onClick={() => setAsking(true)}
        >
          {w("act.approve")}
        </Button>
      ) : null}
      <Confirm
        opened={asking}
        title={w("ask.approve")}
        explain={w("ask.approve.explain", { path: title })}
        act={w("act.approve")}
        field={{ label: w("ask.why"), hint: w("ask.why.hint"), missing: w("ask.why.missing") }}
        busy={approve.isPending}
        error={approve.error}
        onClose={() => setAsking(false)}
        onAct={(why) =>
          approve.mutate({ path: "approve", body: { why, seen: folders.map(({ mark }) => mark) } })
        }
      />
    </li>
  );
}
