// What ECharts is told to draw of planted sets and brackets. Pure but for the shape a band is drawn as.

import type { ChartRows, ChartSet, Mark } from "./chart-rows.ts";
import { CHART_COLOURS, type Scheme } from "./colours.ts";
import type { LeakTelling } from "./telling.ts";

/** A row per place, and the line of days below. */
export const ROW_PX = 46;
export const AXIS_PX = 44;
const LABEL_PX = 96;
const LABEL_NARROW_PX = 74;
/** Two lines of a row's label; the table has it whole. */
const NAME_CHARS_MAX = 15;
/** A bracket of minutes must still be seen. */
const BAND_PX_MIN = 10;
const ENVELOPE = "path://M1,4 L15,4 L15,13 L1,13 Z M1,4 L8,9.500 L15,4";

type Colours = (typeof CHART_COLOURS)[Scheme];

export function bracketOption(rows: ChartRows, scheme: Scheme, telling: LeakTelling, isNarrow: boolean) {
  const colours = CHART_COLOURS[scheme];
  return {
    animation: false,
    textStyle: { fontFamily: "inherit" },
    grid: { left: isNarrow ? LABEL_NARROW_PX + 10 : LABEL_PX + 12, right: 14, top: 6, bottom: 34 },
    tooltip: tooltipOf(colours, telling),
    ...axesOf(rows, colours, telling, isNarrow),
    series: seriesOf(rows, colours, telling, isNarrow),
  };
}

function tooltipOf(colours: Colours, { w, system, day, count }: LeakTelling) {
  const setTold = (set: ChartSet): string => {
    const told = w(`table.${set.mark}`, { hit: count(set.hit), count: count(set.count) });
    return `${system(set.system)} ${set.period}\n${day(set.plantedAtMs)}\n${told}`;
  };
  return {
    trigger: "item",
    // Rich text, not HTML: the page's policy lets no inline style in.
    renderMode: "richText",
    confine: true,
    backgroundColor: colours.paper,
    borderColor: colours.line,
    textStyle: { color: colours.ink, fontSize: 12 },
    formatter: ({ data: { set }, seriesName }: { data: { set?: ChartSet }; seriesName: string }): string =>
      set === undefined ? seriesName : setTold(set),
  };
}

function axesOf(rows: ChartRows, colours: Colours, { system, day }: LeakTelling, isNarrow: boolean) {
  const line = { lineStyle: { color: colours.line } };
  return {
    xAxis: {
      type: "time",
      min: rows.fromMs,
      max: rows.toMs,
      splitNumber: isNarrow ? 3 : 7,
      axisLine: line,
      axisTick: line,
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
      splitLine: { show: true, ...line },
      axisLabel: {
        color: colours.ink,
        fontSize: isNarrow ? 11 : 12,
        width: isNarrow ? LABEL_NARROW_PX : LABEL_PX,
        overflow: "break",
        lineHeight: 14,
      },
    },
  };
}

function shortened(name: string): string {
  return name.length > NAME_CHARS_MAX ? `${name.slice(0, NAME_CHARS_MAX - 1)}…` : name;
}

function seriesOf(rows: ChartRows, colours: Colours, { w }: LeakTelling, isNarrow: boolean) {
  const place = (name: string): number => rows.systems.indexOf(name);
  const [large, small] = isNarrow ? [8, 6] : [13, 10];
  const points = (mark: Mark) => ({
    type: "scatter",
    name: w(`key.${mark}`),
    symbolSize: mark === "hit" ? large : small,
    itemStyle:
      mark === "hit"
        ? { color: colours.hit }
        : { color: colours.paper, borderColor: colours[mark], borderWidth: isNarrow ? 1.5 : 2 },
    data: rows.sets
      .filter((set) => set.mark === mark)
      .map((set) => ({ value: [set.plantedAtMs, place(set.system)], name: set.period, set })),
  });
  return [
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
      symbol: ENVELOPE,
      symbolSize: [15, 10],
      itemStyle: { color: colours.paper, borderColor: colours.hit, borderWidth: 1.5 },
      data: rows.firstMails.map(({ system, atMs }) => ({ value: [atMs, place(system)] })),
    },
  ];
}

interface RenderApi {
  value(dimension: number): number;
  coord(value: readonly [number, number]): [number, number];
  size(value: readonly [number, number]): [number, number];
}

function bandShape(api: RenderApi, colours: Colours): object {
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
