// What `misemori watch` says: its help, its tables and what to do next. Why a line was noted stands in the watch room's words.

import type { Words } from "../kernel/index.ts";

export const watchWords = {
  verb: {
    ja: "お店のファイルと部品の版を見張ります。",
    en: "Watch the shop's files and the versions of its parts.",
  },
  "verb.scan": {
    ja: "裏口のプログラム（Web シェル）がないか調べます（実行も書き換えもしません）。",
    en: "Look for backdoors (web shells) in the shop's files; runs and changes nothing.",
  },
  "argument.paths": { ja: "お店のフォルダーやファイル", en: "folders or files of the shop" },
  "option.rules": {
    ja: "YARA の規則のあるフォルダーも使います。",
    en: "Use YARA rules of this folder besides.",
  },
  "option.all": { ja: "問題のないファイルも並べます。", en: "List clean files, too." },
  malicious: {
    ja: "✗ 裏口とみられるファイルが {count} 個あります。",
    en: "✗ {count} files look like backdoors.",
  },
  suspicious: {
    ja: "! 念のため確かめたいファイルが {count} 個あります。",
    en: "! {count} files should be looked at.",
  },
  clean: { ja: "✓ 裏口とみられるファイルはありませんでした。", en: "✓ No file looks like a backdoor." },
  cleanSoFar: {
    ja: "ここまでに裏口とみられるファイルはありません。最後までは調べていません。",
    en: "No backdoor so far, but not everything was looked at.",
  },
  cleanButUnread: {
    ja: "✓ 読めた範囲では、裏口とみられるファイルはありませんでした（読めなかったものが {count} 件あります）。",
    en: "✓ No backdoor in what could be read ({count} things could not).",
  },
  "verdict.malicious": { ja: "裏口とみられます", en: "looks like a backdoor" },
  "verdict.suspicious": { ja: "確かめてください", en: "look at it" },
  "verdict.clean": { ja: "問題なし", en: "clean" },
  atLine: { ja: "{line} 行目", en: "line {line}" },
  wholeFile: { ja: "全体", en: "whole file" },
  moreFiles: {
    ja: "ほか {count} 個のファイル（--json で全部）。",
    en: "and {count} more files (--json lists them).",
  },
  moreReasons: { ja: "    ほか {count} か所", en: "    and {count} more places" },
  read: {
    ja: "調べたもの：{files} 個のファイル、{bytes}、{seconds} 秒",
    en: "looked at: {files} files, {bytes}, {seconds} s",
  },
  sampled: { ja: "大きいため一部だけ読んだもの：{count} 個", en: "large ones read in parts: {count}" },
  yara: { ja: "YARA の規則ファイル：{count} 個", en: "YARA rule files: {count}" },
  skipped: { ja: "読まなかったもの：{count} 件", en: "not read: {count}" },
  skippedLine: { ja: "  {path}：{reason}", en: "  {path}: {reason}" },
  next: { ja: "次にすること", en: "What to do next" },
  nextKeep: {
    ja: "  1. 消さないでください。いつ置かれたかを調べる証拠です。「misemori incident preserve」で控えを取ります。",
    en: '  1. Do not delete them: they show when somebody came in. Copy them with "misemori incident preserve".',
  },
  nextCall: {
    ja: "  2. 制作会社に見てもらい、身に覚えのないファイルならカードの受付を止めます（misemori cards pause）。",
    en: '  2. Ask your developer. If nobody knows the file, pause cards ("misemori cards pause").',
  },
  nextOpen: {
    ja: "  3. 裏口だったら「misemori incident open」で対応を始めます。",
    en: '  3. If it is a backdoor, begin with "misemori incident open".',
  },
  interrupted: { ja: "途中で止めました。ここまでの結果です。", en: "Interrupted. This is how far it came." },
  missing: { ja: "{path} が見つかりません。", en: "{path} was not found." },
  missingHint: {
    ja: "綴りと、いまいるフォルダーを確かめてください。",
    en: "Check the spelling and the folder you are in.",
  },
  "verb.versions": {
    ja: "お店の部品の版と、知られている弱点を調べます。",
    en: "Which versions the shop is made of, and their known weaknesses.",
  },
  "argument.path": { ja: "お店のフォルダー", en: "the shop's folder" },
  "option.url": { ja: "お店の最初のページも見ます。", en: "Look at the shop's front page, too." },
  weak: {
    ja: "✗ 知られている弱点のある部品が {count} 個あります。",
    en: "✗ {count} parts have known weaknesses.",
  },
  notWeak: {
    ja: "✓ 手元の一覧に、当てはまる弱点はありませんでした。",
    en: "✓ No weakness of our list fits.",
  },
  noParts: {
    ja: "! このフォルダーでは、知っている部品が見つかりませんでした。",
    en: "! No part we know was found in this folder.",
  },
  part: { ja: "部品", en: "part" },
  version: { ja: "版", en: "version" },
  weaknesses: { ja: "弱点", en: "weaknesses" },
  place: { ja: "場所", en: "place" },
  noVersion: { ja: "不明", en: "unknown" },
  otherParts: {
    ja: "ほかの部品：{count} 個（--json で全部）",
    en: "other parts: {count} (--json lists them)",
  },
  advisory: { ja: "    {id}（{aliases}）：{summary}", en: "    {id} ({aliases}): {summary}" },
  fixed: { ja: "      {fixed} 以降で直っています。", en: "      Mended in {fixed}." },
  fixedInferred: {
    ja: "      {fixed} 以降で直っているはずです（次の版からの推定）。",
    en: "      Probably mended in {fixed} (inferred: the next release).",
  },
  fixedUnknown: {
    ja: "      直った版は分かっていません。制作会社か提供元に尋ねてください。",
    en: "      No mended version is known; ask your developer or the maker.",
  },
  listAge: {
    ja: "弱点の一覧：{count} 件、{until} まで。EC-CUBE と一部の部品、WordPress、WooCommerce、Magento、PHP の主なものです。すべてではありません。",
    en: "the list of weaknesses: {count} entries, until {until}. EC-CUBE and some of its parts, and the best known of WordPress, WooCommerce, Magento and PHP; far from all.",
  },
  hotfix: {
    ja: "修正だけを手で当てた場合、版の表示は変わりません。制作会社に確かめてください。",
    en: "A fix applied by hand leaves the version as it was: ask your developer.",
  },
  urlSilent: { ja: "お店のページは開けませんでした。", en: "The shop's page could not be reached." },
} satisfies Words;

export type WatchWord = keyof typeof watchWords;
