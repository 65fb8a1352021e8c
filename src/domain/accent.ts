import { type Colour, channelsOf, colourOf, contrastRatio } from './contrast.ts'
import { channelsOfHsl, hslOf } from './hsl.ts'

/** What our pages are written on. */
export const papers = { light: '#ffffff', dark: '#17171a' } as const

/**
 * What links and buttons need against the paper: WCAG 2.2 AA asks for 4.5:1 of text (1.4.3), and 3:1 of what is to
 * be seen of a control (1.4.11), which is the same colour here. On the dark paper 7:1 (1.4.6): light text looks thinner.
 */
export const leastContrasts = { light: 4.5, dark: 7 } as const

/** A collectivite's colour as links, buttons and focus rings wear it. */
export interface Accent {
  readonly light: Colour
  readonly dark: Colour
}

const step = 1 / 256

// Its hue and saturation stay: it is still the town's colour, lighter or darker.
function nearest(colour: Colour, paper: Colour, least: number, towards: 1 | -1): Colour {
  if (contrastRatio(colour, paper) >= least) return colour
  const { lightness, ...hue } = hslOf(channelsOf(colour))
  const beside = lightness + towards * step
  for (let shade = beside; shade > 0 && shade < 1; shade += towards * step) {
    const found = colourOf(channelsOfHsl({ ...hue, lightness: shade }))
    if (contrastRatio(found, paper) >= least) return found
  }
  return towards === -1 ? '#000000' : '#ffffff'
}

/** The nearest shades of a colour that can be read on our papers: darkened for the light one, lightened for the dark. */
export function accentOf(colour: Colour): Accent {
  return {
    light: nearest(colour, papers.light, leastContrasts.light, -1),
    dark: nearest(colour, papers.dark, leastContrasts.dark, 1),
  }
}

// Cut off, not rounded: 4.49 must not be told as 4.5.
const said = (ratio: number) => (Math.floor(ratio * 10) / 10).toFixed(1)

/** Whether a colour can be read on white as it is. */
export const isReadable = (colour: Colour) =>
  contrastRatio(colour, papers.light) >= leastContrasts.light

/** What a webmaster is told of a colour that cannot be read on white. */
export function colourNotice(colour: Colour): string {
  const ratio = contrastRatio(colour, papers.light)
  return `has a contrast of ${said(ratio)}:1 on white, and text needs ${leastContrasts.light}:1: links and buttons take "${accentOf(colour).light}" instead, the nearest that can be read; the band above the page keeps the colour`
}
