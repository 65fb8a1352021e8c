import type { Request, Response } from 'express'
import {
  attemptLifetimeSeconds,
  attemptPage,
  type LoginAttempt,
  readAttempt,
  writeAttempt,
} from '../flow/login-attempt.ts'
import { open } from '../sealing/seal.ts'
import type { SealedCookieDependencies } from './cookies.ts'

/**
 * One browser keeps this many attempts, and of long ones fewer: a page that loops /authorize fills no header.
 * With the hints for log-out they stay below the 8 KB that nginx takes of one header unless told otherwise.
 */
const mostAttempts = 5
const mostBytes = 4096

export interface AttemptCookieDependencies extends SealedCookieDependencies {
  readonly now: () => Date
}

/** The login attempts that a browser keeps for us, one encrypted cookie each. */
export interface AttemptCookies {
  /** Keeps an attempt; where there are too many, the oldest goes in the same response. */
  keep(
    request: Request,
    response: Response,
    franceConnectState: string,
    attempt: LoginAttempt,
  ): void
  /** The attempt that a `state` belongs to; undefined where this browser has none, or it is too old. */
  find(request: Request, franceConnectState: string): LoginAttempt | undefined
  /** The attempt whose page of ours has this name. */
  findByPage(request: Request, page: string): LoginAttempt | undefined
  /** Marks an attempt as over: a reload of its callback then leads back to the form. */
  finish(response: Response, franceConnectState: string, attempt: LoginAttempt): void
}

// The name, `=`, the value, and `; ` before the next.
const sizeOf = (name: string, value = '') => name.length + value.length + 3

/**
 * Makes the attempt cookies: AES-GCM, with the cookie's name as associated data, so that no value
 * opens under another name.
 */
export function createAttemptCookies(dependencies: AttemptCookieDependencies): AttemptCookies {
  const { jar, now, cookieKeys, seal } = dependencies
  const prefix = jar.name('attempt-')
  const nameOf = (franceConnectState: string) => `${prefix}${franceConnectState.slice(0, 16)}`

  const read = (name: string, value: string | undefined): LoginAttempt | undefined => {
    for (const key of cookieKeys) {
      const text = open(value ?? '', key, name)
      if (text !== undefined) return readAttempt(text)
    }
    return undefined
  }

  /** @returns how much of the Cookie header it takes */
  const write = (response: Response, franceConnectState: string, attempt: LoginAttempt): number => {
    const [key] = cookieKeys
    if (key === undefined) throw new TypeError('expected a cookie key')
    const name = nameOf(franceConnectState)
    const value = seal(writeAttempt(attempt), key, name)
    jar.set(response, name, value, attemptLifetimeSeconds)
    return sizeOf(name, value)
  }

  const kept = (request: Request) =>
    Object.entries(jar.read(request)).filter(([name]) => name.startsWith(prefix))

  const isYoung = (attempt: LoginAttempt) => age(attempt) <= attemptLifetimeSeconds

  const age = (attempt: LoginAttempt) => now().getTime() / 1000 - attempt.startedAt

  return {
    keep: (request, response, franceConnectState, attempt) => {
      const others = kept(request)
        .filter(([name]) => name !== nameOf(franceConnectState))
        .map(([name, value]) => ({
          name,
          startedAt: read(name, value)?.startedAt ?? 0,
          size: sizeOf(name, value),
        }))
        .sort((left, right) => right.startedAt - left.startedAt)
      let bytes = write(response, franceConnectState, attempt)
      for (const [index, { name, size }] of others.entries()) {
        bytes += size
        if (index >= mostAttempts - 1 || bytes > mostBytes) jar.expire(response, name)
      }
    },
    find: (request, franceConnectState) => {
      const name = nameOf(franceConnectState)
      const attempt = read(name, jar.read(request)[name])
      return attempt !== undefined && isYoung(attempt) ? attempt : undefined
    },
    findByPage: (request, page) =>
      kept(request)
        .flatMap(([name, value]) => read(name, value) ?? [])
        .find((attempt) => isYoung(attempt) && attemptPage(attempt) === page),
    finish: (response, franceConnectState, attempt) => {
      write(response, franceConnectState, { ...attempt, isDone: true })
    },
  }
}
