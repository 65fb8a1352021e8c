/** A colour as `#rrggbb`, eight bits a channel. */
export type Colour = `#${string}`

/** The channels of a colour: red, green, blue, 0 to 255. */
export type Channels = readonly [red: number, green: number, blue: number]

/** Reads `#rrggbb`. */
export function channelsOf(colour: Colour): Channels {
  const value = Number.parseInt(colour.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

/** Writes channels as `#rrggbb`, in lower case. */
export function colourOf(channels: Channels): Colour {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

// WCAG 2.2, definition of relative luminance: sRGB's transfer function, undone.
function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** How light a colour is, 0 (black) to 1 (white): WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
export function relativeLuminance(colour: Colour): number {
  const [red, green, blue] = channelsOf(colour)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** The contrast of two colours, 1 to 21: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrastRatio(one: Colour, other: Colour): number {
  const [first, second] = [relativeLuminance(one), relativeLuminance(other)]
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05)
}
