import { describe, expect, test } from '@jest/globals'
import { headlines, refusals } from '../../src/domain/clerk-messages.ts'
import { clerkMessagesIn } from '../../src/domain/clerk-messages-in.ts'
import { problems } from '../../src/domain/judge-token.ts'
import {
  Assurance,
  Environment,
  NextStep,
  reasons,
  SourceOutcome,
} from '../../src/domain/prefill-claims.ts'
import { verdicts } from '../../src/domain/verdict.ts'

const french = clerkMessagesIn('fr')
const english = clerkMessagesIn('en')

/** Every sentence of a tree of messages, by its path. */
function sentences(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [[`${path}${name}`, value] as [string, string]]
      : sentences(value as object, `${path}${name}.`),
  )
}

const places = (tree: object) =>
  Object.fromEntries(
    sentences(tree).map(([path, text]) => [path, (text.match(/\{\w+\}/g) ?? []).sort()]),
  )

describe('the sentences of the clerk’s page', () => {
  test.each([
    ['problems', problems],
    ['refusals', refusals],
    ['headlines', headlines],
    ['verdicts', verdicts],
    ['reasons', reasons],
    ['assurances', Assurance.options],
    ['statuses', SourceOutcome.shape.status.options],
    ['next', NextStep.options],
    ['environments', Environment.options],
  ] as const)('when it is about %s, then there is one for each, in both languages', (part, all) => {
    for (const messages of [french, english])
      expect(Object.keys(messages[part]).sort()).toEqual([...all].sort())
  })

  test('when both languages are compared, then they say the same things, in other words', () => {
    expect(places(english)).toEqual(places(french))
    const inEnglish = new Map(sentences(english))
    const same = sentences(french).filter(([path, text]) => inEnglish.get(path) === text)
    expect(same).toEqual([])
  })

  test('when something is wrong, then the clerk reads what it means and what to do', () => {
    for (const { problems, refusals, brokenLock, fileKeys } of [french, english])
      for (const advice of [
        brokenLock,
        fileKeys,
        ...Object.values(problems),
        ...Object.values(refusals),
      ]) {
        expect(advice.title).toMatch(/^\S.*[^.\s]$/)
        expect(advice.text).toMatch(/^\S.*\.$/)
        expect(advice.todo).toMatch(/^\S.*\.$/)
      }
  })

  test('when a sentence is French, then its apostrophes are typographic and no word is empty', () => {
    const faulty = sentences(french).filter(
      ([path, text]) => path !== 'page.otherLanguage' && /'|\s\s|^\s|\s$|^$/.test(text),
    )
    expect(faulty).toEqual([])
  })
})
