import type { RightRequest } from './malformed-requests.ts'

const back = 'http://localhost:8080'
const attempt = 'x'.repeat(43)

/** What a browser knows of a login that is under way. */
export interface Known {
  readonly state: string
  readonly cookie: string
  readonly prefillToken: string
}

const authorize = (client_id: string, path: string): RightRequest => ({
  method: 'GET',
  path: '/authorize',
  parameters: [
    ['response_type', 'code'],
    ['client_id', client_id],
    ['redirect_uri', `${back}${path}`],
    ['scope', 'openid'],
    ['state', attempt],
    ['nonce', attempt],
    ['code_challenge', attempt],
    ['code_challenge_method', 'S256'],
    ['ui_locales', 'en fr'],
  ],
})

/** One right request to each address that takes parameters. */
export function rightRequests({ state, cookie, prefillToken }: Known): RightRequest[] {
  const own = authorize('demo-cantine', '/cantine')
  const form = { origin: back }
  return [
    own,
    { ...own, method: 'POST' },
    authorize('demo-stationnement', '/stationnement'),
    authorize('demo-etat-civil', '/etat-civil/retour'),
    {
      method: 'GET',
      path: '/callback',
      headers: { cookie },
      parameters: [
        ['code', attempt],
        ['state', state],
        ['iss', back],
      ],
    },
    {
      method: 'GET',
      path: '/callback',
      headers: { cookie },
      parameters: [
        ['error', 'access_denied'],
        ['error_description', 'no'],
        ['state', state],
        ['iss', back],
      ],
    },
    {
      method: 'POST',
      path: '/token',
      headers: form,
      parameters: [
        ['grant_type', 'authorization_code'],
        ['client_id', 'demo-cantine'],
        ['redirect_uri', `${back}/cantine`],
        ['code', attempt],
        ['code_verifier', attempt],
      ],
    },
    {
      method: 'POST',
      path: '/verify',
      headers: form,
      parameters: [
        ['client_id', 'demo-cantine'],
        ['prefill_token', prefillToken],
        ['nom', 'x'],
      ],
    },
    {
      method: 'GET',
      path: '/logout',
      headers: { cookie },
      parameters: [
        ['client_id', 'demo-cantine'],
        ['id_token_hint', prefillToken],
        ['post_logout_redirect_uri', `${back}/`],
        ['state', state],
      ],
    },
    { method: 'GET', path: '/logout/done', headers: { cookie }, parameters: [['state', state]] },
    {
      method: 'POST',
      path: '/userinfo',
      headers: { authorization: `Bearer ${attempt}` },
      parameters: [['access_token', attempt]],
    },
  ]
}
