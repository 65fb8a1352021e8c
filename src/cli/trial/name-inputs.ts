import type { Demarche } from '../../domain/demarche.ts'
import { planFill } from '../page/fill-plan.ts'
import { findUnmappedName } from '../page/unmapped-name.ts'
import type { ReadPage } from './prepare.ts'

type Inputs = Readonly<Record<string, string>>

/**
 * Field → the name under which the page submits it, where they differ: what was said, and what the page's
 * `data-prefill` tells. Of several inputs of one field none is named: no one name would do.
 */
export function nameInputs(demarche: Demarche, said: Inputs, page: ReadPage | undefined): Inputs {
  const plan = planFill({ demarche, inputs: said }, page?.form?.controls ?? [])
  const found = plan
    .filter(({ places }) => places.length === 1)
    .flatMap((planned) => {
      const name = findUnmappedName(planned, said[planned.name])
      return name === undefined ? [] : [[planned.name, name] as const]
    })
  return { ...said, ...Object.fromEntries(found) }
}
