import { readFileSync } from 'node:fs'
import { type Cog, CogData, createCog } from '../domain/cog.ts'

/**
 * Reads the communes that the build left beside the code.
 * @param file `data/cog.json` of the build
 * @throws when the file is missing or not what scripts/cog-data.mjs writes: the build is broken
 */
export function loadCog(file: URL): Cog {
  return createCog(CogData.parse(JSON.parse(readFileSync(file, 'utf8'))))
}
