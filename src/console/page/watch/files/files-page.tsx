// Watched files in one place: each tree with what is changed and dangerous in it, announced work, and what was taken out of the shop.

import { Paper } from "@mantine/core";
import { Empty, Trouble, Waiting } from "../../ground/pieces.tsx";
import { useTrees } from "./asks.ts";
import { QuarantinePanel } from "./quarantine-panel.tsx";
import { useTelling } from "./telling.ts";
import { TreePanel } from "./tree-panel.tsx";
import { WindowsPanel } from "./windows-panel.tsx";
import "./files.css";

export function FilesPage() {
  const { w } = useTelling();
  const trees = useTrees();
  return (
    <>
      <p className="lead narrow">{w("files.lead")}</p>
      {trees.data === undefined ? (
        trees.error === null ? (
          <Waiting />
        ) : (
          <Trouble error={trees.error} again={() => void trees.refetch()} />
        )
      ) : trees.data.length === 0 ? (
        <Paper withBorder className="panel narrow">
          <Empty>{w("files.none")}</Empty>
        </Paper>
      ) : (
        <div className="stack watched-files">
          {trees.data.map((tree) => (
            <TreePanel key={tree.name} tree={tree} />
          ))}
          <QuarantinePanel />
          <WindowsPanel />
        </div>
      )}
    </>
  );
}
