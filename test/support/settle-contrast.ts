interface Colours {
  readonly Color: new () => { alpha: number; parseString(css: string): void }
  getContrast(background: object, foreground: object): number
}

/**
 * Runs in the page, after axe: where it could not decide on a contrast (a line of text that wraps, in a narrow
 * window), compares the text's own colour with the nearest background around it.
 * @param targets axe's: selectors from the document inwards, one for each shadow tree
 * @returns those of too little contrast (WCAG 1.4.3), with what it is
 */
export function settleContrast(targets: readonly (readonly string[])[]): string[] {
  // Axe's own reading of colours, which its types do not tell of.
  const { Color, getContrast } = (window as unknown as { axe: { commons: { color: Colours } } }).axe
    .commons.color
  const colourOf = (css: string) => {
    const colour = new Color()
    colour.parseString(css)
    return colour
  }
  const find = (selectors: readonly string[]) => {
    let root: Document | ShadowRoot | null = document
    let found: Element | null = null
    for (const selector of selectors) {
      found = root?.querySelector(selector) ?? null
      root = found?.shadowRoot ?? null
    }
    return found
  }
  const backgroundOf = (element: Element) => {
    for (let one: Element | null = element; one; ) {
      const background = colourOf(getComputedStyle(one).backgroundColor)
      if (background.alpha === 1) return background
      const root = one.getRootNode()
      one = one.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
    }
    return undefined
  }
  return targets.flatMap((selectors) => {
    const element = find(selectors)
    const background = element && backgroundOf(element)
    if (!element || !background) return [`undecided: ${selectors}`]
    const { color, fontSize, fontWeight } = getComputedStyle(element)
    const size = Number.parseFloat(fontSize)
    const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700)
    const contrast = getContrast(background, colourOf(color))
    return contrast >= (isLarge ? 3 : 4.5) ? [] : [`contrast ${contrast.toFixed(2)}: ${selectors}`]
  })
}
