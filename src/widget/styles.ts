/**
 * The button area. Sizes in rem and em: it follows the citizen's text size. The button is FranceConnect's own (DSFR,
 * component "connect"): its shape, colours and proportions are fixed. What comes with the form has its room from the
 * start, as large as an unseen text of usual length, so that the button does not move.
 */
export const areaStyle = `
:host{display:block;margin:1rem 0;line-height:1.5;overflow-wrap:anywhere}
:host([hidden]){display:none}
p,ul{margin:0 0 .75rem}
p:empty{display:none}
.why{display:grid}
.why:before{content:"${'am '.repeat(215)}";visibility:hidden;padding:1.25rem 0}
.why>*,.why:before{grid-area:1/1}
button{font:inherit;min-height:44px;margin:0 .5rem .5rem 0;padding:.25rem 1rem;border:1px solid;border-radius:0;background:none;color:inherit;cursor:pointer}
.fr-connect{position:relative;padding:.625em .75em .625em 4em;border-color:#000091;background:#000091;color:#f5f5fe;text-align:left;line-height:1.25}
.fr-connect:hover{background:#1212ff}
.fr-connect:active{background:#2323ff}
svg{position:absolute;left:.75em;top:calc(50% - 1.5em);width:2.5em;height:3em}
span{display:block;font-size:1.0625em}
.fr-connect__brand{font-size:1.125em;font-weight:700}
a{display:inline-block;padding:.625em 0;color:inherit}
:focus-visible{outline:3px solid #0a76f6;outline-offset:2px}
.problem,[role]:not(:empty){padding:.5rem .75rem;border-left:4px solid}
@media print{:host{display:none}}
`

/** The sentences beside the page's own inputs: marked by their place, a bar and words, not by colour. */
export const noteStyle = `.franceconnect-prefill-note{display:block;margin:.25rem 0 .5rem;padding-left:.5rem;border-left:4px solid;font-size:.875em;overflow-wrap:anywhere}`

const styled = new WeakSet<Node>()

/** Styles a document or shadow tree, once, by a constructed sheet, which `style-src` does not forbid. */
export function adopt(root: Document | ShadowRoot, css: string): void {
  // A browser without constructed sheets shows the same content unstyled.
  if (!root.adoptedStyleSheets || styled.has(root)) return
  styled.add(root)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
}
