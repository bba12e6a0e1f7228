// Tools of attackers, pieces of shells, links nobody sees and shells kept as text: each rule with an inert specimen of our own
// and a close relative a shop may well hold.

import assert from "node:assert/strict";
import { test } from "node:test";
import { weigh } from "./contract.ts";
import { judgeFile } from "./judge.ts";
import { toolRuleWords } from "./tool-words.ts";

/** Long enough that no rule for files of a few lines speaks. */
const page = (code: string): string => `<?php\n${code}\n${"// padding of a harmless kind\n".repeat(90)}`;
const rulesOf = (path: string, text: string): string[] => judgeFile(path, text).map(({ rule }) => rule);
const FAR = "http://example.invalid/";
const hex = (text: string): string => Buffer.from(text).toString("hex");
const percent = (text: string): string => text.replaceAll(/[^\w.]/g, (one) => `%${hex(one)}`);
const SHELL = `<?php ${"/* more of it */ ".repeat(12)} system($_POST['c']); ?>`;
const PAGE = `<?php ${"/* more of it */ ".repeat(12)} echo $_POST['c']; ?>`;
const links = (where: string): string =>
  `?><div style="position:absolute;${where}">${`<a href="${FAR}">x</a>`.repeat(6)}</div><?php echo 1;`;
const fileTool = (last: string): string =>
  `echo '<form>'; opendir($d); unlink($f); fwrite($h, $t); chmod($f, 1); rename($a, $b); mkdir($d); ${last}`;

