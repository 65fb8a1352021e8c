import { colourNotice, isReadable } from '../domain/accent.ts'
import type { ThemeFile } from '../domain/collectivite.ts'
import type { Theme } from '../domain/form.ts'
import { readLogo } from './read-logo.ts'
import type { ConfigurationContext } from './resolve-client.ts'
import type { MemberFault } from './resolved.ts'

/** What had better be otherwise; put into words where somebody reads it: one file may hold 35,000 colours. */
export interface ThemeNotice {
  readonly member: string
  readonly say: () => string
}

/** What the pages wear, what is wrong with it, and what had better be otherwise. */
export interface ResolvedTheme {
  readonly theme?: Theme
  readonly faults: readonly MemberFault[]
  readonly notices: readonly ThemeNotice[]
}

/**
 * Resolves a theme. A colour that is too light is taken all the same: the pages find the shade that can be read
 * by themselves, and whoever runs the service is told. A logo that cannot be shown is a mistake.
 * @param file the collectivite's, relative to CONFIG_DIR
 */
export function resolveTheme(
  written: ThemeFile | undefined,
  file: string,
  { root, noteFile }: ConfigurationContext,
): ResolvedTheme {
  if (written === undefined) return { faults: [], notices: [] }
  const { colour, logo: name } = written
  const logo = name === undefined ? undefined : readLogo(name, { root, file, noteFile })
  const isFaulty = logo !== undefined && 'fault' in logo
  return {
    theme: {
      ...(colour !== undefined && { colour }),
      ...(logo !== undefined && !isFaulty && { logo }),
    },
    faults: isFaulty ? [{ member: 'logo', message: logo.fault }] : [],
    notices:
      colour === undefined || isReadable(colour)
        ? []
        : [{ member: 'colour', say: () => colourNotice(colour) }],
  }
}
