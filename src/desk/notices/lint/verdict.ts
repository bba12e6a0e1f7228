// Reads what a sentence tells its reader: your data leaked, may have leaked, or did not. The one thing people look for first
// (S3: a text that says all three to everybody frightens those who are safe and calms those who are not).

import type { Language } from "../../../kernel/index.ts";
import type { NoticeClass } from "../contract.ts";

const LEAK_JA =
  "(?:漏えい|漏洩|ろうえい|流出|不正(?:に)?(?:取得|閲覧)|盗まれ|盗み見|読み取られ|持ち出され|閲覧され|取得され)";
/** The order matters: "did not leak" and "may have leaked" both hold the word "leaked". */
const VERDICTS: Readonly<Record<Language, readonly (readonly [NoticeClass, RegExp])[]>> = {
  ja: [
    [
      "notAffected",
      new RegExp(
        `${LEAK_JA}(?:は|も|の(?:事実|対象|形跡|可能性)(?:は|では)?|して(?:は)?|した(?:事実|形跡|可能性)は|て|されて(?:は)?)?(?:(?:確認)?(?:されて|して))?(?:い|お|ご?ざい|あり|ござい)?(?:ません|ない|いません|おりません|ありません|ございません)`,
      ),
    ],
    [
      "notAffected",
      /(?:対象(?:に|では)(?:含まれて|は含まれて|は)?|含まれて(?:は)?)(?:いません|おりません|ありません|ございません)/,
    ],
    [
      "notAffected",
      /(?:影響|被害)(?:は|も)(?:受けて(?:い|おり)ません|ありません|ございません)|無事(?:です|でした)/,
    ],
    ["possible", new RegExp(`${LEAK_JA}[^。]{0,25}(?:可能性|おそれ|恐れ|疑い|懸念|かもしれ)`)],
    ["possible", new RegExp(`(?:可能性|おそれ|恐れ)[^。]{0,12}${LEAK_JA}`)],
    [
      "confirmed",
      new RegExp(
        `${LEAK_JA}(?:いた)?(?:した|しま|して(?:い|お)|された|され(?:ま|て(?:い|お))|たこと|が(?:確認|判明|発生)|を(?:確認|しました)|まし|て(?:い|お)(?:まし|りまし))`,
      ),
    ],
  ],
  en: [
    [
      "notAffected",
      /\b(?:was|were|has|have|is|are|did|do)(?:\s+\w+){0,2}?\s*(?:not|n['’]t)\s+(?:\w+\s+){0,3}?(?:leak\w*|affected|involved|exposed|stolen|taken|accessed|compromised|included|part of)\b|\b(?:no|none) of your\b[^.]{0,60}\b(?:leaked|affected|involved|exposed|taken|accessed|compromised)\b|\byour (?:data|information|details) (?:is|are) safe\b/i,
    ],
    [
      "possible",
      /\b(?:may|might|could|possibly|potentially)\b[^.]{0,60}\b(?:leak\w*|affected|involved|exposed|stolen|taken|accessed|compromised|read|obtained|copied)\b|\b(?:leak\w*|exposure|theft)\b[^.]{0,30}\b(?:possible|suspected|cannot be ruled out)\b/i,
    ],
    [
      "confirmed",
      /\b(?:was|were|has been|have been|had been)\s+(?:\w+\s+){0,2}?(?:leaked|exposed|stolen|taken|accessed|compromised|read|obtained|copied)\b|\byour\b[^.]{0,60}\bleaked\b/i,
    ],
  ],
};

/** What the sentence says of its reader's data; undefined when it says nothing of the kind ("apology for the leak"). */
export function verdictOf(sentence: string, language: Language): NoticeClass | undefined {
  return VERDICTS[language].find(([, pattern]) => pattern.test(sentence))?.[0];
}

/** Does the sentence speak to its reader ("your card", お客様の), not of the event in general? */
export function speaksToReader(sentence: string, language: Language): boolean {
  return language === "ja"
    ? /お客様|お客さま|貴方|あなた|[○〇◯]{1,3}様|\{\{name\}\}|様の|ご登録|ご注文|ご利用(?:いただいた|の)/.test(
        sentence,
      )
    : /\byou(?:r|rs)?\b|\{\{name\}\}/i.test(sentence);
}
