import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { loadConfig } from '../../src/config.ts'
import { ConfigurationError } from '../../src/configuration/mistakes.ts'
import {
  collectiviteFile,
  formFile,
  goodSecrets,
  productionEnvironment,
} from '../support/configuration-folder.ts'
import { aFormKeyPair, type FormKeyPair } from '../support/encryption-keys.ts'

let pair: FormKeyPair
beforeAll(async () => {
  pair = await aFormKeyPair('form-1')
})

type Changes = Readonly<Record<string, unknown>>

const withBackEnd = { client_secret: goodSecrets[1] }
const sensitive = {
  title: { fr: 'Aide sociale', en: 'Social aid' },
  purpose: { fr: 'Instruire votre demande', en: 'Examine your request' },
  legal_basis: 'public-task',
  retention: 'P1Y',
  sensitive: true,
  fields: { nom: { from: 'franceconnect.family_name' } },
}

const load = (form: Changes, environment: Record<string, string> = {}) =>
  loadConfig({
    ...productionEnvironment({
      'collectivites/ville.json': collectiviteFile({ forms: [formFile(form)] }),
      'demarches/aide.json': sensitive,
    }),
    ...environment,
  })

function mistakes(form: Changes, environment?: Record<string, string>): string[] {
  try {
    load(form, environment)
    return []
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return error.mistakes.map(({ path, message }) => `${path}: ${message}`)
  }
}

describe('a form with a key of its own', () => {
  test('when its key set is in the file, then the key for encryption is found in it', () => {
    const keys = [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }, pair.published]
    expect(load({ ...withBackEnd, jwks: { keys } }).forms[0]?.encryption).toEqual({ key: pair.key })
  })

  test('when its key set is at an address, then that is kept for later', () => {
    const jwks_uri = 'https://mairie.fr/jwks'
    expect(load({ ...withBackEnd, jwks_uri }).forms[0]?.encryption).toEqual({ jwks_uri })
  })

  test('when it says nothing, then its tokens are signed only', () => {
    expect(load(withBackEnd).forms[0]).not.toHaveProperty('encryption')
  })

  test('when it is a sensitive demarche with secret and key, then it is accepted', () => {
    const form = { ...withBackEnd, demarche: 'aide', jwks: { keys: [pair.published] } }
    expect(mistakes(form)).toEqual([])
    expect(mistakes({ ...form, jwks: undefined, jwks_uri: 'https://mairie.fr/jwks' })).toEqual([])
  })
})

const noKey = 'expected an EC key of P-256 with alg ECDH-ES and use enc'
const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const p384 = () => generateKeyPairSync('ec', { namedCurve: 'P-384' })

describe('a key that cannot be used', () => {
  test.each<[string, () => unknown, string]>([
    ['RSA', () => rsa().publicKey.export({ format: 'jwk' }), noKey],
    ['P-384', () => p384().publicKey.export({ format: 'jwk' }), noKey],
    ['for signatures', () => ({ ...pair.published, use: 'sig' }), noKey],
    ['of another algorithm', () => ({ ...pair.published, alg: 'ECDH-ES+A128KW' }), noKey],
    ['private', () => pair.privateJwk, 'this is a private key: register the public one only'],
    [
      'beside the curve',
      () => ({ ...pair.published, y: pair.published.x }),
      'x and y of this key are not on the curve P-256',
    ],
    ['no key', () => 'x', noKey],
  ])('when it is %s, then the start is refused, unquoted', (_, key, message) => {
    const found = mistakes({ ...withBackEnd, jwks: { keys: [key()] } })
    expect(found).toEqual([`forms[0].jwks: ${message}`])
    expect(found.join()).not.toContain(pair.privateJwk.d)
  })

  test.each<[string, Changes, RegExp]>([
    ['an empty set', { jwks: { keys: [] } }, /^forms\[0\]\.jwks\.keys: /],
    ['no set', { jwks: 'https://mairie.fr/jwks' }, /^forms\[0\]\.jwks: /],
    ['a strange member', { jwks: { keys: [{}], d: 'x' } }, /^forms\[0\]\.jwks: /],
    ['an address that is none', { jwks_uri: '/jwks' }, /expected an absolute URL$/],
    [
      'plain http',
      { jwks_uri: 'http://mairie.fr/jwks' },
      /expected https \(http on loopback only\)$/,
    ],
    ['a password', { jwks_uri: 'https://a:b@mairie.fr/' }, /expected a URL without credentials$/],
  ])('when there is %s, then the start is refused', (_, changes, message) => {
    expect(mistakes({ ...withBackEnd, ...changes })).toEqual([expect.stringMatching(message)])
  })

  test('when there are both a set and an address, then one must go', () => {
    const jwks = { keys: [pair.published] }
    expect(mistakes({ ...withBackEnd, jwks, jwks_uri: 'https://mairie.fr/jwks' })).toEqual([
      'forms[0].jwks_uri: expected jwks or jwks_uri, not both',
    ])
  })

  test('when the address is loopback in production, then it is refused; in a test it is not', () => {
    const form = { ...withBackEnd, jwks_uri: 'http://localhost:8080/jwks' }
    expect(mistakes(form)).toEqual(['forms[0].jwks_uri: expected https in production'])
    const inTest = { ...form, redirect_uris: ['http://localhost:8080/'] }
    expect(mistakes(inTest, { NODE_ENV: 'test' })).toEqual([])
  })
})

describe('who may not have one, and who must', () => {
  test.each(['jwks', 'jwks_uri'])(
    'when a public form has %s, then the start is refused',
    (member) => {
      const value = member === 'jwks' ? { keys: [pair.published] } : 'https://mairie.fr/jwks'
      expect(mistakes({ [member]: value })).toEqual([
        `forms[0].${member}: encryption is for forms with a back end: give the form a client_secret`,
      ])
    },
  )

  test.each([
    ['has no back end', {}],
    ['has a back end and no key', withBackEnd],
  ])('when the form of a sensitive demarche %s, then the start is refused', (_, form) => {
    expect(mistakes({ ...form, demarche: 'aide' })).toEqual([
      'forms[0].demarche: aide is sensitive: its token is for a back end’s eyes only. Give the form a client_secret and the jwks or jwks_uri to encrypt to',
    ])
  })

  test('when the form of a sensitive demarche has a key and no back end, then the start is refused', () => {
    expect(mistakes({ demarche: 'aide', jwks: { keys: [pair.published] } })).toEqual([
      'forms[0].jwks: encryption is for forms with a back end: give the form a client_secret',
    ])
  })
})
