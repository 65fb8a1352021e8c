import type { Demarche } from '../domain/demarche.ts'
import type { Form } from '../domain/form.ts'
import type { StateAccess } from '../domain/state-access.ts'
import type { Resolved } from './resolved.ts'

/** What a form needs of FranceConnect and of the state, derived from its fields. */
export type FormNeeds = Pick<Form, 'scopes' | 'sources'>

/** Makes a part once for each owner and detail, and gives it out again; it goes with its owner. */
type Share<Owner extends object, Part> = (owner: Owner, detail: string, make: () => Part) => Part

/** What the forms of one instance have in common: 35,000 communes have few demarches between them. */
export interface SharedParts {
  /** A demarche without some of its fields, by their names. */
  readonly demarche: Share<Demarche, Demarche>
  /** By the ceiling of the habilitation. */
  readonly needs: Share<Demarche, Resolved<FormNeeds>>
}

/** What the forms of one collectivite have in common. */
export interface CollectiviteParts {
  /** By the FranceConnect client, whose environment decides where the state's APIs are. */
  readonly access: Map<string, StateAccess>
  /** By themselves. */
  readonly addresses: Map<string, readonly string[]>
}

/** Makes a part once for each detail, and gives it out again. */
export function share<Part>(parts: Map<string, Part>, detail: string, make: () => Part): Part {
  const known = parts.get(detail)
  if (known !== undefined) return known
  const part = make()
  parts.set(detail, part)
  return part
}

function createShare<Owner extends object, Part>(): Share<Owner, Part> {
  const kept = new WeakMap<Owner, Map<string, Part>>()
  return (owner, detail, make) => {
    const parts = kept.get(owner) ?? new Map<string, Part>()
    kept.set(owner, parts)
    return share(parts, detail, make)
  }
}

/** Makes the parts that forms share. They are not to be changed. */
export function createSharedParts(): SharedParts {
  return { demarche: createShare(), needs: createShare() }
}
