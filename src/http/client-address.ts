import { isIP } from 'node:net'
import type { Request } from 'express'
import { ipKeyGenerator } from 'express-rate-limit'

// Some proxies write the port beside the address: each connection would count as a client of its own.
const withPort = /^(?:\[([^\]]+)\]|([\d.]+)):\d+$/

/**
 * The address that a request is counted by: the connection's, or where TRUST_PROXY says so the one that the
 * proxy names; of IPv6 the /64, which one subscriber has. What is no address counts as one and the same.
 */
export function clientAddress({ ip = '' }: Request): string {
  const [, six, four] = withPort.exec(ip) ?? []
  const address = six ?? four ?? ip
  return isIP(address) === 0 ? '' : ipKeyGenerator(address, 64)
}
