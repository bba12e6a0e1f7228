// Where the letters' font lies once it is installed; it is optional, and only letters need it.

import { createRequire } from "node:module";

export const LETTER_FONT = {
  regular: "400Regular/NotoSansJP_400Regular.ttf",
  bold: "700Bold/NotoSansJP_700Bold.ttf",
} as const;

/** Throws when the font is not installed. */
export function letterFont(file: (typeof LETTER_FONT)[keyof typeof LETTER_FONT]): string {
  return createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-jp/${file}`);
}
