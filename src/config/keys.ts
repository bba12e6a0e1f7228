// One sentence per key of misemori.yaml, Japanese and English: for editors, the documentation and error messages.

import { AREAS, type Language, type Words } from "../kernel/index.ts";

// One line per key: path | Japanese | English. A test holds it equal to the schema's keys, both ways.
const TABLE = `
shop | お店のこと。 | About the shop.
shop.name | お店の名前。お知らせや断りの画面に出ます。 | The shop's name, shown in messages and on refusal pages.
shop.url | お客様がブラウザーで開くお店のURL。 | The shop's public address, as buyers type it.
shop.upstream | お店のソフトが実際に動いている場所。Misemori はここへ取り次ぎます。 | Where the shop itself listens; Misemori passes requests on to it.
shop.country | お店の国（2文字）。ふだんのお客様がいる国です。 | The shop's country (two letters): where buyers usually are.
shop.timezone | 1日の区切りに使う時間帯。 | The time zone that decides when a day begins.
shop.telephone | 断りの画面に出す電話番号。決済できなかったお客様の逃げ道になります。 | Telephone number on refusal pages: a way on for buyers who could not pay.
shop.contactUrl | 断りの画面に出すお問い合わせページ。 | Contact page shown on refusal pages.
shop.otherPayments | カードを止めている間も使える支払い方法の名前（代金引換、銀行振込など）。 | Ways to pay that stay open while cards are paused, in the shop's words.
platform | お店のソフトと、決済の経路。 | The shop's software and its routes to the payment gateway.
platform.preset | お店のソフトの種類。決済に届く経路がこれで決まります。 | The shop's software; decides which routes reach the payment gateway.
platform.notCardPayments | カードを使わない支払い方法の番号（代金引換、銀行振込など）。お店のソフトの管理画面に出る番号で、書くと標準の番号の代わりになります（EC-CUBE の標準は 1〜4）。カードを使う支払い方法の番号は決して書かないでください。 | Numbers (or names) of the payments that need no card, as the shop's software lists them; they replace the preset's own (EC-CUBE: 1 to 4). Never list one that takes cards.
platform.sessionCookies | ログイン状態を表すクッキーの名前。最後の "*" は残り全部に当てはまります。書くと標準の名前の代わりになり、「全員をログアウトさせる」ときに使われます。 | Names of the cookies that are the shop's sessions; a final "*" takes any ending. They replace the preset's own and are what "end all sessions" ends.
platform.routes | 追加する決済の経路。同じ名前なら、用意されたものの代わりになります。 | Payment routes added to the preset's, or instead of one with the same name.
platform.routes.name | 経路の名前（半角の小文字・数字・ハイフン）。 | The route's name (small letters, digits, hyphen).
platform.routes.method | HTTP の方法。 | HTTP method.
platform.routes.path | パス。":id" は1区切り、最後の "*" は残り全部に当てはまります。 | Path; ":id" stands for one segment, a final "*" for the rest.
platform.routes.query | さらに必要なクエリー（例: wc-ajax=checkout）。 | Further condition on the query, e.g. wc-ajax=checkout.
platform.routes.graphql | 決済になる GraphQL の mutation の名前。 | Names of GraphQL mutations that make it an attempt.
platform.routes.speaks | この経路が返すもの（ページ、JSON、GraphQL）。 | What this route answers with: a page, JSON or GraphQL.
platform.routes.when | この値が送られたときだけ決済とみなします。 | Only requests carrying these values count as attempts.
platform.routes.fields | どの欄に何が入っているか。 | Which field holds what.
platform.routes.fields.card | カード番号の欄。番号は保存されません。 | Fields with the card number; it is never stored.
platform.routes.fields.token | カードトークンの欄。 | Fields with the card token.
platform.routes.fields.amount | 金額の欄。 | Fields with the amount.
platform.routes.fields.email | メールアドレスの欄。 | Fields with the e-mail address.
platform.routes.fields.order | 注文番号の欄。 | Fields with the order reference.
platform.routes.fields.method | 支払い方法の欄。 | Fields with the way to pay.
platform.routes.notCard | 支払い方法の欄のうち、カードではない値。 | Values of the method field that are not cards.
platform.routes.approved | 承認されたときのお店の応答。 | How the shop's answer looks when a card was approved.
platform.routes.declined | 断られたときのお店の応答。 | How the shop's answer looks when a card was declined.
platform.routes.error | エラーのときのお店の応答。 | How the shop's answer looks after an error.
platform.routes.pending | まだ結果が出ていないとき（3Dセキュアなど）のお店の応答。 | How the shop's answer looks when the bank has not decided yet.
platform.routes.orderAt | お店の応答の中で注文番号がある場所（JSON ポインター）。 | JSON pointer to the order reference in the shop's answer.
gate | 入口（リバースプロキシ）のこと。 | The gate (reverse proxy).
gate.listen | 入口の番地と番号。 | Address and port of the gate.
gate.workers | 同時に働く数。auto は機械の大きさに合わせます。 | Worker threads; auto fits the machine.
gate.trustedProxies | 手前にある信頼できるプロキシのアドレス。ここから来たときだけ X-Forwarded-For を信じます。 | Proxies in front whose Forwarded and X-Forwarded-For headers are believed.
gate.stopped | お店を止めている間のこと。 | While the shop is stopped.
gate.stopped.letThrough | お店を止めている間も、お店の画面を開ける自分たちのネットワーク（事務所の固定IPなど）。ここからの接続は決して遮断されません。 | Your own networks that still reach the stopped shop (an office's fixed address); they are never turned away.
gate.stopped.paths | お店を止めている間も通すパス（決済会社の結果通知など）。最後の "*" は残り全部に当てはまります。 | Paths that stay open while the shop is stopped, such as an agency's notices; a final "*" takes any ending.
gate.mode | judge は判断して止めます。watch は何も止めず、止めたはずのものを記録します。 | "judge" decides; "watch" lets everything pass and records what it would have done.
gate.limits | 時間と大きさの上限。 | Limits of time and size.
gate.limits.headTimeoutMs | 要求の見出しを受け取り終えるまでの時間（ミリ秒）。 | Time to receive a request's head, ms.
gate.limits.bodyIdleTimeoutMs | 本文が途切れてから切るまでの時間（ミリ秒）。 | How long a body may stand still, ms.
gate.limits.keepAliveTimeoutMs | 次の要求を待つ時間（ミリ秒）。 | How long an idle connection waits for its next request, ms.
gate.limits.upstreamConnectTimeoutMs | お店につながるまでの時間（ミリ秒）。 | Time to connect to the shop, ms.
gate.limits.upstreamHeadTimeoutMs | お店が答え始めるまでの時間（ミリ秒）。 | Time until the shop begins to answer, ms.
gate.limits.upstreamIdleTimeoutMs | お店の答えが途切れてから切るまでの時間（ミリ秒）。 | How long the shop's answer may stand still, ms.
gate.limits.headBytesMax | 見出しの大きさの上限（バイト）。 | Largest request head, bytes.
gate.limits.headerCountMax | 見出しの数の上限。 | Most header lines.
gate.limits.bodyBytesMax | 本文の大きさの上限（バイト）。 | Largest request body, bytes.
gate.limits.connectionsMax | 同時につながる数の上限。いっぱいのときは、使われていない接続から閉じます。ファイル数の制限（LimitNOFILE）が足りなければ、それに合わせます。 | Most connections at once. When full, the longest idle goes for a new one. Never more than the system's file handles (LimitNOFILE) allow.
gate.limits.upstreamConnectionsMax | お店への接続の数の上限。 | Most connections to the shop.
costs | お金の見積もり。判断はこの金額で行われます。 | What things cost; decisions are made in these yen.
costs.feeYen | 決済1回の手数料（円）。断られたときにもかかるものです。 | What the payment agency charges per try, declined ones included, yen.
costs.chargebackYen | 盗まれたカードで商品を送ってしまったときの、商品以外の損（円）。 | Loss beside the goods when a stolen card is shipped to, yen.
costs.averageOrderYen | 平均の注文額（円）。 | Average order, yen.
costs.marginShare | 粗利の割合（0〜1）。 | Margin as a share of the order, 0 to 1.
costs.holdReviewYen | 保留した注文1件を人が確かめる手間（円）。 | What it costs that a person looks at one held order, yen.
budget | 実績のない決済の試みに使ってよい金額の上限。必ず守られます。 | The most that attempts without a record may cost; always kept.
budget.perHourYen | 1時間の上限（円）。 | Limit per hour, yen.
budget.perDayYen | 1日の上限（円）。 | Limit per day, yen.
budget.salesShare | 1日の上限を、その日の売上のこの割合まで広げます（大きいほうを使います）。 | Lets the day's limit grow to this share of the day's sales.
answers | 使ってよい対応。 | Which answers may be used.
answers.stepUp | お店が "Misemori-Step-Up: 3ds" を見て3Dセキュアを求める作りなら true。 | True if the shop asks for 3-D Secure on the header "Misemori-Step-Up: 3ds".
answers.hold | 疑わしい注文を、人が確かめるまで発送保留にします。 | Suspicious orders wait until a person releases them.
answers.challenge | 疑わしいときに、ブラウザーに計算をさせる確認画面を出します。 | Suspicious browsers solve a small calculation first.
answers.decoy | 攻撃者には、お店と同じ「断られました」を返し、決済会社を呼びません。 | Attackers get the shop's own decline without the gateway being called.
outcomes | 決済会社から届く結果の受け取り。 | Results sent by the payment agency.
outcomes.stripe | Stripe の webhook。 | Stripe webhooks.
outcomes.stripe.secret | Stripe の署名の鍵（whsec_…）のありか。 | Where Stripe's signing secret (whsec_…) is kept.
outcomes.gmopg | GMO-PG の結果通知。 | GMO-PG result notices.
outcomes.gmopg.shopId | GMO-PG のショップID。 | GMO-PG shop ID.
outcomes.gmopg.from | 通知の送り元のアドレス。署名がないため必要です。 | Addresses the notices come from; needed as they are not signed.
outcomes.payjp | PAY.JP の webhook。 | PAY.JP webhooks.
outcomes.payjp.token | PAY.JP の webhook トークンのありか。 | Where PAY.JP's webhook token is kept.
console | 管理画面。 | The console.
console.listen | 管理画面の番地と番号。初めはこの機械の中からだけ見えます。 | Address and port of the console; only this machine at first.
console.url | お知らせのメールに書く管理画面のURL。 | The console's address in mailed links.
alerts | お知らせ。 | Alerts.
alerts.owner | 攻撃のときに動く人の名前。1人だけ書きます。 | The one person who acts on an attack.
alerts.language | お知らせの言葉。 | Language of the messages.
alerts.email | メールで知らせます。 | Alerts by e-mail.
alerts.email.to | 宛先。 | Recipients.
alerts.email.from | 差出人。 | Sender.
alerts.email.smtp | メールの送信サーバー。 | The mail server.
alerts.email.smtp.host | サーバーの名前。 | Its name.
alerts.email.smtp.port | 番号（587、465 など）。 | Its port (587, 465 …).
alerts.email.smtp.tls | 暗号化のしかた。starttls は587、implicit は465でよく使われます。 | Encryption: starttls (often 587), implicit (often 465) or none.
alerts.email.smtp.user | ログイン名。 | Login name.
alerts.email.smtp.password | パスワードのありか。 | Where the password is kept.
alerts.webhook | 署名つきの webhook で知らせます。 | Alerts by signed webhook.
alerts.webhook.url | 送り先。 | Where to.
alerts.webhook.secret | 署名の鍵のありか。 | Where the signing secret is kept.
alerts.slack | Slack で知らせます。Incoming Webhook か、ボットのトークンのどちらか1つを使います。 | Alerts by Slack: by an incoming webhook or a bot token, one of the two.
alerts.slack.webhook | Incoming Webhook のURLのありか。URLを知る人はだれでも投稿できるので、鍵として扱います。 | Where the incoming webhook's URL is kept; whoever knows it can post, so it is a secret.
alerts.slack.token | ボットのトークン（xoxb-…、権限 chat:write）のありか。 | Where the bot token (xoxb-…, scope chat:write) is kept.
alerts.slack.channel | 自分の宛先を持たない人へのお知らせを出すチャンネルのID。 | ID of the channel for people without an address of their own.
alerts.slack.baseUrl | Slack の場所。試験や中継のときだけ変えます。 | Where Slack is; to be changed for tests and proxies only.
alerts.chatwork | Chatwork で知らせます。 | Alerts by Chatwork.
alerts.chatwork.token | APIトークンのありか。 | Where the API token is kept.
alerts.chatwork.room | 自分の宛先を持たない人へのお知らせを出すルームのID（数字）。 | ID (digits) of the room for people without an address of their own.
alerts.chatwork.baseUrl | Chatwork の場所。試験や中継のときだけ変えます。 | Where Chatwork is; to be changed for tests and proxies only.
alerts.line | LINE 公式アカウント（Messaging API）から、それぞれの人に知らせます。 | Alerts from a LINE official account (Messaging API), to each person alone.
alerts.line.token | チャネルアクセストークンのありか。 | Where the channel access token is kept.
alerts.line.baseUrl | LINE の場所。試験や中継のときだけ変えます。 | Where LINE is; to be changed for tests and proxies only.
responsibility | 担当表。だれが何を受け持つか。書かないときは、すべて alerts.owner の人のものです。 | The responsibility sheet: who answers for what. Without it everything is alerts.owner's.
responsibility.people | 呼ばれる人。 | The people who can be called.
responsibility.people.name | 名前。担当する人の欄や画面に、この名前で出ます。 | The name, as it stands under areas and in the console.
responsibility.people.email | メールアドレス。 | E-mail address.
responsibility.people.line | LINE のユーザーID（U で始まる33文字。LINE ID や表示名ではありません）。 | LINE user ID (33 characters beginning with U; not the LINE ID or name).
responsibility.people.slack | Slack のメンバーID（U…）。ボットのトークンがあれば、その人だけに届きます。 | Slack member ID (U…): with a bot token it reaches him alone.
responsibility.people.chatwork | その人だけに届く Chatwork のルームID（数字）。 | ID (digits) of a Chatwork room that reaches him alone.
responsibility.people.quiet | お休みの時間（例: 22:00-07:00）。急ぎのものだけ知らせ、ほかは終わるまで待つか、起きている代わりの人に知らせます。 | Quiet hours such as 22:00-07:00: only urgent alerts are told; others wait or go to a deputy who is awake.
responsibility.people.channels | 知らせ方を、使いたい順に。届かないときは次を使います。 | Ways to tell him, the preferred first; the next is used when one is down.
responsibility.areas | 受け持ち。書かない分野は alerts.owner の人のものです。 | Who has what; an area left out is alerts.owner's.
shopWebhook | 注文の保留・発送許可・取り消しを、お店のソフトに知らせます。 | Tells the shop of held, released and cancelled orders.
shopWebhook.url | 送り先。 | Where to.
shopWebhook.secret | 署名の鍵のありか。 | Where the signing secret is kept.
evidence | 証拠の保全。 | Keeping evidence.
evidence.timestamp | 証拠と記録の印に、外の時刻認証局（RFC 3161）の時刻をもらいます。送るのはハッシュだけです。 | Asks an outside authority (RFC 3161) to stamp evidence and checkpoints with its time; only a hash is sent.
evidence.timestamp.url | 時刻認証局の住所。 | The authority's address.
evidence.timestamp.caFile | 認証局のルート証明書（PEM、設定ファイルから見た場所）。失効リストも入れられます。省くと公開の認証局を信じます。 | The authority's root certificate (PEM, relative to this file); revocation lists may stand in it. Without it, public roots are believed.
evidence.encryptTo | 証拠の書庫を暗号にする、受け取る人の公開鍵（PEM、X25519 か RSA、設定ファイルから見た場所）。「証拠を保全する」も incident preserve もこれを使います。解く秘密鍵はここに置かないでください。 | Public key (PEM, X25519 or RSA, relative to this file) that archives of evidence are encrypted to, by "preserve evidence" and by incident preserve. Keep the private key elsewhere.
records | 記録。 | Records.
records.folder | 記録を置くフォルダー（設定ファイルから見た場所）。 | Folder for the records, relative to this file.
records.keepDays | 記録を残す日数。 | Days that records are kept.
records.sizeMaxMb | 記録の大きさの上限（MB）。 | Most megabytes of records.
incidents | 事故が起きたときのこと。 | When an incident has happened.
incidents.preserve | 「証拠を保全する」を押したときに、Misemori の記録と一緒に残すファイルやフォルダー（アクセスログ、お店のファイル、データベースの書き出しなど）。 | Files and folders that "preserve evidence" packs beside Misemori's own records: access logs, the shop's files, database dumps.
incidents.evidenceFolder | 証拠を置くフォルダー。書かなければ、記録フォルダーの隣（名前の終わりに -evidence）です。 | Folder for the packages; by default beside the records folder, with -evidence at the end of its name.
canary | おとりと、名簿にまぜた見張りの記録（カナリア）。触れた人、届いたメールを知らせます。 | Decoys, and planted customers (canaries): who touches them and who mails to them is told of.
canary.decoys | お店の住所に置く、おとりのファイルと管理画面です。中身は作りもので、何も開けません。 | Decoy files and a decoy back office under the shop's address. All in them is made up and opens nothing.
canary.decoys.enabled | /.env や /backup.zip などを探す人に、おとりを渡します。 | Hands decoys to whoever looks for /.env, /backup.zip and the like.
canary.decoys.except | お店が本当に公開しているファイルの名前。そこにはおとりを置きません。 | Names the shop really serves: no decoy lies there.
canary.decoys.ownScanners | 自分たちで頼んだ診断の接続元。見えるものは同じで、知らせません。 | Where your own scanners come from: they see the same and nobody is told.
canary.listen | メールを受ける番地と番号。外から直接受けるなら 0.0.0.0:25 です。書かなければ受けません。 | Address and port that mail is taken at: 0.0.0.0:25 when it comes straight from outside. Without it none is taken here.
canary.hostname | 名乗る名前。カナリア用ドメインの MX が指す名前にします。 | The name it greets with: the one the canary domain's MX record points to.
canary.domains | カナリア専用のドメイン。ここに届くメールは、どのアドレス宛てでも受けます。ふだん使うドメインは書かないでください。 | Domains kept for canaries alone: mail to any address there is taken. Never list one that people use.
canary.mailboxes | サブアドレス（name+…@）をカナリアに使う、ふだんのメールアドレス。 | Ordinary mailboxes whose sub-addresses (name+…@) are canaries.
canary.tls | 暗号化に使う証明書。書かなければ、自分で作ったものを使います（メールサーバー同士では普通です）。 | Certificate for STARTTLS; without it one is made here, as is usual between mail servers.
canary.tls.keyFile | 鍵のファイル（PEM、設定ファイルから見た場所）。 | Its key (PEM, relative to this file).
canary.tls.certFile | 証明書のファイル（PEM、途中の証明書も続けて）。1 時間ごとに読み直します。 | The certificate with its chain (PEM); read again every hour.
canary.folder | ほかのメールサーバーがカナリア宛てのメールを置く Maildir か mbox。読むだけで、消しも動かしもしません。 | A Maildir or mbox that another mail server lays canaries' mail into; it is only read.
canary.imap | カナリア宛てのメールが届く、ふだんのメールボックス（IMAP）。植えたカナリア宛てのメールだけを読みます。 | An ordinary mailbox (IMAP) that canaries' mail comes to; only mail to planted canaries is read.
canary.imap.host | メールサーバーの名前。 | The mail server's name.
canary.imap.port | 番号。starttls なら 143 です。 | Its port; 143 with starttls.
canary.imap.tls | 暗号化。none は同じ機械のサーバーだけに使えます。 | Encryption; none is for a server on this machine alone.
canary.imap.user | 利用者名（ふつうはメールアドレス）。 | The user, usually the mail address.
canary.imap.password | パスワードの置き場所。2 段階認証のメールでは、アプリ用のパスワードです。 | Where the password is; an app password where sign-in has two steps.
canary.imap.folder | 読むフォルダー。 | The folder that is read.
canary.imap.afterwards | 読んだカナリア宛てのメールをどうするか。leave はそのまま、seen は既読にします。ほかのメールには触れません。 | What becomes of a canary's mail: left as it is, or marked as seen. Other mails are never touched.
canary.imap.caFile | 自社の認証局の証明書（PEM、設定ファイルから見た場所）。 | Certificate of an authority of your own (PEM, relative to this file).
canary.senders | お店自身がメールを送るドメイン。ここから来たと証明されたメールは、流出とみなしません。 | The shop's own mail domains: mail proven to come from there is no leak.
canary.systems | 名簿を渡した先。 | To whom the list was given.
canary.systems.name | 渡した先の名前。「canary plant --system」の名前と同じにします。 | Its name, the same as in "canary plant --system".
canary.systems.senders | その先がメールを送るドメイン。そこのカナリアに、そこから届いたメールは流出とみなしません。多くの会社が共に使う配信サービスのドメインではなく、お店のための署名（DKIM）のドメインを書いてください。 | Domains it sends from: its own mail to its own canaries is no leak. Name the domain signed for your shop (DKIM), not one that all customers of a mailing service share.
watch | お店のファイルの見張り。先に「misemori watch baseline」で、いまの状態を承認してください。 | Watching the shop's files. First approve what is there with "misemori watch baseline".
watch.trees | 見張る場所（お店のソフトのフォルダー）。 | What is watched: folders of the shop's software.
watch.trees.name | 呼び名。小文字の英数字とハイフン。 | Its name: lower-case letters, digits, hyphens.
watch.trees.path | フォルダー（設定ファイルから見た場所）。 | The folder, relative to this file.
watch.trees.preset | お店のソフト。書き込みのあるフォルダーが分かります。書かなければ platform.preset と同じです。 | The shop's software, which tells which folders it writes to. By default platform.preset.
watch.trees.writable | 画像・記録・セッションなど、ファイルが増えたり減ったりするフォルダー。プログラムが現れたら知らせます。 | Folders for uploads, logs, sessions: files come and go; a script or program that appears is told.
watch.trees.generated | お店のソフトが自分でプログラムを書くフォルダー（テンプレートのキャッシュ）。裏口とみられるものだけを知らせます。 | Folders where the shop's software writes programs itself (compiled templates): only backdoors are told.
watch.trees.ignore | 変更を知らせないフォルダー。プログラムが現れたときだけは知らせます。 | Folders whose changes are not told; a script that appears there is.
watch.trees.unseen | まったく見ないフォルダー。プログラムが現れても分かりません。 | Folders that are not looked at at all, scripts included.
watch.fullPassHours | すべてのファイルを読み直す間隔（時間）。 | Hours between passes that read every file again.
watch.bytesPerSecond | 読み直しで 1 秒に読む量の上限（バイト）。お店を遅くしないためです。 | Most bytes a pass reads in a second, so that the shop does not feel it.
watch.pollSeconds | 変更の知らせが来ない場所（NFS など）では、この間隔（秒）で見て回ります。 | For places that report no events (NFS): look at everything this often, in seconds.
watch.rules | YARA の規則のフォルダー（この設定ファイルから見た場所）。新しいファイルと変わったファイルを、この規則でも調べます。別に「npm install @litko/yara-x」が要ります。 | A folder with YARA rules, relative to this file: new and changed files are judged by them, too. Needs "npm install @litko/yara-x" beside Misemori.
watch.systemUpdateDays | サーバーの OS の更新が、この日数より古くなると知らせます。 | Tell when the machine's own packages were last updated more than this many days ago.
watch.pages | 決まった間隔で、本物のブラウザーで見に行くページ（支払いのページなど）。先に「misemori watch page」で承認します。 | Pages that a real browser looks at regularly, such as the payment page. First approve them with "misemori watch page".
watch.pages.name | 名前（半角の小文字・数字・ハイフン）。「misemori watch page --name」と同じものです。 | Its name, as with "misemori watch page --name": lower-case letters, digits, hyphens.
watch.pages.url | ページのURL。 | The page's address.
watch.pages.steps | そのページまでの手順のファイル（この設定ファイルから見た場所）。支払うボタンは決して押しません。 | File with the steps to the page, relative to this file. What would pay is never clicked.
watch.pages.everyHours | 見に行く間隔の上限（時間）。時刻は毎回ずらします。時刻を選んで隠れるスキミングがあるためです。 | Most hours between two looks. The hour differs each time, for skimmers hide by hour.
watch.pages.chromium | Chromium か Google Chrome の場所。書かなければ、システムにあるものを使います。 | Where Chromium or Chrome is; by default the one the system has.
watch.csp | 承認したもの以外をブラウザーに読み込ませない見出し（Content-Security-Policy）を、お店のページに付けます。 | Puts a Content-Security-Policy on pages of the shop: browsers then load what was approved and nothing else.
watch.csp.mode | off は何もしません。report は知らせるだけで止めません（まずこれで2週間）。enforce は止めます。 | "off" does nothing; "report" only tells (begin with two weeks of it); "enforce" keeps out what was not approved.
watch.csp.page | もとにする、承認したページの名前。 | The approved page it is made from.
watch.csp.paths | 見出しを付けるパス。最後の "*" は残り全部に当てはまります。書かなければ、承認したページのパスです。 | Paths it goes on; a final "*" takes any ending. By default the approved page's own.
watch.csp.allow | ほかに許す相手（https://…）。3Dセキュアの画面や、支払いの後に進む決済会社など、見に行っても見えないものです。 | Further origins to allow (https://…): what no look can see, such as 3-D Secure frames or where the payment form leads on to.
notices | お客様へのお知らせの送り方（事故のときに使います）。 | How notices to customers go out, when an incident asks for them.
notices.from | お知らせの差出人のアドレス。お店の名前が添えられます。書くまでメールは送れません。 | The sender's address; the shop's name stands beside it. Without it no e-mail can go out.
notices.replyTo | 返信の宛先。書かなければ差出人に返ります。 | Where replies go; to the sender if left out.
notices.smtp | お知らせの送信サーバー。書かなければ alerts.email.smtp を使います。 | The mail server for notices; alerts.email.smtp if left out.
notices.smtp.host | サーバーの名前。 | Its name.
notices.smtp.port | 番号（587、465 など）。 | Its port (587, 465 …).
notices.smtp.tls | 暗号化のしかた。 | Encryption: starttls, implicit or none.
notices.smtp.user | ログイン名。 | Login name.
notices.smtp.password | パスワードのありか。 | Where the password is kept.
notices.dkim | 送るメールにお店のドメインの署名（DKIM）を付けます。送信サーバーが付けるなら要りません。 | Signs each mail for the shop's domain (DKIM); not needed where the mail server does.
notices.dkim.domain | 署名するドメイン。 | The domain that signs.
notices.dkim.selector | DNS に置いた公開鍵の名前（selector）。 | The name (selector) of the public key in the DNS.
notices.dkim.key | 秘密鍵（PEM）のありか。 | Where the private key (PEM) is kept.
notices.plainDomains | 古い携帯メールなど、ISO-2022-JP の文字だけのメールで送るドメイン。それより下のドメインも含みます。 | Domains, with those below them, whose people get plain text in ISO-2022-JP (old carrier mail).
notices.perDomainPerSecond | ひとつの宛先ドメインに1秒に送る通数。 | Mails a second to one domain.
notices.connections | 送信サーバーへの同時接続の数。電源が切れたときに「届いたか分からない」になるのは、多くてもこの2倍の方です。 | Connections to the mail server at once. After a power cut at most twice as many people are "unknown".
notices.mailbox | 戻りメールと返信を読む場所：mbox ファイルか Maildir フォルダー（設定ファイルから見た場所）。 | Where returned mails and replies are read: an mbox file or a Maildir folder, relative to this file.
notices.letters | 手紙の差出人。書くまで手紙は印刷できません。 | The sender of letters; without it none can be printed.
notices.letters.company | 会社やお店の名前。 | Name of company or shop.
notices.letters.postcode | 郵便番号。 | Postcode.
notices.letters.address | 住所。1行ずつ、4行まで。 | The address, up to four rows.
drill | 訓練。 | Drills.
drill.ownTargets | 訓練してよい自分のお店のURL。ここにない外の相手には訓練できません。 | Own addresses that may be drilled; no other outside target is accepted.
`;

