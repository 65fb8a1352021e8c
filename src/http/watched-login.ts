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
  /** FranceConnect's ID token, once it has come. */
  readonly idToken: () => string | undefined
  /** Resolves some time after FranceConnect's token came; never where none came, or the login ended before. */
  after(milliseconds: number): Promise<void>
  /** Says what has happened, in order, from the beginning. */
  note(event: LoginEvent): void
  next(): Promise<LoginEvent>
}

const never = new Promise<never>(() => {})

/** Watches one login: what happens before anybody looks is kept, nothing is said twice. */
export function watchLogin(sleep: Sleep): WatchedLogin {
  const isOver = new AbortController()
  const events: LoginEvent[] = []
  let wake = () => {}
  let token: string | undefined
  let started = () => {}
  const hasStarted = new Promise<void>((resolve) => {
    started = resolve
  })
  const note = (event: LoginEvent) => {
    events.push(event)
    if (event.kind === 'settled') isOver.abort()
    wake()
  }
  return {
    note,
    listener: {
      loggedIn: (idToken) => {
        token = idToken
        started()
      },
      arrived: (source: string, { status }: SourceAnswer) =>
        note({ kind: 'arrived', source, isOk: status === 'ok' }),
    },
    idToken: () => token,
    after: async (milliseconds) => {
      await hasStarted
      await sleep(milliseconds, isOver.signal).catch(() => never)
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
