// Habits of backdoors that no single expression shows: doors that open for one hash, programs kept as coded text, variables
// nobody sets, pages shown to search engines only, mail sent by the list, consoles for somebody's database.

import type { Sign } from "./contract.ts";
import { lineOf } from "./patterns.ts";
import { KITS } from "./php-kits.ts";
import { TOOLS } from "./php-tools.ts";
import { TRADES, type Habit } from "./php-trades.ts";
import type { Token } from "./php-tokens.ts";

const HABITS: readonly Habit[] = [
  ...TRADES,
  ...TOOLS,
  ...KITS,
  {
    rule: "php.locked",
    weight: 5,
    all: [
      /\b(?:md5|sha1)\s*\(\s*(?:\w+\s*\(\s*){0,3}[@$]{1,2}(?:_(?:GET|POST|REQUEST|COOKIE|SERVER)|HTTP_\w+_VARS)\b[^;{}\n]{0,80}?[!=]==?\s*["'][\da-f]{32,40}["']|["'][\da-f]{32,40}["']\s*[!=]==?\s*(?:md5|sha1)\s*\(\s*(?:\w+\s*\(\s*){0,3}[@$]{1,2}_(?:GET|POST|REQUEST|COOKIE|SERVER)\b/i,
      /\b(?:md5|sha1)\s*\(/i,
    ],
  },
  {
    rule: "php.cloak",
    weight: 5,
    all: [
      /googlebot|baiduspider|bingbot|yahoo!?\s?slurp|google\.co|google\|/i,
      /["']https?:\/\/[\w$]/i,
      /\b(?:curl_exec|file_get_contents|fsockopen)\s*\(/i,
      /\becho\b|\bprint\b|\bdie\b|\bexit\b|\bheader\s*\(/i,
      /HTTP_USER_AGENT|HTTP_REFERER/,
    ],
  },
  {
    rule: "php.makes-admin",
    weight: 8,
    all: [
      // In a file of one page: the platform's own files are longer.
      /^(?=[\s\S]{0,6000}$)[\s\S]*?\bwp_(?:create_user|insert_user|set_auth_cookie)\s*\(/i,
      /\badministrator\b|->\s*user_login/i,
      /\$_(?:GET|POST|REQUEST|COOKIE)\s*\[|wp-(?:blog-header|load)\.php/,
      /wp_(?:create_user|insert_user|set_auth_cookie)/,
    ],
  },
  {
    rule: "php.call-by-name",
    weight: 8,
    all: [
      /function(?:String)?\s*\(\s*\\?["'](?:assert|system|exec|passthru|shell_exec|eval)\b/i,
      /registerPHPFunctions/,
    ],
  },
  {
    rule: "php.reversed",
    weight: 7,
    all: [/(?:TSOP|TEG|TSEUQER|EIKOOC)_\$|\(edoced_46esab|\bedoced_4|\(lave\b|\(metsys\b/],
  },
  {
    rule: "php.flood",
    weight: 6,
    all: [/["']udp:\/\/|\bUDP\s+Flood/i, /\b(?:while|for)\s*\(/, /fsockopen/],
    // Questions to a name server or a clock, always at the same port.
    none: /\bfsockopen\s*\([^;\n]{0,80},\s{0,9}(?:53|123)\b/i,
  },
  {
    rule: "php.database-console",
    weight: 6,
    all: [
      /\bmysql_(?:list_dbs|drop_db|create_db)\s*\(|\bshow\s+databases\b/i,
      /\bmysqli?_p?connect\s*\(/i,
      /\bmysql_(?:list_tables|list_fields)\s*\(|\bshow\s+tables\b|\bdrop\s+(?:table|database)\b/i,
      /<(?:form|textarea)\b/i,
      /mysqli?_/,
    ],
  },
  {
    rule: "php.database-console",
    weight: 6,
    all: [
      /\bCREATE\s+FUNCTION\s+\w*(?:sys_exec|sys_eval|shell)\b|\binto\s+(?:dumpfile|outfile)\b/i,
      /\budf\b|\.dll\b|\b(?:sys_exec|sys_eval|\w*shell)\b/i,
      /\bmysqli?_(?:query|connect)\s*\(/i,
      /<(?:form|textarea)\b/i,
      /mysqli?_/,
    ],
  },
];

/** Large files: the middle of a library holds no habit that its ends do not show. */
const READ_MAX = 300_000;

export function habits(source: string, tokens: readonly Token[]): Sign[] {
  const text = source.length > READ_MAX ? source.slice(0, READ_MAX) : source;
  return [
    ...HABITS.flatMap((habit) => shown(habit, text)),
    ...massMail(text, tokens),
    ...unsetVariables(tokens, source.length),
  ];
}

function shown({ rule, weight, all, none }: Habit, text: string): Sign[] {
  // The last is the cheapest and the rarest.
  if (!all.toReversed().every((one) => one.test(text)) || none?.test(text) === true) return [];
  const first = all[0]?.exec(text);
  return [{ rule, line: lineOf(text, first?.index ?? 0), weight }];
}

/** A page that sends one mail to each line of what it was given, for as long as it takes. */
function massMail(text: string, tokens: readonly Token[]): Sign[] {
  const at = tokens.findIndex(
    (token, index) =>
      token.kind === "name" &&
      token.text === "mail" &&
      tokens[index + 1]?.text === "(" &&
      !/^(?:->|::|function|new)$/.test(tokens[index - 1]?.text ?? ""),
  );
  if (at < 0 || /^\s*(?:abstract\s+|final\s+)?class\s|^\s*namespace\s/m.test(text)) return [];
  const many = /explode\s*\(\s*["']\\[rn]|split\s*\(\s*["']\\[rn]|\bfile\s*\(|fgets\s*\(/i.test(text);
  const list =
    /\$_(?:POST|REQUEST|GET)|\$HTTP_POST_VARS|getenv|\$argv|\bmail(?:ing)?_?lists?\b|\bemaillist\b/i.test(
      text,
    );
  const endless = /set_time_limit\s*\(|ignore_user_abort|max_execution_time|\bsleep\s*\(/i.test(text);
  const loops = /\b(?:while|for|foreach)\b/.test(text);
  const asks =
    /<textarea\s[^>]{0,80}name\s*=\s*\\?["']?(?:e?mail_?list|emails|mails|lista?|to_?list|mailist)\b/i.test(
      text,
    );
  if (!many || !list || !loops || !(endless || asks)) return [];
  return [{ rule: "php.mass-mail", line: tokens[at]?.line ?? 0, weight: 5 }];
}

/** What touches files and commands, by what it touches. */
const TOUCHES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    unlink: "delete",
    rmdir: "delete",
    mkdir: "make",
    fwrite: "write",
    fputs: "write",
    rename: "move",
    copy: "move",
    system: "run",
    exec: "run",
    passthru: "run",
    shell_exec: "run",
    popen: "run",
    eval: "run",
    opendir: "list",
    chdir: "list",
    mysql_query: "query",
    mysql_connect: "query",
    readfile: "read",
    fopen: "read",
    show_source: "read",
  }),
);
const BEFORE_NAMES = /^(?:->|::|function|new)$/;
const SETS = /^(?:=|\.=|\+=|-=|\?\?=|\+\+|as|&|=>|,|global|static)$/;

/**
 * Old shells trust that PHP makes variables of what visitors send (register_globals). Such variables are set nowhere, and go
 * into several kinds of file and command functions; a template reads what its caller set, but touches one kind at most.
 */
function unsetVariables(tokens: readonly Token[], length: number): Sign[] {
  if (tokens.some(({ kind, text }) => kind === "name" && (text === "namespace" || text === "class")))
    return [];
  const set = new Set<string>(["this", "globals", "argv", "php_errormsg"]);
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind !== "variable") continue;
    const next = tokens[at + 1]?.text ?? "";
    const before = tokens[at - 1]?.text ?? "";
    const isItem = next === "[" || next === "->" || next === "{";
    if (
      /^(?:=|\.=|\+=|-=|\?\?=|\+\+|--)$/.test(next) ||
      (SETS.test(before) && before !== "=" && before !== "=>" && before !== ",") ||
      (isItem && !/^[(,]$/.test(before))
    )
      set.add(text);
    if (before === "=>" || text.startsWith("_")) set.add(text);
  }
  const touched = new Map<string, number>();
  let depth = 0;
  let functionDepth = -1;
  for (const [at, { kind, text, line }] of tokens.entries()) {
    if (kind === "sign" && text === "{") depth++;
    else if (kind === "sign" && text === "}" && --depth <= functionDepth) functionDepth = -1;
    else if (kind === "name" && text === "function" && functionDepth < 0) functionDepth = depth;
    const sort = kind === "name" && functionDepth < 0 ? TOUCHES.get(text) : undefined;
    if (sort === undefined || BEFORE_NAMES.test(tokens[at - 1]?.text ?? "")) continue;
    const parts = tokens.slice(at + 1, at + 14);
    const end = parts.findIndex((token) => token.text === ";");
    const names = parts
      .slice(0, end < 0 ? undefined : end)
      .flatMap((token) => (token.kind === "variable" ? [token.text] : variablesIn(token)));
    if (names.some((name) => !set.has(name)) && !touched.has(sort)) touched.set(sort, line);
  }
  const alone = touched.size === 1 && touched.has("run") && length <= ALONE_LENGTH_MAX;
  if (touched.size < 3 && !(touched.size === 2 && touched.has("run")) && !alone) return [];
  return [
    { rule: "php.unset-request", line: Math.min(...touched.values()), weight: touched.size > 3 ? 7 : 5 },
  ];
}

/** A few lines that do nothing but run what nobody set. */
const ALONE_LENGTH_MAX = 400;

function variablesIn({ parts }: Token): string[] {
  return (parts ?? []).flatMap((part) =>
    typeof part === "string" ? [] : part.flatMap(({ kind, text }) => (kind === "variable" ? [text] : [])),
  );
}

/** Base64 of "#!/usr", "#!/bin", "#include", of a Linux or Windows program, and of that base64 once more. */
const CODED_TOOL =
  /^(?:TVqQAA|TVpQAA|IyEvdXNy|IyEvYmlu|I2luY2x1ZGUg|f0VMRg|f0VMR|ZjBWTVJn|SXlFdmRYT|SXlFdlltbH)/;

/** Tools for the server's command line, kept as coded text beside something that writes or runs. */
export function codedTools(tokens: readonly Token[]): Sign[] {
  const tool = tokens.find(
    ({ kind, text }) => kind === "text" && text.length >= CODED_LENGTH_MIN && CODED_TOOL.test(text),
  );
  const uses = tokens.some(
    ({ kind, text }) =>
      kind === "name" &&
      /^(?:fwrite|fputs|file_put_contents|system|exec|shell_exec|passthru|popen|pcntl_exec)$/.test(text),
  );
  return tool !== undefined && uses ? [{ rule: "php.coded-program", line: tool.line, weight: 8 }] : [];
}

/** Base64 of an opening of PHP: "<?php", "<?\n", "eval(", "@eval(", "error_reporting". */
const CODED_OPENING =
  /^(?:PD9waH|PD9QSF|PD8K|PD8N|PD8g|PD9A|ZXZhbC|QGV2YW|ZXJyb3Jfcm|QGVycm9y|QGluaV9|aWYoaXNzZXQ|aWYgKGlzc2V0)/;
const CODED_LENGTH_MIN = 60;

/** Whatever it begins with: its first line decoded is that of a shell. */
function codesShell(text: string): boolean {
  if (!/^[\w+/]{60}/.test(text)) return false;
  const begin = Buffer.from(text.slice(0, 400), "base64").toString("latin1");
  return /@ini_set\s*\(|@set_time_limit|\beval\s*\(|@error_reporting\s*\(|\$_(?:POST|REQUEST)\b/.test(begin);
}
/** A shell kept in a text is one, rarely a few. */
const CODED_MAX = 6;

/** Programs kept as coded text, to be written or run later, by whom it may be. */
export function codedPrograms(tokens: readonly Token[]): { readonly code: string; readonly line: number }[] {
  const programs: { code: string; line: number }[] = [];
  for (const { kind, text, line } of tokens) {
    if (kind !== "text" || text.length < CODED_LENGTH_MIN || programs.length >= CODED_MAX) continue;
    if (!CODED_OPENING.test(text) && !codesShell(text)) continue;
    programs.push({ code: Buffer.from(text, "base64").toString("latin1"), line });
  }
  return programs;
}
