import { accentOf } from '../domain/accent.ts'
import type { Colour } from '../domain/contrast.ts'
import type { Theme } from '../domain/form.ts'

const address = /^([0-9a-f]{6})\.css$/

/** Where the style sheet of a theme is; undefined for one that needs none. Its address is all that it is made of. */
export function themeSheet(theme: Theme | undefined): string | undefined {
  return theme?.colour && `/assets/theme/${theme.colour.slice(1)}.css`
}

/** The colour that the last part of such an address stands for. */
export function themeColour(name: string): Colour | undefined {
  const found = address.exec(name)?.[1]
  return found === undefined ? undefined : `#${found}`
}

/** The style sheet of a colour: the shades of it that can be read, after those of all pages. */
export function themeStyle(colour: Colour): string {
  const { light, dark } = accentOf(colour)
  return `:root{--accent:${light};--brand:${colour}}
@media screen and (prefers-color-scheme:dark){:root{--accent:${dark}}}
`
}
