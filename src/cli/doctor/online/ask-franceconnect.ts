import { type Form, type FranceConnectClient, scopesOf } from '../../../domain/form.ts'
import { createRelyingParty } from '../../../franceconnect/relying-party.ts'
import type { Consultation } from '../consultation.ts'
import { type Finding, find } from '../finding.ts'
import { type AskedClient, askClient } from './ask-client.ts'
import { askIssuer } from './ask-issuer.ts'
import { placesOfClients } from './client-places.ts'
import { inTurns, type Outside } from './outside.ts'

/** An instance may serve thousands: that some are well says little of the others, and asking all takes an hour. */
const mostClients = 200
const clientsAtOnce = 8

interface Gathered {
  readonly client: FranceConnectClient
  readonly scopes: Set<string>
}

/** The clients of all forms, each once, with every scope that one of its logins can ask for. */
function gather(forms: readonly Form[]): Gathered[] {
  const gathered = new Map<string, Gathered>()
  for (const form of forms) {
    const { issuer, client_id, client_secret } = form.franceconnect
    const key = JSON.stringify([issuer, client_id, client_secret])
    const known = gathered.get(key) ?? { client: form.franceconnect, scopes: new Set() }
    const sources = form.sources.map(({ name }) => name)
    for (const scope of scopesOf(form, sources)) known.scopes.add(scope)
    gathered.set(key, known)
  }
  return [...gathered.values()]
}

function locate(clients: readonly Gathered[], root: string | undefined): AskedClient[] {
  const keys = new Set(clients.map(({ client }) => client.key))
  const places = root === undefined ? new Map() : placesOfClients(root, keys)
  return clients.map(({ client, scopes }) => {
    const place = places.get(client.key) ?? { where: client.issuer }
    return { client, place, scopes: [...scopes] }
  })
}

// Begins logins and nothing else: none is completed, so that none can wait or be turned away.
const limits = { loginMilliseconds: 1, concurrentLogins: { perKey: 1, inAll: 1 } }

/** Asks every FranceConnect that the forms log in with, and about every client. */
export async function askFranceConnect(
  { forms, publicUrl, root }: Consultation,
  outside: Outside,
): Promise<Finding[]> {
  if (publicUrl === undefined) return []
  const all = gather(forms)
  const clients = locate(all.slice(0, mostClients), root)
  const issuers = [...new Set(clients.map(({ client }) => client.issuer))]
  const redirectUri = `${publicUrl}/callback`
  const postLogoutRedirectUri = `${publicUrl}/logout/done`
  const { transport } = outside
  const relyingParty = createRelyingParty({
    redirectUri,
    postLogoutRedirectUri,
    transport,
    ...limits,
  })
  const found = await inTurns(issuers, issuers.length || 1, async (issuer) => {
    const own = clients.filter(({ client }) => client.issuer === issuer)
    const asked = own.map(({ client }) => client)
    const { findings, metadata } = await askIssuer(issuer, asked, outside)
    if (metadata === undefined) return findings
    const given = { outside, relyingParty, redirectUri, metadata }
    const answers = await inTurns(own, clientsAtOnce, (one) => askClient(one, given))
    return [...findings, ...answers.flat()]
  })
  const left = all.length - clients.length
  const message = `${left} of ${all.length} FranceConnect clients were not asked about`
  return left > 0
    ? [...found.flat(), find('not-asked', { where: 'CONFIG_DIR' }, message)]
    : found.flat()
}
