import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import nock from 'nock'
import { createFetchJson } from '../../src/transport/fetch-public-json.ts'

const address = 'https://ville.exemple.fr/jwks'
const fetchJson = createFetchJson(false)
const codeOf = (fetching: Promise<unknown>) =>
  fetching.then(
    () => 'answered',
    ({ name, code }: { name: string; code: string }) => (name === 'TransportError' ? code : name),
  )

describe('a public address', () => {
  const answering = () => nock('https://ville.exemple.fr').get('/jwks')

  test('when it answers with JSON, then that is it', async () => {
    nock('https://ville.exemple.fr', {
      reqheaders: { accept: 'application/jwk-set+json, application/json' },
    })
      .get('/jwks')
      .reply(200, { keys: [] })
    expect(await fetchJson(address)).toEqual({ keys: [] })
  })

  test('when it answers with anything but JSON, then it says so, without quoting', async () => {
    answering().reply(200, '<html>secret')
    await expect(fetchJson(address)).rejects.toThrow(/^no answer: not_json$/)
  })

  test.each([201, 204, 301, 302, 400, 404, 500, 503])(
    'when it answers %i, then there is nothing, and no redirect is followed',
    async (status) => {
      answering().reply(status, '', { location: 'https://ville.exemple.fr/ailleurs' })
      expect(await codeOf(fetchJson(address))).toBe(`status_${status}`)
    },
  )

  test('when it answers more than 64 KiB, then it is cut', async () => {
    answering().reply(200, JSON.stringify('A'.repeat(64 * 1024)))
    expect(await codeOf(fetchJson(address))).toBe('body_too_large')
  })
})

describe('an address within', () => {
  test.each([
    'http://ville.exemple.fr/jwks',
    'http://localhost/jwks',
    'ftp://ville.exemple.fr/jwks',
    'https://127.0.0.1/',
    'https://127.0.0.1./',
    'https://127.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://017700000001/',
    'https://①②⑦.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1:8443/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::10.0.0.1]/',
    'https://[fd00:ec2::254]/',
    'https://[::]/',
    'https://[2002:7f00:1::]/',
    'https://0/',
    'https://0300.0250.0.1/',
    'https://0xa9fea9fe/',
    'https://user:password@127.0.0.1/',
    'file:///etc/passwd',
    'data:application/json,{}',
    'unix:/var/run/docker.sock',
  ])('when it is %s, then nothing leaves', async (url) => {
    expect(await codeOf(fetchJson(url))).toBe('not_public')
  })

  test('when a name leads there, then nobody is connected to', async () => {
    for (const url of ['https://localhost:9/', 'https://LOCALHOST:9/', 'https://%6cocalhost:9/'])
      expect(await codeOf(fetchJson(url))).toBe('ENOTPUBLIC')
  })
})

describe('development', () => {
  let server: Server | undefined
  afterEach(() => {
    server?.close()
  })

  test('when the address is the machine itself, then it is asked, in the clear', async () => {
    server = createServer((_request, response) => response.end('{"keys": []}'))
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const url = `http://localhost:${port}/jwks`
    expect(await createFetchJson(true)(url)).toEqual({ keys: [] })
    expect(await codeOf(fetchJson(url))).toBe('not_public')
    server.closeAllConnections()
    await new Promise((resolve) => server?.close(resolve))
    expect(await codeOf(createFetchJson(true)(url))).toBe('ECONNREFUSED')
  })
})
