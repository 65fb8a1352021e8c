import { type RequestHandler, Router } from 'express'
import { ServiceError } from '../domain/errors.ts'
import type { FormRegistry } from '../domain/form-registry.ts'
import type { LogoType } from '../domain/logo.ts'
import { logoName } from './page-header.ts'
import { themeColour, themeStyle } from './theme-sheet.ts'

/** A logo's file as it is now. */
interface LogoContent {
  readonly digest: string
  readonly type: LogoType
  readonly content: Buffer
}

export interface ThemeDependencies {
  readonly forms: FormRegistry
  /** Reads a logo's file again; undefined where it holds none any more. */
  readonly readLogo: (path: string) => Promise<LogoContent | undefined>
  readonly limit: RequestHandler
}

const mediaTypes: Readonly<Record<LogoType, string>> = { svg: 'image/svg+xml', png: 'image/png' }

/**
 * A drawing is a document that can hold scripts. In a page's <img> no browser runs them; opened by itself it is in
 * a sandbox without scripts, of an origin of its own, and fetches nothing. Its own style may stay.
 */
const logoPolicy = "default-src 'none';style-src 'unsafe-inline';sandbox"

/**
 * `GET /assets/theme/<colour>.css` and `GET /assets/logo/<client_id>/<digest>.<type>`: what the pages wear in a
 * collectivite's name. Nothing is kept in memory: a sheet is computed, a logo is read, and browsers keep both.
 */
export function themeRouter({ forms, readLogo, limit }: ThemeDependencies): Router {
  return Router()
    .get('/assets/theme/:name', (request, response) => {
      const colour = themeColour(request.params.name)
      if (colour === undefined) throw new ServiceError('not_found')
      response.set('Cache-Control', 'public, max-age=3600').type('css').send(themeStyle(colour))
    })
    .get('/assets/logo/:clientId/:name', limit, async (request, response) => {
      const { clientId, name } = request.params
      const taken = forms.find(String(clientId))?.collectivite.theme?.logo
      const now = taken && (await readLogo(taken.path))
      if (now === undefined) throw new ServiceError('not_found')
      // A reload is under way where they differ: the logo is shown as it is, under no lasting name.
      const isNamed = name === logoName(now)
      response
        .set('Cache-Control', isNamed ? 'public, max-age=31536000, immutable' : 'no-store')
        .set('Content-Security-Policy', logoPolicy)
        .type(mediaTypes[now.type])
        .send(now.content)
    })
}
