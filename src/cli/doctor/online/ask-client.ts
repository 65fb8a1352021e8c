import type { FranceConnectClient } from '../../../domain/form.ts'
import { memberOf } from '../../../domain/json-object.ts'
import type { RelyingParty } from '../../../franceconnect/relying-party.ts'
import { type Finding, find, type Place } from '../finding.ts'
import type { RuleName } from '../rules.ts'
import type { Metadata } from './ask-issuer.ts'
import { type Outside, reasonOf } from './outside.ts'

/** A FranceConnect client, where it stands, and all that its forms ask for. */
export interface AskedClient {
  readonly client: FranceConnectClient
  readonly place: Place
  readonly scopes: readonly string[]
}

export interface ClientSurroundings {
  readonly outside: Outside
  readonly relyingParty: Pick<RelyingParty, 'begin'>
  readonly redirectUri: string
  readonly metadata: Metadata
}

interface Refusal {
  readonly rule: RuleName
  readonly message: string
  readonly instead?: string
}

/** What FranceConnect's pages mean, by the code that they show. */
function refusalOf(code: string, clientId: string, redirectUri: string): Refusal {
  if (code === 'Y04EA6EF')
    return {
      rule: 'franceconnect-client',
      message: `does not know the client ${clientId} here (${code})`,
      instead: 'copy client_id from the partner space of this very environment: each has its own',
    }
  if (code === 'Y04C013C')
    return {
      rule: 'franceconnect-redirect',
      message: `knows the client ${clientId}, and not ${redirectUri} (${code})`,
      instead: `declare exactly ${redirectUri} as redirect URI in the partner space, or set PUBLIC_URL to what is declared`,
    }
  if (code === 'Y04A8220' || code === 'Y043310B')
    return {
      rule: 'franceconnect-sector',
      message: `wants a sector_identifier_uri for ${clientId}, whose redirect URIs are on several hosts, or cannot read it (${code})`,
      instead:
        'serve all its redirect URIs as a JSON list at the registered https address, or register one client for each host',
    }
  return { rule: 'franceconnect-refuses', message: `refuses a login of ${clientId} (${code})` }
}

const word = (text: string | null) => (/^[\w:.-]{1,64}$/.test(text ?? '') ? text : 'unknown')

/** What came back to our redirect URI at once can only be an error: nobody has logged in. */
function redirectedRefusal(location: string, clientId: string): Refusal | undefined {
  const { searchParams } = new URL(location)
  const error = word(searchParams.get('error'))
  if (error === 'invalid_scope') {
    const scope = word(searchParams.get('scope'))
    return {
      rule: 'franceconnect-scope',
      message: `has not granted ${clientId} the scope ${scope}: every login that asks for it fails`,
      instead:
        'have it granted (DataPass), or leave it out of habilitation.scopes, so that the start says which fields need it',
    }
  }
  return { rule: 'franceconnect-refuses', message: `refuses a login of ${clientId}: ${error}` }
}

async function readRefusal(
  response: Response,
  { client_id }: FranceConnectClient,
  redirectUri: string,
): Promise<Refusal | undefined> {
  const { status } = response
  if (status >= 300 && status < 400) {
    const location = response.headers.get('location') ?? ''
    const isOurs = location === redirectUri || location.startsWith(`${redirectUri}?`)
    return isOurs ? redirectedRefusal(location, client_id) : undefined
  }
  if (status >= 500)
    return { rule: 'franceconnect-away', message: `answers with status ${status} to a login` }
  if (status < 400) return undefined
  const code = /\bY[0-9A-F]{6,7}\b/.exec(await response.text())?.[0]
  return refusalOf(code ?? `status ${status}`, client_id, redirectUri)
}

/** Begins a login as the service does, and goes no further: what FranceConnect has against it, it says here. */
async function beginLogin(
  asked: AskedClient,
  given: ClientSurroundings,
): Promise<Refusal | undefined> {
  const { outside, relyingParty, redirectUri } = given
  const login = { state: outside.random(64), nonce: outside.random(64), acr: 'eidas1' }
  const url = await relyingParty.begin(asked.client, login, asked.scopes)
  const headers = { accept: 'text/html' }
  const response = await outside.transport(url.href, { method: 'GET', headers })
  return readRefusal(response, asked.client, redirectUri)
}

/** Redeems a code that nobody was given: whose secret is right hears of the code, whose is wrong of the client. */
async function trySecret(
  { client }: AskedClient,
  { outside, redirectUri, metadata }: ClientSurroundings,
): Promise<Refusal | undefined> {
  const { token_endpoint } = metadata
  // The secret goes to its own FranceConnect, and nowhere that a document sends it.
  if (new URL(token_endpoint).origin !== new URL(client.issuer).origin) return undefined
  const { client_id, client_secret } = client
  const code = outside.random(43)
  const response = await outside.transport(token_endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      client_id,
      client_secret,
    }),
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (memberOf(answer, 'error') !== 'invalid_client') return undefined
  return {
    rule: 'franceconnect-secret',
    message: `knows the client ${client_id}, and does not take its secret`,
    instead: 'copy the secret from the partner space, without the line break at its end',
  }
}

/** Asks FranceConnect about one client: whether it knows it, its redirect URI, its scopes and its secret. */
export async function askClient(asked: AskedClient, given: ClientSurroundings): Promise<Finding[]> {
  const { place, client } = asked
  const tell = ({ rule, message, instead }: Refusal) =>
    find(rule, place, `${new URL(client.issuer).hostname} ${message}`, instead)
  try {
    const refusal = (await beginLogin(asked, given)) ?? (await trySecret(asked, given))
    return refusal === undefined ? [] : [tell(refusal)]
  } catch (error) {
    return [
      tell({
        rule: 'franceconnect-away',
        message: `gives no answer to a login: ${reasonOf(error)}`,
      }),
    ]
  }
}
