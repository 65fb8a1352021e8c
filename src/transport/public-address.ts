import type { LookupAddress, LookupAllOptions } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const notPublic = new BlockList()
// IANA special-purpose registries (RFC 6890 and its successors); of IPv6, those within global unicast.
const networks: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
]
for (const [address, prefix, family] of networks) notPublic.addSubnet(address, prefix, family)

// 2000::/3 is all that is global unicast (RFC 4291 §2.4). What embeds an IPv4 address lies outside, 6to4 aside.
const isGlobalUnicast = (address: string) => /^[23][0-9a-f]{3}:/i.test(address)

/**
 * Whether an IP address is somewhere on the public Internet, and not in a network of ours.
 * @param address as the URL parser or the resolver writes it
 */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !notPublic.check(address, 'ipv4')
  return version === 6 && isGlobalUnicast(address) && !notPublic.check(address, 'ipv6')
}

/** An error of name resolution, as node's own have a code. */
function refusal(): NodeJS.ErrnoException {
  return Object.assign(new Error('not a public address'), { code: 'ENOTPUBLIC' })
}

type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * Resolves names to public addresses only. It stands in the agent, so that the address that was judged is the
 * one that is connected to: a name that answers differently the second time gains nothing.
 */
export function createPublicLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0)
      const [first] = addresses
      if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
        return callback(refusal(), '', 0)
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
    })
  }
}
