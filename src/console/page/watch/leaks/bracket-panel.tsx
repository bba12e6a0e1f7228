// When and where from, to be seen: the chart of planted sets with its key, and the same as a table at a touch.

import { SegmentedControl, Table, useComputedColorScheme } from "@mantine/core";
import { lazy, Suspense, useMemo, useState } from "react";
import { Empty, Panel, Waiting } from "../../ground/pieces.tsx";
import type { LeakOverview } from "./asks.ts";
import { chartRows, tableRows, type ChartRows, type ChartSet } from "./chart-rows.ts";
import { CHART_COLOURS } from "./colours.ts";
import { useLeakTelling } from "./use-telling.ts";
import { verdictOf } from "./verdict.ts";

const BracketChart = lazy(async () => ({ default: (await import("./bracket-chart.tsx")).BracketChart }));

export function BracketPanel({ overview }: { overview: LeakOverview }) {
  const telling = useLeakTelling();
  const { w, t, count } = telling;
  const [view, setView] = useState("chart");
  const rows = useMemo(() => chartRows(overview, Date.now()), [overview]);
  const hit = rows.sets.filter(({ mark }) => mark === "hit").length;
  const { title } = verdictOf(overview, telling);
  return (
    <Panel
      title={w("chart.title")}
      caption={w("chart.caption")}
      className="both"
      aside={
        rows.sets.length === 0 ? null : (
          <SegmentedControl
            size="xs"
            value={view}
            onChange={setView}
            aria-label={t("view.label", { what: w("chart.title") })}
            data={[
              { value: "chart", label: t("view.chart") },
              { value: "table", label: t("view.table") },
            ]}
          />
        )
      }
    >
      {rows.sets.length === 0 ? (
        <Empty>{w("chart.none")}</Empty>
      ) : view === "table" ? (
        <SetTable rows={rows} />
      ) : (
        <>
          {rows.bands.length === 0 ? null : <p className="small">{w("chart.range")}</p>}
          <Suspense fallback={<Waiting />}>
            <BracketChart
              rows={rows}
              label={w("chart.label", { sets: count(rows.sets.length), hit: count(hit), verdict: title })}
            />
          </Suspense>
          <ChartKey rows={rows} />
        </>
      )}
    </Panel>
  );
}

function ChartKey({ rows }: { rows: ChartRows }) {
  const { w } = useLeakTelling();
  const colours = CHART_COLOURS[useComputedColorScheme("light")];
  const marks = (["hit", "silent", "retired"] as const).filter((mark) =>
    rows.sets.some((set) => set.mark === mark),
  );
  return (
    <ul className="chart-key">
      {marks.map((mark) => (
        <li key={mark}>
          <svg width="12" height="12" aria-hidden="true">
            <circle
              cx="6"
              cy="6"
              r="4.5"
              fill={mark === "hit" ? colours.hit : colours.paper}
              stroke={colours[mark]}
              strokeWidth="2"
            />
          </svg>
          {w(`key.${mark}`)}
        </li>
      ))}
      {rows.firstMails.length === 0 ? null : (
        <li>
          <svg width="15" height="12" aria-hidden="true" fill="none" stroke={colours.hit} strokeWidth="1.5">
            <path d="M1 2h13v8H1zM1 2l6.500 5L14 2" />
          </svg>
          {w("key.mail")}
        </li>
      )}
      {rows.bands.length === 0 ? null : (
        <li>
          <svg width="16" height="12" aria-hidden="true">
            <rect x="0.5" y="0.5" width="15" height="11" rx="2" fill={colours.band} stroke={colours.hit} />
          </svg>
          {w("key.band")}
        </li>
      )}
    </ul>
  );
}

function SetTable({ rows }: { rows: ChartRows }) {
  const { w, system } = useLeakTelling();
  return (
    <div className="table-scroll tall" tabIndex={0} role="region" aria-label={w("chart.title")}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{w("table.period")}</Table.Th>
            {rows.systems.map((name) => (
              <Table.Th key={name} scope="col">
                {system(name)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tableRows(rows.sets).map(({ period, by }) => (
            <Table.Tr key={period}>
              <Table.Th scope="row">{period}</Table.Th>
              {rows.systems.map((name) => (
                <Cell key={name} set={by.get(name)} />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Cell({ set }: { set: ChartSet | undefined }) {
  const { w, count } = useLeakTelling();
  if (set === undefined) return <Table.Td>–</Table.Td>;
  return (
    <Table.Td className={set.mark === "hit" ? "lost" : ""}>
      {w(`table.${set.mark}`, { hit: count(set.hit), count: count(set.count) })}
    </Table.Td>
  );
}
