// More tools of attackers (php-tools.ts): clients and packers of shells, floods, ways around the server's guards, tables taken
// out whole, files that write into themselves.

import type { Habit } from "./php-trades.ts";

const ASKS = /\$_(?:POST|GET|REQUEST)\b/;
const LIBRARY = /^\s*(?:namespace|(?:abstract\s+|final\s+)?class)\s|@package\s/m;

export const KITS: readonly Habit[] = [
  {
    // The line the visitor came in by, handed to a program: it goes on as a command line.
    rule: "php.opens-shell",
    weight: 6,
    all: [/\b(?:system|exec|passthru|shell_exec|popen)\s*\([^;\n]{0,120}\bREMOTE_PORT\b/i, /REMOTE_PORT/],
  },
  {
    rule: "php.lowers-guard",
    weight: 5,
    all: [
      /safe[ _-]?mode\s{0,3}(?:break|bypass)|\bbypass\w{0,3}\s+(?:of\s+)?(?:safe[ _-]?mode|open_basedir|disable_functions)|\bopen_basedir\s+bypass/i,
      /\b(?:glob|symlink|imap_open|tempnam|copy|ini_restore|curl_init|putenv|mb_send_mail)\s*\(/i,
      ASKS,
    ],
    none: LIBRARY,
  },
  {
    // Marks by which a widespread client of shells finds its answer.
    rule: "php.carries-shell",
    weight: 6,
    all: [/\becho\s*\(?\s*\\?["']->\|/i, /\|<-/, /->\|/],
  },
  {
    rule: "php.packs-code",
    weight: 5,
    all: [
      /\b(?:gzdeflate|gzcompress)\s*\(/i,
      /\bbase64_encode\s*\(/i,
      /\b(?:gzinflate|gzuncompress)\s*\(\s*base64_decode\s*\(\s*\\?\$/i,
      /\beval\b/i,
    ],
    none: LIBRARY,
  },
  {
    rule: "php.flood",
    weight: 5,
    all: [
      /\bflood_?type\b|\b(?:udp|http|tcp|syn)[ _-]?flood|\bflooder\b|\bddos\b/i,
      /\b(?:fsockopen|curl_multi_exec|pcntl_fork|socket_sendto)\s*\(/i,
      /\b(?:while|for)\s*\(/,
      /flood|ddos/i,
    ],
    none: /^\s*namespace\s|@package\s/m,
  },
  {
    rule: "php.port-scan",
    weight: 5,
    all: [
      /\b(?:nmap|masscan)\s+-/i,
      /\b(?:system|exec|passthru|shell_exec|popen|proc_open)\s*\(/i,
      ASKS,
      /nmap|masscan/i,
    ],
    none: LIBRARY,
  },
  {
    // Which table, which columns, from where to where: all by the address, for as long as it takes.
    rule: "php.database-console",
    weight: 5,
    all: [
      /^(?=[\s\S]{0,12000}$)[\s\S]*?\b(?:set_time_limit|ignore_user_abort)\s*\(/i,
      /\$_(?:GET|POST|REQUEST)\s*\[\s*["']?(?:t|tb|tbl|table)["']?\s*\]/i,
      /\bselect\s/i,
      /\bmysqli?_(?:unbuffered_)?query\s*\(|->query\s*\(/i,
      /mysql/i,
    ],
    none: LIBRARY,
  },
  {
    rule: "php.write-code",
    weight: 6,
    all: [
      /\bfopen\s*\(\s*__FILE__\s*,\s*["'][aw]|\bfile_put_contents\s*\(\s*__FILE__\s*,/i,
      ASKS,
      /__FILE__/,
    ],
    none: LIBRARY,
  },
  {
    rule: "php.write-anything",
    weight: 5,
    all: [
      /\bfopen\s*\(\s*\{?\s*\$_(?:POST|GET|REQUEST)\b[^;\n]{0,60},\s*["'][aw]/i,
      /\b(?:fwrite|fputs)\s*\(/i,
    ],
  },
  {
    // Sent text, each byte turned by a key, and run: the flow is lost in properties and sessions, the recipe is not.
    rule: "php.eval-woven",
    weight: 6,
    all: [
      /\^\s{0,3}\$[\w>-]{1,40}\s{0,3}[[{][^\]}\n]{1,40}(?:&\s{0,3}(?:15|0x0?f)\b|%\s{0,3}(?:strlen|count|\d|\$))/i,
      /\beval\s*\(\s*\$/i,
      /\bbase64_decode\b|\bhex2bin\b|php:\/\/input/i,
      /\$_(?:POST|GET|REQUEST|COOKIE|SERVER)\b|php:\/\/input/,
    ],
  },
  {
    // A form's card and its secret (Portuguese, Spanish, English), kept in a file or mailed by a page without any class.
    rule: "php.sends-cards",
    weight: 6,
    all: [
      /\$_POST\s*\[\s*["']?(?:nome_?|num\w{0,4}_?)?(?:card|cartao|tarjeta|cc)\w{0,10}["']?\s*\]/i,
      /\$_POST\s*\[\s*["']?(?:senha|cvv|cvc|ccv|validade|clave|atm|pin)\w{0,8}["']?\s*\]/i,
      /\b(?:fwrite|fputs|mail|file_put_contents)\s*\(/i,
      /\$_POST/,
    ],
    none: LIBRARY,
  },
];
