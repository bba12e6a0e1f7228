// The demonstration shop's look: paper, ink and one warm accent; phone first; light and dark.

export const STYLE = `
:root{--paper:#faf7f1;--card:#fffdf9;--ink:#2b2723;--soft:#6f675d;--line:#e4dccf;--accent:#a4432f;--accent-ink:#fff;--bad:#a02b1f;--bad-bg:#fbeae6;--radius:14px}
@media (prefers-color-scheme:dark){:root{--paper:#1d1b19;--card:#262320;--ink:#efe9e0;--soft:#b0a698;--line:#3b3732;--accent:#d6745c;--accent-ink:#1d1b19;--bad:#ff9d8a;--bad-bg:#3d2420}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.75 "Hiragino Sans","Noto Sans CJK JP","Noto Sans JP","Yu Gothic",system-ui,sans-serif}
a{color:inherit}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.bar{display:flex;align-items:center;justify-content:space-between;gap:16px;padding:14px 20px;border-bottom:1px solid var(--line);background:var(--card)}
.bar a{text-decoration:none}
.brand{font-family:"Hiragino Mincho ProN","Noto Serif CJK JP","Yu Mincho",serif;font-size:1.3rem;letter-spacing:.12em}
.bar nav{display:flex;gap:18px;font-size:.92rem;color:var(--soft)}
main{max-width:1040px;margin:0 auto;padding:24px 20px 64px}
h1{font-family:"Hiragino Mincho ProN","Noto Serif CJK JP","Yu Mincho",serif;font-weight:600;font-size:1.6rem;line-height:1.45;margin:.4em 0 .6em;text-wrap:balance}
h2{font-size:1.08rem;margin:1.6em 0 .5em}
.lead{color:var(--soft);max-width:38em}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:18px;margin-top:24px}
@media (min-width:720px){.grid{grid-template-columns:repeat(4,1fr);gap:22px}}
.item{display:block;text-decoration:none;background:var(--card);border:1px solid var(--line);border-radius:var(--radius);overflow:hidden}
.item:hover{border-color:var(--accent)}
.item div{padding:12px 14px 16px}
.item strong{display:block;font-weight:600;line-height:1.5}
.item small,.unit{color:var(--soft)}
.price{font-variant-numeric:tabular-nums;font-weight:600}
.picture{display:grid;place-items:center;aspect-ratio:4/3;color:#fff;font:600 3.6rem/1 "Hiragino Mincho ProN","Noto Serif CJK JP","Yu Mincho",serif}
.sea{background:linear-gradient(160deg,#2f6f8f,#173a52)}.moss{background:linear-gradient(160deg,#7d9a4e,#3c5a2b)}
.clay{background:linear-gradient(160deg,#c07a4b,#7c3f26)}.night{background:linear-gradient(160deg,#53517a,#25243e)}
.plum{background:linear-gradient(160deg,#9a4e6d,#562741)}.straw{background:linear-gradient(160deg,#c9a95c,#8a6a2c)}
.two{display:grid;gap:28px}
@media (min-width:760px){.two{grid-template-columns:1fr 1fr;align-items:start}.two.wide{grid-template-columns:1.4fr 1fr}}
.two .picture{border-radius:var(--radius);font-size:7rem}
.panel{background:var(--card);border:1px solid var(--line);border-radius:var(--radius);padding:18px 20px}
label{display:block;margin:12px 0 4px;font-size:.92rem;color:var(--soft)}
input,select{width:100%;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:10px 12px;min-height:46px}
fieldset.panel{margin:16px 0 0}
legend{padding:0 8px}
.row{display:grid;grid-template-columns:1fr 1fr;gap:14px}
.choice{display:flex;gap:12px;align-items:center;border:1px solid var(--line);border-radius:10px;padding:10px 14px;margin:8px 0;color:var(--ink);font-size:1rem}
.choice input{width:20px;min-height:20px;height:20px;accent-color:var(--accent)}
button,.button{display:inline-block;font:inherit;font-weight:600;cursor:pointer;text-decoration:none;text-align:center;background:var(--accent);color:var(--accent-ink);border:0;border-radius:999px;padding:12px 28px;min-height:48px}
button.plain{background:none;color:var(--soft);border:1px solid var(--line);padding:6px 14px;min-height:40px;font-weight:400}
.full{width:100%;margin-top:20px}
.error{background:var(--bad-bg);color:var(--bad);border-left:4px solid var(--bad);border-radius:8px;padding:12px 16px;margin:0 0 18px}
.error p{margin:.2em 0}
table{width:100%;border-collapse:collapse}
th,td{text-align:left;padding:10px 6px;border-bottom:1px solid var(--line);vertical-align:middle;font-weight:400}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.total td{font-weight:700;border-bottom:0;font-size:1.1rem}
.tag{display:inline-block;border-radius:999px;padding:2px 12px;font-size:.85rem;border:1px solid var(--line)}
.tag.stop{background:var(--bad-bg);color:var(--bad);border-color:var(--bad)}
footer{border-top:1px solid var(--line);color:var(--soft);font-size:.85rem;padding:20px;text-align:center}
`;
