// Why a line or file was noted: the rules of JSP, ASP, ColdFusion, CGI, server settings, and of files as such.

import type { Words } from "../../kernel/index.ts";

export const otherRuleWords = {
  "jsp.command": { ja: "サーバーのコマンドを実行します（JSP）。", en: "Runs commands of the server (JSP)." },
  "jsp.loads-code": {
    ja: "受け取ったものをプログラムとして読み込みます（JSP）。",
    en: "Loads bytes as program code (JSP).",
  },
  "jsp.script-engine": {
    ja: "文字列をプログラムとして実行します（JSP）。",
    en: "Runs a text as program code (JSP).",
  },
  "jsp.reflection": {
    ja: "名前から関数を探して呼び出します（JSP）。",
    en: "Finds functions by name and calls them (JSP).",
  },
  "jsp.dumps-database": {
    ja: "データベースの中身をまとめて取り出します（JSP）。",
    en: "Takes a database out as a whole (JSP).",
  },
  "jsp.coded": { ja: "符号化や暗号を解いています（JSP）。", en: "Decodes or decrypts (JSP)." },
  "jsp.writes-file": {
    ja: "訪問者が送ったものからファイルを書きます（JSP）。",
    en: "Writes files from what a visitor sends (JSP).",
  },
  "jsp.files": {
    ja: "訪問者の指示でファイルを並べたり消したりします（JSP）。",
    en: "Lists or deletes files for a visitor (JSP).",
  },
  "jsp.deserialises": {
    ja: "外からのデータをオブジェクトに戻します（JSP）。",
    en: "Makes objects of data from outside (JSP).",
  },
  "jsp.memory": {
    ja: "サーバーの中に、ファイルのない裏口を作ります（JSP）。",
    en: "Plants a backdoor in the running server, without a file (JSP).",
  },
  "jsp.socket": {
    ja: "よそのサーバーと直接つなぎます（JSP）。",
    en: "Opens connections to other servers (JSP).",
  },
  "jsp.escapes": {
    ja: "プログラムの文字を \\u0041 のような書き方で隠しています（JSP）。",
    en: "Hides its code by writing letters like \\u0041 (JSP).",
  },
  "jsp.sql-console": { ja: "訪問者の指示で SQL を実行します（JSP）。", en: "Runs SQL for a visitor (JSP)." },
  "asp.eval": {
    ja: "訪問者が送ったものを、プログラムとして実行します（ASP）。",
    en: "Runs what a visitor sends as program code (ASP).",
  },
  "asp.eval-unknown": {
    ja: "文字列をプログラムとして実行します（ASP）。",
    en: "Runs a text as program code (ASP).",
  },
  "asp.script-control": {
    ja: "文字列をプログラムに組み立てて実行します（ASP）。",
    en: "Compiles and runs texts (ASP).",
  },
  "asp.command": { ja: "サーバーのコマンドを実行します（ASP）。", en: "Runs commands of the server (ASP)." },
  "asp.registry": {
    ja: "訪問者の指示で Windows の設定を読みます（ASP）。",
    en: "Reads the Windows registry for a visitor (ASP).",
  },
  "asp.loads-code": {
    ja: "受け取ったものをプログラムとして読み込みます（ASP.NET）。",
    en: "Loads bytes as program code (ASP.NET).",
  },
  "asp.writes-file": {
    ja: "訪問者が送ったものからファイルを書きます（ASP）。",
    en: "Writes files from what a visitor sends (ASP).",
  },
  "asp.fetches-program": {
    ja: "よそのサーバーから取ってきたものを、ファイルに置きます（ASP）。",
    en: "Stores what it fetches from another server as a file (ASP).",
  },
  "asp.runs-config": {
    ja: "設定や画像のファイルを、プログラムとして実行させる設定です（IIS）。",
    en: "Makes the server run settings or pictures as programs (IIS).",
  },
  "asp.files": {
    ja: "訪問者の指示でファイルを並べたり消したりします（ASP）。",
    en: "Lists or deletes files for a visitor (ASP).",
  },
  "asp.encoded": {
    ja: "プログラムそのものが符号化されています（ASP）。",
    en: "The program itself is encoded (ASP).",
  },
  "asp.woven": { ja: "言葉を細かく分けて隠しています（ASP）。", en: "Hides words in pieces (ASP)." },
  "asp.decrypts": {
    ja: "訪問者が送った暗号を解いています（ASP.NET）。",
    en: "Decrypts what a visitor sends (ASP.NET).",
  },
  "asp.front-page": {
    ja: "検索エンジンやその客に、よそから取ってきたページを見せます（ASP）。",
    en: "Shows search engines, or visitors from them, pages fetched from elsewhere (ASP).",
  },
  "jsp.front-page": {
    ja: "検索エンジンやその客に、よそから取ってきたページを見せます（JSP）。",
    en: "Shows search engines, or visitors from them, pages fetched from elsewhere (JSP).",
  },
  "asp.sql-console": { ja: "訪問者の指示で SQL を実行します（ASP）。", en: "Runs SQL for a visitor (ASP)." },
  "asp.socket": {
    ja: "よそのサーバーと直接つなぎます（ASP）。",
    en: "Opens connections to other servers (ASP).",
  },
  "cfm.command": {
    ja: "サーバーのコマンドを実行します（ColdFusion）。",
    en: "Runs commands of the server (ColdFusion).",
  },
  "cfm.writes-file": {
    ja: "訪問者が送ったものからファイルを書きます（ColdFusion）。",
    en: "Writes files from what a visitor sends (ColdFusion).",
  },
  "cfm.files": {
    ja: "訪問者の指示でファイルを操作します（ColdFusion）。",
    en: "Handles files for a visitor (ColdFusion).",
  },
  "cfm.sql-console": {
    ja: "訪問者が送った SQL を実行します（ColdFusion）。",
    en: "Runs SQL as a visitor sends it (ColdFusion).",
  },
  "cfm.eval": {
    ja: "訪問者が送ったものを式として評価します（ColdFusion）。",
    en: "Evaluates what a visitor sends (ColdFusion).",
  },
  "cgi.command": {
    ja: "訪問者が送ったものから、サーバーのコマンドを実行します（CGI）。",
    en: "Runs commands of the server from what a visitor sends (CGI).",
  },
  "cgi.eval": {
    ja: "訪問者が送ったものを、プログラムとして実行します（CGI）。",
    en: "Runs what a visitor sends as program code (CGI).",
  },
  "script.reverse-shell": {
    ja: "よそのサーバーへつなぎ、ここのコマンド操作を渡します。",
    en: "Connects out and hands over a command line of this server.",
  },
  "script.packed": {
    ja: "隠してある文字列を元に戻して実行します。",
    en: "Decodes a hidden text and runs it.",
  },
  "script.remote-tools": { ja: "攻撃の道具によくある働きがあります。", en: "Has abilities of attack tools." },
  "web.marks": {
    ja: "裏口や攻撃の道具によくある言葉があります。",
    en: "Holds phrases that stand in backdoors and attack tools.",
  },
  "htaccess.picture-as-code": {
    ja: "画像や文書のファイルを、プログラムとして実行させる設定です。",
    en: "Makes the server run pictures or texts as programs.",
  },
  "htaccess.prepend": {
    ja: "すべてのページの前か後に、別のファイルを実行させる設定です。",
    en: "Makes the server run another file before or after every page.",
  },
  "htaccess.includes-remote": {
    ja: "よそのサーバーのプログラムを読み込めるようにする設定です。",
    en: "Allows programs to be loaded from other servers.",
  },
  "htaccess.code-inside": {
    ja: "設定ファイルの中にプログラムが隠れています。",
    en: "Code hides in a settings file.",
  },
  "htaccess.steals-visitors": {
    ja: "検索から来たお客さまだけを、よそのサイトへ送る設定です。",
    en: "Sends only visitors from search engines to another site.",
  },
  "file.code-in-picture": {
    ja: "画像のはずのファイルに、プログラムが入っています。",
    en: "A picture holds program code.",
  },
  "file.script-in-uploads": {
    ja: "画像などを置くフォルダーに、プログラムがあります。",
    en: "A program stands in a folder for uploads.",
  },
  "file.executable-in-uploads": {
    ja: "画像などを置くフォルダーに、実行できるファイルがあります。",
    en: "A file that can be run stands in a folder for uploads.",
  },
  "file.too-much": {
    ja: "大きすぎるか複雑すぎて、最後までは調べきれていません。",
    en: "Too large or too involved to be read to its end.",
  },
  "yara.match": {
    ja: "渡された YARA の規則「{name}」に当たりました。",
    en: 'Matches the YARA rule "{name}" of the given folder.',
  },
} satisfies Words;
