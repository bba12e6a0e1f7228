// What can be done to a whole tree: approve it for the first time, approve all harmless changes or those of a window, look at everything.

import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useChange } from "../../ground/asks.ts";
import { Confirm } from "../../ground/confirm.tsx";
import { useNotice } from "../../ground/notice.tsx";
import { Trouble } from "../../ground/pieces.tsx";
import { ReachError } from "../../ground/reach.ts";
import { DIFFERENCES, harmlessMarks, pathOf, TREES, useWindows, type WatchedTree } from "./asks.ts";
import { useTelling } from "./telling.ts";

type Asking = { readonly kind: "baseline" | "all" } | { readonly kind: "window"; readonly id: string };

interface Given {
  readonly path: "baseline" | "approve";
  readonly body: object;
}

export function TreeActs({ tree }: { tree: WatchedTree }) {
  const { w, count } = useTelling();
  const notice = useNotice();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const windows = useWindows();
  const approve = useApproval(tree, () => setAsking(null));
  const check = useChange<unknown>(
    () => pathOf(tree.name, "check"),
    () => ({}),
    [TREES],
    () => notice(w("act.check.done")),
  );
  const whoOf = (id: string): string => windows.data?.windows.find((window) => window.id === id)?.who ?? id;
  const act = async (why: string): Promise<void> => {
    setTrouble(null);
    try {
      if (asking?.kind === "baseline") approve.mutate({ path: "baseline", body: { why } });
      else if (asking?.kind === "window")
        approve.mutate({ path: "approve", body: { why, window: asking.id } });
      else {
        const seen = await harmlessMarks(tree);
        if (seen === null) setTrouble(new ReachError(409, w("list.moved-on"), w("list.moved-on.hint")));
        else approve.mutate({ path: "approve", body: { why, seen } });
      }
    } catch (error) {
      setTrouble(error);
    }
  };
  return (
    <>
      <Buttons tree={tree} ask={setAsking} whoOf={whoOf} check={check} />
      {check.error === null ? null : <Trouble error={check.error} />}
      <Confirm
        opened={asking !== null}
        {...questionOf(asking, tree, w, count, whoOf)}
        field={{ label: w("ask.why"), hint: w("ask.why.hint"), missing: w("ask.why.missing") }}
        busy={approve.isPending}
        error={trouble ?? approve.error}
        onClose={() => setAsking(null)}
        onAct={(why) => void act(why)}
      />
    </>
  );
}

function Buttons(props: {
  tree: WatchedTree;
  ask: (asking: Asking) => void;
  whoOf: (window: string) => string;
  check: { readonly isPending: boolean; readonly mutate: () => void };
}) {
  const { w, count } = useTelling();
  const { ask, whoOf, check } = props;
  const { state, waiting, work } = props.tree;
  const busy = work !== null && work.kind !== "check";
  return (
    <Group gap="sm">
      {state === "none" || state === "foreign" ? (
        <Button size="sm" disabled={busy} onClick={() => ask({ kind: "baseline" })}>
          {w("act.baseline")}
        </Button>
      ) : null}
      {state === "approved" && waiting.byVerdict.clean > 1 ? (
        <Button size="sm" variant="default" disabled={busy} onClick={() => ask({ kind: "all" })}>
          {w("act.approve.all", { count: count(waiting.byVerdict.clean) })}
        </Button>
      ) : null}
      {state === "approved"
        ? Object.entries(waiting.byWindow).map(([id, many]) => (
            <Button
              key={id}
              size="sm"
              variant="default"
              disabled={busy}
              onClick={() => ask({ kind: "window", id })}
            >
              {w("act.approve.window", { who: whoOf(id), count: count(many) })}
            </Button>
          ))
        : null}
      <Button
        size="sm"
        variant="default"
        loading={check.isPending}
        disabled={work !== null || state === "starting"}
        onClick={() => check.mutate()}
      >
        {w("act.check")}
      </Button>
    </Group>
  );
}

function questionOf(
  asking: Asking | null,
  { name, waiting }: WatchedTree,
  w: ReturnType<typeof useTelling>["w"],
  count: (amount: number) => string,
  whoOf: (id: string) => string,
): { readonly title: string; readonly explain: string; readonly act: string } {
  if (asking?.kind === "baseline")
    return {
      title: w("ask.baseline", { name }),
      explain: w("ask.baseline.explain"),
      act: w("act.baseline"),
    };
  const clean = count(waiting.byVerdict.clean);
  if (asking?.kind === "window")
    return {
      title: w("act.approve.window", {
        who: whoOf(asking.id),
        count: count(waiting.byWindow[asking.id] ?? 0),
      }),
      explain: w("ask.approve.window.explain"),
      act: w("act.approve"),
    };
  return {
    title: w("ask.approve.all", { count: clean }),
    explain: w("ask.approve.all.explain"),
    act: w("act.approve"),
  };
}

/** An approval through the API; what takes longer than a request goes on and is told by the tree itself. */
export function useApproval({ name }: WatchedTree, close: () => void) {
  const { w } = useTelling();
  const notice = useNotice();
  const approve = useChange<{ readonly result: "done" | "running" }, Given>(
    ({ path }) => pathOf(name, path),
    ({ body }) => body,
    [TREES, DIFFERENCES],
  );
  return {
    isPending: approve.isPending,
    error: approve.error,
    mutate: (given: Given): void =>
      approve.mutate(given, {
        onSuccess: ({ result }) => {
          notice(w(result === "running" ? "act.running" : "act.approved"));
          close();
        },
      }),
  };
}
