import { describe, expect, test } from '@jest/globals'
import { nearestName } from '../../src/cli/doctor/nearest-name.ts'
import { instantOf, judgeClock } from '../../src/cli/doctor/online/judge-clock.ts'
import { readOrder } from '../../src/cli/doctor/order.ts'
import { permits, readPolicy } from '../../src/domain/content-policy.ts'
import { likeness } from '../../src/domain/look-alikes.ts'
import { signsUntil } from '../../src/signing/signs-until.ts'

describe('what the command is told', () => {
  test('when it is told everything, then it is understood', () => {
    const words = ['--online', '--strict', '--json', '--page', 'p.html', '--client-id', 'x']
    const more = ['--also', 'https://a.fr', '--ignore', 'no-input', '--also', 'https://b.fr']
    expect(readOrder([...words, ...more])).toEqual({
      online: true,
      filesOnly: false,
      page: 'p.html',
      clientId: 'x',
      also: ['https://a.fr', 'https://b.fr'],
      ignored: new Set(['no-input']),
      strict: true,
      json: true,
    })
  })

  test.each([
    [['--pdf']],
    [['--page']],
    [['--page', '--json']],
    [['--page', 'a', '--page', 'b']],
    [['--ignore', 'nothing']],
    [['--ignore', 'toString']],
    [['--also', 'https://a.fr/x']],
    [['--client-id', 'x']],
    [['--online', '--files']],
    [['config']],
  ])('when it is told %j, then it is not understood', (args) => {
    expect(readOrder(args)).toBeUndefined()
  })
})

describe('the nearest name', () => {
  test.each([
    ['redirect_uri', 'redirect_uris'],
    ['demarhce', 'demarche'],
    ['Siret', 'siret'],
    ['telephone', undefined],
  ])('when %s is written, then %s was meant', (wrong, expected) => {
    expect(nearestName(wrong, ['redirect_uris', 'demarche', 'siret'])).toBe(expected)
  })
})

describe('the end of all signing', () => {
  test.each([
    [[{ valid_from: 0 }], Infinity],
    [[{ valid_from: 0, valid_until: 200 }], 200],
    [[{ valid_from: 0, valid_until: 200 }, { valid_from: 200 }], Infinity],
    [
      [
        { valid_from: 200, valid_until: 300 },
        { valid_from: 0, valid_until: 200 },
      ],
      300,
    ],
    [[{ valid_from: 0, valid_until: 200 }, { valid_from: 201 }], 200],
    [[{ valid_from: 0, revoked_at: 50 }], 100],
    [[{ valid_from: 101 }], 100],
    [[], 100],
  ])('when the keys are %j, then at 100 it is %d', (keys, end) => {
    expect(signsUntil(keys, 100)).toBe(end)
  })
})

describe('a clock', () => {
  const read = { where: 'https://fc.fr', from: 1000, until: 1002, isDecisive: true }
  test.each([
    [999, []],
    [1000, []],
    [1004, []],
    [997, []],
    [996, ['clock-drifts']],
    [1005, ['clock-drifts']],
    [989, ['clock-drifts']],
    [988, ['clock']],
    [1012, ['clock-drifts']],
    [1013, ['clock']],
    [undefined, []],
  ])('when it says %d between 1000 and 1002, then it is judged', (theirs, rules) => {
    expect(judgeClock({ ...read, theirs }).map(({ rule }) => rule)).toEqual(rules)
  })

  test('when no login hangs on it, then it only drifts', () => {
    const [finding] = judgeClock({ ...read, theirs: 700, isDecisive: false })
    expect(finding?.rule).toBe('clock-drifts')
  })

  test.each([
    [{ date: 'Sat, 28 Nov 2026 12:00:00 GMT' }, 1_795_867_200],
    [{ date: 'Sat, 28 Nov 2026 12:00:00 GMT', age: '30' }, 1_795_867_230],
    [{ date: 'yesterday' }, undefined],
    [{}, undefined],
  ])('when an answer says %j, then it was made at %d', (headers, instant) => {
    expect(instantOf(new Headers(headers as Record<string, string>))).toBe(instant)
  })
})

describe('a policy', () => {
  const widget = 'https://prefill.fr/widget/v1.js'
  test.each([
    ["script-src 'self'", false],
    ['script-src https://prefill.fr', true],
    ['script-src prefill.fr', true],
    ['script-src https://prefill.fr:443', true],
    ['script-src https://prefill.fr:8443', false],
    ['script-src https://prefill.fr:*', true],
    ['script-src http://prefill.fr', false],
    ['script-src https://prefill.fr/widget/', true],
    ['script-src https://prefill.fr/other/', false],
    ['script-src https://prefill.fr/widget/v1.js', true],
    ['script-src *.fr', true],
    ['script-src *.prefill.fr', false],
    ['script-src https:', true],
    ['script-src *', true],
    ["script-src 'none'; script-src *", false],
    ["default-src 'self'", false],
    ["default-src 'self'; script-src *", true],
    ["script-src 'nonce-abc'", true],
    ["script-src 'nonce-xyz'", false],
    ["script-src 'strict-dynamic' https:", false],
    ['img-src *', true],
    ['SCRIPT-SRC PREFILL.FR', true],
    ['', true],
  ])('when it is %j, then the widget may load: %s', (text, isPermitted) => {
    const policy = readPolicy(text)
    expect(permits(policy, ['script-src', 'default-src'], widget, 'abc')).toBe(isPermitted)
  })
})

describe('likeness', () => {
  const field = (name: string, claim: string, label: string) => ({ name, claim, label })
  const name = field('nom', 'franceconnect.family_name', 'Nom de naissance')
  const born = field('ne_le', 'franceconnect.birthdate', 'Date de naissance')
  const mail = field('courriel', 'franceconnect.email', 'Adresse électronique')
  test.each([
    [name, ['nom'], 1],
    [name, ['lastName'], 1],
    [name, ['x', 'Votre nom *'], 1],
    [name, ['nom_enfant'], 1 / 2],
    [name, ['prenom'], 0],
    [name, ['Nom de naissance (obligatoire)'], 1],
    [born, ['date-naissance'], 1],
    [born, ['ddn'], 1],
    [mail, ['your-email'], 1],
    [mail, ['E-mail'], 1],
    [mail, ['telephone'], 0],
    [mail, [''], 0],
  ])('when a field %j meets %j, then it is %d', (sought, said, expected) => {
    expect(likeness(sought, said)).toBeCloseTo(expected)
  })
})
