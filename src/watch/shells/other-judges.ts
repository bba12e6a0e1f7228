// Judges of the smaller kinds: ColdFusion, CGI programs and scripts, and the settings files of web servers.

import type { Sign } from "./contract.ts";
import { SCRIPT_TOOLS } from "./other-tools.ts";
import { signsOf, type Pattern } from "./patterns.ts";

const CFM: readonly Pattern[] = [
  { rule: "cfm.command", weight: 10, finds: /<cfexecute|cfexecute\s|java\.lang\.Runtime|ProcessBuilder/i },
  {
    rule: "cfm.writes-file",
    weight: 10,
    finds: /<cffile[^>]{0,300}action\s*=\s*["']?(?:write|upload|append)/i,
    with: /#?(?:form|url)\./i,
  },
  {
    rule: "cfm.files",
    weight: 6,
    finds: /<cffile\b|<cfdirectory\b|Allaire Cold Fusion Template/i,
    with: /form\.|url\.|Allaire/i,
  },
  {
    rule: "cfm.sql-console",
    weight: 6,
    finds: /<cfquery[^>]*>\s*#?(?:PreserveSingleQuotes\s*\()?#?(?:form|url)\./i,
  },
  { rule: "cfm.eval", weight: 8, finds: /\bevaluate\s*\(\s*#?(?:form|url)/i },
];

export function judgeCfm(source: string): Sign[] {
  return signsOf(source, CFM);
}

const CGI_INPUT =
  /QUERY_STRING|CONTENT_LENGTH|\bFieldStorage\b|\bparam\s*\(|\$cgi->|new\s+CGI\b|ReadParse|\bCGI\b\s*qw|\$in\{|HTTP_[A-Z_]{4,}|\bQUERY\b|flask|request\.(?:args|form|values|GET|POST)|do_(?:GET|POST)|self\.get_argument|getfirst\s*\(/;

const SCRIPTS: readonly Pattern[] = [
  {
    rule: "cgi.command",
    weight: 10,
    finds:
      /\b(?:system|exec)\s*\(?\s*["'`]?\s*[$@]|`[^`\n]{0,100}\$\w+[^`\n]{0,100}`|\bopen\s*\(\s*\w+\s*,\s*["'][^"'\n]{0,100}\$\w+[^"'\n]{0,60}\|\s*["']|\bopen\s*\([^)\n]{0,100}\|\s*["']?\s*\)|qx[{(/|]/,
    with: CGI_INPUT,
  },
  {
    rule: "cgi.command",
    weight: 10,
    finds:
      /\bos\.(?:popen|system)\s*\(|\bsubprocess\.\w+\s*\(|\bcommands\.getoutput|\bpopen[23]?\s*\(|\bpty\.spawn/,
    with: /FieldStorage|QUERY_STRING|request\.(?:args|form|values)|self\.get_argument|do_(?:GET|POST)|getfirst\s*\(/,
  },
  {
    rule: "cgi.eval",
    weight: 10,
    finds:
      /\beval\s*[({]?\s*\$(?:q|cgi|in|form|FORM|query|buffer|ENV)\b|\bexec\s*\(\s*(?:form|base64|zlib|request)|\beval\s*\(\s*(?:compile\s*\()?\s*(?:form|base64|zlib|request)/,
  },
  {
    rule: "script.reverse-shell",
    weight: 10,
    finds:
      /\/dev\/(?:tcp|udp)\/[\w.$"'{]+\/|\bnc(?:at)?\s+(?:-\w+\s+)*-\w*[ec]\s*\/bin\/|\bmkfifo\b[^\n]{0,120}\bnc\b|os\.dup2\s*\([\s\S]{0,300}(?:\/bin\/|pty\.spawn|subprocess)|socket[\s\S]{0,4000}subprocess\.Popen[\s\S]{0,400}shell\s*=\s*True|socket[\s\S]{0,2000}(?:exec|system)\s*[({]?\s*["']?\s*\{?\s*["']?\/bin\/(?:ba)?sh|open\s*\(\s*STDIN\s*,\s*["']?[><]&[+"',\s]{0,9}(?:\w*(?:SOCK|CLIENT|CONN|FD)\w*|[A-Z])\b|TCPSocket[\s\S]{0,400}(?:exec|popen)|sockaddr_in[\s\S]{0,1500}(?:exec|system|open)\b/i,
  },
  {
    rule: "script.reverse-shell",
    weight: 6,
    finds:
      /\bbind\s*\(\s*\w+\s*,\s*sockaddr_in[\s\S]{0,1500}(?:exec|system)|IO::Socket::INET[\s\S]{0,2000}(?:system|exec|`|\bopen\s*\()/,
  },
  {
    rule: "script.packed",
    weight: 10,
    finds:
      /\beval\s*\(?\s*(?:unpack|MIME::Base64|decode_base64|pack)\b|exec\s*\(\s*(?:__import__|base64|zlib|marshal|["'][^"']{0,40}["']\.decode)|base64\s+(?:-d|--decode)\s*\|\s*(?:ba)?sh/,
  },
  {
    rule: "web.marks",
    weight: 5,
    finds:
      /web\s?shell|cgi[- ]?telnet|python[- ]?shell|perl[- ]?(?:web)?shell|backdoor|back[- ]?connect|reverse[- ]?shell|\bhacked\b|\bircbot|\bbotnet\b|shellbot|brute\s?force|\bexploit/i,
  },
  {
    rule: "script.remote-tools",
    weight: 5,
    finds:
      /\/etc\/(?:passwd|shadow)[\s\S]{0,4000}(?:socket|system|urlopen|exec)|paramiko|\bftpbrute|\bddos\b|\bflood\b/i,
  },
];

export function judgeScript(source: string): Sign[] {
  const signs = signsOf(source, [...SCRIPTS, ...SCRIPT_TOOLS]);
  // Shell scripts of a project put values into commands all day; only one that answers the web takes them from a visitor.
  const isShell =
    /^#!.{0,40}\b(?:ba|da|z|k)?sh\b/.test(source) && !/QUERY_STRING|CONTENT_LENGTH/.test(source);
  return isShell ? signs.filter(({ rule }) => rule !== "cgi.command") : signs;
}

const SERVER_RULES: readonly Pattern[] = [
  {
    rule: "htaccess.picture-as-code",
    weight: 8,
    finds:
      /^\s*(?:AddType|AddHandler)\s+["']?(?:application\/x-httpd-(?:e?php|cgi)\w*|php\d*-script|x-httpd-php\w*|cgi-script|server-parsed)["']?[^\n]*?\.(?:jpe?g|png|gif|ico|txt|css|js|html?|svg|webp|bmp|xml|pdf|log|htaccess|[a-z0-9]{2,4}\.)\b/im,
  },
  {
    // Endings no CGI program has by itself: a shell was put there under an odd name.
    rule: "htaccess.picture-as-code",
    weight: 8,
    finds:
      /^\s*(?:AddHandler\s+["']?cgi-script|AddType\s+["']?application\/x-httpd-cgi)["']?\s+\.(?!(?:f?cgi|pl|py|rb|sh|exe|php\d?|tcl|lua|phtml)\b)\w+\s*$/im,
  },
  {
    rule: "htaccess.prepend",
    weight: 8,
    finds:
      /^\s*(?:php_(?:admin_)?value\s+)?["']?auto_(?:prepend|append)_file["']?(?:[ \t]*=[ \t]*|[ \t]+(?![= \t]))(?!["']?(?:none|[^"'\n]*wordfence-waf\.php))["']?\S/im,
  },
  {
    rule: "htaccess.includes-remote",
    weight: 6,
    finds:
      /^\s*php_(?:admin_)?(?:flag|value)\s+allow_url_include\s+(?:on|1)|^\s*allow_url_include\s*=\s*(?:on|1)/im,
  },
  {
    rule: "htaccess.picture-as-code",
    weight: 8,
    finds:
      /<Files(?:Match)?\s+["']?[^>\n]*(?:jpe?g|png|gif|ico|txt|\.htaccess)[^>\n]*>[\s\S]{0,300}?(?:SetHandler|ForceType)\s+["']?(?:application\/x-httpd-php|php\d*-script|cgi-script)/i,
  },
  {
    rule: "htaccess.code-inside",
    weight: 10,
    finds: /^[^\n]*#?.{0,40}<\?php[\s\S]{0,200}(?:eval|system|passthru|\$_(?:GET|POST|REQUEST))/im,
  },
  {
    rule: "htaccess.steals-visitors",
    weight: 8,
    finds:
      /RewriteCond\s+%\{HTTP_(?:REFERER|USER_AGENT)\}[^\n]*(?:google|yahoo|bing)[\s\S]{0,2000}?RewriteRule\s+\S+\s+https?:\/\/(?!%\{)/i,
  },
];

/** `.htaccess` and `.user.ini`. */
export function judgeServerRules(source: string): Sign[] {
  return signsOf(source.replaceAll(/^\s*[#;](?![^\n]*<\?)[^\n]*$/gm, ""), SERVER_RULES);
}
