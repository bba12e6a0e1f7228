// What the checks say of the text: each with its place (a click leads there), why it matters, and a better wording.

import { Badge } from "@mantine/core";
import { Trouble } from "../ground/pieces.tsx";
import { lineOf, type FindingCounts } from "./findings.ts";
import type { Finding } from "./papers.ts";
import { useTelling } from "./telling.ts";

/** A text with more than that is to be written anew, not mended. */
const SHOWN_MAX = 100;

export function FindingsList(props: {
  findings: readonly Finding[];
  counts: FindingCounts;
  isWaiting: boolean;
  error: unknown;
  onLine: (line: number) => void;
}) {
  const { w, count } = useTelling();
  const { findings, counts, isWaiting, error } = props;
  const total =
    findings.length === 0
      ? w("findings.none")
      : w("findings.count", {
          errors: count(counts.errors),
          advice: count(counts.advice),
        });
  return (
    <>
      <p role="status" aria-live="polite" className="row-title">
        {isWaiting ? w("findings.waiting") : total}
      </p>
      {error === null ? null : <Trouble error={error} />}
      <ol className="findings">
        {findings.slice(0, SHOWN_MAX).map((finding) => (
          <OneFinding
            key={`${finding.rule} ${finding.place} ${finding.quote} ${finding.why}`}
            finding={finding}
            onLine={props.onLine}
          />
        ))}
      </ol>
    </>
  );
}

function OneFinding({ finding, onLine }: { finding: Finding; onLine: (line: number) => void }) {
  const { w } = useTelling();
  const line = lineOf(finding);
  const place =
    line === null
      ? w("finding.whole")
      : finding.place === "subject"
        ? w("finding.subject")
        : w("finding.line", { line });
  return (
    <li className={finding.weight}>
      <p className="finding-head">
        <Badge variant="light" {...(finding.weight === "error" ? { className: "need" } : { color: "gray" })}>
          {w(`finding.${finding.weight}`)}
        </Badge>
        {line === null ? (
          <span className="small">{place}</span>
        ) : (
          <button
            type="button"
            className="line-link"
            aria-label={w("finding.go", { place })}
            onClick={() => onLine(line)}
          >
            {place}
          </button>
        )}
        <span className="quiet small">{w("finding.rule", { rule: finding.rule })}</span>
      </p>
      {finding.quote === "" ? null : <blockquote>{finding.quote}</blockquote>}
      <p>{finding.why}</p>
      {finding.better === "" ? null : (
        <p className="better">{w("finding.better", { better: finding.better })}</p>
      )}
    </li>
  );
}
