import { describe, expect, test } from '@jest/globals'
import { stateSourceOf } from '../../src/domain/catalogue.ts'
import { neededSources } from '../../src/domain/needed-claims.ts'
import { useCases } from '../../src/domain/use-cases.ts'
import { loadCatalogue } from '../../src/simulator/demo-catalogue/load-catalogue.ts'
import { readDoc } from '../support/doc-snippets.ts'
import { codesIn, guidePage } from '../support/guide.ts'
import { rowsUnder } from '../support/named-tests.ts'

const page = guidePage('production.md')
const catalogue = readDoc('docs/catalogue.md').replaceAll('\u00a0', ' ')
const rowsOf = (heading: string) => rowsUnder(page.replaceAll('\n### ', '\n## '), heading)

const demarches = loadCatalogue().map(({ demarche }) => demarche)
const rows = rowsOf('Démarche par démarche')
const nameOf = (cell = '') => /#([a-z-]+)\)/.exec(cell)?.[1] ?? ''

/** What a form of a procedure asks of a State API, by source. */
function sourcesOf(name: string, api: 'api_particulier' | 'impot_particulier') {
  const demarche = demarches.find((one) => one.name === name)
  if (demarche === undefined) throw new Error(`no procedure ${name}`)
  return neededSources(demarche.fields)
    .filter((source) => stateSourceOf(source)?.api === api)
    .sort()
}

/** What docs/catalogue.md says of its habilitation. */
const habilitationOf = (name: string) =>
  /\| Habilitation \| (.*) \|/.exec(catalogue.split(`### \`${name}\`\n`)[1] ?? '')?.[1] ?? ''

test('when a procedure is shipped, then the page says what to ask for it', () => {
  expect(rows.map(([cell]) => nameOf(cell)).sort()).toEqual(
    demarches.map(({ name }) => name).sort(),
  )
})

describe.each(rows.map((row) => [nameOf(row[0]), row] as const))('%s', (name, row) => {
  const [title = '', franceConnect, particulier = '', impot = ''] = row

  test('when its sources are those of an API, then its row names them under that API, and no other', () => {
    expect(title).toContain(`[${demarches.find((one) => one.name === name)?.title.fr}]`)
    expect(franceConnect).toBe('oui')
    expect(codesIn(particulier).sort()).toEqual(sourcesOf(name, 'api_particulier'))
    expect(codesIn(impot).sort()).toEqual(sourcesOf(name, 'impot_particulier'))
  })

  test('when its row names use cases, then they are those of its own file', () => {
    const casesIn = (text: string) => [...text.matchAll(/« [^»]+ »/g)].map(([one]) => one)
    expect(casesIn(particulier)).toEqual(casesIn(habilitationOf(name)))
  })
})

test('when the State holds a source to be unjustified for a use case, then the page says so, and of no other', () => {
  const told = rowsOf('Ce que l’État juge injustifié').map(([named = '', sources = '']) => [
    codesIn(named)[0],
    codesIn(sources).sort(),
  ])
  expect(told).toEqual(useCases.map(({ name, unjustified }) => [name, [...unjustified].sort()]))
})

test('when no source is known for a delay, then the page says that it is unknown', () => {
  const [first, ...others] = rowsOf('Les délais')
  expect(first?.[1]).toBe('**inconnu**')
  for (const [, , from] of others) expect(from).toMatch(/\w{4}/)
})
