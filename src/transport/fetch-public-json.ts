import { lookup } from 'node:dns'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isIP } from 'node:net'
import { createTransport, TransportError } from './keep-alive-fetch.ts'
import { createPublicLookup, isPublicAddress } from './public-address.ts'

/** Fetches the JSON of an address that somebody else configured. @throws TransportError */
export type FetchJson = (address: string) => Promise<unknown>

const limits = { connectMilliseconds: 3000, totalMilliseconds: 5000, maxBytes: 64 * 1024 }

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '')

/**
 * Makes the way out to addresses that forms are registered with: https, public addresses, small bodies, no
 * redirect. Otherwise they would lead whoever configures a form into the operator's network.
 * @param allowLoopback for development: plain http to the machine itself, and no guard on addresses
 */
export function createFetchJson(allowLoopback: boolean): FetchJson {
  const guarded = allowLoopback ? {} : { lookup: createPublicLookup(lookup) }
  const agents = {
    httpAgent: new HttpAgent({ keepAlive: false }),
    httpsAgent: new HttpsAgent({ keepAlive: false, ...guarded }),
  }
  const transport = createTransport(limits, agents)
  return async (address) => {
    const { protocol, hostname } = new URL(address)
    const literal = bare(hostname)
    // An address that needs no resolution never meets the lookup.
    const isForeign = isIP(literal) !== 0 && !isPublicAddress(literal)
    if (!allowLoopback && (protocol !== 'https:' || isForeign))
      throw new TransportError('not_public')
    const response = await transport(address, {
      method: 'GET',
      headers: { accept: 'application/jwk-set+json, application/json' },
    })
    if (response.status !== 200) throw new TransportError(`status_${response.status}`)
    return response.json().catch(() => {
      throw new TransportError('not_json')
    })
  }
}