const ANSWER_PARTS = `
status | HTTP の状態番号（1つか一覧）。 | HTTP status, one or a list.
redirectTo | 移動先（Location）に含まれる文字。 | Text in the Location header.
bodyHas | 本文に含まれる文字。 | Text in the body.
json | 本文（JSON）の値。 | A value in the JSON body.
json.at | 値の場所（JSON ポインター）。 | Where it is (JSON pointer).
json.is | その値（true は「ある」）。 | What it is; true means present.
`;
const SECRET_PARTS = `
env | 鍵が入っている環境変数の名前。 | Name of the environment variable that holds it.
file | 鍵が書かれたファイルの場所。ほかの人が読めない権限にしてください。 | File that holds it; must not be open to other users.
`;

const AREA_PARTS = `
what | 受け持つこと（言葉で）。 | What it is, in words.
owner | 担当する人。people の名前です。 | Who has it: a name under people.
deputy | 代わりの人。担当する人が返事をしないとき、休みのときに呼ばれます。 | Who is called when the owner does not answer or has quiet hours.
vendor | 外の会社（制作会社・保守会社など）。 | An outside company (maintenance, production).
vendor.name | 会社か人の名前。 | Name of the company or person.
vendor.contact | 連絡先（電話番号など、言葉で）。 | How to reach them, in words.
vendor.scope | 契約で頼めること（契約書の言葉で）。 | What the contract covers, in its own words.
vendor.hours | 働いている時間（例: 09:00-18:00）。ほかの時間には呼びません。 | Their hours such as 09:00-18:00; they are not called outside of them.
vendor.weekdaysOnly | 平日だけなら true。祝日は数えません。 | True when they work on weekdays only; holidays are not considered.
vendor.email | お知らせを送るメールアドレス。 | E-mail address for alerts.
vendor.takesAlerts | お知らせを受けて動く契約なら true。 | True when the contract lets them be called by alerts.
answerWithinMinutes | 返事を待つ時間（分）。過ぎると次の人に移ります。 | Minutes to wait for an answer before it moves on to the next person.
`;
const AREAS_WORDS = `
payments | カード決済と、その攻撃。 | Card payments and attacks on them.
shop | お店のソフトと画面。 | The shop's software and pages.
server | サーバー、ログ、証拠。 | Server, logs, evidence.
customers | お客様とその情報、届け出の期限。 | Customers, their data, and deadlines.
guard | Misemori 自身の不調。 | Trouble with Misemori itself.
`;

