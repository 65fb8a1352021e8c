/**
 * The style sheet of the clerk's page, beside that of all pages. A verdict is told in words first: the
 * colours only repeat it. On paper: the sheet alone, dark on white, A4.
 */
export const clerkStyle = `:root{--good:#18753c;--doubt:#8a4b00;--bad:#b3001b}
@media (prefers-color-scheme:dark){:root{--good:#7ad29b;--doubt:#f0b35a;--bad:#ff9a9a}}
header,main,footer{max-width:64rem}
#reader,.intro{max-width:42rem}
[hidden]{display:none!important}
label,legend{display:block;font-weight:600}
textarea,input{display:block;width:100%;margin:.35rem 0 1.25rem;padding:.5rem;border:1px solid var(--line);border-radius:.25rem;background:var(--paper);color:var(--ink);font:inherit}
textarea{min-height:8rem;font:.9375rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
textarea:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
#reader .quiet{margin:0}
#status{min-height:1.6em;font-weight:600}
button.second{background:var(--paper);color:var(--accent)}
.actions{display:flex;flex-wrap:wrap;gap:.75rem}
pre{overflow-x:auto;padding:.75rem;border:1px solid var(--line);border-radius:.25rem;font-size:.875rem}
#result{margin-top:1.5rem;padding-top:.5rem;border-top:1px solid var(--line)}
#result h2{font-size:1.5rem;line-height:1.3;margin:1rem 0;padding:.5rem 0 .5rem .9rem;border-left:.4rem solid var(--quiet)}
#result h2:focus{outline:none}
#result h2:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
#result h3{font-size:1.125rem;margin:1.5rem 0 .5rem}
#result[data-tone=authentic] h2{border-color:var(--good);color:var(--good)}
#result:is([data-tone=lock_broken],[data-tone=reserved],[data-tone=unchecked],[data-tone$=_by_file]) h2{border-color:var(--doubt);color:var(--doubt)}
#result:is([data-tone=unproven],[data-tone=unproven_by_file],[data-tone=refused]) h2{border-color:var(--bad);color:var(--bad)}
.advice{margin:0 0 1rem;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.25rem;max-width:48rem}
#result .advice h3{margin:0 0 .35rem}
.advice p{margin:0 0 .35rem}
.facts div{display:grid;grid-template-columns:minmax(0,15rem) minmax(0,1fr);gap:0 1rem}
.facts dd{margin:0 0 .35rem}
table{width:100%;table-layout:fixed;border-collapse:collapse;font-size:.9375rem;line-height:1.4}
th,td{padding:.5rem .6rem .5rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:break-word}
thead th{color:var(--quiet);font-size:.875rem}
td[data-label]{white-space:pre-line}
[data-mark=lock_broken]{box-shadow:-.4rem 0 0 var(--bad)}
:is([data-mark=edited],[data-mark=emptied]){box-shadow:-.4rem 0 0 var(--doubt)}
[data-mark=lock_broken] :is(th,td){font-weight:600}
@media screen and (max-width:59.99rem){
.facts div{display:block}
.facts dd{margin-bottom:.6rem}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tr,th,td{display:block}
tr{margin:0 0 1rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.25rem}
th,td{border:0;padding:.15rem 0}
td:empty,td:has(bdi:empty){display:none}
td::before{content:attr(data-label);display:block;color:var(--quiet);font-size:.8125rem}
}
@media print{
@page{size:A4;margin:12mm}
:root{color-scheme:light;--ink:#000;--paper:#fff;--quiet:#333;--line:#999;--accent:#000;--good:#000;--doubt:#000;--bad:#000}
html{font-size:9pt}
body{font-size:1rem;line-height:1.3}
main{max-width:none;padding:0}
h1{font-size:1.25rem;margin:0}
p,ul{margin-bottom:.5rem}
#result h2{margin:.5rem 0}
#result h3{margin:.75rem 0 .35rem}
.advice{max-width:none;margin-bottom:.5rem;padding:.5rem .75rem}
.facts{columns:2;margin:0}
.facts div{grid-template-columns:minmax(0,9rem) minmax(0,1fr)}
th,td{padding:.25rem .5rem .25rem 0;line-height:1.25}
#reader,.intro,.screen,#status{display:none!important}
#result{margin:0;border:0}
thead{display:table-header-group}
tr,.advice,.facts div{break-inside:avoid}
h2,h3{break-after:avoid}
}
`
