// The look of the shareable report: one calm column, light and dark, phone and paper. No colour says what words do not.

export const REPORT_STYLE = `
:root{color-scheme:light dark;--ground:#fbfaf8;--card:#fff;--ink:#1f2328;--soft:#5b636e;--line:#e2dfd9;--accent:#2f5d8a;--alarm:#b3261e;--alarm-ground:#fdf1f0;--calm:#2e6b47;--calm-ground:#eff7f1;--bar:#c9d8e6}
@media(prefers-color-scheme:dark){:root{--ground:#16181b;--card:#1e2125;--ink:#e8e6e3;--soft:#a2a9b3;--line:#34383e;--accent:#8fb7de;--alarm:#ff9d94;--alarm-ground:#34201f;--calm:#8fd3a8;--calm-ground:#1b2a21;--bar:#37506a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.7 system-ui,"Hiragino Kaku Gothic ProN","Noto Sans CJK JP","Noto Sans JP",Meiryo,sans-serif}
main{max-width:860px;margin:0 auto;padding:32px 20px 64px}
header p{margin:0;color:var(--soft);font-size:14px}
h1{font-size:22px;line-height:1.4;margin:0 0 4px}
h2{font-size:18px;line-height:1.4;margin:40px 0 4px}
p{margin:4px 0}
.hint{color:var(--soft);font-size:14px}
.verdict{margin:20px 0 0;padding:20px 22px;border-radius:12px;border-left:6px solid var(--calm);background:var(--calm-ground)}
.verdict.alarm{border-color:var(--alarm);background:var(--alarm-ground)}
.verdict strong{display:block;font-size:26px;line-height:1.35;color:var(--calm)}
.verdict.alarm strong{color:var(--alarm)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:16px 0 0;padding:0;list-style:none}
.tiles li{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:12px 16px}
.tiles span{display:block;color:var(--soft);font-size:13px}
.tiles b{font-size:26px;line-height:1.3;font-variant-numeric:tabular-nums}
.tiles small{color:var(--soft);font-size:13px;margin-left:4px}
table{width:100%;border-collapse:collapse;margin:12px 0 0;background:var(--card);box-shadow:0 0 0 1px var(--line);border-radius:12px;overflow:hidden;font-size:15px}
th,td{padding:10px 14px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
tr:last-child td{border-bottom:0}
th{font-size:13px;font-weight:600;color:var(--soft);white-space:nowrap}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td small{display:block;margin-top:4px;color:var(--soft);font-size:13px}
.path{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK JP",monospace;font-size:14px}
svg.bar{display:block;width:100%;height:8px;margin-top:6px}
svg.bar .all{fill:var(--line)}
svg.bar .part{fill:var(--accent)}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 24px}
ol{margin:12px 0 0;padding:0;list-style:none;counter-reset:step}
ol li{counter-increment:step;position:relative;padding:0 0 14px 44px}
ol li::before{content:counter(step);position:absolute;left:0;top:1px;width:28px;height:28px;border-radius:50%;background:var(--accent);color:var(--card);font-weight:700;font-size:15px;line-height:28px;text-align:center}
ol b{display:block}
@media(max-width:600px){main{padding:20px 14px 48px}.pair{grid-template-columns:1fr}.verdict strong{font-size:22px}.tiles{grid-template-columns:1fr 1fr}.tiles b{font-size:22px}
.files thead{display:none}.files,.files tbody,.files tr,.files td{display:block}.files tr{padding:12px 14px;border-bottom:1px solid var(--line)}.files tr:last-child{border-bottom:0}.files td{border:0;padding:0}.files .n{display:inline-block;text-align:left;margin:6px 16px 0 0}.files .n::before{content:attr(data-name) " ";color:var(--soft);font-size:13px}}
@media print{:root{--ground:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:#2f5d8a;--alarm:#b3261e;--alarm-ground:#fff;--calm:#2e6b47;--calm-ground:#fff}body{font-size:11pt}main{max-width:none;padding:0}tr,li,.verdict,.pair table{break-inside:avoid}h2{break-after:avoid}svg.bar,.verdict,ol li::before{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`.trim();
