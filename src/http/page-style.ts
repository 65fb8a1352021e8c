import { papers } from '../domain/accent.ts'

/** The style sheet of our pages: the reader's own font size, dark or light as they have it, 320 px and up. */
export const pageStyle = `:root{color-scheme:light dark;--ink:#1b1b1f;--paper:${papers.light};--quiet:#4a4a55;--line:#767680;--accent:#14508c;--brand:var(--line);--good:#0b6b3a;--wrong:#b3001e}
@media (prefers-color-scheme:dark){:root{--ink:#f2f2f4;--paper:${papers.dark};--quiet:#c3c3cc;--line:#8b8b95;--accent:#9cc7f5;--good:#8fdcae;--wrong:#ffa3a3}}
*{box-sizing:border-box}
body{margin:0;border-top:.375rem solid var(--brand);background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,sans-serif}
header,main,footer{max-width:42rem;margin:0 auto;padding:1rem 1.25rem}
header{border-bottom:1px solid var(--line);font-weight:600}
header p{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1rem;margin:0}
header span{min-width:0;overflow-wrap:anywhere}
footer a{display:inline-block;padding:.4rem 0}
.logo{max-width:calc(100% - .75rem);height:auto;object-fit:contain}
@media (prefers-color-scheme:dark){.logo{padding:.375rem;box-sizing:content-box;border-radius:.25rem;background:#fff}}
@media (forced-colors:active){.logo{padding:.375rem;box-sizing:content-box;background:#fff;forced-color-adjust:none}}
footer{margin-top:2rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.9375rem}
footer p{margin:0;overflow-wrap:anywhere}
h1,h2,h3,p,li,label,legend{overflow-wrap:break-word}
h1{font-size:1.75rem;line-height:1.25;margin:1.5rem 0 1rem;text-wrap:balance}
h3{font-size:1.0625rem;margin:1.25rem 0 .25rem}
h2,legend{font-size:1.25rem;line-height:1.3;font-weight:600}
h2{margin:1.75rem 0 .5rem}
p,dl,ul{margin:0 0 1rem}
ul{padding-left:1.25rem}
li+li{margin-top:.35rem}
a{color:var(--accent);text-underline-offset:.15em}
a:focus-visible,button:focus-visible,input:focus-visible,.summary:focus{outline:3px solid var(--accent);outline-offset:3px}
main:focus{outline:0}
.action{display:inline-block;max-width:100%;overflow-wrap:anywhere;min-height:2.75rem;padding:.6rem 1.1rem;border:2px solid var(--accent);border-radius:.25rem;background:var(--accent);color:var(--paper);font:inherit;font-weight:600;text-align:center;text-wrap:balance;text-decoration:none;cursor:pointer}
.way{display:inline-block;max-width:100%;overflow-wrap:anywhere;padding:.6rem 0}
button.way{min-height:2.75rem;border:0;background:none;color:var(--accent);font:inherit;text-align:left;text-decoration:underline;text-underline-offset:.15em;cursor:pointer}
.quiet{color:var(--quiet);font-size:.9375rem}
fieldset{min-width:0;margin:2rem 0;padding:0;border:0}
legend{padding:0;margin-bottom:.5rem}
.choice{display:grid;grid-template-columns:auto minmax(0,1fr);column-gap:.75rem;padding:.25rem 0}
.choice input{width:1.5rem;height:1.5rem;margin:.625rem 0;accent-color:var(--accent)}
.choice label{padding:.5rem 0;min-height:2.75rem;overflow-wrap:anywhere;cursor:pointer}
.choice .quiet{grid-column:2;margin:0 0 .25rem}
main input{scroll-margin-top:10rem}
.field{margin:.5rem 0 1.25rem 2.25rem}
.field label{display:block;font-weight:600}
.field p{margin:0 0 .5rem}
.field input{display:block;width:100%;max-width:20rem;min-height:2.75rem;padding:.4rem .75rem;border:2px solid var(--line);border-radius:.25rem;background:var(--paper);color:var(--ink);font:inherit}
.field input[aria-invalid]{border-color:var(--wrong)}
.mistake{padding-left:.75rem;border-left:4px solid var(--wrong);color:var(--wrong);font-weight:600}
.summary{margin:0 0 1.5rem;padding:1rem 1.25rem;border:3px solid var(--wrong)}
.summary h2{margin:0 0 .5rem}
.summary ul{margin:0}
.summary a{display:inline-block;vertical-align:top;padding:.55rem 0;color:var(--wrong);font-weight:600}
.ok,.not-ok,.slow{padding-left:.75rem;border-left:4px solid var(--line)}
.ok{border-color:var(--good)}
dt{font-weight:600}
dd{margin:0 0 .75rem;overflow-wrap:anywhere}
code{overflow-wrap:anywhere;font-size:.9375em}
.skip{position:absolute;left:-999em}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
@media print{:root{--ink:#000;--paper:#fff;--quiet:#000;--good:#000;--wrong:#000}body{border:0}.skip,.action,.way,footer{display:none}fieldset,.choice,.summary{break-inside:avoid}}
`
