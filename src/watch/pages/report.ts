// The report of a look as one page to hand on: inventory with owner and purpose of each script, and what changed (evidence for PCI DSS
// 4.0.1 §6.4.3 and §11.6.1). No script, nothing fetched. Pure.

import { createHash } from "node:crypto";
import { say, strangersHtml, type Language } from "../../kernel/index.ts";
import type { ReadApproved } from "./approved-file.ts";
import type { PageReport } from "./contract.ts";
import { pageWords } from "./words.ts";

const STYLE = `:root{color-scheme:light dark}body{margin:0;font:16px/1.7 system-ui,"Hiragino Kaku Gothic ProN","Noto Sans CJK JP","Noto Sans JP",sans-serif}
main{max-width:980px;margin:0 auto;padding:32px 20px}h1{font-size:22px;margin:0}h2{font-size:18px;margin:32px 0 4px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;vertical-align:top;padding:6px 10px;border-bottom:1px solid #8884}
td{overflow-wrap:anywhere}code{font-size:12px}.alarm{color:#b3261e;font-weight:600}@media(prefers-color-scheme:dark){.alarm{color:#ff9d94}}`;

export function pageReportHtml(
  report: PageReport,
  approved: ReadApproved | null,
  { language, madeAtMs }: { readonly language: Language; readonly madeAtMs: number },
): string {
  const t = (key: keyof typeof pageWords, values: Readonly<Record<string, string | number>> = {}): string =>
    strangersHtml(say(pageWords, language, key, values));
  const hash = createHash("sha256").update(STYLE).digest("base64");
  const notes = approved?.page.notes ?? {};
  const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
    rows.length === 0
      ? `<p>${t("report.none")}</p>`
      : `<div class="scroll"><table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead><tbody>${rows
          .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`)
          .join("\n")}</tbody></table></div>`;
  const changes = (report.changes ?? []).map(({ kind, weight, what, seenBy }) => [
    `<span class="${weight}">${t(`change.${kind}`)}</span>`,
    strangersHtml(what),
    (seenBy ?? []).map((guise) => guiseText(guise, t)).join("・"),
  ]);
  const { scripts = [], forms = [], listeners = [], hosts = [], frames = [] } = report.inventory ?? {};
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${t("report.title")}</title><style>${STYLE}</style></head>
<body><main><h1>${t("report.title")}</h1>
<p>${t("report.made", { url: report.url, date: date(madeAtMs) })}</p>
<p>${approved === null ? t("report.notApproved") : t("report.approved", { by: approved.page.approvedBy, date: date(approved.page.approvedAtMs), why: approved.page.why, fingerprint: approved.sha256 })}</p>
<h2>${t("report.changes")}</h2>
${report.changes === null ? `<p>${t("report.nothingToCompare")}</p>` : table([t("report.what"), t("report.where"), t("report.seenBy")], changes)}
<h2>${t("report.scripts")}</h2>
${table(
  [t("report.source"), "SHA-256", t("report.owner"), t("report.purpose"), "SRI"],
  scripts.map(({ kind, source, start, sha256, hasIntegrity }) => [
    strangersHtml(kind === "inline" ? `inline: ${start}` : source),
    `<code>${sha256 ?? "–"}</code>`,
    strangersHtml(notes[source]?.owner ?? "–"),
    strangersHtml(notes[source]?.why ?? "–"),
    hasIntegrity ? "✓" : "–",
  ]),
)}
<h2>${t("report.forms")}</h2>
${table(
  [t("report.where"), t("report.fields"), t("report.card")],
  forms.map((form) => [
    strangersHtml(`${form.method} ${form.action}`),
    strangersHtml(form.fields.join(", ")),
    form.takesCard ? "✓" : "–",
  ]),
)}
<h2>${t("report.listeners")}</h2>
${table(
  [t("report.fields"), t("report.event"), t("report.source")],
  listeners.map(({ field, event, script }) => [field, event, script].map(strangersHtml)),
)}
<h2>${t("report.hosts")}</h2>
<ul>${[...hosts, ...frames].map((place) => `<li>${strangersHtml(place)}</li>`).join("")}</ul>
</main></body></html>
`;
}

function date(ms: number): string {
  return new Date(ms).toISOString().replace("T", " ").slice(0, 16);
}

function guiseText(guise: string, t: (key: keyof typeof pageWords) => string): string {
  const key = `guise.${guise}`;
  return Object.hasOwn(pageWords, key) ? t(key as keyof typeof pageWords) : strangersHtml(guise);
}
