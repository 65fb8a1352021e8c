import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { DemarcheFile } from '../../src/domain/demarche.ts'
import { inLanguage } from '../../src/domain/languages.ts'
import { Environment } from '../../src/domain/prefill-claims.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { readDoc, snippetUnder } from '../support/doc-snippets.ts'
import { expectedLabels, expectedLines } from '../support/expected-lines.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = 'docs/logs.md'
const doc = readDoc(page)
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

const schoolMeals = DemarcheFile.parse(
  parse(readFileSync(`${root}config/demarches/restauration-scolaire.yaml`, 'utf8')),
)

/** A file of rules as Prometheus reads it. */
const Alerts = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^[A-Z]\w+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
        }),
      ),
    }),
  ),
})

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

  test('when it shows a line of the audit, then the service may write it, with all that it has', () => {
    const line = JSON.parse(snippetUnder(page, 'The audit', 'json'))
    const ofPage = {
      forms: [line.form],
      collectivites: [line.collectivite_name],
      sirets: [line.collectivite],
      demarches: [line.demarche],
      purposes: [inLanguage(schoolMeals.purpose, 'fr')],
      fields: Object.keys(schoolMeals.fields),
    }
    const { audit } = expectedLines(ofPage)
    const shape = audit.extend({ hostname: z.string(), environment: Environment })
    expect(shape.safeParse(line)).toMatchObject({ success: true })
    expect(Object.keys(line).sort()).toEqual(Object.keys(audit.shape).sort())
    expect([...line.filled, ...line.empty, ...line.withheld].sort()).toEqual(
      Object.keys(schoolMeals.fields).sort(),
    )
  })

  test('when an alert names a metric, then there is one', () => {
    const alerts = Alerts.parse(parse(snippetUnder(page, 'Alerts', 'yaml')))
    const rules = alerts.groups.flatMap(({ rules }) => rules)
    const used =
      rules
        .map(({ expr }) => expr)
        .join(' \n')
        .concat(' ')
        .match(/\b(?:prefill|franceconnect|http|nodejs)_[a-z_0-9]+(?=[ {)])/g) ?? []
    const base = (name: string) => name.replace(/_(count|sum|bucket)$/, '')
    const unknown = used.filter((name) => !section('Metrics').includes(`\`${base(name)}\``))
    expect(used.length).toBeGreaterThan(10)
    expect(unknown).toEqual([])
  })
})
