// Tools of attackers that need no single telling expression: exploits run by hand, scanners of other servers, pieces of large
// shells, files turned into hostages. Told by what stands together in one file; php-habits.ts asks for them.

import type { Habit } from "./php-trades.ts";

/** Calls that reach another server. */
const REACHES = /\b(?:curl_exec|curl_init|fsockopen|file_get_contents|socket_connect)\s*\(/i;
/** Whoever declares a namespace or a package is part of something that says what it is. */
const LIBRARY = /^\s*namespace\s|@package\s/m;
const ASKS = /\$_(?:POST|GET|REQUEST)\b/;

export const TOOLS: readonly Habit[] = [
  {
    // "Injection" alone stands in every framework; in Chinese (UTF-8, GBK) it is the attack.
    rule: "php.attack-tool",
    weight: 5,
    all: [
      /\bexploit\b|\bremote[ _-]?shell|\bsql[ _-]?inject\w*|\bw00t\b|\xe6\xb3\xa8\xe5\x85\xa5|\xd7\xa2\xc8\xeb/i,
      /\$argv\b|\$_SERVER\s*\[\s*["']argv|php:\/\/stdin|\bSTDIN\b/,
      REACHES,
      /argv|stdin/i,
    ],
    none: LIBRARY,
  },
  {
    rule: "php.port-scan",
    weight: 5,
    all: [
      /\bfsockopen\s*\(/i,
      /\bis\s+open\b|\bopen(?:ed)?\s+ports?\b|\bport\s*scan/i,
      /\b(?:for|foreach|while)\b/,
      /name\s*=\s*\\?["']?\w{0,12}port/i,
      ASKS,
    ],
    none: LIBRARY,
  },
  {
    // Which other shops stand on the same server: asked before they are all broken into.
    rule: "php.neighbours",
    weight: 5,
    all: [
      /\bguerrilladns\.|\byougetsignal\.|\bsameip\.org|\bdomainsbyip\.|\bviewdns\.info|\/reverseip|\breverse[ -]?ip\b|["']ip(?:%3A|:)\s?["'.\s]{0,4}\$/i,
      REACHES,
      ASKS,
    ],
  },
  {
    rule: "php.brute-force",
    weight: 5,
    all: [
      /wp-login\.php|\/administrator\/index\.php/i,
      /\b(?:explode|split)\s*\(\s*["']\\[rn]|\bfile\s*\(|\bpassword_?list\b/i,
      /CURLOPT_POSTFIELDS|\bfsockopen\s*\(/,
      /<textarea|\$argv/i,
      /\bpass|\bpwd/i,
    ],
    none: LIBRARY,
  },
  {
    rule: "php.mail-sorter",
    weight: 5,
    all: [
      /\b(?:explode|split)\s*\(\s*["']\\[rn]/i,
      /["']@?hotmail\b/i,
      /["']@?yahoo\b/i,
      /["']@?gmail\b/i,
      /<textarea/i,
    ],
  },
  {
    rule: "php.takes-hostage",
    weight: 6,
    all: [
      /\b(?:mcrypt|openssl)_(?:en|de)crypt\s*\(/i,
      /\b(?:unlink|rename)\s*\(/i,
      /\b(?:opendir|scandir|glob)\s*\(|\bRecursiveDirectoryIterator\b/i,
      /ransom|\bbitcoins?\b|\binfection\b|\bfiles\s+(?:have\s+been|are|were)\s+encrypted/i,
      /_(?:en|de)crypt/,
    ],
    none: LIBRARY,
  },
  {
    rule: "php.links-others",
    weight: 5,
    all: [
      /\bsymlink\s*\(/i,
      /\/etc\/(?:valiases|passwd|named\.conf|virtual)|\bbypass\b|\bpublic_html\b/i,
      ASKS,
      /symlink/,
    ],
    none: LIBRARY,
  },
  {
    rule: "php.reads-sessions",
    weight: 5,
    all: [
      /\bopendir\s*\(\s*["'](?:\/var)?\/tmp\b/i,
      /\b(?:fopen|file|file_get_contents)\s*\(\s*["'](?:\/var)?\/tmp\/\{?\$/i,
      /\/tmp/,
    ],
  },
  {
    rule: "php.disarms",
    weight: 6,
    all: [
      /\b(?:truncate|delete\s+from|update)\b[^;\n]{0,60}\bwf(?:Issues|Status|Config)\b|\bdeactivate_plugins\s*\(\s*["'][^"'\n]{0,40}(?:wordfence|sucuri|security)/i,
    ],
    none: LIBRARY,
  },
  {
    rule: "php.defaces",
    weight: 5,
    all: [
      /\b(?:hacked|h4cked|defaced|0wned|pwned)\s+by\b/i,
      /\b(?:fwrite|fputs|file_put_contents|copy)\s*\(/i,
      /["'][^"'\n]{0,60}index\.(?:php|html?)["']/i,
    ],
    none: LIBRARY,
  },
  {
    // Commands of a tunnel ride in headers of their own.
    rule: "php.tunnel",
    weight: 6,
    all: [
      /["'](?:HTTP_)?X[-_](?:CMD|TARGET)["']/i,
      /\b(?:fsockopen|socket_connect|stream_socket_client)\s*\(/i,
      /X[-_](?:CMD|TARGET)/i,
    ],
  },
  {
    rule: "php.open-proxy",
    weight: 5,
    all: [
      /\$_(?:GET|REQUEST|POST)\s*\[\s*["']?url["']?\s*\]/i,
      /\bcurl_init\s*\(/i,
      /\bcurl_exec\s*\(/i,
      /HTTP_USER_AGENT|HTTP_COOKIE|\$_COOKIE\b/,
      /\bproxy\b/i,
    ],
    none: LIBRARY,
  },
  {
    // The visitor names server, user and password and gets the tables: a page of one file, not the set-up of a shop.
    rule: "php.database-console",
    weight: 6,
    all: [
      /^(?=[\s\S]{0,20000}$)[\s\S]*?\bnew\s+(?:PDO|mysqli)\s*\(/i,
      /\$_(?:POST|GET|REQUEST|COOKIE)\s*\[\s*["'](?:db_?|sql_?)?(?:host|server)/i,
      /\bSHOW\s+(?:TABLES|DATABASES)\b/i,
    ],
    none: /^\s*(?:namespace|(?:abstract\s+|final\s+)?class)\s/m,
  },
  {
    // The word itself is kept as a hash, so that the file does not tell it.
    rule: "php.locked",
    weight: 5,
    all: [
      /\$_(?:REQUEST|POST|GET|COOKIE)\s*\[\s*["']\w{0,12}(?:pass|pwd|key|auth)\w{0,12}["']\s*\]\s*={2,3}\s*["'][\da-f]{32,40}["']/i,
      ASKS,
    ],
  },
  {
    // What an object becomes when a sent text is unpacked decides what is run.
    rule: "php.runs-property",
    weight: 6,
    all: [
      /\bfunction\s+__(?:destruct|wakeup|toString|invoke|call|get|set|unset|isset)\s*\([^)\n]{0,60}\)\s*\{[^{}]{0,200}\b(?:eval|assert|system|passthru|shell_exec|create_function)\s*\(\s*\$this\s*->\s*\w{1,40}\s*(?:\[[^\]\n]{0,30}\]\s*)?\)/i,
      /\b__(?:destruct|wakeup|toString|invoke|call|get|set|unset|isset)\b/i,
    ],
  },
  {
    rule: "php.flood",
    weight: 6,
    all: [/\bwhile\s*\(\s*(?:1|true)\s*\)\s*\{?\s*pcntl_fork\s*\(\s*\)\s*;/i, /pcntl_fork/i],
  },
  {
    rule: "php.shows-settings",
    weight: 5,
    all: [
      /\b(?:(?:echo|print)\s*\(?\s*@?file_get_contents|readfile|show_source|highlight_file)\s*\(\s*["'][\w./:\\-]{0,100}(?:config|database|settings)[\w.-]{0,30}\.(?:php|inc|ini)["']/i,
    ],
  },
  {
    // Pieces a large shell is put together from.
    rule: "php.shell-piece",
    weight: 6,
    all: [
      /\[\s*["']module["']\s*\]\s*\[\s*["']?\w{1,30}["']?\s*\]\s*\[\s*["']js_ontabselected["']|\bblock_bot\s*\(\s*\)\s*;\s{0,9}auth\s*\(\s*\)|\bget_resource\s*\(\s*["']jak3fr0z/,
    ],
  },
];
