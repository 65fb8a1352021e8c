import { createHash } from 'node:crypto'
import { type BrowserSession, createBrowserSession, logIn, type Page } from './browser-session.ts'

/** A secret that is another text once it is form-encoded (RFC 6749 §2.3.1 wants that in Basic). */
export const oddSecret = 'odd: s+cr/et=%41&more?'

interface ForeignForm {
  readonly clientId: string
  readonly redirectUri: string
  readonly loggedOutUri: string
  readonly method: 'client_secret_basic' | 'client_secret_post'
  readonly alg?: 'ES256' | 'RS256'
}

/** A collectivite whose forms have back ends that are none of ours; their secret is `oddSecret`. */
export function foreignCollectivite(forms: readonly ForeignForm[]): string {
  const secret = createHash('sha256').update(oddSecret).digest('hex')
  return JSON.stringify({
    name: 'Ville des autres',
    siret: '21740010800014',
    franceconnect: {
      environment: 'simulator',
      client_id: 'demo',
      client_secret: ['$', '{DEMO_FC_SECRET}'].join(''),
      signing_alg: 'ES256',
    },
    forms: forms.map(({ clientId, redirectUri, loggedOutUri, method, alg = 'ES256' }) => ({
      client_id: clientId,
      demarche: 'repas',
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [loggedOutUri],
      client_secret_sha256: secret,
      token_endpoint_auth_method: method,
      id_token_signed_response_alg: alg,
    })),
  })
}

/** A citizen at a foreign back end: what it sends them to, and what it shows them in the end. */
export interface ForeignVisit {
  readonly browser: BrowserSession
  /** The request with which the back end sent the citizen to us. */
  readonly authorization: URLSearchParams
  readonly page: Page
}

/** Opens a page that asks for a login, logs in as `test`, and goes back all the way to the page. */
export async function visitForeignPage(address: string, backAt: string): Promise<ForeignVisit> {
  let stopsAtReturn = true
  const browser = createBrowserSession({
    stopAt: (url) => stopsAtReturn && url.href.startsWith(`${backAt}?`),
  })
  const back = await logIn(browser, address, { login: 'test', password: '123' })
  stopsAtReturn = false
  const page = await browser.get(back)
  const sent = browser.hops.find(({ url }) => new URL(url).pathname === '/authorize')
  return { browser, authorization: new URL(sent?.url ?? address).searchParams, page }
}
