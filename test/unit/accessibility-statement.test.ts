import { describe, expect, test } from '@jest/globals'
import { loadConfig } from '../../src/config.ts'
import { ConfigurationError } from '../../src/configuration/mistakes.ts'
import { collectiviteFile, productionEnvironment } from '../support/configuration-folder.ts'

const audit = { date: '2026-09-30', by: 'Cabinet Accès', rate: 74.5 }
const partial = {
  status: 'partially_conformant',
  established_on: '2026-10-12',
  audit,
  not_accessible: [{ fr: 'Le bouton n’est pas annoncé.', en: 'The button is not announced.' }],
}

const load = (accessibility: object) =>
  loadConfig(productionEnvironment({ 'collectivites/a.json': collectiviteFile({ accessibility }) }))
    .forms[0]?.collectivite.accessibility

function mistakesOf(accessibility: object): string[] {
  try {
    load(accessibility)
  } catch (error) {
    if (error instanceof ConfigurationError)
      return error.mistakes.map(({ path, message }) => `${path}: ${message}`)
    throw error
  }
  return []
}

describe('the accessibility statement in a collectivite’s file', () => {
  test('when it is complete, then it is taken as it is', () => {
    const whole = {
      ...partial,
      updated_on: '2026-11-02',
      disproportionate_burden: [{ fr: 'Les plans.' }],
      exempt: [{ fr: 'La carte.' }],
      tested_with: ['Firefox 140 et NVDA 2026.1'],
      tools: ['axe DevTools'],
      checked_pages: ['Avant de vous connecter'],
      contact: { email: 'a@ville.fr', url: 'https://ville.fr/contact', phone: '01 23 45 67 89' },
      plan_url: 'https://ville.fr/schema',
    }
    expect(load(whole)).toEqual(whole)
  })

  test('when it says the least, then nothing is made up', () => {
    expect(load({ status: 'not_conformant', established_on: '2026-10-12' })).toEqual({
      status: 'not_conformant',
      established_on: '2026-10-12',
      not_accessible: [],
      disproportionate_burden: [],
      exempt: [],
      tested_with: [],
      tools: [],
      checked_pages: [],
    })
  })

  const { audit: _, ...withoutAudit } = partial
  const rated = (status: string, rate: number, not_accessible = partial.not_accessible) => ({
    ...partial,
    status,
    audit: { ...audit, rate },
    not_accessible,
  })
  // Décret 2019-768, article 4: all criteria, at least half of them, less or no audit.
  test.each([
    ['an audit found half of it', rated('partially_conformant', 50)],
    ['an audit found less than half', rated('not_conformant', 49.9)],
    ['an audit found all of it', rated('conformant', 100, [])],
  ])('when %s, then the status that this earns is taken', (_name, statement) => {
    expect(mistakesOf(statement)).toEqual([])
  })

  test.each([
    [
      'partial without audit',
      withoutAudit,
      'audit: partially_conformant needs an audit: its date, by whom, and its rate',
    ],
    [
      'full without audit',
      { status: 'conformant', established_on: '2026-10-12' },
      'audit: conformant needs an audit: its date, by whom, and its rate',
    ],
    [
      'partial below half',
      rated('partially_conformant', 49.9),
      'status: a rate of 49.9 % is not_conformant',
    ],
    [
      'full below all',
      rated('conformant', 99.9),
      'status: a rate of 99.9 % is partially_conformant',
    ],
    [
      'less than it is',
      rated('not_conformant', 50),
      'status: a rate of 50 % is partially_conformant',
    ],
    [
      'full with something left',
      rated('conformant', 100),
      'not_accessible: what is conformant has no content that is not accessible',
    ],
    [
      'partial with nothing left',
      rated('partially_conformant', 60, []),
      'not_accessible: expected what the audit found not to be accessible',
    ],
    [
      'no date',
      { status: 'not_conformant' },
      'established_on: expected a date such as "2026-10-12"',
    ],
    [
      'a date that is none',
      { ...partial, established_on: '2026-02-30' },
      'established_on: expected a date such as "2026-10-12"',
    ],
    [
      'an empty contact',
      { ...partial, contact: {} },
      'contact: expected an email, a url or a phone',
    ],
    [
      'a link that runs a script',
      { ...partial, plan_url: 'javascript:alert(1)' },
      'plan_url: expected an https address',
    ],
    [
      'a contact by plain http',
      { ...partial, contact: { url: 'http://ville.fr/' } },
      'contact.url: expected an https address',
    ],
    ['an unknown key', { ...partial, statut: 'x' }, ': Unrecognized key: "statut"'],
    [
      'a sentence in no language',
      { ...partial, exempt: ['Les plans.'] },
      'exempt[0]: Invalid input: expected object, received string',
    ],
  ])('when it says %s, then that is a mistake', (_name, statement, mistake) => {
    expect(mistakesOf(statement)).toEqual([
      `accessibility${mistake.startsWith(':') ? '' : '.'}${mistake}`,
    ])
  })
})
