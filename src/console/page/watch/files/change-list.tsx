// The changes of a tree that wait for a person, dangerous ones first, a page at a time.

import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { Trouble, Waiting } from "../../ground/pieces.tsx";
import { PER_PAGE, useDifferences, type WaitingDifference, type WatchedTree } from "./asks.ts";
import { ChangeRow } from "./change-row.tsx";
import { FoldersRow } from "./folders-row.tsx";
import { useTelling } from "./telling.ts";

export function ChangeList({ tree }: { tree: WatchedTree }) {
  const { w, count } = useTelling();
  const [wished, setFrom] = useState(0);
  // Approved meanwhile: what was the third page may be none.
  const listed = tree.waiting.total - tree.waiting.unlisted;
  const from = wished < listed ? wished : 0;
  const page = useDifferences(tree, from, listed > 0);
  if (page.data === undefined)
    return page.error === null ? (
      <Waiting />
    ) : (
      <Trouble error={page.error} again={() => void page.refetch()} />
    );
  const { differences, total, unlisted } = page.data;
  return (
    <div className="changes">
      <Part title={w("list.danger")} rows={differences.filter(isDangerous)} tree={tree} />
      <Part title={w("list.changes")} rows={differences.filter((one) => !isDangerous(one))} tree={tree} />
      {total <= PER_PAGE ? null : (
        <Group gap="sm" mt="sm">
          <Button size="xs" variant="default" disabled={from === 0} onClick={() => setFrom(from - PER_PAGE)}>
            {w("list.before")}
          </Button>
          <span className="quiet small" role="status">
            {w("list.page", {
              from: count(from + 1),
              to: count(Math.min(total, from + PER_PAGE)),
              total: count(total),
            })}
          </span>
          <Button
            size="xs"
            variant="default"
            disabled={from + PER_PAGE >= total}
            onClick={() => setFrom(from + PER_PAGE)}
          >
            {w("list.next")}
          </Button>
        </Group>
      )}
      {unlisted === 0 ? null : (
        <p className="quiet small">{w("list.unlisted", { count: count(unlisted) })}</p>
      )}
    </div>
  );
}

function isDangerous({ verdict }: WaitingDifference): boolean {
  return verdict !== "clean";
}

/** A folder by itself holds nothing to read: an update brings dozens, shown and approved as one. */
function isNoBareFolder({ verdict, before, after }: WaitingDifference): boolean {
  return verdict !== "clean" || (after ?? before)?.type !== "folder";
}

function Part(props: { title: string; rows: readonly WaitingDifference[]; tree: WatchedTree }) {
  const { title, rows, tree } = props;
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 className="chain-title">{title}</h3>
      <ul className="rows">
        {rows.filter(isNoBareFolder).map((difference) => (
          <ChangeRow key={difference.path} difference={difference} tree={tree} />
        ))}
        <FoldersRow folders={rows.filter((one) => !isNoBareFolder(one))} tree={tree} />
      </ul>
    </section>
  );
}
