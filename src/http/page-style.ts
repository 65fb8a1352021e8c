/** The style sheet of our pages: the reader's own font size, dark or light as they have it, 320 px and up. */
export const pageStyle = `:root{color-scheme:light dark;--ink:#1b1b1f;--paper:#fff;--quiet:#4a4a55;--line:#8b8b95;--accent:#14508c}
@media (prefers-color-scheme:dark){:root{--ink:#f2f2f4;--paper:#17171a;--quiet:#c3c3cc;--line:#8b8b95;--accent:#9cc7f5}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,sans-serif}
header,main{max-width:42rem;margin:0 auto;padding:1rem 1.25rem}
header{border-bottom:1px solid var(--line);font-weight:600}
header p{margin:0}
h1{font-size:1.75rem;line-height:1.25;margin:1.5rem 0 1rem;text-wrap:balance}
p,dl,ul{margin:0 0 1rem}
a{color:var(--accent);text-underline-offset:.15em}
a:focus-visible,button:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.action{display:inline-block;min-height:2.75rem;padding:.6rem 1.1rem;border:2px solid var(--accent);border-radius:.25rem;background:var(--accent);color:var(--paper);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
.quiet{color:var(--quiet);font-size:.9375rem}
dt{font-weight:600}
dd{margin:0 0 .75rem;overflow-wrap:anywhere}
code{overflow-wrap:anywhere;font-size:.9375em}
.skip{position:absolute;left:-999em}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
@media print{.skip{display:none}}
`
