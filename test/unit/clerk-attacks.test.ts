import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Sheet } from '../../src/clerk/compose-sheet.ts'
import type { Refusal } from '../../src/domain/clerk-messages.ts'
import { clerkMessagesIn } from '../../src/domain/clerk-messages-in.ts'
import { readAsClerk } from '../support/clerk-stage.ts'
import type { TokenKey } from '../support/prefill-tokens.ts'
import { at, makeTokenKey, signToken, someClaims } from '../support/prefill-tokens.ts'

// The page names the birth name `wpforms[fields][3]`; the citizen changed it to DUPONT, and hides it.
const changed = { wpforms: { fields: { 3: 'DUPONT' } } }
const signed = { wpforms: { fields: { 3: 'DUBOIS' } } }

let key: TokenKey
let prefill_token: string
beforeAll(async () => {
  key = await makeTokenKey('k')
  prefill_token = await signToken(key)
})

const french = clerkMessagesIn('fr')

/** The headline, and what became of the birth name. */
const verdict = ({ tone, headline, fields }: Sheet) => [tone, headline, fields[0]?.mark]
const refused = (refusal: Refusal) => ['refused', french.refusals[refusal].title, undefined]
const broken = ['lock_broken', french.headlines.lock_broken, 'lock_broken']

async function read(pasted: unknown, language: 'fr' | 'en' = 'fr') {
  return (await readAsClerk(pasted, [key.published], { language })).sheet
}

/** `{a: {b: 'x'}}` as a browser sends it: `a[b]=x`. */
function encode(values: object, name = ''): [string, string][] {
  return Object.entries(values).flatMap(([part, value]) => {
    const full = name === '' ? part : `${name}[${part}]`
    return typeof value === 'object'
      ? encode(value, full)
      : [[full, String(value)] as [string, string]]
  })
}
const encoded = (values: object) => new URLSearchParams(encode(values)).toString()

describe('a citizen who adds inputs to the form', () => {
  const inTime = () => at(600).toISOString()
  const late = () => at(2 * 86400)
  const attacks: [string, () => object, unknown, unknown][] = [
    [
      'submitted, with the signed values',
      () => ({ ...changed, prefill_token, submitted: signed }),
      broken,
      broken,
    ],
    [
      'every member of a body of POST /verify',
      () => ({
        ...changed,
        prefill_token,
        client_id: 'demo-cantine',
        submitted: signed,
        submitted_at: inTime(),
        nonce: 'n',
      }),
      broken,
      broken,
    ],
    [
      'the token once more, among decoys that come first',
      () => ({ decoy: { ...signed, prefill_token }, ...changed, prefill_token }),
      refused('repeated_token'),
      refused('repeated_token'),
    ],
    [
      'the token once more, among decoys that come last',
      () => ({ ...changed, prefill_token, decoy: { ...signed, prefill_token } }),
      refused('repeated_token'),
      refused('repeated_token'),
    ],
    [
      'the token under another name as well',
      () => ({ ...signed, prefill_token, again: prefill_token }),
      refused('repeated_token'),
      refused('repeated_token'),
    ],
    [
      'the token among decoys only',
      () => ({ ...changed, decoy: { ...signed, prefill_token } }),
      refused('nested_token'),
      broken,
    ],
    [
      'the token among decoys that come first',
      () => ({ decoy: { ...signed, prefill_token }, ...changed }),
      refused('nested_token'),
      broken,
    ],
    [
      'decoys in a list',
      () => ({ ...changed, decoy: [{ ...signed, prefill_token }] }),
      refused('nested_token'),
      broken,
    ],
    [
      'the token among decoys under a name of their own',
      () => ({ ...changed, decoy: { ...signed, x: prefill_token } }),
      broken,
      broken,
    ],
    [
      'a member that hides the values deeper',
      () => ({ submitted: signed, data: { ...changed, prefill_token } }),
      refused('nested_token'),
      undefined,
    ],
  ]

  test.each(attacks)(
    'when it is %s, then JSON hides no broken lock',
    async (_, values, outcome) => {
      expect(verdict(await read(values()))).toEqual(outcome)
    },
  )

  test.each(attacks.filter(([, , , outcome]) => outcome !== undefined))(
    'when it is %s, then a form encoding hides no broken lock',
    async (_, values, _json, outcome) => {
      expect(verdict(await read(encoded(values())))).toEqual(outcome)
    },
  )

  test.each([
    ['JSON', (values: object) => values],
    ['a form encoding', encoded],
  ])('when it is a date of receipt in %s, then it is an ordinary value', async (_, write) => {
    const given = { ...signed, prefill_token, submitted_at: inTime(), submitted: { x: '1' } }
    const options = { now: late }
    const { sheet } = await readAsClerk(write(given), [key.published], options)
    expect(sheet.facts.filter(([name]) => name.startsWith('Reçu'))).toEqual([])
    expect(sheet.notes).toContain(french.sheet.noteNoDate)
    expect(sheet.added).toEqual(expect.arrayContaining(['submitted_at', 'submitted[x]']))
  })

  test('when the token of a body of POST /verify is no text, then it is no such body', async () => {
    const given = { prefill_token: { x: prefill_token }, submitted: signed, submitted_at: inTime() }
    const { sheet } = await readAsClerk(given, [key.published], { now: late })
    expect(sheet.fields[0]?.mark).toBe('not_submitted')
    expect(sheet.added).toContain('submitted_at')
  })

  test('when it is only names of a body of POST /verify, in a form encoding, then they are ordinary values', async () => {
    const given = { prefill_token, submitted: signed, submitted_at: inTime() }
    const { sheet } = await readAsClerk(encoded(given), [key.published], { now: late })
    expect(sheet.fields[0]?.mark).toBe('not_submitted')
    expect(sheet.added).toEqual(['submitted[wpforms][fields][3]', 'submitted_at'])
  })

  test('when a value looks like a form encoding, then a raw message that holds it is not read as one', async () => {
    const value = `&${encoded({ ...signed, prefill_token })}&`
    const part = (name: string, text: string) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`
    const raw = `${part('wpforms[fields][3]', 'DUPONT')}${part('note', value)}--b--`
    expect(verdict(await read(raw))).toEqual(refused('unreadable'))
  })

  test('when the clerk reads English, then the refusals are said in English', async () => {
    const { headline, advice } = await read({ ...changed, decoy: { prefill_token } }, 'en')
    const { title, text, todo } = clerkMessagesIn('en').refusals.nested_token
    expect([headline, advice]).toEqual([title, [{ title: '', text, todo }]])
  })
})

describe('a forger who brings keys', () => {
  let forged: string
  let theirs: TokenKey
  beforeAll(async () => {
    theirs = await makeTokenKey('k')
    forged = await signToken(theirs, someClaims({ jti: 'forged' }))
  })

  test.each<[string, () => unknown, unknown[]]>([
    [
      'with the token',
      () => ({ keys: [theirs.published], prefill_token: forged, ...signed }),
      ['unproven', french.headlines.unproven, undefined],
    ],
    ['alone', () => ({ keys: [theirs.published] }), refused('keys_as_text')],
    ['as a list', () => [theirs.published], refused('keys_as_text')],
  ])('when they are pasted %s, then they are no keys', async (_, pasted, outcome) => {
    expect(verdict(await read(pasted()))).toEqual(outcome)
    expect(verdict(await read(forged))).toEqual(['unproven', french.headlines.unproven, undefined])
  })
})
