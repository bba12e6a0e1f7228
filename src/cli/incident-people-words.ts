// The sentences of `incident people`, and of `incident scope` where the persons go into an incident's vault.

import type { Words } from "../kernel/index.ts";

export const incidentPeopleWords = {
  "verb.people": {
    ja: "インシデントの金庫にある、お客さまの一覧を読む（読んだことは記録に残ります）",
    en: "read the list of persons in an incident's vault (that you read it is written down)",
  },
  "option.incident": {
    ja: "結果と入力を、このインシデントの金庫に暗号化して入れる",
    en: "keep persons and inputs encrypted in this incident's vault",
  },
  "option.from-vault": {
    ja: "金庫に入れてある注文と会員で、もう一度調べる",
    en: "run again on the orders and customers kept in the vault",
  },
  "option.people-incident": { ja: "どのインシデントか", en: "which incident" },
  "option.as": {
    ja: "だれの名で読むか（この件に名前の挙がっている人。なければ自分の名）",
    en: "in whose name to read: somebody named on the incident (your own when not given)",
  },
  "option.why": { ja: "なぜ読むか（記録に残ります）", en: "why you read it (written down)" },
  "option.run": {
    ja: "どの実行の一覧か（なければ最新）",
    en: "which run's list (the newest when not given)",
  },
  "option.out": {
    ja: "このファイルに書く（暗号化されません）",
    en: "write to this file (not encrypted)",
  },
  kept: {
    ja: "お客さまの一覧と入力を {incident} の金庫に入れました。暗号化されています。読むには：incident people --incident {incident}",
    en: "Persons and inputs lie encrypted in the vault of {incident}. To read them: incident people --incident {incident}",
  },
  badIncident: {
    ja: "「{id}」はインシデントの番号ではありません。",
    en: "“{id}” is no incident's id.",
  },
  badIncidentHint: {
    ja: "incident_ で始まる番号を指定してください。",
    en: "Give the id that begins with incident_.",
  },
  vaultOrFile: {
    ja: "--incident と --people は同時に使えません。",
    en: "--incident and --people do not go together.",
  },
  vaultOrFileHint: {
    ja: "金庫に入れてから、必要なときに incident people で読んでください。",
    en: "Keep it in the vault, and read it with `incident people` when you need it.",
  },
  needIncident: { ja: "どのインシデントかが指定されていません。", en: "No incident was named." },
  needIncidentHint: { ja: "--incident で番号を指定してください。", en: "Give its id with --incident." },
  nothingKept: {
    ja: "{incident} の金庫に、注文も会員もありません。",
    en: "Neither orders nor customers lie in the vault of {incident}.",
  },
  nothingKeptHint: {
    ja: "はじめは --orders か --customers でファイルを指定してください。",
    en: "Give files with --orders or --customers the first time.",
  },
  jsonNeedsOut: {
    ja: "--json のときは、一覧の書き先が要ります。",
    en: "With --json the list needs a file.",
  },
  jsonNeedsOutHint: { ja: "--out でファイルを指定してください。", en: "Name one with --out." },
  asOperator: {
    ja: "{by} が読みます。だれが、だれの名で、いつ、なぜ読んだかは記録に残ります。",
    en: "Reading as {by}. Who read it, in whose name, when and why is in the journal.",
  },
  needWhy: { ja: "なぜ読むかが書かれていません。", en: "It was not said why you read it." },
  needWhyHint: {
    ja: '--why "お客さまへの連絡のため" のように書いてください。',
    en: 'Say it like --why "to write to customers".',
  },
  written: {
    ja: "{file} に書きました。個人情報が暗号化されずに入っています。使い終えたら消してください。",
    en: "Written to {file}: personal data, not encrypted. Delete it when you are done.",
  },
} as const satisfies Words;

export type IncidentPeopleWord = keyof typeof incidentPeopleWords;
