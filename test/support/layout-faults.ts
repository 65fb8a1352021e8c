/** What a reader does to the text of a page. `spacing`: the values of WCAG 1.4.12. `double`: 200 % (1.4.4). */
export type Strain = 'none' | 'spacing' | 'double'

/**
 * Runs in the page: what sticks out of the window or is cut off while the text is strained, and which targets are
 * smaller than 24 × 24 px (2.5.8; links within a sentence excepted). Shadow trees are looked into.
 */
export function layoutFaults(strain: Strain): string[] {
  const styles: Record<Strain, string> = {
    none: '',
    spacing:
      '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}',
    double: ':root{font-size:200%!important}',
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles[strain])
  const roots: (Document | ShadowRoot)[] = [document]
  const elements: Element[] = []
  for (const root of roots) {
    for (const one of root.querySelectorAll('*')) {
      elements.push(one)
      if (one.shadowRoot) roots.push(one.shadowRoot)
    }
  }
  const before = roots.map((root) => root.adoptedStyleSheets)
  for (const root of roots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  const name = (one: Element) => one.outerHTML.slice(0, 100).replaceAll('\n', ' ')
  const seen = elements.filter((one) => {
    const { width, height, right } = one.getBoundingClientRect()
    return one.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1 && right > 0
  })
  const faults: string[] = []
  const limit = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth > limit)
    faults.push(`scrolls sideways: ${document.documentElement.scrollWidth}`)
  for (const one of seen) {
    const { right, width, height } = one.getBoundingClientRect()
    if (right > limit + 1 && !one.closest('pre')) faults.push(`sticks out: ${name(one)}`)
    const { overflowX, overflowY, display } = getComputedStyle(one)
    const isCut =
      (overflowX === 'hidden' || overflowX === 'clip') && one.scrollWidth > one.clientWidth + 1
    const isCutBelow =
      (overflowY === 'hidden' || overflowY === 'clip') && one.scrollHeight > one.clientHeight + 1
    if ((isCut || isCutBelow) && !one.matches('input,svg,path'))
      faults.push(`cut off: ${name(one)}`)
    const isTarget = one.matches('a[href],button,input:not([type=hidden]),select,textarea,summary')
    const isInSentence = display === 'inline' && one.matches('a')
    const label = (one as HTMLInputElement).labels?.[0]?.getBoundingClientRect()
    const size = Math.min(Math.max(width, label?.width ?? 0), Math.max(height, label?.height ?? 0))
    if (isTarget && !isInSentence && size < 24) faults.push(`target ${size}: ${name(one)}`)
  }
  roots.forEach((root, index) => {
    root.adoptedStyleSheets = before[index] ?? []
  })
  return faults
}
