// Slims INSEE's communes, as etalab's package holds them, down to what reading a code of birth takes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)

// The package lacks these two: collectivities of their own since 2007, communes of Guadeloupe before.
const leftGuadeloupe = [
  ['97123', '97701'],
  ['97127', '97801'],
]

// Departments that were made by dividing others, in 1968 around Paris and in 1976 in Corsica: every code was new,
// and nearly every commune kept its number.
const isNewDepartment = (code) => /^(9[1-5]|2[AB])/.test(code)
const isOfDividedDepartment = (code) => /^(75|78|20)/.test(code)

/** The name that a former code had, where the package still tells it; otherwise ''. */
function nameOfFormer(former, { code, nom, anciensCodes }, parts) {
  if (!isNewDepartment(code) || !isOfDividedDepartment(former)) return ''
  const part = parts.get(code.slice(0, 2) + former.slice(2))
  if (part?.chefLieu === code) return part.nom
  return anciensCodes.filter(isOfDividedDepartment).length === 1 ? nom : ''
}

/**
 * One line for each code that is or was a commune: its last three characters, its name, the code of today's
 * commune where it is another, and the name before a merger where the code outlived it. Tabs between, empty
 * ends cut. A former code without a name is known by its successor only.
 */
function readCommunes(communes) {
  const lines = new Map()
  const add = (code, ...cells) => lines.set(code, [code.slice(2), ...cells].join('\t').trimEnd())
  const now = communes.filter(({ type }) => type === 'commune-actuelle')
  const parts = new Map(
    communes.filter((one) => one.chefLieu !== undefined).map((one) => [one.code, one]),
  )
  for (const commune of now)
    for (const former of commune.anciensCodes ?? [])
      add(former, nameOfFormer(former, commune, parts), commune.code)
  for (const [code, { nom, chefLieu }] of parts) add(code, nom, chefLieu)
  for (const { code, nom } of now) {
    const before = parts.get(code)?.nom ?? nom
    add(code, nom, '', before === nom ? '' : before)
  }
  for (const { code, nom, commune } of communes) if (commune !== undefined) add(code, nom)
  for (const [former, code] of leftGuadeloupe)
    add(former, now.find((one) => one.code === code).nom, code)
  return lines
}

/** @returns {{ departments: Record<string, string>, communes: Record<string, string> }} see src/domain/cog.ts */
export function readCogData() {
  const lines = readCommunes(require('@etalab/decoupage-administratif/data/communes.json'))
  const departments = require('@etalab/decoupage-administratif/data/departements.json')
  const communes = {}
  for (const [code, line] of [...lines].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const prefix = code.slice(0, 2)
    communes[prefix] = `${communes[prefix] ?? ''}${line}\n`
  }
  return {
    departments: Object.fromEntries(departments.map(({ code, nom }) => [code, nom])),
    communes,
  }
}

/**
 * Writes `cog.json`.
 * @param {{ outdir: string }} options where it goes
 */
export function writeCogData({ outdir }) {
  mkdirSync(outdir, { recursive: true })
  writeFileSync(join(outdir, 'cog.json'), JSON.stringify(readCogData()))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(JSON.stringify(readCogData()))
