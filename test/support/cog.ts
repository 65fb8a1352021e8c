import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Cog, CogData, createCog } from '../../src/domain/cog.ts'

/** The data that the build makes, from the package itself. */
export function someCogData(): CogData {
  const text = execFileSync(process.execPath, ['scripts/cog-data.mjs'], {
    encoding: 'utf8',
    maxBuffer: 8 * 1024 * 1024,
  })
  return CogData.parse(JSON.parse(text))
}

/** A commune, or what was one, as INSEE's data are packaged. */
export interface PackagedCommune {
  readonly code: string
  readonly nom: string
  readonly type: string
  readonly anciensCodes?: readonly string[]
}

export function packagedCommunes(): readonly PackagedCommune[] {
  const { resolve } = createRequire(import.meta.url)
  const file = resolve('@etalab/decoupage-administratif/data/communes.json')
  return JSON.parse(readFileSync(file, 'utf8')) as PackagedCommune[]
}

/** Every commune of France, as the service knows them. */
export const someCog = (): Cog => createCog(someCogData())

/** A few communes, for tests that are about something else. */
export const aCog: Cog = createCog({
  departments: { '13': 'Bouches-du-Rhône', '75': 'Paris', '92': 'Hauts-de-Seine' },
  communes: {
    // 13001 stands for a commune whose own name is lost.
    '13': '001\t\t13212\n212\tMarseille 12e Arrondissement\n',
    '75': '036\tGennevilliers\t92036\n107\tParis 7e Arrondissement\n',
    '92': '036\tGennevilliers\n',
  },
})
