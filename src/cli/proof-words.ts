// What is said of proofs from the journal: one entry under a checkpoint, one checkpoint behind another.

import type { Words } from "../kernel/index.ts";

export const proofWords = {
  "verb.journal.prove": {
    ja: "記録の 1 件が印のもとにあることを、記録そのものを渡さずに証明します。",
    en: "Prove one entry under a checkpoint, without handing out the record.",
  },
  "argument.seq": { ja: "記録の番号", en: "the entry's number" },
  "option.prove.checkpoint": {
    ja: "相手が持っている印（なければ最新のもの）",
    en: "the checkpoint the other side holds (else the newest)",
  },
  "option.prove.since": {
    ja: "前の印。この印の記録が、そのまま続いていることを証明します",
    en: "an earlier checkpoint: prove that the record goes on from it unchanged",
  },
  "option.verify.proof": {
    ja: "証明書（journal prove）を、取っておいた印だけで確かめます。記録はいりません",
    en: "check a proof (journal prove) against a kept checkpoint; needs no record",
  },
  "option.verify.since": {
    ja: "証明書が続きを示すときの、前の印",
    en: "the earlier checkpoint of such a proof",
  },
  "option.verify.key": {
    ja: "記録の公開鍵（PEM）。印の署名も確かめます",
    en: "the record's public key (PEM): checks the checkpoint's signature as well",
  },
  written: { ja: "✓ 証明を {file} に書きました。", en: "✓ The proof is in {file}." },
  "good.entry": {
    ja: "✓ この印のもとにある {size} 件のうちの {seq} 番目です：{at} {kind} {by}\n  {facts}",
    en: "✓ It is entry {seq} of the {size} under this checkpoint: {at} {kind} {by}\n  {facts}",
  },
  "good.growth": {
    ja: "✓ 後の印の {size} 件は、前の印の記録をそのまま含んでいます。",
    en: "✓ The {size} entries of the later checkpoint begin with all of the earlier one's, unchanged.",
  },
  unsigned: {
    ja: "  印の署名は見ていません（--key で見ます）。",
    en: "  The checkpoint's signature was not looked at (--key does).",
  },
  bad: { ja: "✗ 証明になりません：{why}", en: "✗ It proves nothing: {why}" },
  noProof: { ja: "{file} は証明書として読めません。", en: "{file} is no proof." },
  "noProof.hint": {
    ja: "misemori journal prove が書いたファイルを渡してください。",
    en: "give the file that misemori journal prove wrote",
  },
  noKept: { ja: "{file} は印として読めません。", en: "{file} is no checkpoint." },
  noKey: { ja: "{file} は公開鍵として読めません。", en: "{file} is no public key." },
  "noKey.hint": {
    ja: "保全したものに入っている journal-public-key.pem を渡してください。",
    en: "give the journal-public-key.pem that lies in a bag of evidence",
  },
  needCheckpoint: {
    ja: "--checkpoint を指定してください。",
    en: "Give --checkpoint.",
  },
  "needCheckpoint.hint": {
    ja: "別の所に取っておいた印（misemori journal checkpoint --out）で確かめます。",
    en: "a proof is checked against a checkpoint kept elsewhere (misemori journal checkpoint --out)",
  },
  needSeq: { ja: "記録の番号か --since を指定してください。", en: "Give an entry's number, or --since." },
  "fault.no-checkpoint": { ja: "印がないか、壊れています", en: "a checkpoint is missing or damaged" },
  "fault.old-checkpoint": {
    ja: "はじめの版の印では、証明できません",
    en: "a checkpoint of the first version proves no single entry",
  },
  "fault.wrong-key": { ja: "印の署名がこの鍵のものではありません", en: "another key signed the checkpoint" },
  "fault.not-covered": { ja: "この印より後の記録です", en: "this checkpoint was made before it" },
  "fault.other-checkpoint": { ja: "ほかの印のための証明です", en: "it was made for another checkpoint" },
  "fault.changed-entry": { ja: "中身が書き換わっています", en: "the entry was changed" },
  "fault.not-proven": {
    ja: "この印の記録には、そのままでは入っていません",
    en: "the record this checkpoint signs does not hold it as it is",
  },
} as const satisfies Words;

export type ProofWord = keyof typeof proofWords;
