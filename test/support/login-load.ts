import { setTimeout as sleep } from 'node:timers/promises'
import { type BrowserSession, createBrowserSession, logIn } from './browser-session.ts'
import { redeem, tripOf } from './form-page.ts'

/** The form that the load is on: confidential, so that its back end redeems. */
export interface LoadedForm {
  readonly client_id: string
  readonly redirect_uri: string
  readonly client_secret: string
}

/** One citizen's way from the click to the filled form. */
export interface LoadedLogin {
  /** Milliseconds since the load began. */
  readonly startedAt: number
  readonly endedAt: number
  /** What met the citizen before it went well, in order: each cost one more click. */
  readonly setbacks: readonly Setback[]
  /** What left the citizen without a way on; undefined where all went well. */
  readonly lost: string | undefined
}

export interface Setback {
  readonly at: number
  /** The catalogue's code, or where the answer was none of ours. */
  readonly why: string
}

/** What ended one attempt: `isDeadEnd` where the citizen sees neither the form nor a way to it. */
type Attempt = { readonly done: true } | { readonly why: string; readonly isDeadEnd: boolean }

const codeOf = (description: string | null) => description?.split(':')[0] ?? 'an error'

function whereStuck(browser: BrowserSession, formOrigin: string, error: unknown): Attempt {
  const isAnswered = browser.hops.length > 0 && !(error instanceof TypeError)
  if (!isAnswered) return { why: 'no answer', isDeadEnd: true }
  const { url, status, links } = browser.page
  const isDeadEnd = !links.some(({ href }) => href.startsWith(formOrigin))
  return { why: `${status} on ${url.pathname.split('/')[1]}`, isDeadEnd }
}

export interface LoadOptions {
  readonly serviceOrigin: string
  readonly form: LoadedForm
  /** Who logs in, by turns. */
  readonly logins: readonly string[]
  /** How many log in at any moment. */
  readonly citizens: number
  /** Between one login and the next of a citizen; none by default. */
  readonly restMilliseconds?: number
}

/** Citizens who log in one after the other, until told to stop. */
export interface LoginLoad {
  /** Since the load began. */
  milliseconds(): number
  running(): number
  /** When the one who has been on the way for longest began; infinite where nobody is. */
  oldest(): number
  readonly finished: readonly LoadedLogin[]
  /** Lets those who are under way finish. */
  stop(): Promise<void>
}

const mostClicks = 40

/** Starts citizens on their way, with a click more whenever something stands in it. */
export function startLoad(options: LoadOptions): LoginLoad {
  const { serviceOrigin, form, logins, citizens, restMilliseconds = 0 } = options
  const { client_secret, ...client } = form
  const { origin: formOrigin } = new URL(form.redirect_uri)
  const startedAt = performance.now()
  const milliseconds = () => Math.round(performance.now() - startedAt)
  const finished: LoadedLogin[] = []
  const underWay = new Map<number, number>()
  let isOver = false

  const tryOnce = async (browser: BrowserSession, login: string): Promise<Attempt> => {
    const trip = tripOf({ serviceOrigin }, client)
    let back: URL
    try {
      back = await logIn(browser, trip.url, { login, password: '123' })
    } catch (error) {
      return whereStuck(browser, formOrigin, error)
    }
    const code = back.searchParams.get('code')
    if (code === null)
      return { why: codeOf(back.searchParams.get('error_description')), isDeadEnd: false }
    // The back end shows its form again when it cannot redeem, whatever the reason.
    const answer = await redeem({ serviceOrigin }, trip, code, { ...client, client_secret }).catch(
      () => undefined,
    )
    if (answer?.status === 200) return { done: true }
    return { why: `${answer?.status ?? 'no answer'} on token`, isDeadEnd: false }
  }

  const goThrough = async (login: string): Promise<void> => {
    const browser = createBrowserSession({ stopAt: ({ origin }) => origin === formOrigin })
    const setbacks: Setback[] = []
    const begun = milliseconds()
    let lost: string | undefined
    for (;;) {
      const attempt = await tryOnce(browser, login)
      if ('done' in attempt) break
      setbacks.push({ at: milliseconds(), why: attempt.why })
      if (attempt.isDeadEnd || setbacks.length === mostClicks) lost = attempt.why
      if (lost !== undefined) break
      await sleep(500)
    }
    finished.push({ startedAt: begun, endedAt: milliseconds(), setbacks, lost })
  }

  const goOn = async (index: number): Promise<void> => {
    for (let turn = index; !isOver; turn += citizens) {
      underWay.set(index, milliseconds())
      await goThrough(logins[turn % logins.length] ?? 'test')
      underWay.delete(index)
      if (restMilliseconds > 0) await sleep(restMilliseconds)
    }
  }
  const all = Promise.all(Array.from({ length: citizens }, (_, index) => goOn(index)))
  return {
    milliseconds,
    running: () => underWay.size,
    oldest: () => Math.min(...underWay.values()),
    finished,
    stop: async () => {
      isOver = true
      await all
    },
  }
}
