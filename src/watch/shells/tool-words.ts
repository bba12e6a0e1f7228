// Why a file was noted, in words a shop owner understands: tools of attackers, pieces of shells and hidden links.

export const toolRuleWords = {
  "php.attack-tool": {
    ja: "よそのサイトの弱点を突いて侵入するための道具です。",
    en: "A tool for breaking into other sites by their weaknesses.",
  },
  "php.port-scan": {
    ja: "ほかのサーバーの入口（ポート）が開いているかを調べて回ります。",
    en: "Tries which doors (ports) of other servers are open.",
  },
  "php.neighbours": {
    ja: "同じサーバーにあるほかのサイトを探し出します。",
    en: "Looks up which other sites stand on the same server.",
  },
  "php.brute-force": {
    ja: "管理画面のパスワードを総当たりで試します。",
    en: "Tries one password after another at a login page.",
  },
  "php.mail-sorter": {
    ja: "大量のメールアドレスを、迷惑メール用に仕分けします。",
    en: "Sorts lists of mail addresses for mass mail.",
  },
  "php.takes-hostage": {
    ja: "ファイルを暗号化して使えなくする、身代金要求型のプログラムの特徴があります。",
    en: "Has the marks of ransomware: encrypts files so that they cannot be used.",
  },
  "php.links-others": {
    ja: "同じサーバーのほかの利用者のファイルへ近道（リンク）を作り、中をのぞきます。",
    en: "Makes links to files of other users of the server to read them.",
  },
  "php.reads-sessions": {
    ja: "ログイン中の人の記録（一時フォルダの中）を読み取ります。",
    en: "Reads the records of people who are logged in, out of the temporary folder.",
  },
  "php.disarms": {
    ja: "セキュリティ用プラグインの働きを止めます。",
    en: "Switches security plugins off.",
  },
  "php.defaces": {
    ja: "表紙のページを書き換え、侵入したことを誇示します。",
    en: "Overwrites the front page to boast of a break-in.",
  },
  "php.open-proxy": {
    ja: "訪問者が指定したサイトを、このお店の代わりに読みに行って見せます（踏み台になります）。",
    en: "Fetches any site a visitor names and shows it in this shop's name (an open proxy).",
  },
  "php.runs-property": {
    ja: "オブジェクトが復元・破棄されるときに、その中身をプログラムとして実行します。",
    en: "Runs what an object holds as a program when the object is restored or dropped.",
  },
  "php.shows-settings": {
    ja: "データベースのパスワードなどが入った設定ファイルを、画面に表示します。",
    en: "Shows a file of settings (with passwords of the database) to the visitor.",
  },
  "php.packs-code": {
    ja: "プログラムを、人に読めない形に包む道具です。",
    en: "A tool that packs programs so that nobody can read them.",
  },
  "php.shell-piece": {
    ja: "よく知られた裏口プログラムの部品です。",
    en: "A piece of a well-known backdoor.",
  },
  "php.file-manager": {
    ja: "サーバーのファイルを何でも見て、消して、書き換えられる画面です。",
    en: "A page to look at, delete and change any file of the server.",
  },
  "web.hidden-links": {
    ja: "見えないところに、よそのサイトへのリンクを並べています。",
    en: "Holds links to other sites where nobody sees them.",
  },
  "asp.prints-server": {
    ja: "サーバーの内部情報を、すべて画面に表示します。",
    en: "Shows all the server's inner settings to the visitor.",
  },
  "asp.connect-request": {
    ja: "訪問者が入力したパスワードで、データベースにつなぎます。",
    en: "Connects to a database with the password a visitor gives.",
  },
  "asp.dumps-tables": {
    ja: "データベースの表を、時間の制限なしにまとめて取り出します。",
    en: "Takes whole tables out of a database, with no limit of time.",
  },
  "cgi.uploads": {
    ja: "訪問者が送ったファイルを、そのままサーバーに置きます（CGI）。",
    en: "Puts files visitors send onto the server as they are (CGI).",
  },
} as const;
