import type { Channels } from './contrast.ts'

/** A colour by its hue (a turn is 6), saturation and lightness (0 to 1). */
export interface Hsl {
  readonly hue: number
  readonly saturation: number
  readonly lightness: number
}

/** From sRGB (CSS Color 4 §7). */
export function hslOf(channels: Channels): Hsl {
  const [red, green, blue] = channels.map((channel) => channel / 255)
  const [r = 0, g = 0, b = 0] = [red, green, blue]
  const most = Math.max(r, g, b)
  const least = Math.min(r, g, b)
  const lightness = (most + least) / 2
  const range = most - least
  if (range === 0) return { hue: 0, saturation: 0, lightness }
  const saturation = range / (1 - Math.abs(2 * lightness - 1))
  if (most === r) return { hue: ((g - b) / range + 6) % 6, saturation, lightness }
  if (most === g) return { hue: (b - r) / range + 2, saturation, lightness }
  return { hue: (r - g) / range + 4, saturation, lightness }
}

/** To sRGB (CSS Color 4 §7.1). */
export function channelsOfHsl({ hue, saturation, lightness }: Hsl): Channels {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (offset: number) => {
    const place = (offset + hue * 2) % 12
    const share = lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1))
    return Math.round(share * 255)
  }
  return [channel(0), channel(8), channel(4)]
}
