// The chart of planted sets by day and place, with the bracket of each leak as a band. Loaded late: it brings ECharts.

import { useComputedColorScheme } from "@mantine/core";
import { CustomChart, ScatterChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { bracketOption, ROW_PX, AXIS_PX } from "./bracket-option.ts";
import type { ChartRows } from "./chart-rows.ts";
import { useLeakTelling } from "./use-telling.ts";

use([CustomChart, ScatterChart, GridComponent, TooltipComponent, CanvasRenderer]);

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
    chart.current?.setOption(bracketOption(rows, scheme, telling, isNarrow), { notMerge: true });
  }, [rows, scheme, telling.language, height]);
  return <div className="bracket-chart" ref={box} role="img" aria-label={label} />;
}
