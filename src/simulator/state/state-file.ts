import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { apiParticulierCodes } from './api-particulier-errors.ts'
import { statePlaces } from './state-places.ts'

const stateErrors = [...apiParticulierCodes, '4101'] as const

/** The error that a source answers for a citizen; `4101` is the tax office's « aucun résultat ». */
const StateError = z.strictObject({ error: z.enum(stateErrors) })
export type StateError = z.infer<typeof StateError>

/** What differs from the data that every citizen has, in the shape of the source's own answer. */
const StateChanges = z
  .record(z.string(), z.json())
  .refine((changes) => !('error' in changes), `known errors: ${stateErrors.join(', ')}`)

const sources = statePlaces.filter((place) => place !== 'impot_token')

/**
 * By the citizen's login and the source's name: an error, or what the source says otherwise than it would for any
 * citizen. Objects are merged, lists replaced. Dates may be relative (see `readRelativeDate`).
 */
export const StateFile = z.record(
  z.string(),
  z.partialRecord(z.enum(sources), StateError.or(StateChanges)),
)
export type StateFile = z.infer<typeof StateFile>

/** What a citizen's sources say otherwise. */
export type CitizenState = StateFile[string]

const defaultStateFile = new URL('../../../config/simulator/state.yaml', import.meta.url)

/**
 * Reads what the state's agencies know of the citizens, from a YAML file.
 * @throws when the file cannot be read, or (ZodError) holds something else.
 */
export function loadState(file: URL | string = defaultStateFile): StateFile {
  return StateFile.parse(parse(readFileSync(file, 'utf8')))
}
