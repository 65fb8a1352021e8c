import { memberOf } from '../domain/json-object.ts'
import type { StateAccess } from '../domain/state-access.ts'
import type { AdapterDependencies } from './ask-adapter.ts'
import type { Try } from './retry-source.ts'
import { type Noted, sendNoted } from './send-noted.ts'
import type { StateReply } from './state-http.ts'
import { tryOfFailure, tryOfReply } from './try-once.ts'

export type TaxAccess = NonNullable<StateAccess['impot_particulier']>

/** The token of a collectivite's client, and until when it can be used; or how asking for it failed. */
export type TaxToken = { readonly token: string; readonly until: number } | Try

// So that it does not end on its way.
const marginMilliseconds = 30_000
const scopes = { 'two-years': 'RessourceIRDerniere2', 'one-year': 'RessourceIRDerniere' }
const unreadable: Try = {
  answer: { status: 'unavailable', reason: 'unreadable_answer' },
  status: 200,
}
const wrongClient: Try = { answer: { status: 'refused', reason: 'request_refused' }, status: 401 }

const basic = ({ client_id, client_secret }: TaxAccess): string =>
  Buffer.from(
    [client_id, client_secret].map((part) => encodeURIComponent(part)).join(':'),
  ).toString('base64')

function readToken({ json }: StateReply, now: Date): TaxToken {
  const token = memberOf(json, 'access_token')
  const seconds = memberOf(json, 'expires_in')
  if (typeof token !== 'string' || !/^[\x21-\x7e]{1,4096}$/.test(token)) return unreadable
  const lifetime = typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : 0
  return { token, until: now.getTime() + lifetime - marginMilliseconds }
}

/**
 * Asks the tax office's gateway for the token of a collectivite's client (OAuth 2.0 client credentials,
 * RFC 6749 §4.4). Never throws. A client that it does not know is the operator's mistake, not the citizen's.
 */
async function fetchToken(
  dependencies: AdapterDependencies,
  access: TaxAccess,
  noted: Noted,
): Promise<TaxToken> {
  const { baseUrl, resource = 'two-years' } = access
  const reply = await sendNoted(dependencies, noted, {
    method: 'POST',
    url: `${baseUrl.replace(/\/+$/, '')}/token`,
    headers: { authorization: `Basic ${basic(access)}` },
    form: { grant_type: 'client_credentials', scope: scopes[resource] },
    // Several logins wait for it: none of them ends it.
    signal: new AbortController().signal,
  }).catch(tryOfFailure)
  if ('answer' in reply) return reply
  if (reply.status === 200) return readToken(reply, dependencies.now())
  const { status } = reply
  if (status >= 400 && status < 500 && status !== 429) return wrongClient
  return tryOfReply(reply, dependencies.now(), () => unreadable.answer)
}

/** The tokens of the collectivites' clients, each fetched once for all the logins that need it. */
export interface TaxTokens {
  get(access: TaxAccess, noted: Noted): Promise<TaxToken>
  /** Forgets a token that was refused. */
  drop(access: TaxAccess, token: string): void
}

/** Makes the store of the clients' tokens. It holds one token for each client that was used, and no failure. */
export function createTaxTokens(dependencies: AdapterDependencies): TaxTokens {
  const kept = new Map<string, { readonly token: string; readonly until: number }>()
  const underWay = new Map<string, Promise<TaxToken>>()
  const fetchOne = async (access: TaxAccess, noted: Noted) => {
    const fetched = await fetchToken(dependencies, access, noted)
    if ('token' in fetched) kept.set(access.key, fetched)
    return fetched
  }
  return {
    get(access, noted) {
      const known = kept.get(access.key)
      if (known !== undefined && known.until > dependencies.now().getTime())
        return Promise.resolve(known)
      const fetching =
        underWay.get(access.key) ??
        fetchOne(access, noted).finally(() => underWay.delete(access.key))
      underWay.set(access.key, fetching)
      return fetching
    },
    drop({ key }, token) {
      if (kept.get(key)?.token === token) kept.delete(key)
    },
  }
}
