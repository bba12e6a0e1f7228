// Judges one file by its name and bytes: which languages it may hold, what their judges say, and whether it lies about what it
// is (code in a picture, a script among uploads). Never runs anything; the same bytes always get the same verdict.

import { DECODED_BYTES_MAX, STEPS_MAX, type Effort, type Sign } from "./contract.ts";
import { judgeAsp } from "./asp-judge.ts";
import { judgeJsp } from "./jsp-judge.ts";
import { judgeCfm, judgeScript, judgeServerRules } from "./other-judges.ts";
import { lineOf } from "./patterns.ts";
import { judgePhp } from "./php-judge.ts";
import { hasPhp } from "./php-tokens.ts";

export type Language = "php" | "jsp" | "asp" | "cfm" | "script" | "server-rules" | "picture" | "other";

const LANGUAGES: readonly (readonly [RegExp, Language])[] = [
  [/\.(?:php\d?|phtml|phps|pht|phar|inc|module|ctp)$/i, "php"],
  [/\.(?:jspx?|jspf|jsw|jsv|jhtml|war)$/i, "jsp"],
  [/(?:^|\/)web\.config$/i, "asp"],
  [/\.(?:asp|aspx|ashx|asmx|ascx|asa|cer|cdx|asax)$/i, "asp"],
  [/\.(?:cfm|cfml|cfc)$/i, "cfm"],
  [/\.(?:cgi|pl|pm|py|sh|rb|bash)$/i, "script"],
  [/(?:^|\/)(?:\.htaccess|\.user\.ini|php\.ini)$/i, "server-rules"],
  [/\.(?:jpe?g|png|gif|ico|bmp|webp|svg|avif|tiff?)$/i, "picture"],
];

export function languageOf(path: string): Language {
  // "shell.php.jpg" and "shell.php " are run by careless servers; the last known ending counts first.
  const name = path.replace(/[\s.]+$|::\$DATA$/i, "");
  return LANGUAGES.find(([ending]) => ending.test(name))?.[1] ?? "other";
}

/** `text`: the file's bytes as Latin-1, so that no writing (Shift_JIS, EUC-JP, UTF-8) can look like noise. */
export function judgeFile(path: string, text: string): Sign[] {
  const effort: Effort = { steps: STEPS_MAX, decodedBytes: DECODED_BYTES_MAX, read: new Set() };
  const language = languageOf(path);
  const source = /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(text) ? text.replaceAll("\u0000", "").slice(2) : text;
  const signs = byLanguage(language, path, source, effort);
  const unfinished = effort.steps <= 0 || effort.decodedBytes <= 0;
  return unfinished ? [...signs, { rule: "file.too-much", line: 0, weight: 2 }] : signs;
}