/** rule · what has it · what looks like it and has not. */
const PHP: readonly (readonly [string, string, string])[] = [
  [
    "php.attack-tool",
    `print 'SQL injection exploit'; $u = $argv[1]; $c = curl_init($u);`,
    `print 'dependency injection'; $u = $argv[1]; $c = curl_init($u);`,
  ],
  [
    "php.port-scan",
    `foreach ($ports as $p) if (@fsockopen($_POST['h'], $p)) echo "$p is open"; echo '<input name="ports">';`,
    `if (@fsockopen($host, 25)) echo 'The shop is open'; echo $_POST['name'];`,
  ],
  [
    "php.port-scan",
    "$h = $_GET['h']; $o = shell_exec('nmap -sT ' . $h);",
    "$map = 'sitemap -x'; shell_exec('date');",
  ],
  [
    "php.neighbours",
    `$c = curl_init('${FAR}search?q=' . 'ip:' . $_POST['ip']); $q = "ip:$target";`,
    `$c = curl_init('${FAR}'); $q = "ip: " . 'unknown'; echo $_POST['ip'];`,
  ],
  [
    "php.brute-force",
    `echo '<textarea name=p>'; foreach (explode("\\n", $pass) as $p) { curl_setopt($c, CURLOPT_POSTFIELDS, $p); } $u = '/wp-login.php';`,
    `echo '<textarea name=p>'; curl_setopt($c, CURLOPT_POSTFIELDS, $order); $pass = 1; $u = '/login.php';`,
  ],
  [
    "php.mail-sorter",
    `echo '<textarea>'; foreach (explode("\\n", $l) as $m) { strstr($m, 'hotmail'); strstr($m, 'yahoo'); strstr($m, 'gmail'); }`,
    `echo '<textarea>'; foreach (explode("\\n", $l) as $m) { strstr($m, 'gmail'); }`,
  ],
  [
    "php.takes-hostage",
    "foreach (scandir($d) as $f) { $t = openssl_encrypt($t, 'x', $k); unlink($f); } echo 'Your files have been encrypted';",
    "foreach (scandir($d) as $f) { $t = openssl_encrypt($t, 'x', $k); unlink($f); } echo 'Backup done';",
  ],
  [
    "php.links-others",
    "symlink('/home/' . $_GET['u'] . '/public_html/config.php', 'x.txt');",
    "symlink('/srv/shop/current', $_GET['release']);",
  ],
  [
    "php.reads-sessions",
    `$d = opendir("/tmp"); while ($f = readdir($d)) { $h = fopen("/tmp/$f", 'r'); }`,
    `$d = opendir("img"); while ($f = readdir($d)) { $h = fopen("img/$f", 'r'); }`,
  ],
  ["php.disarms", `query("truncate {$p}wfIssues;");`, `query("truncate {$p}cart;");`],
  [
    "php.defaces",
    `$h = fopen('index.php', 'w'); fwrite($h, 'Hacked by nobody');`,
    `$h = fopen('index.php', 'w'); fwrite($h, 'Made by nobody');`,
  ],
  [
    "php.tunnel",
    `$h = apache_request_headers(); if ($h['X-CMD'] === 'CONNECT') $s = fsockopen($host, $port);`,
    `$h = apache_request_headers(); if ($h['X-Shop'] === 'CONNECT') $s = fsockopen($host, $port);`,
  ],
  [
    "php.open-proxy",
    "/* proxy */ $u = $_GET['url']; $c = curl_init($u); $a = $_SERVER['HTTP_USER_AGENT']; echo curl_exec($c);",
    "$u = $_GET['url']; $c = curl_init($rates); $a = $_SERVER['HTTP_USER_AGENT']; echo curl_exec($c);",
  ],
  [
    "php.database-console",
    "$p = new PDO('mysql:host=' . $_POST['host'], $_POST['u'], $_POST['p']); foreach ($p->query('SHOW TABLES') as $t) echo $t;",
    "$p = new PDO('mysql:host=' . HOST, USER, PASS); foreach ($p->query('SHOW TABLES') as $t) echo $_POST['name'];",
  ],
  [
    "php.database-console",
    "set_time_limit(0); $r = mysql_query('select ' . $cols . ' from ' . $_GET['table']);",
    "$r = mysql_query('select ' . $cols . ' from ' . $_GET['table']);",
  ],
  [
    "php.locked",
    "if ($_REQUEST['password'] == '0123456789abcdef0123456789abcdef') act();",
    "if ($_REQUEST['password'] == $stored) act();",
  ],
  [
    "php.runs-property",
    "class A { public $v; function __destruct() { eval($this->v); } }",
    "class A { public $v; function __destruct() { assert($this->v === null); } }",
  ],
  ["php.flood", "while (1) { pcntl_fork(); }", "while (1) { pcntl_fork() || work(); sleep(1); }"],
  [
    "php.flood",
    "define('FLOOD_TYPE', 'http'); while (true) { $s = fsockopen($host, 80); }",
    "$flood_control = 30; while ($row) { $s = fsockopen($host, 80); }",
  ],
  [
    "php.shows-settings",
    `echo file_get_contents("../cfg/database.php");`,
    `echo file_get_contents("../lang/database.txt");`,
  ],
  [
    "php.shell-piece",
    "$GLOBALS['module']['x']['js_ontabselected'] = 'show();';",
    "$GLOBALS['module']['x']['title'] = 'show';",
  ],
  ["php.file-manager", fileTool("readfile($f);"), fileTool("")],
  ["web.hidden-links", links("top:-967px"), links("top:10px")],
  [
    "php.coded-string",
    `for ($i = 0, $e = '${"&()*+,-.:]^_{|".repeat(40)}'; $i < 9; $i++) echo $e;`,
    `$e = '${"-=".repeat(300)}'; echo $e;`,
  ],
  [
    "php.carries-shell",
    `$code = 'eval($_POST["a"]);'; send($code);`,
    `$code = 'echo($_POST["a"]);'; send($code);`,
  ],
  [
    "php.carries-shell",
    `$flags = ['echo("->|");', 'echo("|<-");'];`,
    `$flags = ['echo("->");', 'echo("|<-");'];`,
  ],
  ["php.coded-program", `put('x', '${hex(SHELL)}');`, `put('x', '${hex(PAGE)}');`],
  ["php.coded-program", `put('x', '${percent(SHELL)}');`, `put('x', '${percent(PAGE)}');`],
  [
    "php.opens-shell",
    "system('./x ' . $_SERVER['REMOTE_ADDR'] . $_SERVER['REMOTE_PORT']);",
    "system('./x'); log($_SERVER['REMOTE_PORT']);",
  ],
  [
    "php.lowers-guard",
    "echo 'Safe mode bypass'; glob($_POST['d'] . '*');",
    "echo 'Safe mode is on'; glob('img/*'); echo $_POST['d'];",
  ],
  [
    "php.packs-code",
    "$o = base64_encode(gzdeflate($c)); $t = 'eval(gzinflate(base64_decode(\\$x)));'; $y = 'gzinflate(base64_decode($x))';",
    "$o = base64_encode(gzdeflate($c)); $y = gzinflate(base64_decode($x));",
  ],
  [
    "php.write-code",
    "$f = fopen(__FILE__, 'a'); fwrite($f, $_POST['t']);",
    "$f = fopen(__FILE__, 'r'); fread($f, 9); echo $_POST['t'];",
  ],
  [
    "php.write-anything",
    "$f = @fopen({$_POST['f']}, 'a'); fputs($f, $m);",
    "$f = @fopen('log-' . $day, 'a'); fputs($f, $m);",
  ],
  [
    "php.eval-woven",
    "function t($d, $k) { for ($i = 0; $i < 9; $i++) $r .= $d[$i] ^ $k[$i + 1 & 15]; return $r; } $d = base64_decode($_POST['x']); eval($code);",
    "function t($d, $k) { for ($i = 0; $i < 9; $i++) $r .= $d[$i] ^ $k[$i + 1 & 15]; return $r; } $d = base64_decode($_POST['x']); show($code);",
  ],
  [
    "php.sends-cards",
    "$n = $_POST['nome_card']; $s = $_POST['senha']; fwrite($f, $n . $s);",
    "$n = $_POST['card_type']; $s = $_POST['nome']; fwrite($f, $n . $s);",
  ],
];

