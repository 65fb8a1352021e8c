import type { CatalogueClaim } from './catalogue-claim.ts'
import type { LocalisedText } from './languages.ts'

/** What a citizen has to tell before the login, because a source cannot answer without it. */
export interface SourceQuestion {
  /** Under this name the answer goes to the source. */
  readonly name: string
  readonly label: LocalisedText
  readonly hint: LocalisedText
  /** What the citizen reads when the answer does not fit. */
  readonly mistake: LocalisedText
  /** Reads what was typed; undefined where it does not fit. */
  readonly read: (typed: string) => string | undefined
}

/** A place where state data come from, and what is known of it. */
export interface CatalogueSource {
  /** Who answers, as it stands in a sentence: « la CAF ou la MSA ». */
  readonly name: LocalisedText
  readonly claims: Readonly<Record<string, CatalogueClaim>>
}

/** The APIs that answer for sources. FranceConnect's UserInfo answers for itself. */
export type StateApi = 'api_particulier' | 'impot_particulier'

/** A source beside FranceConnect: an API that is called with the token of a login. */
export interface StateSource extends CatalogueSource {
  readonly api: StateApi
  /** The path of the API's resource, from its version on. */
  readonly path: string
  /** What is fetched, as it stands in a sentence: « votre quotient familial ». */
  readonly subject: LocalisedText
  /** The paper that says the same, where there is one: « l’attestation de quotient familial ». */
  readonly document?: LocalisedText
  readonly question?: SourceQuestion
  /**
   * The list of people whom the answer is about, where it has one. When it came, the citizen has to be
   * among them; its scope is asked for that purpose only where the habilitation names it.
   */
  readonly holders?: {
    readonly claim: string
    readonly familyName: string
    readonly givenNames: string
  }
  /** Its answers say whether they are the citizen's, and count only where they say yes. */
  readonly confirmsCitizen?: true
}
