import { describe, expect, jest, test } from '@jest/globals'
import { snippetUnder } from '../support/doc-snippets.ts'
import {
  type ForeignVisit,
  foreignCollectivite,
  oddSecret,
  visitForeignPage,
} from '../support/foreign-client.ts'
import { startApache } from '../support/start-apache.ts'
import { freePort } from '../support/start-demo-process.ts'
import { type System, startSystem } from '../support/start-system.ts'

jest.setTimeout(60_000)

interface Variant {
  readonly method: 'client_secret_basic' | 'client_secret_post'
  readonly alg: 'ES256' | 'RS256'
  readonly pkce: boolean
}

const shown = [
  'sub',
  'acr',
  'nom',
  'premier_prenom',
  'civilite',
  'ne_le',
  'courriel',
  'prefill_token',
]

const page = `<html><body>${shown
  .map((claim) => `${claim}=<!--#echo var="OIDC_CLAIM_${claim}" -->;`)
  .join(' ')}</body></html>`

function directives(service: string, origin: string, { method, alg, pkce }: Variant): string {
  return snippetUnder('docs/clients.md', 'Apache: mod_auth_openidc', 'apache')
    .replace('https://prefill.exemple.fr', service)
    .replace('ma-ville-cantine', 'apache')
    .replace('Secret "…"', `Secret "${oddSecret}"`)
    .replace('https://www.ma-ville.fr', origin)
    .replace('Passphrase "…"', 'Passphrase of-a-test-and-nothing-else')
    .replace('client_secret_basic', method)
    .replace('ES256', alg)
    .replace(/^OIDCPKCEMethod .*\n/m, pkce ? '$&' : '')
}

interface Stage extends ForeignVisit {
  readonly origin: string
  readonly system: System
  readonly log: string
}

/** A page behind mod_auth_openidc, seen by a citizen who has just logged in, and what they do then. */
async function withApache(variant: Variant, look: (stage: Stage) => Promise<void>): Promise<void> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const { method, alg } = variant
  const redirectUri = `${origin}/prive/retour`
  const form = {
    clientId: 'apache',
    redirectUri,
    loggedOutUri: `${origin}/adieu.html`,
    method,
    alg,
  }
  const system = await startSystem({
    collectivites: { 'autres.json': foreignCollectivite([form]) },
  })
  try {
    const apache = await startApache(port, directives(system.serviceOrigin, origin, variant), {
      'prive/page.shtml': page,
      'adieu.html': '<p>Au revoir</p>',
    })
    try {
      const visit = await visitForeignPage(`${origin}/prive/page.shtml`, redirectUri)
      await look({ ...visit, origin, system, log: apache.log() })
    } finally {
      await apache.close()
    }
  } finally {
    await system.close()
  }
}

const claimsOf = (text: string) =>
  Object.fromEntries([...text.matchAll(/(\w+)=([^;]*);/g)].map(([, name, value]) => [name, value]))

const angela = {
  sub: expect.stringMatching(/^[\w-]{20,}$/),
  acr: 'eidas1',
  nom: 'DUBOIS',
  premier_prenom: 'Angela',
  civilite: 'Mme',
  ne_le: '1962-08-24',
  courriel: expect.stringContaining('@'),
  prefill_token: expect.stringMatching(/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{86}$/),
}

describe('Apache’s mod_auth_openidc', () => {
  test.each<[string, Variant]>([
    ['Basic, PKCE, ES256', { method: 'client_secret_basic', alg: 'ES256', pkce: true }],
    ['the secret in the body, RS256', { method: 'client_secret_post', alg: 'RS256', pkce: false }],
  ])(
    'when a page behind it is asked for (%s), then it shows what FranceConnect certified',
    async (_, variant) => {
      await withApache(variant, async ({ page, authorization, log }) => {
        expect({ status: page.status, path: page.url.pathname, log }).toMatchObject({
          status: 200,
          path: '/prive/page.shtml',
        })
        expect(claimsOf(page.text)).toEqual(angela)
        expect(authorization.get('code_challenge_method')).toBe(variant.pkce ? 'S256' : null)
      })
    },
  )

  test('when the citizen logs out there, then FranceConnect’s session ends and they come back', async () => {
    const variant: Variant = { method: 'client_secret_basic', alg: 'ES256', pkce: true }
    await withApache(variant, async ({ browser, origin }) => {
      const goodbye = `${origin}/adieu.html`
      await browser.get(`${origin}/prive/retour?${new URLSearchParams({ logout: goodbye })}`)
      while (browser.page.url.origin !== origin) await browser.submit()
      expect(browser.page.url.href).toBe(goodbye)
      expect(browser.hops.some(({ url }) => url.includes('/api/v2/session/end'))).toBe(true)
    })
  })
})
