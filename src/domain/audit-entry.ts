import type { ErrorCode } from './errors.ts'
import type { Form } from './form.ts'
import { inLanguage } from './languages.ts'
import type { Environment, PrefillField, SourceOutcome } from './prefill-claims.ts'

/** How asking a source ended, without the sentence for the citizen. */
export type SourceEnd = Pick<SourceOutcome, 'status' | 'reason'>

/** How a login ended, for the audit. */
export interface LoginEnd {
  /** The login's name in the log, see loginId; absent where a token was made before logins had one. */
  readonly login: string | undefined
  readonly outcome: 'handed_over' | ErrorCode
  /** What was asked for this login, and how it answered. */
  readonly sources: Readonly<Record<string, SourceEnd>>
  /** What was handed over; absent where nothing was. */
  readonly fields?: Readonly<Record<string, PrefillField>>
  readonly jti?: string
}

/** One line of the audit: who asked what of the State, for what, and what became of it. Names, never values. */
export interface AuditEntry {
  readonly event: 'audit'
  readonly login?: string
  readonly outcome: 'handed_over' | ErrorCode
  /** The collectivite's SIRET. */
  readonly collectivite: string
  readonly collectivite_name: string
  /** The form's `client_id`. */
  readonly form: string
  readonly demarche: string
  readonly purpose: string
  readonly legal_basis: string
  readonly environment: Environment
  readonly sources: Readonly<Record<string, SourceEnd>>
  /** Names of fields that were handed over with a value. */
  readonly filled: readonly string[]
  /** Names of fields without one. */
  readonly empty: readonly string[]
  /** Names of fields that the citizen kept back. */
  readonly withheld: readonly string[]
  readonly jti?: string
}

const bare = ({ status, reason }: SourceEnd): SourceEnd =>
  reason === undefined ? { status } : { status, reason }

type Kind = 'filled' | 'empty' | 'withheld'

function kindOf(field: PrefillField | undefined): Kind {
  if (field === undefined) return 'empty'
  if (field.value !== null) return 'filled'
  return field.reason === 'withheld' ? 'withheld' : 'empty'
}

/** Writes the audit's line about the end of a login (GDPR article 5(2): to be able to show what was asked). */
export function auditEntry(form: Form, end: LoginEnd): AuditEntry {
  const { client_id, collectivite, demarche, franceconnect } = form
  const { login, outcome, sources, fields = {}, jti } = end
  const names = Object.keys(demarche.fields)
  const ofKind = (kind: Kind) => names.filter((name) => kindOf(fields[name]) === kind)
  const ends = Object.entries(sources).map(([name, answer]) => [name, bare(answer)] as const)
  return {
    event: 'audit',
    ...(login !== undefined && { login }),
    outcome,
    collectivite: collectivite.siret,
    collectivite_name: collectivite.name,
    form: client_id,
    demarche: demarche.name,
    purpose: inLanguage(demarche.purpose, 'fr'),
    legal_basis: demarche.legal_basis,
    environment: franceconnect.environment,
    sources: Object.fromEntries(ends),
    filled: ofKind('filled'),
    empty: ofKind('empty'),
    withheld: ofKind('withheld'),
    ...(jti !== undefined && { jti }),
  }
}
