import { isJsonObject, memberOf } from '../domain/json-object.ts'
import type { SourceAnswer } from '../domain/source-answer.ts'
import type { StateSource } from '../domain/state-source.ts'
import type { AdapterDependencies, AskAdapter } from './ask-adapter.ts'
import { beforeAbort } from './before-abort.ts'
import { pruneData } from './prune-data.ts'
import { retrySource, type Try } from './retry-source.ts'
import type { SourceCall } from './source-call.ts'
import { createTaxTokens, type TaxAccess, type TaxToken } from './tax-token.ts'
import { tryOnce } from './try-once.ts'
import { type Declarant, whoDeclares } from './who-declares.ts'

export interface ImpotParticulierDependencies extends AdapterDependencies {
  /** A new UUID: the tax office's name of a call. */
  readonly uuid: () => string
}

/** What the tries of one login share. */
interface Asking {
  readonly dependencies: ImpotParticulierDependencies
  readonly access: TaxAccess
  readonly call: SourceCall
  readonly source: StateSource
  readonly token: (attempt: number) => Promise<TaxToken>
  readonly drop: (token: string) => void
}

const notTheirs: Readonly<Partial<Record<Declarant, SourceAnswer>>> = {
  somebody_else: { status: 'inconsistent', reason: 'other_person' },
  nobody: { status: 'empty', reason: 'not_identified' },
}

const tooLate: Try = { answer: { status: 'unavailable', reason: 'timeout' } }

/** Reads an assessment. Asked by the year, it does not say the year; its address may be one line only. */
function readAssessment(
  json: unknown,
  { call, source }: Asking,
  year: number | undefined,
): SourceAnswer {
  if (!isJsonObject(json)) return { status: 'unavailable', reason: 'unreadable_answer' }
  const address = memberOf(json, 'aftDetail') ?? memberOf(json, 'aft')
  const data = {
    ...json,
    ...(address !== undefined && { aftDetail: address }),
    ...(year !== undefined && { annRevenu: year }),
  }
  const answer = pruneData(data, source, call.claims, call.today)
  if (answer.status !== 'ok') return answer
  return notTheirs[whoDeclares(json, call.identity, call.claims)] ?? answer
}

function fetchAssessment(
  asking: Asking,
  token: string,
  attempt: number,
  year: number | undefined,
): Promise<Try> {
  const { dependencies, access, call, source } = asking
  const path =
    year === undefined ? source.path : source.path.replace(/[^/]+$/, `annrev/${String(year)}`)
  return tryOnce(
    dependencies,
    { source: call.source, attempt },
    {
      method: 'GET',
      url: `${access.baseUrl.replace(/\/+$/, '')}${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        'x-franceconnect-oauth': call.accessToken,
        'x-correlation-id': dependencies.uuid(),
        ...(access.teleservice !== undefined && { id_teleservice: access.teleservice }),
      },
      signal: call.signal,
    },
    (json) => readAssessment(json, asking, year),
  )
}

/** One call, with the client's token; a token that is refused is fetched once more. */
async function askYear(asking: Asking, attempt: number, year: number | undefined): Promise<Try> {
  const first = await asking.token(attempt)
  if ('answer' in first) return first
  const tried = await fetchAssessment(asking, first.token, attempt, year)
  if (tried.status !== 401) return tried
  asking.drop(first.token)
  const second = await asking.token(attempt)
  return 'answer' in second ? second : fetchAssessment(asking, second.token, attempt, year)
}

/** The years to ask for, the latest first; one undefined where the tax office chooses. */
function yearsOf({ access, call }: Asking): readonly (number | undefined)[] {
  if (access.resource !== 'one-year') return [undefined]
  const year = Number(call.today.slice(0, 4))
  return [year - 1, year - 2]
}

async function askYears(asking: Asking): Promise<SourceAnswer> {
  const { dependencies, call } = asking
  let answer: SourceAnswer = tooLate.answer
  for (const year of yearsOf(asking)) {
    answer = await retrySource(
      (attempt) => askYear(asking, attempt, year),
      dependencies,
      call.signal,
    )
    if (answer.status !== 'empty') return answer
  }
  return answer
}

/**
 * Makes the adapter of API Impôt particulier in its FranceConnect mode, which takes two tokens: that of
 * the collectivite's client at the tax office, kept for all logins, and that of the login.
 * The returned function does not throw. A collectivite without such a client is `refused`.
 */
export function createImpotParticulier(dependencies: ImpotParticulierDependencies): AskAdapter {
  const tokens = createTaxTokens(dependencies)
  return async (call, source) => {
    const access = call.access.impot_particulier
    if (access === undefined) return { status: 'refused', reason: 'request_refused' }
    return askYears({
      dependencies,
      access,
      call,
      source,
      token: (attempt) =>
        beforeAbort(tokens.get(access, { source: call.source, attempt }), call.signal, tooLate),
      drop: (token) => tokens.drop(access, token),
    })
  }
}