/** By dotted path, list positions left out. */
export const keyWords: Words = Object.fromEntries([
  ...rows(TABLE, ""),
  ...["approved", "declined", "error", "pending"].flatMap((name) =>
    rows(ANSWER_PARTS, `platform.routes.${name}.`),
  ),
  ...[
    "outcomes.stripe.secret",
    "outcomes.payjp.token",
    "alerts.email.smtp.password",
    "alerts.webhook.secret",
    "shopWebhook.secret",
    "alerts.slack.webhook",
    "alerts.slack.token",
    "alerts.chatwork.token",
    "alerts.line.token",
    "notices.smtp.password",
    "canary.imap.password",
    "notices.dkim.key",
  ].flatMap((path) => rows(SECRET_PARTS, `${path}.`)),
  ...rows(AREAS_WORDS, "responsibility.areas."),
  ...AREAS.flatMap((area) => rows(AREA_PARTS, `responsibility.areas.${area}.`)),
]);

/** The sentence of one key, for comments in a written file; "" for an unknown path. */
export function keyComment(path: string, language: Language): string {
  return keyWords[path]?.[language] ?? "";
}

function rows(table: string, prefix: string): [string, { ja: string; en: string }][] {
  return table
    .trim()
    .split("\n")
    .map((line) => {
      const [path = "", ja = "", en = ""] = line.split(" | ");
      return [prefix + path, { ja, en }];
    });
}
