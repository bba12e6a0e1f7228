// What is said of time stamps: on a bag, on a checkpoint, and why there is none.

import type { Words } from "../kernel/index.ts";

export const stampWords = {
  "option.stamp": {
    ja: "できあがったものに、外の時刻認証局の時刻をもらいます",
    en: "have a finished bag stamped by the time-stamping authority",
  },
  "option.ca": {
    ja: "時刻認証局のルート証明書（PEM）。省くと設定の evidence.timestamp.caFile、なければ公開の認証局",
    en: "the authority's root certificate (PEM); else evidence.timestamp.caFile, else the public roots",
  },
  stamped: { ja: "  時刻の証明をもらいました。", en: "  It bears a time stamp." },
  stampedFile: {
    ja: "✓ 時刻の証明をもらいました：{file}",
    en: "✓ The time stamp is in {file}",
  },
  unstamped: {
    ja: "! 時刻の証明はもらえませんでした（{why}）。中身に変わりはありません。あとで misemori incident preserve --stamp {bag} でもらえます。",
    en: "! It is not stamped ({why}); what it holds is whole all the same. Later: misemori incident preserve --stamp {bag}",
  },
  unstampedFile: { ja: "時刻の証明はもらえませんでした（{why}）。", en: "There is no time stamp ({why})." },
  "unstampedFile.hint": {
    ja: "evidence.timestamp.url の認証局が動いているか確かめて、あとでもう一度試してください。",
    en: "see whether the authority of evidence.timestamp.url works, and try again later",
  },
  noStamp: { ja: "  時刻の証明はありません。", en: "  It bears no time stamp." },
  "good.tag-manifest": {
    ja: "  時刻の証明：{at} にはこの形でした（{authority}、通し番号 {serial}）",
    en: "  Time stamp: it was so at {at} ({authority}, serial {serial})",
  },
  "good.archive": {
    ja: "  時刻の証明：このファイルは {at} にありました（{authority}、通し番号 {serial}）",
    en: "  Time stamp: this file was there at {at} ({authority}, serial {serial})",
  },
  "good.checkpoint": {
    ja: "  印の時刻の証明：{at}（{authority}、通し番号 {serial}）",
    en: "  The checkpoint's time stamp: {at} ({authority}, serial {serial})",
  },
  bad: { ja: "✗ 時刻の証明は信じられません：{why}", en: "✗ The time stamp proves nothing: {why}" },
  needAuthority: {
    ja: "時刻認証局が設定されていません。",
    en: "No time-stamping authority is configured.",
  },
  "needAuthority.hint": {
    ja: "misemori.yaml の evidence.timestamp.url に住所を書いてください。",
    en: "write its address under evidence.timestamp.url in misemori.yaml",
  },
  "why.unreadable": { ja: "答えが読めません", en: "the answer cannot be read" },
  "why.refused": { ja: "認証局が断りました", en: "the authority refused" },
  "why.other-content": { ja: "ほかのものへの証明です", en: "it stamps something else" },
  "why.other-nonce": { ja: "ほかの問いへの答えです", en: "it answers another question" },
  "why.bad-signature": { ja: "署名が合いません", en: "its signature is wrong" },
  "why.unknown-authority": {
    ja: "信じてよい認証局の署名ではありません",
    en: "no trusted authority stands behind it",
  },
  "why.out-of-date": {
    ja: "そのとき証明書の期限が切れていました",
    en: "its signer's certificate was out of date at that time",
  },
  "why.not-for-stamps": {
    ja: "時刻を証明してよい証明書ではありません",
    en: "its signer's certificate is not one for time stamps",
  },
  "why.revoked": {
    ja: "署名者の証明書は取り消されています",
    en: "its signer's certificate was revoked",
  },
  "why.no-answer": { ja: "答えがありません", en: "no answer" },
  "why.too-long": { ja: "答えが長すぎます", en: "the answer is too long" },
} as const satisfies Words;

export type StampWord = keyof typeof stampWords;
