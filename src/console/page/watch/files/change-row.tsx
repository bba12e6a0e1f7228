// One change: which file, what happened to it, why it is thought dangerous, and the two things to do about it.

import { Badge, Button, Group } from "@mantine/core";
import { useState } from "react";
import { useChange } from "../../ground/asks.ts";
import { Confirm, type ConfirmProps } from "../../ground/confirm.tsx";
import { useNotice } from "../../ground/notice.tsx";
import {
  DIFFERENCES,
  pathOf,
  QUARANTINE,
  TREES,
  useWindows,
  type WaitingDifference,
  type WatchedTree,
} from "./asks.ts";
import { ChangeText } from "./change-text.tsx";
import { useTelling } from "./telling.ts";
import { useApproval } from "./tree-acts.tsx";

/** Told at once; the rest on a press. */
const REASONS_SHOWN = 2;

interface RowProps {
  readonly difference: WaitingDifference;
  readonly tree: WatchedTree;
}

export function ChangeRow({ difference, tree }: RowProps) {
  const { w } = useTelling();
  const { path, verdict, change, explained, leadsOut } = difference;
  const known = explained?.knownAs ?? null;
  return (
    <li>
      <div>
        <p className="row-title address">
          {verdict === "clean" ? null : (
            <>
              <Badge variant="light" color="red" tt="none">
                {w(`verdict.${verdict}`)}
              </Badge>{" "}
            </>
          )}
          {path}
        </p>
        <p className="small">
          {w(`change.${change}`)}
          {leadsOut ? `。${w("row.out")}` : ""}
        </p>
        <Times difference={difference} />
        {known === null ? null : <p className="small known">{w("row.known", { ...known })}</p>}
        <Reasons difference={difference} />
        <ChangeText difference={difference} />
      </div>
      {tree.state === "approved" || verdict !== "clean" ? (
        <RowActs difference={difference} tree={tree} />
      ) : null}
    </li>
  );
}

function Times({ difference }: { difference: WaitingDifference }) {
  const { w, time } = useTelling();
  const windows = useWindows();
  const { firstSeenMs, changedAtMs, lastCleanMs, window, verdict } = difference;
  const made = windows.data?.windows.find(({ id }) => id === window);
  const said = [
    w("row.found", { first: time(firstSeenMs) }),
    ...(changedAtMs === null ? [] : [w("row.written", { written: time(changedAtMs) })]),
    ...(lastCleanMs === null || verdict === "clean" ? [] : [w("row.clean", { clean: time(lastCleanMs) })]),
  ];
  return (
    <>
      <p className="quiet small">{said.join("・")}</p>
      {made === undefined ? null : <p className="quiet small">{w("row.window", { who: made.who })}</p>}
    </>
  );
}

function Reasons({ difference: { reasons } }: { difference: WaitingDifference }) {
  const { w, count } = useTelling();
  if (reasons.length === 0) return null;
  const rows = reasons.map(({ rule, line, why, excerpt }) => (
    <li key={`${rule} ${line}`}>
      {line === 0 ? why : w("row.reason", { line, why })}
      {excerpt === "" ? null : <code className="excerpt">{excerpt}</code>}
    </li>
  ));
  const more = rows.slice(REASONS_SHOWN);
  return (
    <div className="why reasons">
      <ul>{rows.slice(0, REASONS_SHOWN)}</ul>
      {more.length === 0 ? null : (
        <details>
          <summary>{w("row.reasons.more", { count: count(more.length) })}</summary>
          <ul>{more}</ul>
        </details>
      )}
    </div>
  );
}

function RowActs({ difference, tree }: RowProps) {
  const { w } = useTelling();
  const notice = useNotice();
  const [asking, setAsking] = useState<"approve" | "quarantine" | null>(null);
  const { path, mark, verdict, after } = difference;
  const close = (): void => setAsking(null);
  const approve = useApproval(tree, close);
  const quarantine = useChange<unknown, string>(
    () => pathOf(tree.name, "quarantine"),
    (why) => ({ seen: mark, why }),
    [TREES, DIFFERENCES, QUARANTINE],
    () => {
      notice(w("act.quarantined"));
      close();
    },
  );
  const isDangerous = verdict !== "clean";
  const busy = tree.work !== null && tree.work.kind !== "check";
  const isQuarantining = asking === "quarantine";
  return (
    <>
      <Group gap="xs" className="row-acts">
        {isDangerous && after?.type === "file" ? (
          <Button
            size="sm"
            color="red"
            aria-label={w("act.quarantine.named", { path })}
            onClick={() => setAsking("quarantine")}
          >
            {w("act.quarantine")}
          </Button>
        ) : null}
        {tree.state === "approved" ? (
          <Button
            size="sm"
            variant={isDangerous ? "subtle" : "default"}
            disabled={busy}
            aria-label={w("act.approve.named", { path })}
            onClick={() => setAsking("approve")}
          >
            {w("act.approve")}
          </Button>
        ) : null}
      </Group>
      <Confirm
        opened={asking !== null}
        {...questionOf(difference, isQuarantining, w)}
        busy={isQuarantining ? quarantine.isPending : approve.isPending}
        error={isQuarantining ? quarantine.error : approve.error}
        onClose={close}
        onAct={(why) =>
          isQuarantining
            ? quarantine.mutate(why)
            : approve.mutate({ path: "approve", body: { why, seen: [mark] } })
        }
      />
    </>
  );
}

function questionOf(
  { path, verdict }: WaitingDifference,
  isQuarantining: boolean,
  w: ReturnType<typeof useTelling>["w"],
): Pick<ConfirmProps, "title" | "explain" | "act" | "field"> {
  const field = (hint: string) => ({ label: w("ask.why"), hint, missing: w("ask.why.missing") });
  if (isQuarantining)
    return {
      title: w("ask.quarantine"),
      explain: w("ask.quarantine.explain", { path }),
      act: w("act.quarantine"),
      field: field(w("ask.quarantine.hint")),
    };
  return {
    title: w("ask.approve"),
    explain: w(verdict === "clean" ? "ask.approve.explain" : "ask.approve.danger", { path }),
    act: w("act.approve"),
    field: field(w("ask.why.hint")),
  };
}