function byLanguage(language: Language, path: string, source: string, effort: Effort): Sign[] {
  if (language === "jsp") return judgeJsp(source);
  if (language === "asp") return [...judgeAsp(source), ...phpIn(source, effort)];
  if (language === "cfm") return judgeCfm(source);
  if (language === "server-rules") return judgeServerRules(source);
  if (language === "script") return [...judgeScript(source), ...phpIn(source, effort)];
  if (language === "picture") return picture(source, effort);
  if (/\.(?:md|markdown|rst|adoc|po|pot|js|[cm]js|ts|css|map|json|xml|csv)$/i.test(path))
    return /<\?php\s/i.test(source.slice(0, 200)) ? phpIn(source, effort) : [];
  if (
    /\.(?:zip|gz|tgz|bz2|xz|zst|rar|7z|tar|pdf|woff2?|ttf|otf|eot|mp[34]|mov|xlsx?|docx?|pptx?|icc|wasm|exe|so|dll|jar)$/i.test(
      path,
    )
  )
    return [];
  if (language === "other" && /^#!.{0,60}(?:perl|python|ruby|sh)\b/.test(source))
    return [...judgeScript(source), ...phpIn(source, effort)];
  if (/<%@\s*(?:page|language|webservice|webhandler|control)\b/i.test(source.slice(0, 2_000)))
    return [...serverTags(source), ...phpIn(source, effort)];
  if (
    language === "other" &&
    !/<\?php\s/i.test(source) &&
    !/\.(?:txt|bak|old|orig|html?|tpl|log|tmp|swp)$|(?:^|\/)[^./]+$/i.test(path)
  )
    return [];
  if (language === "other" && isPicture(source)) return unnamedPicture(source, effort);
  const signs = phpIn(source, effort);
  if (language === "php")
    return [
      ...signs,
      ...(isPicture(source) && hasPhp(source)
        ? [{ rule: "file.code-in-picture", line: 1, weight: 6 } as const]
        : []),
      ...(uploaded(path) ? [{ rule: "file.script-in-uploads", line: 0, weight: 5 } as const] : []),
      ...serverTags(source),
    ];
  return [...signs, ...serverTags(source)];
}

function phpIn(source: string, effort: Effort): Sign[] {
  // PHP itself stops reading there; an archive (phar) follows.
  const halt = source.search(/__halt_compiler\s*\(\s*\)\s*(?:;|\?>)/i);
  const code = halt < 0 ? source : source.slice(0, halt);
  return hasPhp(code) ? judgePhp(code, effort) : [];
}

const ASP_PAGE =
  /\bServer\s*\.\s*CreateObject|\bResponse\s*\.\s*(?:Write|End|Buffer|Clear)|\bRequest\s*(?:\.\s*(?:Form|Query|Item|Params|Files|Server|Input|Binary|Cookies)|\(|\[)|@\s*Web(?:Service|Handler)|^\s*<%\s*(?:eval|execute)/im;

/** JSP or ASP under another ending. */
function serverTags(source: string): Sign[] {
  const tag =
    /<%(?:@\s*(?:page|language|webservice|webhandler|control)|!|=|\s)|<script\s+[^>]*runat\s*=\s*["']?server|<jsp:/i.exec(
      source,
    );
  if (tag === null) return [];
  return /java\.|getRuntime|request\.getParameter|<jsp:|import\s*=/.test(source)
    ? judgeJsp(source)
    : ASP_PAGE.test(source)
      ? judgeAsp(source)
      : [];
}

/** A picture has no business with PHP. By chance "<?" stands in many; "<?php" and a blank hardly in one. */
function picture(source: string, effort: Effort): Sign[] {
  const tag = /<\?php\s|<script\s+language\s*=\s*["']?php|<\?=\s*[@$`\w]/i.exec(source);
  if (tag === null) return pictureOfServer(source);
  const signs = judgePhp(source.slice(tag.index), effort);
  const line = lineOf(source, tag.index);
  const telling = tag[0].startsWith("<?=") ? signs.some(({ weight }) => weight >= 8) : true;
  return telling
    ? [
        ...signs.map((sign) => ({ ...sign, line })),
        { rule: "file.code-in-picture", line, weight: signs.length > 0 ? 10 : 6 },
      ]
    : [];
}

function isPicture(source: string): boolean {
  return PICTURE_STARTS.some((start) => source.startsWith(start)) || /^RIFF[\s\S]{4}WEBP/.test(source);
}

/** Shops keep pictures under bare numbers and hashes. By chance "<? " stands in many: only what is a shell beyond doubt counts. */
function unnamedPicture(source: string, effort: Effort): Sign[] {
  const named = picture(source, effort);
  if (named.length > 0) return named;
  const signs = phpIn(source, effort);
  return signs.some(({ weight }) => weight >= 8) ? signs : [];
}

/** ASP or JSP in a picture: only what says so much that chance is out of question. */
function pictureOfServer(source: string): Sign[] {
  const tag = /<%@?\s*(?:(?:eval|execute)\s*\(?\s*req|page\s+language|language\s*=)/i.exec(source);
  if (tag === null) return [];
  const line = lineOf(source, tag.index);
  const signs = serverTags(source.slice(tag.index)).map((sign) => Object.assign({}, sign, { line }));
  return [...signs, { rule: "file.code-in-picture", line, weight: 10 }];
}

/** What pictures and archives begin with, so that an upload form takes them for one. */
const PICTURE_STARTS = ["\u0089PNG", "GIF87a", "GIF89a", "\u00ff\u00d8\u00ff", "PK\u0003\u0004"];

/** Folders that hold what visitors or editors sent; no script may stand there. */
function uploaded(path: string): boolean {
  return (
    /(?:^|\/)(?:wp-content\/uploads|html\/upload\/(?:save|temp)_image|upload\/(?:save|temp)_image|pub\/media|media\/(?:catalog|customer|tmp|import)|var\/(?:import|export)|html\/template\/[^/]+\/(?:img|assets\/img)|user_data\/(?:img|assets\/img))\//i.test(
      path,
    ) && !/(?:^|\/)index\.php$/i.test(path)
  );
}
