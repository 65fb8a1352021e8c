import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { signatureOf } from '../../configuration/file-signature.ts'
import { shippedFolder } from '../../configuration/load-configuration.ts'
import { loadDemarcheFiles, readDemarcheFile } from '../../configuration/load-demarches.ts'
import { printMistake } from '../../configuration/mistakes.ts'
import { atOnce } from '../../configuration/steps.ts'
import type { Demarche } from '../../domain/demarche.ts'
import { nearestName } from '../doctor/nearest-name.ts'
import { TrialError } from './trial-error.ts'
import type { TrialMessages } from './trial-messages.ts'

/** A demarche, and its file where it is not a shipped one. */
export interface FoundDemarche {
  readonly demarche: Demarche
  readonly file?: string
}

function readOwn(text: string): FoundDemarche | undefined {
  const file = resolve(text)
  if (!/\.(ya?ml|json)$/.test(text) || !existsSync(file)) return undefined
  const place = { root: dirname(file), file: basename(file), signature: signatureOf(file) }
  const { version, mistakes } = atOnce(readDemarcheFile(place))
  if (version === undefined || mistakes.length > 0)
    throw new TrialError(mistakes.map(printMistake).join('\n'))
  return { demarche: version.demarche, file }
}

/**
 * Finds the demarche of a form that the widget fills: a file of one's own, or a shipped one by its name.
 * @throws TrialError where there is none, it is wrong, or its data must not reach a page
 */
export function findDemarche(name: string, say: TrialMessages): FoundDemarche {
  const shipped = atOnce(loadDemarcheFiles(shippedFolder)).versions
  const demarches = [...shipped.values()].map(({ demarche }) => demarche)
  const demarche = demarches.find((one) => one.name === name)
  const found = demarche === undefined ? readOwn(name) : { demarche }
  if (found === undefined) {
    const known = demarches.filter(({ sensitive }) => !sensitive).map((one) => one.name)
    throw new TrialError(say.unknownDemarche(name, nearestName(name, known), known.join(', ')))
  }
  if (found.demarche.sensitive) throw new TrialError(say.sensitive(name))
  return found
}
