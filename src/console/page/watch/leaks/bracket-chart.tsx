// The chart of planted sets by day and place, with the bracket of each leak as a band. Loaded late: it brings ECharts.

import { useComputedColorScheme } from "@mantine/core";
import { CustomChart, ScatterChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { ChartRows, Mark } from "./chart-rows.ts";
import { CHART_COLOURS, type Scheme } from "./colours.ts";
import { wordOr, type LeakTelling } from "./telling.ts";
import { useLeakTelling } from "./use-telling.ts";

use([CustomChart, ScatterChart, GridComponent, TooltipComponent, CanvasRenderer]);

/** A row per place, and the line of days below. */
const ROW_PX = 46;
const AXIS_PX = 44;
const LABEL_PX = 96;
const LABEL_NARROW_PX = 74;
const NARROW_PX = 480;

export function BracketChart({ rows, label }: { rows: ChartRows; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const scheme = useComputedColorScheme("light");
  const telling = useLeakTelling();
  const height = rows.systems.length * ROW_PX + AXIS_PX;
  useEffect(() => {
    if (box.current === null) return undefined;
    const made = init(box.current);
    chart.current = made;
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(box.current);
    return () => {
      watcher.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    if (box.current === null) return;
    // By the object, not as an attribute: the page's policy lets no inline style in.
    box.current.style.height = `${height}px`;
    chart.current?.resize();
    const isNarrow = box.current.clientWidth < NARROW_PX;
    chart.current?.setOption(chartOption(rows, scheme, telling, isNarrow), { notMerge: true });
  }, [rows, scheme, telling.language, height]);
  return <div className="bracket-chart" ref={box} role="img" aria-label={label} />;
}

interface RenderApi {
  value(dimension: number): number;
  coord(value: readonly [number, number]): [number, number];
  size(value: readonly [number, number]): [number, number];
}

function chartOption(rows: ChartRows, scheme: Scheme, telling: LeakTelling, isNarrow: boolean) {
  const { w, system, day } = telling;
  const colours = CHART_COLOURS[scheme];
  const [large, small] = isNarrow ? [8, 6] : [13, 10];
  const place = (name: string): number => rows.systems.indexOf(name);
  const points = (mark: Mark) => ({
    type: "scatter",
    name: w(`key.${mark}`),
    symbolSize: mark === "hit" ? large : small,
    itemStyle:
      mark === "hit"
        ? { color: colours.hit }
        : {
            color: colours.paper,
            borderColor: mark === "silent" ? colours.silent : colours.retired,
            borderWidth: isNarrow ? 1.5 : 2,
          },
    data: rows.sets
      .filter((set) => set.mark === mark)
      .map((set) => ({ value: [set.plantedAtMs, place(set.system)], name: set.period, set })),
  });
  return {
    animation: false,
    textStyle: { fontFamily: "inherit" },
    grid: { left: isNarrow ? LABEL_NARROW_PX + 10 : LABEL_PX + 12, right: 14, top: 6, bottom: 34 },
    // Rich text, not HTML: the page's policy lets no inline style in.
    tooltip: {
      trigger: "item",
      renderMode: "richText",
      confine: true,
      backgroundColor: colours.paper,
      borderColor: colours.line,
      textStyle: { color: colours.ink, fontSize: 12 },
      formatter: ({
        data,
        seriesName,
      }: {
        data: { set?: ChartRows["sets"][number] };
        seriesName: string;
      }) => {
        const { set } = data;
        if (set === undefined) return seriesName;
        const told = { hit: set.hit, count: set.count };
        return `${system(set.system)} ${set.period}\n${day(set.plantedAtMs)}\n${wordOr(telling, `table.${set.mark}`, "").replace("{hit}", String(told.hit)).replace("{count}", String(told.count))}`;
      },
    },
    xAxis: {
      type: "time",
      min: rows.fromMs,
      max: rows.toMs,
      splitNumber: isNarrow ? 3 : 7,
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { lineStyle: { color: colours.line } },
      axisLabel: {
        color: colours.quiet,
        fontSize: 11,
        hideOverlap: true,
        formatter: (atMs: number) => day(atMs),
      },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.systems.map((name) => shortened(system(name))),
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: colours.line } },
      axisLabel: {
        color: colours.ink,
        fontSize: isNarrow ? 11 : 12,
        width: isNarrow ? LABEL_NARROW_PX : LABEL_PX,
        overflow: "break",
        lineHeight: 14,
      },
    },
    series: [
      {
        type: "custom",
        name: w("key.band"),
        silent: true,
        z: 1,
        renderItem: (_: unknown, api: RenderApi) => bandShape(api, colours),
        encode: { x: [0, 1], y: 2 },
        data: rows.bands.map((band) => [band.fromMs, band.toMs, place(band.system)]),
      },
      points("silent"),
      points("retired"),
      points("hit"),
      {
        type: "scatter",
        name: w("key.mail"),
        symbol: "path://M1,4 L15,4 L15,13 L1,13 Z M1,4 L8,9.500 L15,4",
        symbolSize: [15, 10],
        itemStyle: { color: colours.paper, borderColor: colours.hit, borderWidth: 1.5 },
        data: rows.firstMails.map(({ system: name, atMs }) => [atMs, place(name)]),
      },
    ],
  };
}

/** Two lines of a row's label; the table has it whole. */
const NAME_CHARS_MAX = 15;

function shortened(name: string): string {
  return name.length > NAME_CHARS_MAX ? `${name.slice(0, NAME_CHARS_MAX - 1)}…` : name;
}

/** A bracket of minutes must still be seen. */
const BAND_PX_MIN = 10;

function bandShape(api: RenderApi, colours: (typeof CHART_COLOURS)[Scheme]): object {
  const row = api.value(2);
  const [left, middle] = api.coord([api.value(0), row]);
  const [right] = api.coord([api.value(1), row]);
  const height = api.size([0, 1])[1] * 0.84;
  const width = Math.max(BAND_PX_MIN, right - left);
  return {
    type: "rect",
    shape: { x: (left + right - width) / 2, y: middle - height / 2, width, height, r: 3 },
    style: { fill: colours.band, stroke: colours.hit, lineWidth: 1 },
  };
}
