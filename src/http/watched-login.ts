import type { SourceEnd } from '../domain/audit-entry.ts'
import type { SourceAnswer } from '../domain/source-answer.ts'
import type { LoginListener } from '../flow/complete-login.ts'
import type { Sleep } from '../flow/gather.ts'

/** What a page that shows a login under way has to say next. */
export type LoginEvent =
  | { readonly kind: 'arrived'; readonly source: string; readonly isOk: boolean }
  | { readonly kind: 'slow' }
  | { readonly kind: 'settled' }

/** A login that somebody may be watching. */
export interface WatchedLogin {
  readonly listener: LoginListener
  /** What has been asked so far, and how that ended. */
  readonly asked: () => Readonly<Record<string, SourceEnd>>
  /** FranceConnect's ID token, once it has come. */
  readonly idToken: () => string | undefined
  /** Resolves some time after FranceConnect's token came; never where none came, or the login ended before. */
  after(milliseconds: number): Promise<void>
  /** Says what has happened, in order, from the beginning. */
  note(event: LoginEvent): void
  next(): Promise<LoginEvent>
}

const endOf = (answer: SourceAnswer): SourceEnd =>
  answer.status === 'ok' ? { status: 'ok' } : { status: answer.status, reason: answer.reason }

// One for each login: what waits for a promise is kept as long as the promise is.
const never = () => new Promise<never>(() => {})

/** Watches one login: what happens before anybody looks is kept, nothing is said twice. */
export function watchLogin(sleep: Sleep): WatchedLogin {
  const isOver = new AbortController()
  const events: LoginEvent[] = []
  const asked: Record<string, SourceEnd> = {}
  let wake = () => {}
  let token: string | undefined
  let started = () => {}
  const hasStarted = new Promise<void>((resolve) => {
    started = resolve
  })
  const note = (event: LoginEvent) => {
    events.push(event)
    if (event.kind === 'settled') isOver.abort('settled')
    wake()
  }
  return {
    note,
    listener: {
      loggedIn: (idToken) => {
        token = idToken
        asked.franceconnect = { status: 'ok' }
        started()
      },
      arrived: (source: string, answer: SourceAnswer) => {
        asked[source] = endOf(answer)
        note({ kind: 'arrived', source, isOk: answer.status === 'ok' })
      },
    },
    asked: () => asked,
    idToken: () => token,
    after: async (milliseconds) => {
      await hasStarted
      await sleep(milliseconds, isOver.signal).catch(never)
    },
    next: async () => {
      while (events.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      return events.shift() as LoginEvent
    },
  }
}
