// The stacked chart of attempts per minute. Loaded late: it brings ECharts, of which only the needed parts are taken.

import { useComputedColorScheme } from "@mantine/core";
import { BarChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useSpeech } from "../ground/language.tsx";
import type { Speech } from "../ground/speech.ts";
import { ANSWER_COLOURS } from "./colours.ts";
import type { MinuteRows } from "./minutes.ts";

use([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

export function MinutesChart({ rows, label }: { rows: MinuteRows; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const scheme = useComputedColorScheme("light");
  const speech = useSpeech();
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
    chart.current?.setOption(chartOption(rows, scheme, speech), { replaceMerge: ["series"] });
  }, [rows, scheme, speech]);
  return <div className="minutes-chart" ref={box} role="img" aria-label={label} />;
}

function chartOption(rows: MinuteRows, scheme: "light" | "dark", { t, language }: Speech) {
  const ink = scheme === "dark" ? "#a9b1b8" : "#5f6870";
  const line = scheme === "dark" ? "#33393f" : "#e6e9eb";
  const paper = scheme === "dark" ? "#1f2428" : "#ffffff";
  const clock = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    hour: "2-digit",
    minute: "2-digit",
  });
  return {
    // Live pictures follow each other twice a second: movement would never end.
    animation: false,
    textStyle: { fontFamily: "inherit" },
    grid: { left: 4, right: 6, top: 12, bottom: 2, containLabel: true },
    // Rich text, not HTML: the page's policy lets no inline style in.
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      axisPointer: { type: "shadow" },
      confine: true,
      backgroundColor: paper,
      borderColor: line,
      textStyle: { color: scheme === "dark" ? "#e6e9eb" : "#22282d", fontSize: 12 },
    },
    xAxis: {
      type: "category",
      data: rows.minutesMs.map((minute) => clock.format(minute)),
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { color: ink, interval: 14, fontSize: 11, showMaxLabel: true, alignMaxLabel: "right" },
    },
    yAxis: {
      type: "value",
      minInterval: 1,
      splitNumber: 3,
      splitLine: { lineStyle: { color: line } },
      axisLabel: { color: ink, fontSize: 11 },
    },
    series: rows.answers.map((answer) => ({
      id: answer,
      name: t(`answer.${answer}`),
      type: "bar",
      stack: "all",
      barCategoryGap: "22%",
      itemStyle: { color: ANSWER_COLOURS[scheme][answer] },
      data: [...(rows.counts[answer] ?? [])],
    })),
  };
}
