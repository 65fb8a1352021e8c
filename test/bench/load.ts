import { beginLogin, type Login, logIn, type Target } from './browser.ts'
import { createVerifier } from './es256.ts'
import { clientIdOf, publicUrl } from './options.ts'

/** One piece of work for the load generator. */
export interface Load {
  readonly target: Target
  readonly forms: number
  readonly logins: number
  /** How many citizens are under way at once; with `perSecond`, the most. */
  readonly users: number
  /** Starts so many a second, evenly, whatever the answers take; absent, as many as can be done. */
  readonly perSecond?: number
  /** Leaves for FranceConnect and never comes back. */
  readonly isUnfinished?: boolean
  /** Verifies the tokens of every n-th login. */
  readonly verifyEvery: number
}

/** What came of it. */
export interface LoadResult {
  readonly done: number
  readonly failed: number
  readonly verified: number
  readonly milliseconds: number
  readonly p50: number
  readonly p99: number
  /** The first thing that went wrong. */
  readonly error?: string
  /** The payload of the last login that was verified. */
  readonly payload?: Readonly<Record<string, unknown>>
}

const verifiers = new Map<number, ReturnType<typeof createVerifier>>()

async function verifierOf(port: number) {
  const known = verifiers.get(port)
  if (known !== undefined) return known
  const { keys } = await (await fetch(`http://127.0.0.1:${port}/jwks`)).json()
  const made = createVerifier(keys)
  verifiers.set(port, made)
  return made
}

async function verifyLogin({ clientId, nonce, tokens }: Login, port: number) {
  const verified = await verifierOf(port)
  const idToken = verified(String(tokens.id_token))
  const payload = verified(String(tokens.prefill_token))
  for (const { iss, aud, nonce: given, sub } of [idToken, payload])
    if (iss !== publicUrl || aud !== clientId || given !== nonce || sub !== payload.sub)
      throw new Error('a token is not of this login')
  return payload
}

const at = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

async function run(load: Load): Promise<LoadResult> {
  const { target, forms, logins, users, perSecond, verifyEvery } = load
  const times: number[] = []
  let started = 0
  let failed = 0
  let verified = 0
  let error: string | undefined
  let payload: Readonly<Record<string, unknown>> | undefined
  const one = async (number: number) => {
    const clientId = clientIdOf(Math.floor(Math.random() * forms))
    const from = performance.now()
    try {
      if (load.isUnfinished) await beginLogin(target, clientId)
      else {
        const login = await logIn(target, clientId)
        times.push(performance.now() - from)
        if (number % verifyEvery !== 0) return
        payload = await verifyLogin(login, target.port)
        verified += 1
      }
    } catch (cause) {
      failed += 1
      error ??= (cause as Error).message
    }
  }
  const begin = performance.now()
  const worker = async () => {
    while (started < logins) {
      const number = started
      started += 1
      if (perSecond !== undefined) {
        const due = begin + (number * 1000) / perSecond - performance.now()
        if (due > 0) await new Promise((resolve) => setTimeout(resolve, due))
      }
      await one(number)
    }
  }
  await Promise.all(Array.from({ length: users }, worker))
  const milliseconds = performance.now() - begin
  times.sort((left, right) => left - right)
  return {
    done: logins - failed,
    failed,
    verified,
    milliseconds,
    p50: at(times, 0.5),
    p99: at(times, 0.99),
    ...(error !== undefined && { error }),
    ...(payload !== undefined && { payload }),
  }
}

process.on('message', (load: Load) => {
  void run(load).then((result) => process.send?.(result))
})
process.send?.('ready')
