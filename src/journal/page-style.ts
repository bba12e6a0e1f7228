// The look of the journal's page: one calm column, light and dark, phone and paper. No colour says what words do not.

export const PAGE_STYLE = `
:root{color-scheme:light dark;--ground:#fbfaf8;--card:#fff;--ink:#1f2328;--soft:#5b636e;--line:#e2dfd9;--mark:#2f5d8a;--mark-ground:#eef4fa}
@media(prefers-color-scheme:dark){:root{--ground:#16181b;--card:#1e2125;--ink:#e8e6e3;--soft:#a2a9b3;--line:#34383e;--mark:#8fb7de;--mark-ground:#1d2935}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.7 system-ui,"Hiragino Kaku Gothic ProN","Noto Sans CJK JP","Noto Sans JP",Meiryo,sans-serif}
main{max-width:860px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:22px;line-height:1.4;margin:0 0 4px}
h2{font-size:18px;line-height:1.4;margin:36px 0 8px}
header p,footer p{margin:0;color:var(--soft);font-size:14px}
footer{margin-top:36px;border-top:1px solid var(--line);padding-top:12px}
.proof{overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;table-layout:fixed;background:var(--card);border:1px solid var(--line);font-size:15px}
th,td{padding:8px 14px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{font-size:13px;font-weight:600;color:var(--soft)}
th:nth-child(1){width:110px}th:nth-child(2){width:190px}
tr:last-child td{border-bottom:0}
time{font-variant-numeric:tabular-nums}
td small{display:block;color:var(--soft);font-size:13px;line-height:1.5}
dl{margin:2px 0 0;font-size:14px;color:var(--soft)}
dl div{display:flex;gap:8px}dt{flex:none;min-width:64px}dd{margin:0;color:var(--ink)}
.handed td{background:var(--mark-ground)}.given{margin:2px 0}.given strong{color:var(--mark)}
@media(max-width:600px){main{padding:20px 12px 48px}thead{position:absolute;clip-path:inset(50%)}table,tbody,tr,td{display:block}tr{border-bottom:1px solid var(--line);padding:8px 0}td{border:0;padding:2px 14px}td small{display:inline;margin-left:8px}}
@media print{:root{--ground:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--mark-ground:#fff}body{font-size:10pt}main{max-width:none;padding:0}tr{break-inside:avoid}h2{break-after:avoid}thead{display:table-header-group}}
`.trim();