test("PHP: the tool is told, its relative is not", () => {
  for (const [rule, tool, relative] of PHP) {
    assert.ok(rulesOf("lib/a.php", page(tool)).includes(rule), `${rule}: ${tool}`);
    assert.ok(!rulesOf("lib/a.php", page(relative)).includes(rule), `${rule} wrongly: ${relative}`);
  }
});

/** file name · rule · what has it · what looks like it and has not. */
const OTHERS: readonly (readonly [string, string, string, string])[] = [
  [
    "a.asp",
    "asp.prints-server",
    "<% For Each v In Request.ServerVariables %><%= v %><% Next %>",
    "<% For Each v In Request.Form %><%= v %><% Next %>",
  ],
  [
    "a.asp",
    "asp.connect-request",
    `<% s = "User ID=x; Password = " & trim(Request.Cookies("p")) %>`,
    `<% s = "User ID=x; Password = " & trim(settings("p")) %>`,
  ],
  [
    "a.aspx",
    "asp.dumps-tables",
    "<% Server.ScriptTimeout = 2147483647; new SqlConnection(s); %>",
    "<% Server.ScriptTimeout = 90; new SqlConnection(s); %>",
  ],
  [
    "a.aspx",
    "asp.loads-code",
    `<script language="C#" runat="server">A.b.c d = new A.b.c("0123456789abcdef");</script>`,
    `<script language="C#" runat="server">A.b.c d = new A.b.c("Products");</script>`,
  ],
  ["a.asp", "web.marks", `<% x %><input name=".CMD">`, `<% x %><input name="command">`],
  [
    "a.pl",
    "script.remote-tools",
    "#!/usr/bin/perl\nuse LWP::UserAgent; # SQL injection\n",
    "#!/usr/bin/perl\nuse LWP::UserAgent; # SQL report\n",
  ],
  [
    "a.cgi",
    "cgi.uploads",
    `#!/usr/bin/perl\nprint '<form enctype="multipart/form-data">'; open(OUT, ">$name");`,
    `#!/usr/bin/perl\nprint '<form>'; open(OUT, ">$name");`,
  ],
];

test("ASP and CGI: the tool is told, its relative is not", () => {
  for (const [path, rule, tool, relative] of OTHERS) {
    assert.ok(rulesOf(path, tool).includes(rule), `${rule}: ${tool}`);
    assert.ok(!rulesOf(path, relative).includes(rule), `${rule} wrongly: ${relative}`);
  }
});

test("a file of nothing but the loading of a name nobody sets is suspicious; one that sets it is not", () => {
  assert.ok(rulesOf("a.php", "<?php include ($uid);").includes("php.unset-request"));
  assert.ok(!rulesOf("a.php", "<?php $uid = 'a.php'; include ($uid);").includes("php.unset-request"));
});

test("a database entered with the visitor's own user and password and asked the visitor's questions is suspicious", () => {
  const ask = "mysql_query($_GET['q']);";
  const signs = judgeFile("a.php", page(`mysql_connect('localhost', $_POST['u'], $_POST['p']); ${ask}`));
  assert.notEqual(weigh(signs).verdict, "clean");
  assert.equal(
    weigh(judgeFile("a.php", page(`mysql_connect('localhost', USER, PASS); ${ask}`))).verdict,
    "clean",
  );
});

test("every rule for tools has a specimen here", () => {
  const told = new Set([...PHP.map(([rule]) => rule), ...OTHERS.map(([, rule]) => rule)]);
  assert.deepEqual(
    Object.keys(toolRuleWords).filter((rule) => !told.has(rule)),
    [],
  );
});
