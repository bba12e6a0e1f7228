// What a PHP file can do taken as a whole, and how it is written: the many abilities of a shell in one file, names made to be
// unreadable, long coded strings, code behind blanks. Each sign alone says little; together they tell.

import type { RuleName, Sign } from "./contract.ts";
import type { Token } from "./php-tokens.ts";

/** Abilities seldom found together: run commands, look around, change rights, touch the system, hide, reach out. */
const ABILITIES: readonly { readonly names: RegExp; readonly weight: number }[] = [
  { names: /^(?:system|passthru|shell_exec|popen|proc_open|pcntl_exec)$/, weight: 2 },
  { names: /^(?:exec)$/, weight: 1 },
  { names: /^(?:eval|assert|create_function)$/, weight: 1 },
  {
    names:
      /^(?:posix_getpwuid|posix_getgrgid|posix_getuid|posix_geteuid|posix_setuid|posix_kill|posix_getlogin)$/,
    weight: 2,
  },
  { names: /^(?:php_uname|get_current_user|getmyuid|getmypid|getmyinode)$/, weight: 1 },
  { names: /^(?:disk_free_space|disk_total_space|diskfreespace)$/, weight: 1 },
  { names: /^(?:chmod|chown|chgrp|touch|symlink|posix_mkfifo)$/, weight: 1 },
  { names: /^(?:opendir|readdir|scandir|glob)$/, weight: 0.5 },
  { names: /^(?:fsockopen|socket_create|pfsockopen|socket_bind|stream_socket_client)$/, weight: 0.5 },
  { names: /^(?:unlink|rmdir|rename)$/, weight: 0.5 },
  { names: /^(?:move_uploaded_file|copy)$/, weight: 0.5 },
  { names: /^(?:fileperms|fileowner|is_writable|is_writeable)$/, weight: 0.5 },
  { names: /^(?:set_time_limit|ignore_user_abort|error_reporting|set_magic_quotes_runtime)$/, weight: 0.5 },
  { names: /^(?:phpinfo)$/, weight: 0.5 },
  {
    names: /^(?:mysql_connect|mysqli_connect|mssql_connect|pg_connect|oci_connect|ocilogon|odbc_connect)$/,
    weight: 0.5,
  },
  { names: /^(?:_get|_post|_request|_cookie|_files|http_post_vars|http_get_vars)$/i, weight: 0.5 },
  { names: /^(?:gzinflate|gzuncompress|base64_decode|str_rot13)$/, weight: 0.5 },
];

