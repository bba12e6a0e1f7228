// The report of a look as one page to hand on: inventory with owner and purpose of each script, and what changed (evidence for PCI DSS
// 4.0.1 §6.4.3 and §11.6.1). No script, nothing fetched. Pure.

import { createHash } from "node:crypto";
import { say, strangersHtml, type Language } from "../../kernel/index.ts";
import type { ReadApproved } from "./approved-file.ts";
import type { PageReport } from "./contract.ts";
import { integrityAdvice, type SteadyScripts } from "./integrity.ts";
import { noteOf } from "./notes.ts";
import { pageWords } from "./words.ts";

const STYLE = `:root{color-scheme:light dark}body{margin:0;font:16px/1.7 system-ui,"Hiragino Kaku Gothic ProN","Noto Sans CJK JP","Noto Sans JP",sans-serif}
main{max-width:980px;margin:0 auto;padding:32px 20px}p,li{overflow-wrap:anywhere}h1{font-size:22px;margin:0}h2{font-size:18px;margin:32px 0 4px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;min-width:720px;font-size:14px}th,td{text-align:left;vertical-align:top;padding:6px 10px;border-bottom:1px solid #8884}
td{overflow-wrap:anywhere}code{font-size:12px}.alarm{color:#b3261e;font-weight:600}@media(prefers-color-scheme:dark){.alarm{color:#ff9d94}}`;

export interface ReportSettings {
  readonly language: Language;
  readonly madeAtMs: number;
  /** Since when each script is what it is, where that is counted. */
  readonly steady?: SteadyScripts | undefined;
}

export function pageReportHtml(
  report: PageReport,
  approved: ReadApproved | null,
  settings: ReportSettings,
): string {
  const { language, madeAtMs } = settings;
  const t = wordsIn(language);
  const hash = createHash("sha256").update(STYLE).digest("base64");
  const { forms = [], listeners = [], hosts = [], frames = [] } = report.inventory ?? {};
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${t("report.title")}</title><style>${STYLE}</style></head>
<body><main><h1>${t("report.title")}</h1>
<p>${t("report.made", { url: report.url, date: date(madeAtMs) })}</p>
<p>${approved === null ? t("report.notApproved") : t("report.approved", { by: approved.page.approvedBy, date: date(approved.page.approvedAtMs), why: approved.page.why, fingerprint: approved.sha256 })}</p>
<h2>${t("report.changes")}</h2>
${changesHtml(report, t)}
<h2>${t("report.scripts")}</h2>
${scriptsHtml(report, approved, t)}
<h2>${t("report.integrity")}</h2>
${integrityHtml(report, settings, t)}
<h2>${t("report.headers")}</h2>
${headersHtml(report, t)}
<h2>${t("report.forms")}</h2>
${tableHtml(
  [t("report.where"), t("report.fields"), t("report.card")],
  forms.map((form) => [
    strangersHtml(`${form.method} ${form.action}`),
    strangersHtml(form.fields.join(", ")),
    form.takesCard ? "✓" : "–",
  ]),
  t,
)}
<h2>${t("report.listeners")}</h2>
${tableHtml(
  [t("report.fields"), t("report.event"), t("report.source")],
  listeners.map(({ field, event, script }) => [field, event, script].map(strangersHtml)),
  t,
)}
<h2>${t("report.hosts")}</h2>
<ul>${[...hosts, ...frames].map((place) => `<li>${strangersHtml(place)}</li>`).join("")}</ul>
</main></body></html>
`;
}

type Tell = (key: keyof typeof pageWords, values?: Readonly<Record<string, string | number>>) => string;

function wordsIn(language: Language): Tell {
  return (key, values = {}) => strangersHtml(say(pageWords, language, key, values));
}

function tableHtml(heads: readonly string[], rows: readonly (readonly string[])[], t: Tell): string {
  if (rows.length === 0) return `<p>${t("report.none")}</p>`;
  const head = heads.map((one) => `<th>${one}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("\n");
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function changesHtml({ changes }: PageReport, t: Tell): string {
  if (changes === null) return `<p>${t("report.nothingToCompare")}</p>`;
  const rows = changes.map(({ kind, weight, what, seenBy }) => [
    `<span class="${weight}">${t(`change.${kind}`)}</span>`,
    strangersHtml(what),
    (seenBy ?? []).map((guise) => guiseText(guise, t)).join("・"),
  ]);
  return tableHtml([t("report.what"), t("report.where"), t("report.seenBy")], rows, t);
}

function scriptsHtml({ inventory }: PageReport, approved: ReadApproved | null, t: Tell): string {
  const rows = (inventory?.scripts ?? []).map((script) => {
    const { kind, source, start, sha256, hasIntegrity } = script;
    const note = noteOf(approved?.page.notes ?? {}, script);
    return [
      kind === "inline" ? t("report.inline", { start }) : strangersHtml(source),
      `<code>${sha256 ?? "–"}</code>`,
      strangersHtml(note?.owner ?? "–"),
      `${strangersHtml(note?.why ?? "–")}${note?.shared === true ? t("report.shared") : ""}`,
      hasIntegrity ? "✓" : "–",
    ];
  });
  return tableHtml([t("report.source"), "SHA-256", t("report.owner"), t("report.purpose"), "SRI"], rows, t);
}

function integrityHtml(report: PageReport, { steady }: ReportSettings, t: Tell): string {
  const advice = integrityAdvice(report, steady);
  const rows = advice.map(({ place, line, whyNot }) => {
    const since = steady?.[place];
    return [
      strangersHtml(place),
      line === null ? t(`whyNot.${whyNot ?? "not-fetched"}`) : `<code>${strangersHtml(line)}</code>`,
      since === undefined
        ? "–"
        : t("report.integrity.looks", { looks: since.looks, date: date(since.sinceMs) }),
    ];
  });
  const heads = [t("report.source"), t("report.integrity.line"), t("report.integrity.since")];
  const note = advice.some(({ line }) => line !== null) ? `<p>${t("report.integrity.note")}</p>` : "";
  return `${note}${tableHtml(heads, rows, t)}`;
}

function headersHtml({ inventory }: PageReport, t: Tell): string {
  if (inventory?.heads === undefined) return `<p>${t("report.headers.unknown")}</p>`;
  const rows = inventory.heads.flatMap(({ frame, fields }) =>
    fields.map(([name, value]) => [
      frame === null ? t("report.headers.page") : strangersHtml(frame),
      `<code>${strangersHtml(name)}</code>`,
      strangersHtml(value),
    ]),
  );
  const distinct = [...new Map(rows.map((row) => [row.join("\n"), row])).values()];
  const mode = inventory.heads.find(({ guardPolicy }) => guardPolicy !== null)?.guardPolicy;
  const guard = mode == null ? "" : `<p>${t("report.headers.guard", { mode })}</p>`;
  const heads = [t("report.where"), t("report.headers.name"), t("report.headers.value")];
  return `<p>${t("report.headers.note")}</p>${tableHtml(heads, distinct, t)}${guard}`;
}

function date(ms: number): string {
  return new Date(ms).toISOString().replace("T", " ").slice(0, 16);
}

function guiseText(guise: string, t: Tell): string {
  const key = `guise.${guise}`;
  return Object.hasOwn(pageWords, key) ? t(key as keyof typeof pageWords) : strangersHtml(guise);
}
