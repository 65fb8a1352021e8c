import { readPngSize } from './png-size.ts'
import { readSvgSize } from './svg-size.ts'

/** A collectivite's logo, as its file was when it was taken. Its content stays in the file. */
export interface Logo {
  readonly path: string
  /** The same for the same content; names it in its address. */
  readonly digest: string
  readonly type: LogoType
  /** In CSS pixels, as it is shown. */
  readonly width: number
  readonly height: number
}

export type LogoType = 'svg' | 'png'

/** Width and height of a drawing, in its own unit. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Enough for any drawing that is shown this small; a phone has to fetch it. */
export const mostLogoBytes = 128 * 1024

const box: Size = { width: 240, height: 64 }

// As large as fits into the box: the page knows its place before the logo is there.
function shownSize({ width, height }: Size): Size {
  const scale = Math.min(box.width / width, box.height / height)
  const shown = (length: number) => Math.max(1, Math.round(length * scale))
  return { width: shown(width), height: shown(height) }
}

/**
 * Judges a logo by what it holds, whatever its name says.
 * @returns its type and the size in which it is shown, or what is wrong with it
 */
export function inspectLogo(
  content: Uint8Array,
): (Size & { readonly type: LogoType }) | { readonly fault: string } {
  if (content.length > mostLogoBytes) {
    const [has, may] = [content.length, mostLogoBytes].map((bytes) => Math.ceil(bytes / 1024))
    return { fault: `has ${has} kB; expected at most ${may}` }
  }
  const png = readPngSize(content)
  if (png !== undefined) return { type: 'png', ...shownSize(png) }
  const svg = readSvgSize(content)
  return 'fault' in svg ? svg : { type: 'svg', ...shownSize(svg) }
}
