// What the vault says when it cannot give, keep or destroy.

import type { Words } from "../../kernel/index.ts";

export const vaultWords = {
  destroyed: {
    ja: "{incident} の鍵は廃棄されています。中の個人情報は、もうだれにも読めません。",
    en: "The key of {incident} was destroyed. Nobody can read what lay in it any more.",
  },
  destroyedHint: {
    ja: "必要なら、新しいインシデントを開いてください。",
    en: "Open a new incident if you need one.",
  },
  missing: { ja: "{incident} の金庫がありません。", en: "There is no vault for {incident}." },
  missingHint: {
    ja: "番号を確かめるか、先にインシデントを開いてください。",
    en: "Check the id, or open the incident first.",
  },
  nameMissing: {
    ja: "{incident} の金庫に「{name}」はありません。",
    en: "“{name}” is not in the vault of {incident}.",
  },
  nameMissingHint: { ja: "名前を確かめてください。", en: "Check the name." },
  masterMissing: {
    ja: "金庫の親鍵 {file} がありません。",
    en: "The vault's master key {file} is missing.",
  },
  masterMissingHint: {
    ja: "別の所に取っておいた写しを元の場所に戻してください。新しい鍵では、今ある金庫は開きません。",
    en: "Put back the copy you keep elsewhere. A new key would open none of the vaults that exist.",
  },
  damaged: {
    ja: "{incident} の金庫のもの({name})が、書いたときのままではありません。",
    en: "Something in the vault of {incident} ({name}) is not as it was written.",
  },
  damagedHint: {
    ja: "同じ時点の控えから vault と keys の両方を戻してください。中身は一切渡していません。",
    en: "Restore both vault and keys from the same backup. Nothing that failed the check was given out.",
  },
  keyOpen: {
    ja: "鍵のファイル {file} を、ほかの利用者も読めます。",
    en: "Other users can read the key file {file}.",
  },
  keyOpenHint: { ja: "chmod 600 {file} を行ってください。", en: "Run chmod 600 {file}." },
  badName: { ja: "「{name}」という名前は使えません。", en: "“{name}” cannot be used as a name." },
  badNameHint: {
    ja: "英小文字、数字、. _ - だけの名前にしてください。",
    en: "Use lower-case letters, digits, dots, underscores and hyphens only.",
  },
  full: {
    ja: "金庫に入れられる数か大きさの上限（{max}）に達しました。",
    en: "The vault takes no more: the limit is {max}.",
  },
  fullHint: {
    ja: "終わったインシデントを閉じるか、分けて入れてください。",
    en: "Close incidents that are over, or put in less at once.",
  },
  disk: { ja: "金庫に書けませんでした（{reason}）。", en: "The vault could not be written ({reason})." },
  diskHint: {
    ja: "空き容量と権限を確かめて、もう一度行ってください。前からあったものは、そのままです。",
    en: "Check free space and rights, then try again. What was there before is untouched.",
  },
} as const satisfies Words;

export type VaultWord = keyof typeof vaultWords;
