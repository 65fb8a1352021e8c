import type { LookupAddress } from 'node:dns'
import { describe, expect, test } from '@jest/globals'
import { createPublicLookup, isPublicAddress } from '../../src/transport/public-address.ts'

test.each([
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.0.1.0',
  '192.167.255.255',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2001:200::1',
  '2606:4700::1111',
  '2a01:e0a::1',
  '3ffe::1',
])('when an address is %s, then it is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.255',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.170',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::FFFF:A9FE:A9FE',
  '::ffff:8.8.8.8',
  '0:0:0:0:0:ffff:7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  '4000::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'localhost',
  '',
  '127.1',
  '0x7f000001',
  '2130706433',
  '[2606:4700::1111]',
])('when an address is %j, then it is not', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

describe('a name', () => {
  const ip = (address: string): LookupAddress => ({
    address,
    family: address.includes(':') ? 6 : 4,
  })
  const good = [ip('1.1.1.1'), ip('2606:4700::1111')]

  /** What a connection gets for a name that resolves to these. */
  const resolved = (
    addresses: LookupAddress[],
    options: object,
    error: NodeJS.ErrnoException | null = null,
  ) =>
    new Promise((resolve) => {
      const lookup = createPublicLookup((_hostname, asked, callback) =>
        asked.all === true ? callback(error, addresses) : callback(new Error('all'), []),
      )
      lookup('ville.exemple.fr', options, (refused, address, family) =>
        resolve(refused === null ? { address, family } : refused.code),
      )
    })

  test('when it resolves to public addresses only, then those are connected to', async () => {
    expect(await resolved(good, { all: true })).toEqual({ address: good, family: undefined })
    expect(await resolved(good, {})).toEqual({ address: '1.1.1.1', family: 4 })
  })

  test.each([
    ['to one within', [ip('10.0.0.1')]],
    ['to one within behind a public one', [...good, ip('127.0.0.1')]],
    ['to one within written as IPv6', [ip('::ffff:10.0.0.1')]],
    ['to nothing', []],
  ])('when it resolves %s, then it is refused, in either form', async (_, addresses) => {
    expect(await resolved(addresses, { all: true })).toBe('ENOTPUBLIC')
    expect(await resolved(addresses, {})).toBe('ENOTPUBLIC')
  })

  test('when it does not resolve, then the resolver says why', async () => {
    const error = Object.assign(new Error('x'), { code: 'ENOTFOUND' })
    expect(await resolved([], {}, error)).toBe('ENOTFOUND')
  })
})
