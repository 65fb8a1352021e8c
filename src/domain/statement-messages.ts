import type { Conformity } from './accessibility-statement.ts'

/** The sentences of the accessibility statement. `{name}` marks a place to fill. */
export interface StatementMessages {
  readonly title: string
  /** In the footer of every page (décret 2019-768, article 5). */
  readonly mention: string
  readonly states: Readonly<Record<Conformity, string>>
  readonly otherLanguage: string
  /** Who speaks, where no collectivite is known. */
  readonly operator: string
  readonly law: string
  readonly commitment: string
  readonly plan: string
  readonly scope: string
  readonly elsewhere: string
  readonly conformity: string
  readonly sentences: Readonly<Record<Conformity, string>>
  readonly noAudit: string
  readonly results: string
  readonly audited: string
  readonly content: string
  readonly notAccessible: string
  readonly disproportionateBurden: string
  readonly exempt: string
  readonly notListed: string
  readonly none: string
  readonly established: string
  readonly establishedOn: string
  readonly updatedOn: string
  readonly notCompleted: string
  readonly technologies: string
  readonly testedWith: string
  readonly tools: string
  readonly checkedPages: string
  readonly automatic: string
  readonly contact: string
  readonly contactText: string
  readonly contactEmail: string
  readonly contactUrl: string
  readonly contactPhone: string
  readonly contactUnknown: string
  readonly remedy: string
  readonly remedyText: string
  readonly remedyWays: string
  readonly remedyForm: string
  readonly remedyDelegate: string
  readonly remedyPost: string
}
