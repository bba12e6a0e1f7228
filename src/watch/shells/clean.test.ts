// Pairs: what a shop's own file does and must stay clean, beside the shell that does almost the same and must be found.

import assert from "node:assert/strict";
import { test } from "node:test";
import { weigh, type Verdict } from "./contract.ts";
import { judgeFile } from "./judge.ts";

function verdict(path: string, text: string): Verdict {
  return weigh(judgeFile(path, text)).verdict;
}
const LONG = "// a line of explanation, as large software has thousands of them\n".repeat(350);

test("a page named by a visitor is no sign when it was looked up in a list first", () => {
  const looked =
    "<?php $known = ['news', 'help']; if (isset($_GET['page']) && in_array($_GET['page'], $known)) { include ROOT_DIR . '/pages/' . $_GET['page'] . '.php'; }";
  assert.equal(verdict("index.php", looked), "clean");
  assert.notEqual(verdict("index.php", "<?php include $_GET['page'];"), "clean");
  // The look-up of one value says nothing of another.
  assert.notEqual(
    verdict("index.php", "<?php if (in_array($_GET['a'], $list)) { include $_GET['b'] . $_GET['a']; }"),
    "clean",
  );
});

test("running what a visitor sends stays malicious, looked up or not", () => {
  for (const run of ["eval($_POST['c']);", "system($_POST['c']);", "$f = $_POST['c']; $f($_POST['d']);"])
    assert.equal(verdict("a.php", `<?php if (in_array($_POST['c'], $_POST)) { ${run} }`), "malicious", run);
});

test("files below a folder set elsewhere are the shop's, whatever a visitor names", () => {
  const editor =
    "<?php require 'top.php'; $file = Config::get('root') . 'languages/' . $_POST['group'] . '.txt'; unlink($file); file_put_contents($file, $_POST['text']);";
  assert.equal(verdict("define.php", `${editor}\n${LONG}`), "clean");
  const anywhere = "<?php $file = $_POST['group']; unlink($file); file_put_contents($file, $_POST['text']);";
  assert.equal(verdict("define.php", `${anywhere}\n${LONG}`), "malicious");
  // A constant of the file itself is nothing that was set elsewhere.
  const own =
    "<?php define('ROOT_DIR', getcwd()); $file = ROOT_DIR . '/' . $_POST['name']; file_put_contents($file, $_POST['text']);";
  assert.notEqual(verdict("put.php", own), "clean");
});

test("two weak signs far from each other are no reason to call anybody in a long file", () => {
  const weak = "<?php\nclass Check {\n function a() { exec($this->tool . ' -version'); }\n";
  const more = " function b() { eval(file_get_contents($this->cached)); }\n}\n";
  assert.equal(verdict("tools.php", weak + LONG + more), "clean");
  assert.notEqual(verdict("tools.php", "<?php exec($a . ' -v'); eval(file_get_contents($b));"), "clean");
});

test("a long file with one strong sign stays malicious", () => {
  assert.equal(
    verdict("big.php", `<?php\nclass Big {}\n${LONG}\neval($_POST['x']); exec($tool);`),
    "malicious",
  );
});

test("an update step with a default is called by a led name", () => {
  const steps =
    "<?php if (isset($_POST['step'])) { $now = $_POST['step']; } $now = isset($now) ? $now : 1; call_user_func('step' . $now, $more);";
  assert.equal(verdict("update.php", `${steps}\n${LONG}`), "clean");
  const any = "<?php call_user_func($_POST['step'], $_POST['more']);";
  assert.equal(verdict("update.php", `${any}\n${LONG}`), "malicious");
});

test("a picture without an ending is judged as a picture", () => {
  const bytes = "\u00ff\u00d8\u00ff\u00e0\u0000\u0010JFIF\u0000";
  const chance = "\u0000\u0081<? `\u0099$\u00e1\u0001`\u0091 $\u00e2\u00e3=`\u0013$\u00b2` \u0000\u0007?>";
  assert.equal(verdict("images/products/8f468ab4907ee22d", bytes + chance.repeat(8)), "clean");
  assert.equal(verdict("images/products/8f468ab4907ee22d", `${bytes}<?php eval($_POST['c']);`), "malicious");
  assert.equal(verdict("images/products/8f468ab4907ee22d", `${bytes}<? eval($_POST['c']); ?>`), "malicious");
  assert.equal(verdict("images/products/8f468ab4907ee22d", "<? eval($_POST['c']); ?>"), "malicious");
});

test("asking a name server is no flood", () => {
  const asks = "<?php do { $h = fsockopen('udp://' . $server, 53); fwrite($h, $query); } while ($n++ < 3);\n";
  const floods = "while (1) { $h = fsockopen('udp://' . $host, rand(1, 65535)); fwrite($h, $packet); }";
  assert.equal(verdict("dns.php", `${asks}${LONG}`), "clean");
  assert.notEqual(verdict("dns.php", `<?php ${floods}`), "clean");
});
