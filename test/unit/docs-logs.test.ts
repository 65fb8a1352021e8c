import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { createMetrics } from '../../src/http/metrics.ts'
import { expectedLabels, expectedLines } from '../support/expected-lines.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const doc = readFileSync(`${root}docs/logs.md`, 'utf8')
const serviceFolders = /^(?!simulator\/|widget\/|clerk\/)/

const sources = readdirSync(`${root}src`, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('.ts') && serviceFolders.test(path))
  .map((path) => readFileSync(`${root}src/${path}`, 'utf8'))

/** The cells of the tables under a heading. */
const section = (heading: string) => doc.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
const firstCells = (heading: string) =>
  [...section(heading).matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  )

const names = {
  forms: ['f'],
  collectivites: ['c'],
  sirets: ['s'],
  demarches: ['d'],
  purposes: ['p'],
  fields: ['n'],
}

describe('docs/logs.md', () => {
  test('when the service writes an event, then its word is there', () => {
    const written = sources.flatMap((text) =>
      [...text.matchAll(/\bevent(?:: | = )'(\w+)'/g)].map(([, word = '']) => word),
    )
    const told = [...section('Lines by message').matchAll(/^\| [^|]+ \| `(?!event)(\w+)` \|/gm)]
    expect([...new Set(written)].sort()).toEqual([...new Set(told.map(([, word]) => word))].sort())
  })

  test('when the service logs a message, then it is there', () => {
    const logged = sources.flatMap((text) => {
      const calls = text.matchAll(/\b(?:log(?:\([^()]*\))?\.(?:info|warn|error)|logFailure)\(/g)
      return [...calls].flatMap(({ index, 0: call }) => {
        const rest = text.slice(index + call.length).split(/\n {0,6}\}?\)?\n/)[0] ?? ''
        return [...rest.matchAll(/, '([A-Za-z][\w ]+)',?\s*\)/g)].map(([, message = '']) => message)
      })
    })
    const told = firstCells('Lines by message')
    expect(logged.length).toBeGreaterThan(12)
    expect(logged.filter((message) => !told.includes(message))).toEqual([])
    expect(Object.keys(expectedLines(names)).filter((message) => !told.includes(message))).toEqual(
      [],
    )
  })

  test('when a line may have a member, then it is there', () => {
    const members = Object.values(expectedLines(names)).flatMap(({ shape }) => Object.keys(shape))
    expect(
      [...new Set(members)].filter(
        (name) => !doc.includes(`\`${name}\``) && !doc.includes(`\`${name}: `),
      ),
    ).toEqual([])
  })

  test('when the registry has a metric, then it is there with its type and its labels, and no other', async () => {
    const states = () => ({ x: 'open' })
    const metrics = createMetrics({ franceConnect: states, sources: states, isRedisUp: () => true })
    metrics.watchStore(() => ({ entries: {}, capacity: 1 }))
    const text = await metrics.text()
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].filter(
      ([, name = '']) => !/^(nodejs|process)_/.test(name),
    )
    const rows = [...section('Metrics').matchAll(/^\| `(\w+)` \| (\w+) \|([^|]*)\|/gm)]
    const documented = rows.map(([, name, type]) => `${name} ${type}`)
    const optional = 'prefill_configuration_files_refused gauge'
    expect(documented.filter((row) => row !== optional).sort()).toEqual(
      types
        .map(([, name, type]) => `${name} ${type}`)
        .filter((row) => row !== optional)
        .sort(),
    )
    const labels = rows.flatMap(([, name, , cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, label]) => `${name}.${label}`),
    )
    expect(labels.filter((label) => label !== 'franceconnect_circuit.origin').sort()).toEqual(
      Object.keys(expectedLabels(names)).sort(),
    )
  })

  test('when an alert names a metric, then there is one', () => {
    const used =
      section('Alerts').match(/\b(?:prefill|franceconnect|http|nodejs)_[a-z_0-9]+(?=[ {)])/g) ?? []
    const base = (name: string) => name.replace(/_(count|sum|bucket)$/, '')
    const unknown = used.filter((name) => !section('Metrics').includes(`\`${base(name)}\``))
    expect(used.length).toBeGreaterThan(10)
    expect(unknown).toEqual([])
  })
})