/** Sentences and names that stand in shells and hardly anywhere else. */
const MARKS: readonly { readonly mark: RegExp; readonly weight: number }[] = [
  {
    mark: /\b(?:c99|r57|b374k|wso|fx29|c100|n3shell|webadmin|phpspy|angel|safe0ver|locus7?|kacak|k2ll33d|indoxploit|weevely|p0wny|alfa|madspot|aspydrv|cybershell|b0y|hax0r|0byt3m1n1|priv8|mini|bypass|php|web)[ _-]?(?:sh3?ll?|backdoor|b4ckdoor)/i,
    weight: 4,
  },
  {
    mark: /\b(?:web|php)[ _-]?shell\b|\bFilesMan\b|\bSafe[ _]?mode\s*[:(]|\bbackconnect|\bback[ _-]connect|\bbind[ _-]?(?:shell|port)|\breverse[ _-]?shell/i,
    weight: 3,
  },
  { mark: /\/etc\/(?:passwd|shadow)\b/, weight: 2 },
  {
    mark: /\/bin\/(?:ba)?sh\b|cmd\.exe|\buname\s+-a\b|\bnetstat\s+-an?\b|\bwhoami\b|\bls\s+-la\b|\bps\s+aux\b/,
    weight: 2,
  },
  { mark: /\bdisable_functions\b/, weight: 1.5 },
  {
    mark: /safe[_ ]?mode[^\n<]{0,40}(?:bypass|break|exploit)|by\s?pass[^\n<]{0,40}safe[_ ]?mode|open_?basedir\s+bypass/i,
    weight: 4,
  },
  { mark: /\bsafe_mode\b|\bopen_basedir\b/, weight: 1 },
  {
    mark: /\b(?:hacked|defaced|h4ck|hacker|haxor|0wn|rooted|mass[ _-]?deface|priv8|r00t|exploit|bruteforce|brute[ _-]force)\w*/i,
    weight: 1.5,
  },
  {
    mark: /\b(?:execute|run)\s+(?:command|cmd|shell|php)|\bshell\s+command|\bcommand\s+execut/i,
    weight: 1.5,
  },
  {
    mark: /\bmysql\s+(?:dump|manager)|\bfile\s*manager\b|\bserver\s+ip\b|\byour\s+ip\b|\bself\s+remove\b/i,
    weight: 1,
  },
  { mark: /(?:name|value)\s*=\s*[\\]?["']?(?:cmd|command|shell|exec|perintah|komut)\b/i, weight: 2 },
  {
    mark: /\$_(?:GET|POST|REQUEST)\s*\[\s*['"]?(?:cmd|command|shell|exec|ev|evalcode|phpcode|c0de)['"]?\s*\]/i,
    weight: 3,
  },
  { mark: /<title>[^<]{0,80}(?:shell|hack|bypass|priv8|grabber|backdoor|rootkit|udf\b)/i, weight: 3.5 },
  { mark: /\b(?:config|symlink|vhost|password)s?'?s?\s*grabber\b|\bsymlinker\b/i, weight: 3 },
  { mark: /大马|木马|一句话|提权|免杀|webshell/i, weight: 4 },
  {
    mark: /\xb4\xf3\xc2\xed|\xc4\xbe\xc2\xed|\xcc\xe1\xc8\xa8|\xe6\x9c\xa8\xe9\xa9\xac|\xe6\x8f\x90\xe6\x9d\x83|\xe5\xa4\xa7\xe9\xa9\xac/,
    weight: 3,
  },
];

/** From this sum on a file has the abilities of a shell; administration pages of shops stay below. */
const TELLING_AT = 9;

export function profile(source: string, tokens: readonly Token[]): Sign[] {
  const signs: Sign[] = [];
  const names = calledNames(tokens);
  let sum = 0;
  let abilities = 0;
  for (const { names: wanted, weight } of ABILITIES) {
    if (![...names.keys()].some((name) => wanted.test(name))) continue;
    sum += weight;
    abilities++;
  }
  const text = source.length > 600_000 ? source.slice(0, 300_000) + source.slice(-300_000) : source;
  const marks = MARKS.reduce((all, { mark, weight }) => all + (mark.test(text) ? weight : 0), 0);
  const codes = [...names.keys()].some((name) => /^(?:eval|assert|create_function)$/.test(name));
  const runs = [...names.keys()].some((name) =>
    /^(?:system|passthru|shell_exec|popen|proc_open|pcntl_exec|exec|eval|assert|create_function)$/.test(name),
  );
  const whole = Math.min(sum, 8) + marks;
  if (runs && abilities >= 3 && marks >= 2 && whole >= TELLING_AT)
    signs.push({ rule: "php.abilities", line: 0, weight: Math.min(10, whole - 3) });
  else if (marks >= 6) signs.push({ rule: "php.marks", line: 0, weight: Math.min(10, marks - 1) });
  const ways = [...names.keys()].filter((name) =>
    /^(?:system|exec|passthru|shell_exec|popen|proc_open|pcntl_exec)$/.test(name),
  ).length;
  if (ways >= 4) signs.push({ rule: "php.many-commands", line: 0, weight: ways >= 5 ? 8 : 5 });
  signs.push(...writing(text, tokens, codes, marks), ...smallRunner(source, tokens, names));
  return signs;
}

/** Functions called and variables read, with the line of their first use. */
function calledNames(tokens: readonly Token[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    const before = tokens[at - 1]?.text;
    const called =
      token.kind === "name" &&
      (next?.text === "(" || token.text === "eval") &&
      before !== "->" &&
      before !== "::" &&
      before !== "function";
    if (called || (token.kind === "variable" && token.text.startsWith("_"))) {
      if (!names.has(token.text.toLowerCase())) names.set(token.text.toLowerCase(), token.line);
    }
  }
  return names;
}

/** Names of nothing but O and 0, I and l, or bars. */
const CONFUSED = /^[O0o]{5,}$|^_{3,}$|^[Il1]{5,}$|^_*[O0]{4,}_*\w{0,3}$/;

function writing(text: string, tokens: readonly Token[], runs: boolean, marks: number): Sign[] {
  const isFile = !text.startsWith("#!");
  const signs: Sign[] = [];
  const add = (rule: RuleName, line: number, weight: number): number => signs.push({ rule, line, weight });
  let confused = 0;
  let jumps = 0;
  let variables = 0;
  let unreadable = 0;
  let escaped = 0;
  let coded: Token | undefined;
  let callsValue = false;
  for (const [at, token] of tokens.entries()) {
    if (token.kind === "variable") {
      variables++;
      if (CONFUSED.test(token.text)) confused++;
      if (/[\u0080-\u00ff]/.test(token.text)) unreadable++;
      if (tokens[at + 1]?.text === "(") callsValue = true;
    } else if (token.kind === "name" && token.text === "goto") jumps++;
    else if (token.kind === "name" && CONFUSED.test(token.text)) confused++;
    else if (token.escaped) escaped++;
    else if (token.kind === "text" && token.text.length >= 400 && isCoded(token.text)) coded ??= token;
  }
  const picks = text.includes("].$") || text.includes("] . $");
  const spelled = picks ? (text.match(/(?:\$\w{1,30}\[\d{1,4}\]\s?\.\s?){3}/g)?.length ?? 0) : 0;
  const letters = picks && /(\$\w{1,30})\[\d{1,4}\]\s?\.\s?(?:\1\[\d{1,4}\]\s?\.\s?){6}/.test(text);
  if ((spelled >= 6 || letters) && isFile) add("php.woven-strings", 0, spelled >= 6 ? 7 : 5);
  const weaves = wovenStrings(tokens);
  if (weaves >= 4 && isFile) add("php.woven-strings", 0, 7);
  if (confused >= 4) add("php.unreadable-names", 0, 6);
  if (jumps >= 15 && !/^\s*namespace\s/m.test(text)) add("php.jumps", 0, 6);
  if (unreadable >= 4 && unreadable * 2 > variables && isNoise(tokens)) add("php.unreadable-names", 0, 5);
  if (escaped >= 8) add("php.escaped", 0, escaped >= 20 && runs ? 5 : 3);
  if (coded !== undefined && marks >= 3) add("php.coded-string", coded.line, 6);
  else if (coded !== undefined && (runs || callsValue)) add("php.coded-string", coded.line, 4);
  const hidden =
    /(?:<\?php|;|\})[ \t]{120,}\S[^\n]{0,200}?\b(?:eval|assert|base64_decode|gzinflate|\$_(?:POST|GET|REQUEST|COOKIE)|include|file_get_contents)\b/i.exec(
      text,
    );
  if (hidden !== null) add("php.behind-blanks", text.slice(0, hidden.index).split("\n").length, 7);
  return signs;
}

/** Strings joined bit by bit: `'$D!' | 'a@1'`. */
function wovenStrings(tokens: readonly Token[]): number {
  let count = 0;
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind !== "sign" || (text !== "^" && text !== "|" && text !== "&")) continue;
    if (
      tokens[at - 1]?.kind === "text" &&
      (tokens[at + 1]?.kind === "text" || tokens[at + 1]?.kind === "name")
    )
      count++;
  }
  return count;
}

/** A few lines that take the visitor's input and hold something that runs: nothing of a shop is so short. */
function smallRunner(source: string, tokens: readonly Token[], names: ReadonlyMap<string, number>): Sign[] {
  if (source.length > SMALL_LENGTH_MAX || /^\s*namespace\s/m.test(source) || source.startsWith("#!"))
    return [];
  const input = [...names].find(([name]) => /^_(?:get|post|request|cookie|files)$/.test(name));
  if (input === undefined) return silenced(source, tokens);
  const runs =
    [...names.keys()].some((name) => RUNNERS.test(name)) ||
    tokens.some(({ text }, at) => text === "assert" && assertsText(tokens, at)) ||
    tokens.some(
      ({ kind }, at) =>
        kind === "variable" &&
        tokens[at + 1]?.text === "(" &&
        tokens[at - 1]?.text !== "->" &&
        tokens[at - 1]?.text !== "::",
    );
  const writes = [...names.keys()].some((name) =>
    /^(?:fwrite|fputs|file_put_contents|move_uploaded_file|copy|php_uname)$/.test(name),
  );
  const uploads = names.has("_files") && (names.has("move_uploaded_file") || names.has("copy"));
  const weak = runs || uploads ? 5 : writes ? 3 : 0;
  return weak === 0 ? [] : [{ rule: "php.small-runner", line: input[1], weight: weak }];
}
/** `assert($code)`; what compares or asks is an honest assertion. */
function assertsText(tokens: readonly Token[], at: number): boolean {
  const [open, what, next] = tokens.slice(at + 1, at + 4);
  return open?.text === "(" && what?.kind !== "name" && /^[)[.]$/.test(next?.text ?? "");
}

/** `@exec($cmd)` in a few lines: a piece of a shell, quiet when it fails. */
function silenced(source: string, tokens: readonly Token[]): Sign[] {
  if (source.length > PIECE_LENGTH_MAX) return [];
  const at = tokens.findIndex(
    ({ kind, text }, index) =>
      kind === "name" &&
      /^(?:system|exec|passthru|shell_exec|popen|proc_open)$/.test(text) &&
      tokens[index - 1]?.text === "@" &&
      tokens[index + 2]?.kind === "variable",
  );
  return at < 0 ? [] : [{ rule: "php.small-runner", line: tokens[at]?.line ?? 0, weight: 5 }];
}
const PIECE_LENGTH_MAX = 400;

/** One-line shells and uploaders; the smallest page of a shop that runs something is longer. */
const SMALL_LENGTH_MAX = 1_500;
const RUNNERS =
  /^(?:eval|create_function|system|exec|passthru|shell_exec|popen|proc_open|call_user_func|call_user_func_array|array_walk|usort|uasort|uksort|preg_filter|reflectionfunction|unserialize|extract|parse_str|xsltprocessor|simplexml_load_string)$/;

/** Names in Japanese or Chinese letters are words; random bytes are not: they are no UTF-8 and no pairs of Shift_JIS or EUC. */
function isNoise(tokens: readonly Token[]): boolean {
  const names = new Set(
    tokens.flatMap(({ kind, text }) => (kind === "variable" && /[\u0080-\u00ff]/.test(text) ? [text] : [])),
  );
  const noise = [...names].filter((name) => !WORDS.test(name));
  return noise.length * 2 > names.size;
}
const WORDS =
  /^(?:[\w]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\x81-\x9f\xe0-\xef][\x40-\x7e\x80-\xfc]|[\xa1-\xfe]{2})+$/;

/** Base64, hexadecimal or packed bytes: no blanks to speak of, and far from any language. */
export function isCoded(text: string): boolean {
  const sample = text.slice(0, 4_000);
  const blanks = sample.length - sample.replaceAll(/\s/g, "").length;
  if (blanks > sample.length / 20) return false;
  if (/^[\w+/=\s-]+$/.test(sample)) return entropyOf(sample) > (/^[\da-f\s]+$/i.test(sample) ? 3.2 : 4.9);
  return /^(?:%[\da-f]{2}|\\x[\da-f]{2}){50}/i.test(sample);
}

/** Bits per character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const one of text) counts.set(one, (counts.get(one) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
