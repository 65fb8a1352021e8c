import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { gatherLimits } from '../../src/flow/gather.ts'
import { handoverLifetimeSeconds } from '../../src/flow/handover.ts'
import { reviewLifetimeSeconds } from '../../src/flow/review.ts'
import { historySeconds } from '../../src/signing/key-lifecycle.ts'
import { readDoc } from '../support/doc-snippets.ts'
import { codesIn, guidePage } from '../support/guide.ts'

const page = guidePage('questions.md')
const groups = page.split('\n## ').slice(1)

interface Question {
  readonly asked: string
  readonly keptBy: string
  readonly answer: string
}

const questionsOf = (group: string): Question[] =>
  group
    .split('\n### ')
    .slice(1)
    .map((text) => {
      const [, asked = '', keptBy = '', answer = ''] =
        /^(.*)\n<!-- kept by (\S+) -->\n([\s\S]*)$/.exec(text) ?? []
      return { asked, keptBy, answer: answer.trim().replaceAll('\n', ' ') }
    })

const questions = groups.flatMap(questionsOf)

/** How many sentences a text has, links counted as what is read of them. */
const sentencesIn = (text: string) => {
  const read = text.replace(/\]\([^)]*\)/g, '').replace(/(?<=\d)\.(?=\d)|\.md|\.\./g, '')
  return read.split(/[.?!](?= |$)|(?<=[.?!])\)/).filter((one) => /\w/.test(one)).length
}

/** Everything that is written elsewhere: the reference, the configuration, the sources. */
const known = [
  'README.md',
  ...readdirSync(new URL('../../docs', import.meta.url))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'config/examples/collectivites/collectivite.yaml',
  'config/examples/demarches/exemple.yaml',
  'src/widget/element.ts',
].map(readDoc)

test('when the questions are counted, then every kind of reader has some, and there are enough', () => {
  expect(groups.map((group) => group.split('\n')[0])).toEqual([
    'Webmestre',
    'Développeur',
    'Exploitant',
    'Délégué à la protection des données',
    'Usager',
  ])
  for (const group of groups) expect(questionsOf(group).length).toBeGreaterThanOrEqual(4)
  expect(questions.length).toBeGreaterThanOrEqual(30)
})

describe.each(questions)('$asked', ({ asked, keptBy, answer }) => {
  test('when it is asked, then the answer is short, and leads further', () => {
    expect(asked).toMatch(/ \?$|: que faire \?$/)
    expect(sentencesIn(answer)).toBeGreaterThanOrEqual(2)
    expect(sentencesIn(answer)).toBeLessThanOrEqual(5)
    expect(answer).toMatch(/\]\([^)]+\)/)
  })

  test('when it says how something behaves, then a test is named that keeps it', () => {
    expect(keptBy).toMatch(/^test\/\w+\/[\w-]+\.test\.ts$/)
    expect(existsSync(new URL(`../../${keptBy}`, import.meta.url))).toBe(true)
  })

  test('when it names something of ours, then that is what it is called elsewhere', () => {
    const names = codesIn(answer).map((code) => code.replace(/^franceconnect-prefill /, ''))
    expect(names.filter((name) => !known.some((text) => text.includes(name)))).toEqual([])
  })
})

const minutes = (seconds: number) => seconds / 60

test.each([
  ['les valeurs attendent le formulaire 60 secondes au plus', handoverLifetimeSeconds, 60],
  ['ou quinze minutes si la personne doit les vérifier', minutes(reviewLifetimeSeconds), 15],
  ['reste publiée treize mois', Math.floor(historySeconds / 86_400 / 30.5), 13],
  ['après 6 secondes la personne peut continuer', gatherLimits.offerMilliseconds, 6000],
  ['après 12 secondes on s’arrête', gatherLimits.hardMilliseconds, 12_000],
])('when the page says “%s”, then the service holds it', (told, held, expected) => {
  expect(page.replaceAll('\n', ' ').toLowerCase()).toContain(told.toLowerCase())
  expect(held).toBe(expected)
})

test.each([
  ['dans les 24 heures', 'src/flow/token-claims.ts', 'prefillLifetimeSeconds = 24 * 3600'],
  ['une heure au plus', 'src/widget/tab-store.ts', 'lifetimeMs = 60 * 60 * 1000'],
  [
    'Chrome ou Edge 92, Firefox 90, Safari ou iOS 15.4',
    'docs/widget.md',
    'Chrome or Edge 92, Firefox 90, Safari or iOS 15.4',
  ],
])('when the page says “%s”, then %s does', (told, file, words) => {
  expect(page.replaceAll('\n', ' ')).toContain(told)
  expect(readDoc(file)).toContain(words)
})
