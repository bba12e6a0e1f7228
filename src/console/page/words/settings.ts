// Sentences of signing in, naming the first owner, and the settings page.
import type { Words } from "../../../kernel/words.ts";

export const settingsWords = {
  "signin.title": { ja: "サインイン", en: "Sign in" },
  "signin.lead": {
    ja: "お店の見張り番、Misemori の管理画面です。",
    en: "The console of Misemori, who minds your shop.",
  },
  "signin.name": { ja: "お名前", en: "Name" },
  "signin.password": { ja: "パスワード", en: "Password" },
  "signin.go": { ja: "サインイン", en: "Sign in" },
  "signin.owner.missing": {
    ja: "店主がまだ登録されていません。Misemori を起動した画面に表示された、一度だけ使えるリンクを開いてください。",
    en: "No owner has been set yet. Open the one-time link printed where Misemori was started.",
  },
  "first.title": { ja: "はじめまして", en: "Welcome" },
  "first.lead": {
    ja: "店主のお名前とパスワードを決めてください。このリンクは一度だけ使えます。",
    en: "Choose the owner's name and a password. This link works once.",
  },
  "first.password.hint": {
    ja: "12文字以上。いくつかの言葉をつなげた、覚えやすい文がおすすめです。",
    en: "At least 12 characters. A few words in a row that you can remember are best.",
  },
  "first.repeat": { ja: "パスワード（もう一度）", en: "Password again" },
  "first.repeat.differs": { ja: "二つのパスワードが違います。", en: "The two passwords differ." },
  "first.go": { ja: "登録してはじめる", en: "Save and begin" },
  "first.no.key": {
    ja: "リンクが途中で切れています。表示されたリンク全体を開いてください。",
    en: "The link is cut off. Open the whole link as it was printed.",
  },
  "field.missing": { ja: "入力してください。", en: "Please fill this in." },
  "password.show": { ja: "パスワードを表示する", en: "Show password" },
  "settings.title": { ja: "設定", en: "Settings" },
  "settings.account": { ja: "アカウント", en: "Account" },
  "settings.signed.in": { ja: "{name} さんとしてサインインしています。", en: "Signed in as {name}." },
  "settings.sign.out": { ja: "サインアウト", en: "Sign out" },
  "settings.tokens": { ja: "API トークン", en: "API tokens" },
  "settings.tokens.intro": {
    ja: "お店のシステムや道具が Misemori と話すための鍵です。使える範囲を必要なものだけにしてください。",
    en: "Keys for your shop system and tools to talk to Misemori. Give each only the scopes it needs.",
  },
  "settings.tokens.none": { ja: "トークンはまだありません。", en: "No tokens yet." },
  "settings.tokens.name": { ja: "トークンの名前", en: "Token name" },
  "settings.tokens.name.hint": { ja: "例: ec-cube", en: "e.g. ec-cube" },
  "settings.tokens.scopes": { ja: "使える範囲", en: "Scopes" },
  "settings.tokens.make": { ja: "トークンを作る", en: "Make a token" },
  "settings.tokens.made": {
    ja: "「{name}」の鍵です。この画面を離れると、二度と表示されません。",
    en: "This is the key of “{name}”. It is never shown again.",
  },
  "settings.tokens.copy": { ja: "コピー", en: "Copy" },
  "settings.tokens.copied": { ja: "コピーしました", en: "Copied" },
  "settings.tokens.revoke": { ja: "取り消す", en: "Revoke" },
  "settings.tokens.revoke.named": { ja: "トークン {name} を取り消す", en: "Revoke token {name}" },
  "settings.tokens.revoke.ask": {
    ja: "「{name}」を取り消しますか? すぐに使えなくなります。",
    en: "Revoke “{name}”? It stops working at once.",
  },
  "settings.tokens.revoked": { ja: "取り消し済み", en: "Revoked" },
  "settings.tokens.since": { ja: "{time}に作成", en: "Made {time}" },
  "settings.api": { ja: "API の説明（OpenAPI）", en: "API description (OpenAPI)" },
  "scope.outcomes:write": { ja: "決済の結果を知らせる", en: "Report outcomes" },
  "scope.holds:read": { ja: "保留と発送の可否を見る", en: "See holds and what may ship" },
  "scope.holds:write": { ja: "保留を判断する", en: "Decide holds" },
  "scope.cards:write": { ja: "カード決済を止める・再開する", en: "Pause and resume cards" },
  "scope.now:read": { ja: "いまの状態を見る", en: "See the present state" },
} as const satisfies Words;
