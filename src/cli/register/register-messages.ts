import type { BirthTransformName } from '../../domain/birth-transforms.ts'
import type { LegalBasis } from '../../domain/demarche.ts'
import type { Assurance } from '../../domain/prefill-claims.ts'

type Basis = (typeof LegalBasis.options)[number]

/** What the register says, in one language. `{name}` marks a place to fill. */
export interface RegisterMessages {
  readonly title: string
  readonly entry: string
  readonly toComplete: string
  readonly yes: string
  readonly no: string
  readonly activity: {
    readonly title: string
    readonly origin: string
    readonly testPeople: string
    readonly demarche: string
    readonly form: string
    readonly addresses: string
    readonly purpose: string
    readonly legalBasis: string
    readonly legalText: string
    readonly sensitive: string
    readonly assessment: string
    readonly dates: string
    readonly bases: Readonly<Record<Basis, string>>
  }
  readonly responsible: {
    readonly title: string
    readonly name: string
    readonly siret: string
    readonly representative: string
    readonly contact: string
    readonly processors: string
  }
  readonly people: {
    readonly title: string
    readonly citizens: string
    readonly group: string
    readonly secondDeclarant: string
    readonly holders: string
  }
  readonly data: {
    readonly title: string
    readonly why: string
    readonly head: readonly string[]
    readonly fills: string
    readonly separator: string
    readonly first: string
    readonly birth: Readonly<Record<BirthTransformName, string>>
    readonly ageAtLeast: string
    readonly options: string
    readonly locked: string
    readonly ofChosen: string
    readonly assurances: Readonly<Record<Assurance, string>>
    readonly also: string
    readonly necessity: string
    readonly replaced: string
    readonly replacedBy: string
  }
  readonly asked: {
    readonly title: string
    readonly situation: string
    readonly question: string
    readonly scopes: string
    readonly sourceScopes: string
    readonly beyond: string
  }
  readonly exchange: {
    readonly title: string
    readonly head: readonly string[]
    readonly franceConnect: { readonly asked: string; readonly learns: string }
    readonly apis: Readonly<Record<'api_particulier' | 'impot_particulier', string>>
    readonly learns: Readonly<Record<'api_particulier' | 'impot_particulier', string>>
    readonly learnsAnswer: string
    readonly collectivite: string
    readonly within: string
    readonly processors: string
    readonly outside: string
    readonly hosting: string
  }
  readonly kept: KeptMessages
  readonly security: {
    readonly title: string
    readonly always: readonly string[]
    readonly confidential: string
    readonly open: string
    readonly encrypted: string
    readonly own: string
  }
  readonly rights: RightsMessages
  readonly decisions: { readonly title: string; readonly none: string; readonly after: string }
}

/** Where something is, what it is, and for how long; `{span}` is a time that the code sets. */
export interface KeptRow {
  readonly where: string
  readonly what: string
  readonly time: string
}

export interface RightsMessages {
  readonly title: string
  readonly contact: string
  readonly always: string
  readonly erasure: string
  readonly limitedErasure: string
  readonly objection: string
  readonly portability: string
  readonly withdrawal: string
  readonly complaint: string
  readonly inService: string
  readonly decline: string
  readonly review: Readonly<Record<'always' | 'auto', string>>
  readonly byHand: string
  readonly corrections: string
}

export interface KeptMessages {
  readonly title: string
  readonly noDatabase: string
  readonly head: readonly string[]
  readonly places: Readonly<
    Record<'attempt' | 'hint' | 'logout' | 'memory' | 'code' | 'userinfo' | 'review', KeptRow> &
      Record<'outcome' | 'address' | 'log' | 'tab' | 'token' | 'file', KeptRow>
  >
  readonly start: string
}
