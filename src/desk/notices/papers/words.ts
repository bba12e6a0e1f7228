// The name on a letter that is for nobody.

import type { Words } from "../../../kernel/index.ts";

export const paperWords = {
  example: { ja: "山田 花子", en: "Hanako Yamada" },
} as const satisfies Words;
