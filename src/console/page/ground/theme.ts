// How the page looks: 藍 (indigo) leads, 黄土 (ochre) marks what is in hand, red is kept for what needs a person now.

import { createTheme, type MantineColorsTuple } from "@mantine/core";

const ai: MantineColorsTuple = [
  "#eaf4fa",
  "#d5e6f0",
  "#a9cce1",
  "#7ab1d2",
  "#549bc5",
  "#3c8dbd",
  "#2c80b1",
  "#1c6d9c",
  "#165e83",
  "#0c4c6c",
];

/** Bluish greys for the dark scheme: calmer beside indigo than neutral ones. */
const night: MantineColorsTuple = [
  "#e6e9eb",
  "#c5ccd1",
  "#a0a9b0",
  "#79838b",
  "#566069",
  "#3b434a",
  "#2a3036",
  "#1f2428",
  "#191d21",
  "#15191c",
];

export const theme = createTheme({
  primaryColor: "ai",
  primaryShade: { light: 8, dark: 7 },
  colors: { ai, dark: night },
  defaultRadius: "md",
  fontFamily:
    '"Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, system-ui, sans-serif',
  headings: {
    fontWeight: "650",
    sizes: { h1: { fontSize: "1.35rem" }, h2: { fontSize: "1.02rem" }, h3: { fontSize: "0.95rem" } },
  },
  respectReducedMotion: true,
  cursorType: "pointer",
  focusRing: "auto",
});
