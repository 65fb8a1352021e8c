/** The files that the pages load: the content security policy allows nothing inline. */
export const assets: Readonly<Record<string, { type: string; content: string }>> = {
  'simulator.css': {
    type: 'text/css',
    content: `body { margin: 0; font: 1.0625rem/1.5 system-ui, sans-serif; color: #1c1c1c; background: #f4f4f1 }
main { max-width: 40rem; margin: 2rem auto; padding: 1.5rem 2rem; background: #fff; border: 1px solid #d5d5cf }
h1, p, li, button { overflow-wrap: anywhere }
h1 { font-size: 1.5rem; margin-top: 0 }
h2 { font-size: 1.125rem }
.banner p { margin: 0 }
.banner { margin: 0; padding: .5rem 1rem; background: #ffd54a; text-align: center }
.message { padding: .5rem 1rem; border-left: 4px solid #b3261e; background: #fdf1f0 }
label { display: block; margin-top: 1rem; font-weight: 600 }
input { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; border: 1px solid #6b6b66 }
button { margin: 1rem 0; padding: .625rem 1.25rem; font: inherit; font-weight: 600; color: #fff;
  background: #2f4858; border: 0; cursor: pointer }
button:hover { background: #1e323f }
a { color: #1f4b63 }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid #a35f00; outline-offset: 2px }
.citizens { padding-left: 1.25rem }
select { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit }
dt { font-weight: 600 }
dd { margin: 0 0 .5rem; overflow-wrap: anywhere }
`,
  },
  'auto-submit.js': { type: 'text/javascript', content: 'document.forms[0]?.submit()\n' },
}
