import { describe, expect, test } from '@jest/globals'
import { readPaste } from '../../src/clerk/read-paste.ts'
import { claimedIssuer, recogniseToken } from '../../src/clerk/recognise-token.ts'
import { assembleToken, someClaims } from '../support/prefill-tokens.ts'

const prefill = assembleToken({ alg: 'ES256', typ: 'prefill+jwt', kid: 'k' })
const other = assembleToken({ alg: 'ES256', typ: 'prefill+jwt', kid: 'l' })
const login = assembleToken({ alg: 'ES256', typ: 'JWT', kid: 'k' })
const json = JSON.stringify

describe('what is pasted', () => {
  test.each<[string, string, object]>([
    ['a token', prefill, { token: prefill }],
    [
      'a token broken over lines',
      ` ${prefill.match(/.{1,60}/g)!.join('\r\n')}\n`,
      { token: prefill },
    ],
    ['a token as a JSON text', json(prefill), { token: prefill }],
    ['a token cut short', prefill.slice(0, 30), { token: prefill.slice(0, 30) }],
    ['a token under its name', json({ prefill_token: prefill }), { token: prefill }],
    [
      'a submission as JSON',
      json({ nom: 'DUBOIS', prefill_token: prefill }),
      { token: prefill, submitted: { nom: 'DUBOIS', prefill_token: prefill } },
    ],
    [
      'a submission in an envelope with nothing beside it',
      json({ data: { nom: 'DUBOIS', prefill_token: prefill } }),
      { token: prefill, submitted: { nom: 'DUBOIS', prefill_token: prefill } },
    ],
    [
      'a submission of a page with names of its own',
      json({ wpforms: { fields: { 3: 'DUBOIS', 9: prefill } } }),
      { token: prefill, submitted: { wpforms: { fields: { 3: 'DUBOIS', 9: prefill } } } },
    ],
    [
      'a submission with both tokens of the form',
      json({ nom: 'DUBOIS', hint: login, 9: prefill }),
      { token: prefill, submitted: { nom: 'DUBOIS', hint: login, 9: prefill } },
    ],
    [
      'a submission as a browser sends it',
      `nom=Dubois&gouts=a&gouts=b&prefill_token=${prefill}`,
      {
        token: prefill,
        submitted: { nom: ['Dubois'], gouts: ['a', 'b'], prefill_token: [prefill] },
      },
    ],
    ['a submission without a token', 'nom=Dubois', { submitted: { nom: ['Dubois'] } }],
    [
      'a submission with an empty token',
      'nom=D&prefill_token=',
      { token: '', submitted: { nom: ['D'], prefill_token: [''] } },
    ],
    [
      'a body of POST /verify',
      json({
        client_id: 'demo-cantine',
        prefill_token: prefill,
        submitted: { nom: 'DUBOIS' },
        submitted_at: '2026-11-23T11:00:00+01:00',
        nonce: 'n',
      }),
      {
        token: prefill,
        submitted: { nom: 'DUBOIS' },
        clientId: 'demo-cantine',
        submittedAt: new Date('2026-11-23T10:00:00Z'),
        nonce: 'n',
      },
    ],
    [
      'a form with an input called keys',
      json({ keys: ['a'], prefill_token: prefill }),
      { token: prefill, submitted: { keys: ['a'], prefill_token: prefill } },
    ],
  ])('when it is %s, then the token and the values are told apart', (_, text, submission) => {
    expect(readPaste(text)).toEqual({ submission })
  })

  test.each<[string, string, string]>([
    ['nothing', ' \n', 'empty'],
    ['more than 256 KiB', 'eyJ'.padEnd(256 * 1024 + 1, 'A'), 'too_large'],
    ['nested 33 deep', '['.repeat(33), 'too_deep'],
    ['nested deep behind a text with brackets', `["]]]]\\"]",${'{"a":'.repeat(40)}`, 'too_deep'],
    ['broken JSON', '{"nom":', 'unreadable'],
    ['a number', '[1]', 'unreadable'],
    ['a sentence', 'Bonjour, voici le jeton', 'unreadable'],
    ['two tokens', json({ prefill_token: [prefill, other] }), 'several_tokens'],
    [
      'two tokens in an encoding',
      `prefill_token=${prefill}&prefill_token=${other}`,
      'several_tokens',
    ],
    ['a key history', json({ keys: [{ kty: 'oct' }] }), 'keys_as_text'],
    ['a list of keys', json([{ kty: 'EC', kid: 'k' }]), 'keys_as_text'],
    ['a key history as a JSON text', json(json({ keys: [{ kty: 'EC' }] })), 'keys_as_text'],
    [
      'a token beside another one under its name',
      json({ prefill_token: other, 9: prefill }),
      'several_tokens',
    ],
    [
      'a body of POST /verify with another token in the values',
      json({ prefill_token: prefill, submitted: { nom: 'D', prefill_token: other } }),
      'several_tokens',
    ],
    ['values with spaces between them', `nom=Du Bois&prefill_token=${prefill}`, 'unreadable'],
  ])('when it is %s, then it is refused as %s', (_, text, refusal) => {
    expect(readPaste(text)).toEqual({ refusal })
  })

  test('when a text holds brackets, then they are no depth', () => {
    const nom = `${'['.repeat(50)}\\"`
    expect(readPaste(json({ nom }))).toEqual({ submission: { submitted: { nom } } })
  })

  test('when one name comes a hundred thousand times, then it is read in no time', () => {
    const startedAt = performance.now()
    expect(readPaste(`${'a&'.repeat(130_000)}a=1`)).toHaveProperty('submission')
    expect(performance.now() - startedAt).toBeLessThan(1500)
  })
})

describe('a token that is no prefill token', () => {
  const issuer = 'https://prefill.exemple.fr'
  const of = (iss: unknown) => assembleToken({ alg: 'ES256', typ: 'JWT' }, { iss })
  test.each<[string, string, string | undefined]>([
    ['a prefill token', prefill, undefined],
    ['what cannot be read', 'a.b.c', undefined],
    ['encrypted', 'eyJ.a.b.c.d', 'encrypted'],
    ['encrypted and large', `eyJ.a.b.${'A'.repeat(70_000)}.d`, 'encrypted'],
    ['over 64 KiB', 'A'.repeat(64 * 1024 + 1), 'too_large'],
    ['our own ID token', login, 'login_token'],
    ['of FranceConnect', of('https://oidc.franceconnect.gouv.fr/api/v2'), 'franceconnect_token'],
    ['of a name that ends alike', of('https://notfranceconnect.gouv.fr'), 'other_token'],
    ['of somebody else', of('https://idp.exemple.fr'), 'other_token'],
    ['of nobody', of(7), 'other_token'],
  ])('when it is %s, then it is recognised by its looks', (_, token, refusal) => {
    expect(recogniseToken(token, issuer)).toBe(refusal)
  })

  test('when it says who it is from, then that is read, without an end', () => {
    expect(claimedIssuer(prefill)).toBe(someClaims().iss)
    expect(claimedIssuer(of('x'.repeat(1000)))).toBe('x'.repeat(200))
    expect(claimedIssuer('rubbish')).toBeUndefined()
  })
})
