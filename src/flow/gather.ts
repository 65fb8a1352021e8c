import { type Form, wantedSources } from '../domain/form.ts'
import { frenchDate } from '../domain/french-date.ts'
import type { PivotIdentity } from '../domain/pivot-identity.ts'
import type { SourceAnswer, SourceReason } from '../domain/source-answer.ts'
import type { AskSource, SourceCall } from '../sources/source-call.ts'
import type { LoginAttempt } from './login-attempt.ts'

/** How long a citizen is kept waiting for state sources, in milliseconds from FranceConnect's token on. */
export const gatherLimits = { offerMilliseconds: 6000, hardMilliseconds: 12_000 }

const pollMilliseconds = 250

export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>

export interface GatherDependencies {
  readonly now: () => Date
  readonly sleep: Sleep
  readonly askSource: AskSource
  /** Is told how each source ended, for the metrics. */
  readonly report: (source: string, answer: SourceAnswer, milliseconds: number) => void
}

/** One login's questions to its sources. FranceConnect's token lives in this call alone. */
export interface Gathering {
  readonly form: Form
  readonly attempt: LoginAttempt
  readonly identity: PivotIdentity
  readonly accessToken: string
  /** Is told each source as it answers. */
  readonly arrived: (source: string, answer: SourceAnswer) => void
  /** Whether the citizen has said that they will wait no longer. */
  readonly isHurried: () => Promise<boolean>
}

const outage: SourceAnswer = { status: 'unavailable', reason: 'outage' }

async function answerOf(askSource: AskSource, call: SourceCall): Promise<SourceAnswer> {
  try {
    return await askSource(call)
  } catch {
    return outage
  }
}

// An aborted sleep is over, not failed.
const pause = (sleep: Sleep, milliseconds: number, signal: AbortSignal) =>
  sleep(milliseconds, signal).catch(() => undefined)

/** Resolves when the citizen has had enough, which is asked from the offer to go on until all is over. */
async function hurry(
  { sleep }: GatherDependencies,
  { isHurried }: Gathering,
  isOver: AbortSignal,
): Promise<SourceReason> {
  await pause(sleep, gatherLimits.offerMilliseconds, isOver)
  while (!isOver.aborted) {
    if (await isHurried().catch(() => false)) return 'skipped'
    await pause(sleep, pollMilliseconds, isOver)
  }
  return 'timeout'
}

/** Resolves when the time is over, or when the citizen has had enough, with why. */
function endOfPatience(
  dependencies: GatherDependencies,
  gathering: Gathering,
  isOver: AbortSignal,
): Promise<SourceReason> {
  const { sleep } = dependencies
  const end = pause(sleep, gatherLimits.hardMilliseconds, isOver)
  // A store that is slow to tell whether they have had enough must not move the end.
  return Promise.race([end.then(() => 'timeout' as const), hurry(dependencies, gathering, isOver)])
}

/**
 * Makes the gathering of state data: every wanted source at once, right after the login. It takes as long
 * as the slowest, twelve seconds at most; the citizen may end it after six.
 * The returned function never throws, and answers for every source that was wanted.
 */
export function createGather(dependencies: GatherDependencies) {
  const { now, askSource, report } = dependencies
  return async function gather(
    gathering: Gathering,
  ): Promise<Readonly<Record<string, SourceAnswer>>> {
    const { form, attempt, identity, accessToken, arrived } = gathering
    const wanted = wantedSources(form, attempt.sources)
    if (wanted.length === 0) return {}
    const calls = new AbortController()
    const isOver = new AbortController()
    const startedAt = now().getTime()
    const impatience = endOfPatience(dependencies, gathering, isOver.signal)
    const ask = async (source: string, claims: readonly string[]): Promise<SourceAnswer> => {
      const { access } = form
      const { answers } = attempt
      const { signal } = calls
      const today = frenchDate(now())
      const call = { source, claims, accessToken, access, identity, answers, today, signal }
      const answer = await Promise.race([
        answerOf(askSource, call),
        impatience.then((reason): SourceAnswer => ({ status: 'unavailable', reason })),
      ])
      report(source, answer, now().getTime() - startedAt)
      arrived(source, answer)
      return answer
    }
    const asked = wanted.map(async ({ name, claims }) => [name, await ask(name, claims)] as const)
    const answers = Object.fromEntries(await Promise.all(asked))
    isOver.abort()
    calls.abort()
    return answers
  }
}
