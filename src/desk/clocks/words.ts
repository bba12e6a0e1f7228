// The clocks of an incident in a shopkeeper's words: what is to be done, and what happens when it is missed.

import type { Words } from "../../kernel/index.ts";

export const clockWords = {
  acquirer: {
    ja: "カード会社（または決済代行会社）へ電話で知らせる",
    en: "Call the card company (or payment agency)",
  },
  "acquirer.missed": {
    ja: "加盟店契約により、カードの取り扱い停止や費用の請求につながることがあります。24時間は目安です。契約書の期限を確かめてください。",
    en: "Under the merchant agreement cards may be stopped and costs charged. 24 hours is a rule of thumb: check your agreement.",
  },
  "ppc-preliminary": {
    ja: "個人情報保護委員会へ速報を出す（分かっていることだけでよい）",
    en: "Send the preliminary report to the Personal Information Protection Commission (only what is known)",
  },
  "ppc-preliminary.missed": {
    ja: "「速やかに」（おおむね3〜5日以内）とされています。遅れたときは理由を添えて、すぐに出してください。",
    en: "It is due “promptly” (roughly within 3 to 5 days). When late, send it at once and say why.",
  },
  "ppc-final": {
    ja: "個人情報保護委員会へ確報を出す（9項目すべて）",
    en: "Send the final report to the Personal Information Protection Commission (all nine items)",
  },
  "ppc-final.missed": {
    ja: "法律上の期限です。過ぎると勧告や命令の対象になりえます。",
    en: "This date is set by law; missing it can lead to a recommendation or an order.",
  },
  persons: {
    ja: "お客様ご本人へ知らせる（メールと書状）",
    en: "Tell the persons themselves (e-mail and letter)",
  },
  "persons.missed": {
    ja: "法律は「状況に応じて速やかに」と定めています。遅れるほど、なぜ遅れたかの説明が必要になります。",
    en: "The law says “promptly for the situation”. The later it is, the more the delay must be explained.",
  },
  police: {
    ja: "警察のサイバー犯罪窓口に相談する（相談・被害申告・被害届は別のものです）",
    en: "Consult the police's cybercrime desk (a consultation, a report of damage and a formal complaint differ)",
  },
  "police.missed": {
    ja: "期限はありませんが、ログが消える前に相談するほど調べやすくなります。",
    en: "No date is fixed, but logs fade: the earlier they are asked, the more can be found.",
  },
  ipa: {
    ja: "IPA に不正アクセスを届け出る（分かる範囲でよい）",
    en: "Report the unauthorised access to IPA (as far as known)",
  },
  "ipa.missed": {
    ja: "義務ではありません。ほかのお店を守る情報になります。",
    en: "Not an obligation; it helps to protect other shops.",
  },
  "gdpr-authority": {
    ja: "欧州の監督機関へ知らせる（欧州にお住まいのお客様がいるため）",
    en: "Tell the European supervisory authority (a buyer lives there)",
  },
  "gdpr-authority.missed": {
    ja: "72時間を過ぎたときは、遅れた理由を添えて出します（GDPR 33条）。制裁金の対象になりえます。",
    en: "After 72 hours the report must say why it is late (GDPR art. 33); fines are possible.",
  },
  "gdpr-persons": {
    ja: "欧州にお住まいのお客様へ知らせる",
    en: "Tell the buyers who live in Europe",
  },
  "gdpr-persons.missed": {
    ja: "「不当に遅れることなく」とされています（GDPR 34条）。72時間は目安です。",
    en: "It is due “without undue delay” (GDPR art. 34); 72 hours is a rule of thumb.",
  },
  "assumption.days": {
    ja: "知った日を1日目とし、土日祝日も数えます。最後の日が休みのときは次の平日までとします。数え方は弁護士に確かめてください。",
    en: "The day it became known is day 1 and weekends count; an end on a closed day moves to the next open one. Have a lawyer confirm the count.",
  },
} as const satisfies Words;
