import { once } from 'node:events'
import { expect, test } from '@jest/globals'
import express from 'express'
import {
  SecurityContacts,
  SecurityPolicy,
  securityContact,
} from '../../src/configuration/security-contact.ts'
import { type SecurityContact, securityTextRouter } from '../../src/http/security-txt.ts'
import { http } from '../support/form-page.ts'

/** What is read at a moment, by lines. */
async function read(security: SecurityContact, moment: string): Promise<string[]> {
  const publicUrl = 'https://prefill.exemple.fr'
  const router = securityTextRouter({ security, publicUrl, now: () => new Date(moment) })
  const server = express().use(router).listen(0, '127.0.0.1')
  try {
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const { data } = await http.get(`http://127.0.0.1:${port}/.well-known/security.txt`)
    return data.split('\r\n')
  } finally {
    server.close()
  }
}

test('when the operator names contacts and a policy, then security.txt has every field of RFC 9116 that it needs', async () => {
  const security = {
    contacts: ['mailto:securite@exemple.fr', 'https://exemple.fr/signaler'],
    policy: 'https://exemple.fr/divulgation',
  } as const
  expect(await read(security, '2026-11-24T13:37:42.123Z')).toEqual([
    'Contact: mailto:securite@exemple.fr',
    'Contact: https://exemple.fr/signaler',
    'Expires: 2027-05-23T00:00:00Z',
    'Preferred-Languages: fr, en',
    'Canonical: https://prefill.exemple.fr/.well-known/security.txt',
    'Policy: https://exemple.fr/divulgation',
    '',
  ])
})

test('when there is no policy, then there is no word of one, and a day later it expires a day later', async () => {
  const security = { contacts: ['mailto:securite@exemple.fr'] } as const
  const lines = await read(security, '2026-11-25T00:00:00Z')
  expect(lines).toContain('Expires: 2027-05-24T00:00:00Z')
  expect(lines.filter((line) => line.startsWith('Policy'))).toEqual([])
})

test.each<[string, string[] | undefined]>([
  ['mailto:a@b.fr', ['mailto:a@b.fr']],
  ['mailto:a@b.fr, https://b.fr/x', ['mailto:a@b.fr', 'https://b.fr/x']],
  ['a@b.fr', undefined],
  ['http://b.fr', undefined],
  ['javascript:alert(1)', undefined],
  ['mailto:a@b.fr,', undefined],
  ['mailto:a@b.fr\nPolicy: https://pirate.exemple', undefined],
  ['https://b.fr/\u0085', undefined],
])('when SECURITY_CONTACT is %j, then it is read as %j', (text, contacts) => {
  expect(SecurityContacts.safeParse(text).data).toEqual(contacts)
})

test.each([
  ['https://b.fr/politique', true],
  ['mailto:a@b.fr', false],
  ['http://b.fr', false],
  ['https://b.fr/ x', false],
])('when SECURITY_POLICY is %j, then it is taken: %s', (text, isTaken) => {
  expect(SecurityPolicy.safeParse(text).success).toBe(isTaken)
})

test('when nobody is named, then there is no contact, whatever the policy', () => {
  const contacts = ['mailto:a@b.fr'] as [string]
  const policy = 'https://b.fr/politique'
  expect(securityContact({ SECURITY_CONTACT: contacts, SECURITY_POLICY: policy })).toEqual({
    contacts,
    policy,
  })
  expect(securityContact({ SECURITY_POLICY: policy })).toBeUndefined()
})
