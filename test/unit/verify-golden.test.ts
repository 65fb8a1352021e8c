import { expect, test } from '@jest/globals'
import { type PublishedKey, verifyPrefill } from '../../src/verify.ts'

// A token as it was filed one day, and the verdict that it got. Both stay for ever: whatever changes in
// the code, this answer does not.
const key: PublishedKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'LlP8knTXpYUIl2oIWpLIgdBnG6zbsQg6fujH48JYhtA',
  y: 'PqD8eiY-f_Ql7ccMCJZROYQCEifMmrhJoKu-k3QKPeE',
  kid: 'golden',
  alg: 'ES256',
  use: 'sig',
  status: 'retired',
  valid_from: 1_795_000_000,
  valid_until: 1_796_000_000,
}

const token = [
  'eyJhbGciOiJFUzI1NiIsInR5cCI6InByZWZpbGwrand0Iiwia2lkIjoiZ29sZGVuIn0',
  [
    'eyJpc3MiOiJodHRwczovL3ByZWZpbGwuZXhlbXBsZS5mciIsImF1ZCI6ImRlbW8tY2FudGluZSIsInN1YiI6InBxNm',
    'tPMVljS1ozVCIsImp0aSI6ImdvbGRlbi0xIiwiaWF0IjoxNzk1NDI4MDAwLCJleHAiOjE3OTU1MTQ0MDAsIm5vbmNl',
    'IjoicGFnZS0xIiwiYWNyIjoiZWlkYXMxIiwiZGVtYXJjaGUiOiJyZXN0YXVyYXRpb24tc2NvbGFpcmUiLCJlbnZpcm',
    '9ubWVudCI6InRlc3QiLCJjYW5vbiI6MSwiZmllbGRzIjp7Im5vbSI6eyJ0eXBlIjoibmFtZSIsInZhbHVlIjoiTCdI',
    'RVJNSVRFIiwiY2xhaW0iOiJmYW1pbHlfbmFtZSIsInNvdXJjZSI6ImZyYW5jZWNvbm5lY3QiLCJhc3N1cmFuY2UiOi',
    'J2ZXJpZmllZCIsImFzX29mIjoiMjAyNi0xMS0yMyIsImxvY2tlZCI6dHJ1ZX0sIm5lX2xlIjp7InR5cGUiOiJkYXRl',
    'IiwidmFsdWUiOiIxOTYyLTA4LTI0IiwiY2xhaW0iOiJiaXJ0aGRhdGUiLCJzb3VyY2UiOiJmcmFuY2Vjb25uZWN0Ii',
    'wiYXNzdXJhbmNlIjoidmVyaWZpZWQiLCJhc19vZiI6IjIwMjYtMTEtMjMiLCJsb2NrZWQiOnRydWV9LCJjaXZpbGl0',
    'ZSI6eyJ0eXBlIjoiY29kZSIsInZhbHVlIjoiZmVtYWxlIiwidGV4dCI6Ik1tZSIsImNsYWltIjoiZ2VuZGVyIiwic2',
    '91cmNlIjoiZnJhbmNlY29ubmVjdCIsImFzc3VyYW5jZSI6InZlcmlmaWVkIiwiYXNfb2YiOiIyMDI2LTExLTIzIiwi',
    'bG9ja2VkIjpmYWxzZX0sInByZW5vbXMiOnsidHlwZSI6Imxpc3QiLCJ2YWx1ZSI6WyJBbmdlbGEiLCJDbGFpcmUiXS',
    'wiY2xhaW0iOiJnaXZlbl9uYW1lX2FycmF5Iiwic291cmNlIjoiZnJhbmNlY29ubmVjdCIsImFzc3VyYW5jZSI6InZl',
    'cmlmaWVkIiwiYXNfb2YiOiIyMDI2LTExLTIzIiwibG9ja2VkIjp0cnVlfSwiY29tbXVuZSI6eyJ0eXBlIjoidGV4dC',
    'IsInZhbHVlIjpudWxsLCJzb3VyY2UiOiJmcmFuY2Vjb25uZWN0IiwiY2xhaW0iOiJiaXJ0aHBsYWNlIiwicmVhc29u',
    'IjoiYm9ybl9hYnJvYWQiLCJtZXNzYWdlIjoiVm91cyDDqnRlcyBuw6llIMOgIGzigJnDqXRyYW5nZXIuIn0sImNvdX',
    'JyaWVsIjp7InR5cGUiOiJ0ZXh0IiwidmFsdWUiOiJhbmdlbGFAZXhlbXBsZS5mciIsImNsYWltIjoiZW1haWwiLCJz',
    'b3VyY2UiOiJmcmFuY2Vjb25uZWN0IiwiYXNzdXJhbmNlIjoiZGVjbGFyZWQiLCJhc19vZiI6IjIwMjYtMTEtMjMiLC',
    'Jsb2NrZWQiOmZhbHNlfSwicXVvdGllbnQiOnsidHlwZSI6Im51bWJlciIsInZhbHVlIjo4NzIsInNvdXJjZSI6InF1',
    'b3RpZW50X2ZhbWlsaWFsIiwiY2xhaW0iOiJ2YWxldXIiLCJhc3N1cmFuY2UiOiJhZG1pbmlzdHJhdGl2ZSIsImFzX2',
    '9mIjoiMjAyNi0xMCIsImxvY2tlZCI6ZmFsc2V9fSwic291cmNlcyI6eyJmcmFuY2Vjb25uZWN0Ijp7InN0YXR1cyI6',
    'Im9rIn0sInF1b3RpZW50X2ZhbWlsaWFsIjp7InN0YXR1cyI6Im9rIn19fQ',
  ].join(''),
  'owr86hG0_DTSYNZWLiIoOame1hSOsQNTM3xZNTp-2hCCozJfX_T6ZdKeQKjOq6c7Fslah9qfOn2dyEjuQ9_SYA',
].join('.')

const submitted = new URLSearchParams([
  ['nom', 'L’Hermite'],
  ['ne_le', '24 août 1962'],
  ['civilite', 'Mme'],
  ['prenoms', 'Angela'],
  ['commune', 'Rome'],
  ['courriel', ''],
  ['prefill_token', token],
  ['reglement', 'oui'],
])

const ofIdentity = {
  lock_broken: false,
  source: 'franceconnect',
  assurance: 'verified',
  as_of: '2026-11-23',
}

test('when a filed token is verified again, then the whole answer is what it was', async () => {
  const options = {
    issuer: 'https://prefill.exemple.fr',
    clientId: 'demo-cantine',
    submittedAt: new Date('2026-11-23T10:20:00Z'),
    nonce: 'page-1',
    keys: [key],
  }
  expect(await verifyPrefill(token, submitted, options)).toEqual({
    valid: false,
    problems: ['test_token'],
    demarche: 'restauration-scolaire',
    environment: 'test',
    jti: 'golden-1',
    fields: {
      nom: { ...ofIdentity, verdict: 'equivalent' },
      ne_le: { ...ofIdentity, verdict: 'equivalent' },
      civilite: { ...ofIdentity, verdict: 'unchanged' },
      prenoms: { ...ofIdentity, verdict: 'edited', lock_broken: true },
      courriel: { ...ofIdentity, verdict: 'emptied', assurance: 'declared' },
      quotient: {
        verdict: 'not_submitted',
        lock_broken: false,
        source: 'quotient_familial',
        assurance: 'administrative',
        as_of: '2026-10',
      },
    },
    added: ['commune', 'reglement'],
  })
})
