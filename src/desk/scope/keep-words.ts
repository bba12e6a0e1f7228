// What is said when a scope cannot be kept.

import type { Words } from "../../kernel/index.ts";

export const scopeKeepWords = {
  changed: {
    ja: "{path} が、調べている間に変わりました。",
    en: "{path} changed while the scope was made.",
  },
  changedHint: {
    ja: "書き出しが終わってから、もう一度行ってください。",
    en: "Run it again once the export is complete.",
  },
} as const satisfies Words;
