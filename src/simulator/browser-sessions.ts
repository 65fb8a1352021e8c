import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { parseCookie } from 'cookie'
import type { Request, Response } from 'express'
import type { Citizen } from './citizens.ts'

/** One authorization request on its way through the pages. */
export interface PendingLogin {
  uid: string
  clientId: string
  redirectUri: string
  state: string
  scopes: string[]
  /** The level asked for, after FranceConnect's choice. */
  acr: string
  idpHint: string | undefined
  /** The citizen goes back to the service without having seen what it will be told. */
  skipsInformation: boolean
  /** The service makes a level essential, by a claim, that is not to be had: the login goes round and never ends. */
  neverEnds: boolean
  /** The relying party has had its answer. */
  done: boolean
}

/** What FranceConnect remembers of one browser: a login on its way, and who is logged in (single sign-on). */
export interface BrowserSession {
  readonly id: string
  csrfToken: string
  /** One per browser: a second tab takes the place of the first. */
  pending: PendingLogin | undefined
  /** Of the request just received, as the service wrote them: the provider behind is told otherwise. */
  idpHint: string | undefined
  prompt: string | undefined
  /** Logged in at the identity provider, not yet sent on by the information page. */
  candidate: Citizen | undefined
  /** The identity provider has just refused: the choice page says so, once. */
  hasFailed: boolean
  citizen: Citizen | undefined
  /** The provider's own token for its log-out, kept while the identity provider is visited. */
  logoutToken: string | undefined
  expiresAt: number
}

export interface BrowserSessions {
  /** The session of this browser, made and its cookie set where there is none. */
  open(req: Request, res: Response): BrowserSession
  find(req: IncomingMessage): BrowserSession | undefined
}

const cookieName = 'fc_session_id'
const lifetimeMs = 30 * 60 * 1000
const smallest = 1000

/** A new token that a page's form must send back. */
export function newCsrfToken(): string {
  return randomBytes(32).toString('hex')
}

/** The sessions of all browsers, in memory; each lasts 30 minutes after its last request. */
export function createBrowserSessions(now: () => Date, cookiePath: string): BrowserSessions {
  const sessions = new Map<string, BrowserSession>()
  const opened = new WeakMap<IncomingMessage, BrowserSession>()
  let sweepAt = smallest

  const renew = (session: BrowserSession): BrowserSession => {
    session.expiresAt = now().getTime() + lifetimeMs
    return session
  }

  const find = (req: IncomingMessage): BrowserSession | undefined => {
    const id = parseCookie(req.headers.cookie ?? '')[cookieName]
    const session = opened.get(req) ?? (id === undefined ? undefined : sessions.get(id))
    if (session === undefined || session.expiresAt <= now().getTime()) return undefined
    return renew(session)
  }

  const sweep = () => {
    const instant = now().getTime()
    for (const [id, { expiresAt }] of sessions) if (expiresAt <= instant) sessions.delete(id)
    sweepAt = Math.max(smallest, sessions.size * 2)
  }

  const create = (): BrowserSession => {
    if (sessions.size >= sweepAt) sweep()
    const session = renew(emptySession())
    sessions.set(session.id, session)
    return session
  }

  const open = (req: Request, res: Response): BrowserSession => {
    const session = find(req) ?? create()
    opened.set(req, session)
    res.cookie(cookieName, session.id, {
      httpOnly: true,
      sameSite: 'lax',
      path: cookiePath,
      maxAge: lifetimeMs,
    })
    return session
  }

  return { open, find }
}

function emptySession(): BrowserSession {
  return {
    id: randomBytes(32).toString('base64url'),
    csrfToken: newCsrfToken(),
    pending: undefined,
    idpHint: undefined,
    prompt: undefined,
    candidate: undefined,
    hasFailed: false,
    citizen: undefined,
    logoutToken: undefined,
    expiresAt: 0,
  }
}
