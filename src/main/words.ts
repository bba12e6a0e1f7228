// What the wiring itself says to people; every room has its own catalogue.

import type { Words } from "../kernel/index.ts";

export const MAIN_WORDS = {
  demoMissing: {
    ja: "デモ用の店舗(examples/demo-shop)が見つかりません。",
    en: "The demonstration shop (examples/demo-shop) is not here.",
  },
  demoMissingHint: {
    ja: "デモと訓練の舞台はリポジトリに入っています。git clone したフォルダーで実行してください。",
    en: "The demonstration and the drill's stage come with the repository: run this in a clone of it.",
  },
  shopSilent: {
    ja: "お店({url})から応答がありません。",
    en: "The shop at {url} does not answer.",
  },
  shopSilentHint: {
    ja: "アドレスと、お店のサーバーが動いているかをご確認ください。",
    en: "Check the address and that the shop's server runs.",
  },
  liveUnknown: {
    ja: "{url} の決済会社に届いた件数を数えられません。実時間の訓練は、動いている見本（misemori demo）に対してだけ行えます。",
    en: "What reaches the gateway behind {url} cannot be counted: a live drill is for a running demonstration (misemori demo).",
  },
  liveUnknownHint: {
    ja: "先に「misemori demo」を動かすか、自分のお店を試すなら「misemori attack --target URL」をお使いください。",
    en: 'Start "misemori demo" first; to try your own shop use "misemori attack --target URL".',
  },
  drillAborted: { ja: "訓練を途中で終えました。", en: "The drill was ended early." },
  drillAbortedHint: { ja: "もう一度はじめからお試しください。", en: "Start it again." },
} as const satisfies Words;
