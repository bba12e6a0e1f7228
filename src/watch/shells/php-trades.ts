// What backdoors live on: stolen cards and passwords, mail by the list, proxies for others, wiped traces. Told by what stands
// together in one file; php-habits.ts asks for them.

import type { RuleName } from "./contract.ts";

export interface Habit {
  readonly rule: RuleName;
  readonly weight: number;
  /** All must stand in the file; the first tells the line, the last is asked first. Each is linear: no open stretch between two words. */
  readonly all: readonly RegExp[];
  /** Must not stand in it: libraries that do the same for good reasons. */
  readonly none?: RegExp;
}

export const TRADES: readonly Habit[] = [
  {
    // Card numbers or a bank's secrets out of a form and away by mail or into a file: no shop needs that.
    rule: "php.sends-cards",
    weight: 6,
    all: [
      /\$_(?:POST|REQUEST|GET)\s*\[\s*["']?\w{0,20}(?:(?:num\w{0,8}_?)?card_?(?:no|num\w*)?|cartao|num_?card|tarjeta|cc_?num\w*|cardno|ccno|cvv2?|cvc2?|ccv|cid|atm_?pin|ssn|mmn)["']?\s*\]/i,
      /\b(?:mail|fwrite|fputs|file_put_contents)\s*\(/i,
      /\bgetenv\s*\(\s*["']REMOTE_ADDR|\$_SERVER\s*\[\s*["']REMOTE_ADDR|\bgethostbyaddr\s*\(/i,
      /(?:\bCVV|\bCVC|\bCard|\bCart|\bATM|\bSSN|\bSenha)\w*\s{0,9}(?:number|num|pin)?\s{0,9}[:=]/i,
      /\$_(?:POST|REQUEST|GET)/,
    ],
  },
  {
    rule: "php.wipes-traces",
    weight: 6,
    all: [
      /\.bash_history|\bHISTFILE\b|\/var\/log\/(?:lastlog|wtmp|secure|messages)/,
      /\brm\s+-r|\bunset\s+HIST|\bunlink\s*\(/i,
      /\b(?:system|exec|passthru|shell_exec|unlink)\s*\(/i,
      /HIST|history|\/var\/log\//,
    ],
  },
  {
    rule: "php.proxy-server",
    weight: 6,
    all: [
      /\b(?:socket_listen|stream_socket_server)\s*\(/i,
      /\b(?:socket_accept|stream_socket_accept)\s*\(/i,
      /\b(?:socket_connect|fsockopen|stream_socket_client)\s*\(/i,
      /socket_/,
    ],
    none: /^\s*(?:namespace|class)\s/im,
  },
  {
    // A table of passwords, printed in pieces for as long as it takes.
    rule: "php.dumps-passwords",
    weight: 5,
    all: [
      /\bselect\s[\w\s`,.]{0,80}\b(?:pass\w{0,12}|pwd)\b[\w\s`,.]{0,40}\bfrom\b/i,
      /\b(?:set_time_limit|ignore_user_abort)\s*\(\s*(?:0\s*)?\)/i,
      /\bmysqli?_p?connect\s*\(/i,
      /\blimit\s/i,
      /mysql/,
    ],
  },
  {
    // A backdoor as a text, to be written or sent somewhere.
    rule: "php.carries-shell",
    weight: 6,
    all: [
      /<\?(?:php|=)?\s{0,9}@?(?:eval|assert|system|passthru|shell_exec)\s*\(\s*@?(?:\\?\$["'.\s]{0,9}_(?:POST|GET|REQUEST|COOKIE)|base64_decode|gzinflate|str_rot13)/i,
      /["'][^"'\n]{0,200}<\?(?:php|=)?\s{0,9}@?(?:eval|assert|system|passthru|shell_exec)\s*\(/i,
    ],
  },
  {
    // Protectors that leave nothing to be read; shops do not ship it.
    rule: "php.protected",
    weight: 5,
    all: [/phpjiami\.com|\[MZG_PHPDP\]|PHP Encode by\s+http/i, /\beval\b|\$\{|function/],
  },
  {
    rule: "php.reads-accounts",
    weight: 5,
    all: [/\b(?:fopen|file|file_get_contents|readfile)\s*\(\s*["']\/etc\/(?:passwd|shadow)["']/i, /\/etc\//],
  },
];
