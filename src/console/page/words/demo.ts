// Sentences of the demonstration's own panel.
import type { Words } from "../../../kernel/words.ts";

export const demoWords = {
  "demo.title": { ja: "これは見本です", en: "This is a demonstration" },
  "demo.what": {
    ja: "見本のお店に、本物そっくりの攻撃を約75秒間しかけます。本物のお客様役も同時に買い物をします。このコンピューターの外へは何も送りません。",
    en: "Plays about 75 seconds of a true-to-life attack on the sample shop, with honest buyers shopping meanwhile. Nothing leaves this machine.",
  },
  "demo.start": { ja: "見本の攻撃を始める", en: "Start the sample attack" },
  "demo.running": { ja: "攻撃者の手口: {method}", en: "The attacker now: {method}" },
  "demo.left": { ja: "あと{seconds}秒", en: "{seconds} s left" },
  "demo.one-address": {
    ja: "1台のコンピューターから、次々とカードを試す",
    en: "card after card from one machine",
  },
  "demo.one-network": {
    ja: "同じネットワークの中でアドレスを変えながら試す",
    en: "changing addresses within one network",
  },
  "demo.many-countries": {
    ja: "世界中のアドレスから試す",
    en: "from addresses all over the world",
  },
  "demo.challenge-solver": {
    ja: "ふつうのブラウザーになりすまし、確認の問題も解いて試す",
    en: "posing as ordinary browsers that even solve the check",
  },
  "demo.direct-api": {
    ja: "画面を開かず、決済の窓口へ直接送る",
    en: "straight to the checkout, without opening a page",
  },
} as const satisfies Words;
