// What the look-up page adds to the frame's style: fields, faults, folds, the letter, and paper.

export const LOOK_UP_STYLE = `
.ask{margin:0 0 20px}
.field{margin:0 0 16px}
label{display:block;font-weight:600}
.hint{margin:0;color:var(--soft);font-size:.875rem}
input,textarea{display:block;width:100%;min-height:48px;margin-top:4px;padding:10px 12px;border:1.5px solid var(--soft);border-radius:10px;background:var(--card);color:inherit;font:inherit;font-size:1rem}
input:focus-visible,textarea:focus-visible{outline:3px solid var(--tone);outline-offset:2px}
[aria-invalid]{border-color:var(--wrong);border-width:2px}
:root{--wrong:#a3262a}
@media (prefers-color-scheme:dark){:root{--wrong:#ff9d97}}
.fault{margin:0;color:var(--wrong);font-weight:600}
.fold{margin:0 0 12px;border:1px solid var(--line);border-radius:12px;padding:0 16px}
.fold summary{padding:12px 0;min-height:48px;cursor:pointer;font-weight:600;color:var(--tone)}
.fold[open]{padding-bottom:4px}
.lead{word-break:auto-phrase}
.ways+.ask{margin-top:28px}
.letter{overflow-wrap:anywhere}
.letter h2{font-size:1.0625rem;margin:24px 0 8px;line-height:1.6}
.letter ol,.letter ul{margin:0 0 12px;padding-left:1.5em}
.letter table{border-collapse:collapse;width:100%}
.letter th,.letter td{border:1px solid var(--line);padding:6px 8px;text-align:left;vertical-align:top}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#999;--tone:#000;--tint:#fff}
main{border:0;box-shadow:none;padding:0;max-width:none}.icon,.fold,.screen,.ask,footer{display:none}.sheet{display:block;padding:0}h1{text-align:left}}
`;
