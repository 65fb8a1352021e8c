import { decodeJwt } from 'jose'
import type { FranceConnectPlace, Lie } from './faults.ts'
import type { HeldAnswer } from './held-answer.ts'
import { altersToken, forge, impostor, type ToldLie } from './lies.ts'
import type { SigningKeys } from './signing-keys.ts'

/** What an answer of FranceConnect states, and how to make it lie. */
export interface Statement {
  /** Of whom a token speaks. */
  about?: { sub: string; clientId: string }
  canTell(name: Lie): boolean
  tell(told: readonly ToldLie[], keys: SigningKeys): Promise<void> | void
}

type Reader = (answer: HeldAnswer) => Statement | undefined

const readers: Readonly<Record<FranceConnectPlace, Reader>> = {
  authorize: callbackStatement,
  token: tokenStatement,
  userinfo: userinfoStatement,
  jwks: () => undefined,
  discovery: discoveryStatement,
}

/** What an answer states; nothing when it is an error, or a step on the way. */
export function statementOf(place: FranceConnectPlace, answer: HeldAnswer): Statement | undefined {
  return readers[place](answer)
}

function callbackStatement({ res }: HeldAnswer): Statement | undefined {
  const location = String(res.getHeader('location') ?? '')
  if (!URL.canParse(location)) return undefined
  const callback = new URL(location)
  const code = callback.searchParams.get('code')
  if (code === null) return undefined
  return {
    canTell: (name) => name === 'wrong_iss' || name === 'duplicated_parameters',
    tell: (told) => {
      for (const { name } of told) {
        if (name === 'wrong_iss') callback.searchParams.set('iss', impostor)
        else callback.searchParams.append('code', code)
      }
      res.setHeader('location', callback.href)
    },
  }
}

function tokenStatement(answer: HeldAnswer): Statement | undefined {
  if (answer.res.statusCode !== 200) return undefined
  const tokens = JSON.parse(answer.body.toString())
  return {
    about: subjectOf(tokens.id_token),
    canTell: altersToken,
    tell: async (told, keys) => {
      const id_token = await forge(tokens.id_token, told, keys)
      answer.body = Buffer.from(JSON.stringify({ ...tokens, id_token }))
    },
  }
}

function userinfoStatement(answer: HeldAnswer): Statement | undefined {
  if (answer.res.statusCode !== 200) return undefined
  const token = answer.body.toString()
  return {
    about: subjectOf(token),
    canTell: (name) => altersToken(name) || name === 'unsigned_userinfo',
    tell: async (told, keys) => {
      const forged = await forge(token, told, keys)
      const unsigned = told.some(({ name }) => name === 'unsigned_userinfo')
      if (unsigned) answer.res.setHeader('content-type', 'application/json; charset=utf-8')
      answer.body = Buffer.from(unsigned ? JSON.stringify(decodeJwt(forged)) : forged)
    },
  }
}

function discoveryStatement(answer: HeldAnswer): Statement | undefined {
  // Nothing is said to HEAD.
  if (answer.body.length === 0) return undefined
  return {
    canTell: (name) => name === 'wrong_iss',
    tell: () => {
      const metadata = JSON.parse(answer.body.toString())
      answer.body = Buffer.from(JSON.stringify({ ...metadata, issuer: impostor }))
    },
  }
}

function subjectOf(token: string): { sub: string; clientId: string } {
  const { sub, aud } = decodeJwt(token)
  return { sub: String(sub), clientId: String(aud) }
}
