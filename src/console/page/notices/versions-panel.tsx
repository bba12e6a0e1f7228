// The versions of a paper, newest first: who wrote each, who asked for it, why, and what it moved; any can be compared and taken
// back.

import { Badge, Button } from "@mantine/core";
import { useState } from "react";
import { Empty, Panel } from "../ground/pieces.tsx";
import { usePaper } from "./asks.ts";
import { CompareDialog } from "./compare-dialog.tsx";
import type { Paper, PaperKey, PaperVersion } from "./papers.ts";
import { useTelling } from "./telling.ts";

interface Props {
  readonly id: string;
  readonly paperKey: PaperKey;
  readonly paper: Paper;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onDraft: () => void;
}

export function VersionsPanel(props: Props) {
  const { w } = useTelling();
  const [compared, setCompared] = useState<number | null>(null);
  const { versions } = props.paper;
  return (
    <Panel title={w("versions.title")} className="editor-versions">
      {versions.length === 0 ? <Empty>{w("versions.none")}</Empty> : null}
      <ul className="rows">
        {versions.map((one) => (
          <VersionRow key={one.version} version={one} onCompare={() => setCompared(one.version)} />
        ))}
      </ul>
      {props.text === props.paper.draft ? null : (
        <Button size="sm" variant="default" onClick={props.onDraft}>
          {w("edit.draft.take")}
        </Button>
      )}
      {compared === null ? null : (
        <Comparison key={compared} {...props} version={compared} onClose={() => setCompared(null)} />
      )}
    </Panel>
  );
}

function VersionRow({ version: one, onCompare }: { version: PaperVersion; onCompare: () => void }) {
  const { w, who, time } = useTelling();
  const { version } = one;
  return (
    <li>
      <div>
        <p className="row-title">
          {w("versions.row", { version })}{" "}
          {one.marks.liability > 0 ? (
            <Badge variant="light" className="hand">
              {w("row.liability")}
            </Badge>
          ) : null}{" "}
          {one.marks.dropped > 0 ? (
            <Badge variant="light" className="need">
              {w("row.dropped")}
            </Badge>
          ) : null}
        </p>
        <p className="quiet small">{w("versions.by", { who: who(one.by), time: time(one.atMs) })}</p>
        {one.why === "" ? null : <p className="small">{w("versions.why", { why: one.why })}</p>}
        {one.askedBy === "" ? null : <p className="small">{w("versions.asked", { who: one.askedBy })}</p>}
      </div>
      <Button
        size="xs"
        variant="default"
        aria-label={w("versions.compare.named", { version })}
        onClick={onCompare}
      >
        {w("versions.compare")}
      </Button>
    </li>
  );
}

const NOW = "now";

function Comparison(props: Props & { version: number; onClose: () => void }) {
  const { id, paperKey, paper, version } = props;
  const { w, language } = useTelling();
  const [against, setAgainst] = useState(NOW);
  const older = usePaper(id, paperKey, language, version);
  const other = usePaper(id, paperKey, language, Number(against), against !== NOW);
  const after = against === NOW ? props.text : other.data?.text;
  if (older.data === undefined || after === undefined) return null;
  const others = paper.versions.filter((one) => one.version !== version);
  return (
    <CompareDialog
      opened
      title={w("versions.title.compare", { version })}
      before={older.data.text}
      after={after}
      language={paperKey.language}
      act={w("versions.use", { version })}
      against={{
        value: against,
        data: [
          { value: NOW, label: w("versions.against.now") },
          ...others.map((one) => ({
            value: String(one.version),
            label: w("versions.row", { version: one.version }),
          })),
        ],
        onValue: setAgainst,
      }}
      onAct={() => props.onText(older.data.text)}
      onClose={props.onClose}
    />
  );
}
