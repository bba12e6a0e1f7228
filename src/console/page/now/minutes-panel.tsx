// Attempts per minute: a sentence, the chart with its key, and the same figures as a table at a touch.

import { SegmentedControl, Table, useComputedColorScheme } from "@mantine/core";
import { lazy, Suspense, useMemo, useState } from "react";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Panel, Waiting } from "../ground/pieces.tsx";
import type { NowView } from "../ground/reach.ts";
import { ANSWER_COLOURS } from "./colours.ts";
import { minuteRows, type MinuteRows } from "./minutes.ts";

const MinutesChart = lazy(async () => ({ default: (await import("./minutes-chart.tsx")).MinutesChart }));

export function MinutesPanel({ now }: { now: NowView }) {
  const { t, count } = useSpeech();
  const [view, setView] = useState("chart");
  const rows = useMemo(() => minuteRows(now), [now]);
  const sum = t("minutes.sum", { attempts: count(rows.attempts), stopped: count(rows.stopped) });
  return (
    <Panel
      title={t("minutes.title")}
      caption={rows.attempts === 0 ? t("minutes.caption") : sum}
      className="wide"
      aside={
        <SegmentedControl
          size="xs"
          value={view}
          onChange={setView}
          aria-label={t("view.label", { what: t("minutes.title") })}
          data={[
            { value: "chart", label: t("view.chart") },
            { value: "table", label: t("view.table") },
          ]}
        />
      }
    >
      {rows.attempts === 0 ? (
        <Empty>{t("minutes.none")}</Empty>
      ) : view === "table" ? (
        <MinutesTable rows={rows} />
      ) : (
        <>
          <Suspense fallback={<Waiting />}>
            <MinutesChart rows={rows} label={`${t("minutes.title")}. ${sum}`} />
          </Suspense>
          <ChartKey rows={rows} />
        </>
      )}
    </Panel>
  );
}

function ChartKey({ rows }: { rows: MinuteRows }) {
  const { t, count } = useSpeech();
  const scheme = useComputedColorScheme("light");
  return (
    <ul className="chart-key">
      {rows.answers.map((answer) => (
        <li key={answer}>
          <svg width="10" height="10" aria-hidden="true">
            <rect width="10" height="10" rx="2" fill={ANSWER_COLOURS[scheme][answer]} />
          </svg>
          {t(`answer.${answer}`)} <b>{count((rows.counts[answer] ?? []).reduce((a, b) => a + b, 0))}</b>
        </li>
      ))}
    </ul>
  );
}

function MinutesTable({ rows }: { rows: MinuteRows }) {
  const { t, count, time } = useSpeech();
  const filled = rows.minutesMs
    .map((minute, i) => ({ minute, i }))
    .filter(({ i }) => rows.answers.some((answer) => (rows.counts[answer]?.[i] ?? 0) > 0))
    .toReversed();
  return (
    <div className="table-scroll tall" tabIndex={0} role="region" aria-label={t("minutes.title")}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("minutes.minute")}</Table.Th>
            {rows.answers.map((answer) => (
              <Table.Th key={answer} scope="col" className="number">
                {t(`answer.${answer}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {filled.map(({ minute, i }) => (
            <Table.Tr key={minute}>
              <Table.Th scope="row">{time(minute)}</Table.Th>
              {rows.answers.map((answer) => (
                <Table.Td key={answer} className="number">
                  {count(rows.counts[answer]?.[i] ?? 0)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
