// Patterns for what ASP pages and CGI programs of attackers do beside running commands: print the server's settings, empty
// databases, take in files, try other servers. asp-judge.ts and other-judges.ts add them to their own.

import type { Pattern } from "./patterns.ts";

export const ASP_TOOLS: readonly Pattern[] = [
  {
    rule: "asp.prints-server",
    weight: 5,
    finds: /\bFor\s+Each\s+\w+\s+In\s+Request\s?\.\s?ServerVariables\b/i,
  },
  {
    rule: "asp.connect-request",
    weight: 6,
    finds: /\b(?:Password|Pwd)\s?=\s?"?\s?&\s?(?:trim\s?\(\s?)?Request\s?[.(]/i,
  },
  {
    // A query that may take as long as it wants: nobody waits for such a page but a thief.
    rule: "asp.dumps-tables",
    weight: 5,
    finds: /\bServer\s?\.\s?ScriptTimeout\s?=\s?\d{7,}/i,
    with: /ADODB\.Connection|SqlConnection|OleDbConnection|OdbcConnection/i,
  },
  {
    // An object of somebody's library, opened by a hash: the whole page.
    rule: "asp.loads-code",
    weight: 6,
    finds:
      /^\s*<script[^>\n]{0,80}runat[^>\n]{0,40}>\s*[\w.]{1,60}\s+\w{1,30}\s*=\s*new\s+[\w.]{1,60}\s*\(\s*"[\da-f]{16,40}"\s*\)\s*;\s*<\/script>\s*$/i,
  },
  { rule: "web.marks", weight: 5, finds: /\bCmdAsp\b|name\s?=\s?["']?\.CMD\b/ },
];

export const SCRIPT_TOOLS: readonly Pattern[] = [
  {
    rule: "script.remote-tools",
    weight: 5,
    finds: /\bsql[ _-]?inject\w*|\bSQLi\b|\b(?:icmp|remote)\s+(?:command\s+)?shell\b/i,
    with: /LWP::UserAgent|IO::Socket|\burllib|\brequests\.(?:get|post)|\bsocket\b/,
  },
  {
    rule: "cgi.uploads",
    weight: 5,
    finds: /\bopen\s*\(\s*\w+\s*,\s*["']>{1,2}\s?["']?\s?\.?\s?\$\w/,
    with: /type\s?=\s?\\?["']?file\b|multipart\/form-data|->upload\s*\(/i,
  },
];
