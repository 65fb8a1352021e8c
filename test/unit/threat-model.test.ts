import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { isTest, rowsUnder } from '../support/named-tests.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const model = read('docs/threat-model.md')
const threats = rowsUnder(model, 'Threats')
const arrows = [...model.matchAll(/^ {4}\w->>\w: (\d+) /gm)].map(([, arrow]) => arrow)

test.each(threats.map((cells) => [cells[2] ?? '', cells] as const))(
  'when the threat is “%s”, then its arrow is in the diagram and its test is there',
  (_, cells) => {
    expect(cells).toEqual([
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^[STRIDE]$/),
      expect.stringMatching(/\w/),
      expect.stringMatching(/\w/),
      expect.stringMatching(/^\[/),
    ])
    expect(arrows).toContain(cells[0])
    expect([cells[4], isTest(cells[4] ?? '')]).toEqual([cells[4], true])
  },
)

test('when all threats are taken together, then every letter of STRIDE and every arrow of ours is among them', () => {
  expect([...new Set(threats.map(([, kind]) => kind))].sort()).toEqual([...'DEIRST'])
  // The third arrow is between the browser and FranceConnect.
  const ours = [...new Set(arrows)].filter((arrow) => arrow !== '3')
  expect([...new Set(threats.map(([arrow]) => arrow))]).toEqual(ours)
})

test('when it counts the production dependencies, then so many there are', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: object }
  expect(model).toContain('Thirteen production dependencies')
  expect(Object.keys(dependencies)).toHaveLength(13)
})

test.each(['[x](../test/unit/html.test.ts) “y”', '[html](../test/unit/html.test.ts) “y”', 'html'])(
  'when a test is named as %s, then it is missed',
  (named) => {
    expect(isTest(named)).toBe(false)
  },
)
