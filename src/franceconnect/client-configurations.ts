import {
  allowInsecureRequests,
  ClientSecretPost,
  Configuration,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type ServerMetadata,
} from 'openid-client'
import { ServiceError } from '../domain/errors.ts'
import type { FranceConnectClient } from '../domain/form.ts'
import { isLoopback } from '../domain/registered-url.ts'
import type { Transport } from '../transport/keep-alive-fetch.ts'
import { toleratedSeconds } from './check-claims.ts'
import { keepJwks } from './keep-jwks.ts'

const endpoints = [
  'authorization_endpoint',
  'token_endpoint',
  'userinfo_endpoint',
  'jwks_uri',
  'end_session_endpoint',
] as const

const protocolOf = (address: unknown): string | undefined =>
  typeof address === 'string' && URL.canParse(address) ? new URL(address).protocol : undefined

// Metadata are kept for good once they are accepted: half a document must not be.
function checkEndpoints(metadata: ServerMetadata, allowHttp: boolean): ServerMetadata {
  const accepted = allowHttp ? ['https:', 'http:'] : ['https:']
  for (const name of endpoints)
    if (!accepted.includes(protocolOf(metadata[name]) ?? ''))
      throw new ServiceError('franceconnect_untrusted', { detail: { metadata: name } })
  return metadata
}

/** What the clients of one issuer share. */
interface Server {
  readonly metadata: ServerMetadata
  readonly transport: Transport
  readonly jwks: Transport
}

function configure(
  client: FranceConnectClient,
  { metadata, transport, jwks }: Server,
): Configuration {
  const configuration = new Configuration(
    metadata,
    client.client_id,
    {
      id_token_signed_response_alg: client.signing_alg,
      userinfo_signed_response_alg: client.signing_alg,
      [clockTolerance]: toleratedSeconds,
    },
    ClientSecretPost(client.client_secret),
  )
  // The transport has a limit of its own for every call.
  configuration.timeout = 0
  configuration[customFetch] = (url, request) =>
    url === metadata.jwks_uri ? jwks(url, request) : transport(url, request)
  // openid-client leaves signatures unchecked when TLS protects the call; FranceConnect's are what we attest.
  enableNonRepudiationChecks(configuration)
  if (isLoopback(new URL(client.issuer))) allowInsecureRequests(configuration)
  return configuration
}

/**
 * Makes the lookup of openid-client's configuration for a client. Each issuer is discovered once, when
 * it is first needed, and again after a failure. A client read anew has a configuration of its own.
 */
export function createClientConfigurations(transport: Transport) {
  const servers = new Map<string, Promise<Server>>()
  const configurations = new WeakMap<FranceConnectClient, Configuration>()
  const discover = async (issuer: string): Promise<Server> => {
    const url = new URL(issuer)
    const found = await discovery(url, 'discovery', undefined, undefined, {
      [customFetch]: transport,
      ...(isLoopback(url) && { execute: [allowInsecureRequests] }),
    })
    const metadata = checkEndpoints(found.serverMetadata(), isLoopback(url))
    return { metadata, transport, jwks: keepJwks(transport, () => Date.now()) }
  }
  const server = (issuer: string): Promise<Server> => {
    const known = servers.get(issuer)
    if (known !== undefined) return known
    const found = discover(issuer)
    servers.set(issuer, found)
    found.catch(() => servers.delete(issuer))
    return found
  }
  return async (client: FranceConnectClient): Promise<Configuration> => {
    const known = configurations.get(client)
    if (known !== undefined) return known
    const made = configure(client, await server(client.issuer))
    configurations.set(client, made)
    return made
  }
}
