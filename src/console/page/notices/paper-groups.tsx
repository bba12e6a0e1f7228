// The papers of one report and language, grouped by who reads them; each row says whether it may go out.

import { Badge } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Language } from "../../../kernel/words.ts";
import { Panel } from "../ground/pieces.tsx";
import { groupPapers, keyOf, searchOf, type Board, type PaperGroup, type PaperRow } from "./papers.ts";
import { useTelling } from "./telling.ts";

export function PaperGroups(props: { id: string; board: Board; language: Language; report: number }) {
  const { id, board, language, report } = props;
  return groupPapers(board.papers, language, report).map((group) => (
    <Group key={group.audience} id={id} group={group} board={board} />
  ));
}

function Group({ id, group, board }: { id: string; group: PaperGroup; board: Board }) {
  const { w, count } = useTelling();
  const { audience, rows } = group;
  const people = audience === "everybody" ? null : (board.counts?.[audience] ?? null);
  return (
    <Panel
      title={w(`audience.${audience}`)}
      {...(people === null ? {} : { caption: w("audience.people", { count: count(people) }) })}
      className={`audience ${audience}`}
    >
      <ul className="rows">
        {rows.map((row) => (
          <Row key={row.key.kind} id={id} row={row} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({ id, row }: { id: string; row: PaperRow }) {
  const { w, who, time } = useTelling();
  const key = keyOf(row);
  const paper = w(`paper.${key.kind}`);
  return (
    <li className="paper-row">
      <div>
        <p className="row-title">
          <Link
            to="/incidents/$incidentId/notices/edit"
            params={{ incidentId: id }}
            search={searchOf(key)}
            className="row-link"
          >
            {paper}
          </Link>
        </p>
        <p className="quiet small">
          {row.version === 0
            ? w("row.draft")
            : w("row.version", { version: row.version, who: who(row.by), time: time(row.changedAtMs ?? 0) })}
        </p>
        <PaperBadges row={row} />
      </div>
      <Link
        to="/incidents/$incidentId/notices/edit"
        params={{ incidentId: id }}
        search={searchOf(key)}
        className="row-act"
        aria-label={w("row.edit.named", { paper, audience: w(`audience.${key.class ?? "everybody"}`) })}
      >
        {w("row.edit")}
      </Link>
    </li>
  );
}

function PaperBadges({ row }: { row: PaperRow }) {
  const { w, count } = useTelling();
  const { errors, advice, isStale, marks } = row;
  return (
    <p className="badges">
      {isStale ? (
        <Badge variant="light" className="hand">
          {w("row.stale")}
        </Badge>
      ) : null}
      {errors > 0 ? (
        <Badge variant="light" className="need">
          {w("row.errors", { count: count(errors) })}
        </Badge>
      ) : null}
      {advice > 0 ? (
        <Badge variant="light" color="gray">
          {w("row.advice", { count: count(advice) })}
        </Badge>
      ) : null}
      {marks.liability > 0 ? (
        <Badge variant="light" className="hand">
          {w("row.liability")}
        </Badge>
      ) : null}
      {marks.dropped > 0 ? (
        <Badge variant="light" className="need">
          {w("row.dropped")}
        </Badge>
      ) : null}
      {errors === 0 && advice === 0 && !isStale ? (
        <Badge variant="light" color="ai">
          {w("row.clean")}
        </Badge>
      ) : null}
    </p>
  );
}
