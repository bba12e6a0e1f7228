// Why a line or file was noted, in words a shop owner understands: PHP's rules. The other languages' stand in other-words.ts.

import type { Words } from "../../kernel/index.ts";
import { otherRuleWords } from "./other-words.ts";
import { toolRuleWords } from "./tool-words.ts";

const phpRuleWords = {
  "php.eval-request": {
    ja: "訪問者が送ったものを、プログラムとして実行します。",
    en: "Runs what a visitor sends as program code.",
  },
  "php.eval-woven": {
    ja: "隠して（符号化して）ある文字列を元に戻し、プログラムとして実行します。",
    en: "Decodes a hidden text and runs it as program code.",
  },
  "php.eval-remote": {
    ja: "よそのサーバーから取ってきたものを実行します。",
    en: "Runs what it fetches from another server.",
  },
  "php.eval-file": {
    ja: "ファイルの中身をプログラムとして実行します。",
    en: "Runs the content of a file as program code.",
  },
  "php.eval": {
    ja: "文字列をプログラムとして実行します（これだけなら正当なこともあります）。",
    en: "Runs a text as program code (alone it may be legitimate).",
  },
  "php.decoded-shell": {
    ja: "隠してある文字列を元に戻すと、裏口のプログラムが出てきます。",
    en: "The hidden text, decoded, is a backdoor.",
  },
  "php.command-request": {
    ja: "訪問者が送ったものを、サーバーのコマンドとして実行します。",
    en: "Runs what a visitor sends as a command of the server.",
  },
  "php.command-woven": {
    ja: "組み立てた文字列を、サーバーのコマンドとして実行します。",
    en: "Runs a text it puts together as a command of the server.",
  },
  "php.command": {
    ja: "サーバーのコマンドを実行します（これだけなら正当なこともあります）。",
    en: "Runs a command of the server (alone it may be legitimate).",
  },
  "php.opens-shell": {
    ja: "サーバーのコマンド入力を、外から使えるように開きます。",
    en: "Opens a command line of the server to be used from outside.",
  },
  "php.front-page": {
    ja: "このお店の名前でよそのサーバーに問い合わせ、返ってきたページをそのまま見せます。",
    en: "Asks another server in this shop's name and shows the page it gets back.",
  },
  "php.calls-home": {
    ja: "このファイルの置き場所を、決まった宛先へ知らせます。",
    en: "Tells one fixed address where this file stands.",
  },
  "php.sends-cards": {
    ja: "入力されたカード番号や暗証番号を、メールやファイルで持ち出します。",
    en: "Takes card numbers or PINs out of a form and away by mail or file.",
  },
  "php.wipes-traces": {
    ja: "サーバーの操作記録（ログ）を消します。",
    en: "Wipes the server's records of who did what.",
  },
  "php.proxy-server": {
    ja: "よその人の通信を中継するサーバーを立ち上げます。",
    en: "Starts a server that passes on other people's traffic.",
  },
  "php.dumps-passwords": {
    ja: "会員のパスワードの表を、まとめて取り出します。",
    en: "Takes a table of passwords out as a whole.",
  },
  "php.carries-shell": {
    ja: "裏口のプログラムを、書き込むための文字列として持っています。",
    en: "Carries a backdoor as a text to be written somewhere.",
  },
  "php.protected": {
    ja: "中身をまったく読めなくする道具で包まれています。",
    en: "Wrapped by a tool that leaves nothing of it to be read.",
  },
  "php.reads-accounts": {
    ja: "サーバーの利用者の一覧（/etc/passwd）を読みます。",
    en: "Reads the list of the server's users (/etc/passwd).",
  },
  "php.many-commands": {
    ja: "コマンドを実行する方法を次々に試します。",
    en: "Tries one way after another to run commands.",
  },
  "php.include-request": {
    ja: "訪問者が送った名前のファイルを読み込んで実行します。",
    en: "Loads and runs a file the visitor names.",
  },
  "php.include-remote": {
    ja: "よそのサーバーのプログラムを読み込んで実行します。",
    en: "Loads and runs a program of another server.",
  },
  "php.include-picture": {
    ja: "画像や文書のはずのファイルを、プログラムとして実行します。",
    en: "Runs a file that should be a picture or text.",
  },
  "php.include-woven": {
    ja: "名前を隠してあるファイルを読み込んで実行します。",
    en: "Loads and runs a file whose name is hidden.",
  },
  "php.call-request": {
    ja: "訪問者が決めた名前の関数を呼び出します。",
    en: "Calls a function whose name the visitor decides.",
  },
  "php.call-remote": {
    ja: "よそのサーバーが決めた名前の関数を呼び出します。",
    en: "Calls a function whose name another server decides.",
  },
  "php.call-woven": {
    ja: "組み立てた名前の関数を呼び出します。",
    en: "Calls a function whose name is put together.",
  },
  "php.call-unknown": {
    ja: "名前の分からない関数に、訪問者が送ったものを渡します。",
    en: "Hands what a visitor sends to a function of unknown name.",
  },
  "php.call-by-name": {
    ja: "実行のための関数を、名前の文字列で間接に呼び出します。",
    en: "Calls a function that runs things indirectly, by its name.",
  },
  "php.name-in-variable": {
    ja: "実行のための関数の名前を、変数に入れて呼び出します。",
    en: "Calls a function that runs things through a variable.",
  },
  "php.hidden-name": {
    ja: "危険な関数の名前を、細かく分けて隠しています。",
    en: "Hides the name of a dangerous function in pieces.",
  },
  "php.hidden-input": {
    ja: "訪問者が送ったものを読んでいることを、隠しています。",
    en: "Hides that it reads what a visitor sends.",
  },
  "php.replace-runs": {
    ja: "置き換えの結果をプログラムとして実行します（preg_replace の /e など）。",
    en: "Runs the result of a replacement as code (preg_replace /e and the like).",
  },
  "php.unserialize": {
    ja: "訪問者が送ったものをオブジェクトに戻します（unserialize）。",
    en: "Makes objects of what a visitor sends (unserialize).",
  },
  "php.extract": {
    ja: "訪問者が送ったもので変数を上書きします。",
    en: "Overwrites variables with what a visitor sends.",
  },
  "php.lowers-guard": { ja: "PHP の守りの設定をゆるめます。", en: "Lowers the guards in PHP's settings." },
  "php.write-request": {
    ja: "訪問者が送ったものをファイルに書きます。",
    en: "Writes what a visitor sends to a file.",
  },
  "php.write-anything": {
    ja: "訪問者が決めた名前で、訪問者が送ったものを書きます。",
    en: "Writes what a visitor sends under a name the visitor decides.",
  },
  "php.write-code": {
    ja: "訪問者が送ったものを、プログラムのファイルに書きます。",
    en: "Writes what a visitor sends to a program file.",
  },
  "php.write-remote": {
    ja: "よそのサーバーから取ってきたものをファイルに書きます。",
    en: "Writes what it fetches from another server to a file.",
  },
  "php.writes-shell": { ja: "裏口のプログラムを書き出します。", en: "Writes a backdoor to a file." },
  "php.upload-script": {
    ja: "受け取ったファイルを、実行できる名前で置きます。",
    en: "Stores an uploaded file under a name that can be run.",
  },
  "php.upload-named": {
    ja: "受け取ったファイルを、訪問者が決めた名前のまま置きます。",
    en: "Stores an uploaded file under the name the visitor gave it.",
  },
  "php.sql-request": {
    ja: "訪問者が送った SQL をそのまま実行します。",
    en: "Runs SQL as a visitor sends it.",
  },
  "php.connect-request": {
    ja: "訪問者が決めたデータベースにつなぎます。",
    en: "Connects to a database the visitor names.",
  },
  "php.mail-request": {
    ja: "訪問者が決めた宛先にメールを送ります。",
    en: "Sends mail to addresses the visitor decides.",
  },
  "php.lists-request": {
    ja: "訪問者が決めたフォルダーの中を見せます。",
    en: "Lists a folder the visitor names.",
  },
  "php.deletes-request": {
    ja: "訪問者が決めたファイルを消したり変えたりします。",
    en: "Deletes or changes a file the visitor names.",
  },
  "php.reads-request": { ja: "訪問者が決めたファイルを読みます。", en: "Reads a file the visitor names." },
  "php.tunnel": {
    ja: "訪問者とよそのサーバーの間を中継します。",
    en: "Passes data between the visitor and another server.",
  },
  "php.windows-shell": {
    ja: "Windows のコマンド実行部品を使います。",
    en: "Uses the Windows component that runs commands.",
  },
  "php.abilities": {
    ja: "コマンドの実行やファイルの操作など、裏口によくある働きが一つのファイルに集まっています。",
    en: "Has the abilities of a shell together in one file: commands, files, the system.",
  },
  "php.marks": {
    ja: "裏口のプログラムによくある言葉がいくつもあります。",
    en: "Holds several phrases that stand in backdoors.",
  },
  "php.small-runner": {
    ja: "訪問者から受け取って実行や書き込みをするだけの、ごく短いファイルです。",
    en: "A very short file that takes the visitor's input and runs or writes.",
  },
  "php.coded-string": {
    ja: "符号化した長い文字列を、実行の命令と一緒に持っています。",
    en: "Holds a long coded text beside something that runs.",
  },
  "php.escaped": {
    ja: "ふつうの文字を \\x41 のような書き方で隠しています。",
    en: "Hides plain letters by writing them like \\x41.",
  },
  "php.woven-strings": {
    ja: "文字列どうしの XOR などで、言葉を隠しています。",
    en: "Hides words by joining strings bit by bit (XOR).",
  },
  "php.unreadable-names": {
    ja: "人に読めないように付けた名前が並んでいます。",
    en: "Uses names made to be unreadable.",
  },
  "php.jumps": { ja: "goto で順番をばらばらにしてあります。", en: "Its order is scrambled by goto." },
  "php.comment-trick": {
    ja: "関数の名前とかっこの間に、注釈をはさんでいます。",
    en: "Puts comments between a function's name and its bracket.",
  },
  "php.locked": {
    ja: "決まった合言葉を送った人にだけ動く仕掛けです。",
    en: "Works only for whoever sends one fixed password.",
  },
  "php.cloak": {
    ja: "検索エンジンやその客にだけ、よそから取ってきた別のページを見せます。",
    en: "Shows search engines, or visitors from them, other pages fetched from elsewhere.",
  },
  "php.makes-admin": {
    ja: "訪問者の求めで、管理者の権限を与えます。",
    en: "Makes a visitor an administrator.",
  },
  "php.reversed": {
    ja: "プログラムを逆さまに書いて隠しています。",
    en: "Hides its code by writing it backwards.",
  },
  "php.flood": {
    ja: "よそのサーバーへ、際限なくデータを送りつけます。",
    en: "Sends data to another server without end.",
  },
  "php.database-console": {
    ja: "データベースを自由に見たり消したりする画面です。",
    en: "A page to look through and delete databases.",
  },
  "php.mass-mail": {
    ja: "渡された名簿の全員に、次々とメールを送ります。",
    en: "Sends mail to everybody on a list it is given.",
  },
  "php.unset-request": {
    ja: "どこでも決めていない値で、ファイルやコマンドを扱います（古い裏口の書き方です）。",
    en: "Handles files and commands by values nobody sets (the way of old backdoors).",
  },
  "php.coded-program": {
    ja: "裏口のプログラムを、符号化した文字列として持っています。",
    en: "Keeps a backdoor as a coded text.",
  },
  "php.name-table": {
    ja: "関数の名前を隠した表を持っています。",
    en: "Keeps a table of hidden function names.",
  },
  "php.behind-blanks": {
    ja: "長い空白の後ろ（画面の外）に、プログラムが隠れています。",
    en: "Code hides behind a long run of blanks, off the screen.",
  },
} satisfies Words;

export const ruleWords = { ...phpRuleWords, ...otherRuleWords, ...toolRuleWords } satisfies Words;
export type RuleWord = keyof typeof ruleWords;
