/**
 * The button area. Sizes in rem and em: it follows the citizen's text size. The mark is a plain ring: the
 * State's own drawing is not ours to ship.
 */
export const areaStyle = `
:host{display:block;margin:1rem 0;line-height:1.5;overflow-wrap:anywhere}
:host([hidden]),[hidden]{display:none}
p{margin:0 0 .75rem}
button{font:inherit;min-height:44px;padding:.25rem 1rem;border:1px solid;border-radius:0;background:none;color:inherit;cursor:pointer}
.fr-connect{display:inline-flex;align-items:center;gap:.75rem;max-width:100%;box-sizing:border-box;padding:.5rem 1rem;border-color:#000091;background:#000091;color:#fff;text-align:left;line-height:1.25}
.fr-connect:hover{background:#1212ff}
.fr-connect:before{content:'';flex:none;width:1em;height:1em;border:.4em double;border-radius:50%}
.fr-connect span{display:block}
.fr-connect__brand{font-size:1.25em;font-weight:700}
a{display:inline-flex;align-items:center;min-height:44px;color:inherit}
:focus-visible{outline:3px solid #0a76f6;outline-offset:2px}
.session:not([hidden]){display:flex;flex-wrap:wrap;align-items:center;gap:.5rem;margin:0 0 .75rem}
.session p{margin:0}
.status:not(:empty),.problem{padding:.5rem .75rem;border-left:4px solid}
`

/** The sentences beside the page's own inputs: marked by their place, a bar and words, not by colour. */
export const noteStyle = `
.franceconnect-prefill-note{display:block;margin:.25rem 0 .5rem;padding-left:.5rem;border-left:3px solid;font-size:.875em;overflow-wrap:anywhere}
`

const sheets = new Map<string, CSSStyleSheet>()

function sheetOf(css: string): CSSStyleSheet {
  const sheet = sheets.get(css) ?? new CSSStyleSheet()
  if (!sheets.has(css)) sheet.replaceSync(css)
  sheets.set(css, sheet)
  return sheet
}

/** Styles a document or shadow tree by a constructed sheet, which `style-src` does not forbid. */
export function adopt(root: Document | ShadowRoot, css: string): void {
  // A browser without constructed sheets shows the same content unstyled.
  if (!root.adoptedStyleSheets) return
  const sheet = sheetOf(css)
  if (!root.adoptedStyleSheets.includes(sheet)) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  }
}
