// What opening a folder of YARA rules may say.

import type { Words } from "../../kernel/index.ts";

export const scanWords = {
  rulesNone: {
    ja: "{folder} に YARA の規則（.yar、.yara）がありません。",
    en: "{folder} holds no YARA rules (.yar, .yara).",
  },
  rulesNoneHint: {
    ja: "規則のあるフォルダーを --rules に渡してください。",
    en: "Give --rules a folder with rules.",
  },
  yaraMissing: {
    ja: "YARA の部品（@litko/yara-x）が入っていないため、規則を使えません。",
    en: "The YARA package (@litko/yara-x) is not installed here, so the rules cannot be used.",
  },
  yaraMissingHint: {
    ja: "--rules なしなら、Misemori 自身の規則で調べます。",
    en: "Without --rules Misemori's own rules are used.",
  },
  rulesBroken: {
    ja: "YARA の規則を読めません：{file}（{reason}）",
    en: "A YARA rule file cannot be compiled: {file} ({reason})",
  },
  rulesBrokenHint: {
    ja: "そのファイルを直すか、フォルダーから外してください。",
    en: "Mend the file or take it out of the folder.",
  },
  rulesTooLarge: { ja: "大きすぎるか、多すぎます", en: "too large, or one too many" },
} satisfies Words;
