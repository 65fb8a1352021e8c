import type { LocalisedText } from './languages.ts'
import type { Assurance, FieldType } from './prefill-claims.ts'

/**
 * One step into an answer: a member by its name, or `@current`, which picks of a list the member whose
 * `date_debut` and `date_fin` hold the day of the login.
 */
export type PathStep = string

/** How a raw value becomes a canonical one where its type alone does not say it. */
export type Reading = 'address-lines' | 'street' | 'postal-code' | 'town' | 'is-present'

/** One datum of a source, by the source's own name. */
export interface CatalogueClaim {
  readonly type: FieldType
  /** The scope that makes the source release it. */
  readonly scope: string
  /** Wider scopes that release it too: used where the habilitation holds only these. */
  readonly alsoIn: readonly string[]
  /** The best assurance it can have; a login may lower it, never raise it. */
  readonly assurance: Assurance
  readonly label: LocalisedText
  /** Where a citizen has a wrong value corrected. */
  readonly correction: LocalisedText
  /** Where it stands in the answer; by default under its own name. */
  readonly path?: readonly PathStep[]
  readonly reading?: Reading
  /** For a list of things (children): what is known of each, by name. Only a group can use it. */
  readonly items?: Readonly<Record<string, ItemClaim>>
  /** Where the answer says for which year, and month, the value holds; otherwise it holds today. */
  readonly asOf?: { readonly year: readonly PathStep[]; readonly month?: readonly PathStep[] }
}

/** One datum of each thing in a list; the list says the rest. */
export interface ItemClaim {
  readonly type: FieldType
  readonly label: LocalisedText
  /** Where it stands in the thing; by default under its own name. */
  readonly path?: readonly PathStep[]
}
