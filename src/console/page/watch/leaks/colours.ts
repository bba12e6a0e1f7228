// Colours of the chart of planted sets, in both schemes. Red is what needs a person: sets that got mail, and the bracket.

export type Scheme = "light" | "dark";

export const CHART_COLOURS = {
  light: {
    hit: "#b3261e",
    band: "rgba(179, 38, 30, 0.14)",
    silent: "#165e83",
    retired: "#a4aab0",
    ink: "#22282d",
    quiet: "#5f6870",
    line: "#e6e9eb",
    paper: "#ffffff",
  },
  dark: {
    hit: "#ff9c92",
    band: "rgba(255, 156, 146, 0.18)",
    silent: "#7fbddd",
    retired: "#6d757c",
    ink: "#e6e9eb",
    quiet: "#a9b1b8",
    line: "#33393f",
    paper: "#1f2428",
  },
} as const satisfies Readonly<Record<Scheme, object>>;
