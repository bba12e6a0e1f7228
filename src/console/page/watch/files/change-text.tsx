// What a change is made of: its lines as programmers' tools show them, and size, rights, owner and hash before and now.

import { VisuallyHidden } from "@mantine/core";
import type { WaitingDifference } from "./asks.ts";
import { useTelling } from "./telling.ts";

export function ChangeText({ difference }: { difference: WaitingDifference }) {
  const { w } = useTelling();
  const { path, change, explained } = difference;
  const text = explained?.text ?? null;
  return (
    <>
      {text === null || text.lines.length === 0 ? null : (
        <details className="why">
          <summary>{w(change === "added" ? "row.text.new" : "row.text")}</summary>
          <div className="code-diff" role="region" tabIndex={0} aria-label={w("row.text.label", { path })}>
            {text.lines.map((line, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- a line of a text has no name but its place
              <Line key={at} line={line} />
            ))}
          </div>
          {text.cut ? <p className="quiet">{w("row.text.cut")}</p> : null}
        </details>
      )}
      <details className="why">
        <summary>{w("row.facts")}</summary>
        <Facts difference={difference} />
      </details>
    </>
  );
}

function Line({ line }: { line: string }) {
  const { w } = useTelling();
  const kind = line.startsWith("+") ? "new" : line.startsWith("-") ? "gone" : "same";
  return (
    <p className={line.startsWith("@@") ? "skipped" : kind}>
      {kind === "same" ? null : (
        <VisuallyHidden>{w(kind === "new" ? "row.text.new.line" : "row.text.gone")} </VisuallyHidden>
      )}
      {line}
    </p>
  );
}

/** The file system's own way of writing rights. */
const RIGHTS_BASE = 8;

function Facts({ difference: { before, after } }: { difference: WaitingDifference }) {
  const { w, count } = useTelling();
  type Side = WaitingDifference["before"];
  const rows: readonly (readonly [string, (side: NonNullable<Side>) => string])[] = [
    [w("facts.size"), ({ size }) => w("facts.bytes", { count: count(size) })],
    [w("facts.mode"), ({ mode }) => mode.toString(RIGHTS_BASE).padStart(4, "0")],
    [w("facts.owner"), ({ uid, gid }) => `${uid}:${gid}`],
    [w("facts.sha"), ({ sha256 }) => sha256 ?? ""],
    ...(before?.link != null || after?.link != null
      ? [[w("facts.link"), ({ link }: NonNullable<Side>) => link ?? ""] as const]
      : []),
  ];
  const cell = (side: Side, tell: (side: NonNullable<Side>) => string): string =>
    side === null ? "–" : tell(side) || "–";
  return (
    <div className="table-scroll">
      <table className="file-facts">
        <thead>
          <tr>
            <th scope="col">{w("facts.what")}</th>
            <th scope="col">{w("facts.before")}</th>
            <th scope="col">{w("facts.after")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, tell]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{cell(before, tell)}</td>
              <td>{cell(after, tell)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
