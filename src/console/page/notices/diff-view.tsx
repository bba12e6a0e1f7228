// Shows what changed between two texts: lines that went and lines that came, told by sign, colour and to a screen reader.

import { VisuallyHidden } from "@mantine/core";
import { useMemo } from "react";
import type { Language } from "../../../kernel/words.ts";
import { diffTexts, type DiffRow } from "./diff-lines.ts";
import { useTelling } from "./telling.ts";

const SIGNS = { same: " ", gone: "−", new: "+" } as const;

export function DiffView(props: { before: string; after: string; language: Language }) {
  const { w } = useTelling();
  const { before, after, language } = props;
  const rows = useMemo(() => diffTexts(before, after, language), [before, after, language]);
  if (before === after) return <p className="empty">{w("diff.none")}</p>;
  return (
    <div className="diff" role="region" tabIndex={0} aria-label={w("diff.label")} lang={language}>
      {rows.map((row, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line of a comparison has no name but its place
        <Row key={at} row={row} />
      ))}
    </div>
  );
}

function Row({ row }: { row: DiffRow }) {
  const { w, count } = useTelling();
  if (row.kind === "skipped")
    return <p className="skipped">{w("diff.skipped", { count: count(row.count) })}</p>;
  return (
    <p className={row.kind}>
      <span className="sign" aria-hidden="true">
        {SIGNS[row.kind]}
      </span>
      {row.kind === "same" ? null : <VisuallyHidden>{w(`diff.${row.kind}`)} </VisuallyHidden>}
      {row.parts.map(({ text, changed }, at) =>
        // oxlint-disable-next-line react/no-array-index-key -- as above
        changed && row.parts.length > 1 ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
      )}
    </p>
  );
}
