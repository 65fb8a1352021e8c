import { compactDecrypt, decodeJwt, importJWK } from 'jose'
import type { Citizen } from '../../src/simulator/citizens.ts'
import type { BrowserSession, Page } from './browser-session.ts'
import { http, redeem, type Trip, tripOf } from './form-page.ts'
import { refreshOf } from './html-page.ts'
import { sealedSecret } from './leak-configuration.ts'
import type { LeakStage } from './leak-stage.ts'
import { plateOf, textsIn } from './personal-values.ts'
import { civilStatusSecret, formOrigin } from './start-system.ts'

type Pairs = readonly (readonly [string, string])[]

/** A form of the leak configuration, and what a citizen answers on the way to it. */
export interface WalkedForm {
  readonly client_id: string
  readonly redirect_uri: string
  readonly client_secret?: string
  /** What is answered before the login, first wrongly where something can be typed wrong. */
  readonly asked?: (citizen: Citizen, turn: number) => readonly Pairs[]
}

const sources = (...names: string[]) => names.map((name) => ['source', name] as const)
const situations = ['etudiant', 'c2s', 'rsa', 'recherche', 'aucune']

/** Public and confidential, with and without state data, with typed answers, with encrypted tokens. */
export const walkedForms: readonly WalkedForm[] = [
  {
    client_id: 'demo-cantine',
    redirect_uri: `${formOrigin}/cantine`,
    asked: () => [sources('quotient_familial')],
  },
  { client_id: 'demo-bibliotheque', redirect_uri: `${formOrigin}/bibliotheque` },
  {
    client_id: 'demo-etat-civil',
    redirect_uri: `${formOrigin}/etat-civil/retour`,
    client_secret: civilStatusSecret,
  },
  {
    client_id: 'demo-stationnement',
    redirect_uri: `${formOrigin}/stationnement`,
    asked: (citizen) => {
      const ticked = sources('extrait_immatriculation_vehicule')
      const typed = (plate: string) => [...ticked, ['immatriculation', plate] as const]
      return [typed(`faux ${citizen.login} ${plateOf(citizen)}`), typed(plateOf(citizen))]
    },
  },
  {
    client_id: 'demo-transport',
    redirect_uri: `${formOrigin}/transport`,
    asked: (_citizen, turn) => [
      [],
      [['situation', situations[turn % situations.length] ?? 'aucune']],
    ],
  },
  {
    client_id: 'demo-scelle',
    redirect_uri: `${formOrigin}/scelle`,
    client_secret: sealedSecret,
    asked: () => [sources('quotient_familial')],
  },
]

const reviewed: readonly Pairs[] = [
  [],
  [
    ...['nom', 'nom_usage', 'premier_prenom', 'ne_le', 'enfant_prenom', 'enfant_ne_le'].map(
      (name) => ['kept', name] as const,
    ),
    ['chosen.enfant', '0'],
  ],
]

const mostPages = 40

const placeOf = ({ url }: Page) => /^\/(ask|review)\//.exec(url.pathname)?.[1]

/** What a citizen does on the page that is open; false where there is nothing to do. */
async function act(browser: BrowserSession, login: string, answers: Answers): Promise<boolean> {
  const { page } = browser
  const refresh = refreshOf(page.body)
  const back = page.links.find(({ text }) => text.includes('Revenir sur'))
  const pairs = placeOf(page) === undefined ? undefined : answers[placeOf(page) as 'ask']?.shift()
  if (refresh !== undefined) await browser.get(refresh)
  else if (pairs !== undefined) await browser.post(pairs)
  else if (page.status >= 400 && back !== undefined) await browser.follow('Revenir sur')
  else if (page.status >= 400 || page.forms.length === 0) return false
  else {
    const asks = page.forms.some(({ names }) => names.includes('password'))
    await browser.submit(asks ? { login, password: '123' } : {})
  }
  return true
}

type Answers = Record<'ask' | 'review', Pairs[]>

/** Walks on until the form's address, or until no page leads on. */
async function walkOn(
  browser: BrowserSession,
  login: string,
  answers: Answers,
): Promise<URL | undefined> {
  for (let count = 0; count < mostPages && browser.stopped === undefined; count += 1)
    if (!(await act(browser, login, answers))) break
  return browser.stopped
}

function noteTrip({ secrets }: LeakStage, { state, nonce, verifier }: Trip): void {
  for (const secret of [state, nonce, verifier]) secrets.add(secret)
}

/** A login of one citizen to one form, as far as it goes. */
export async function logInTo(stage: LeakStage, form: WalkedForm, citizen: Citizen, turn: number) {
  const { client_id, redirect_uri, asked } = form
  const trip = tripOf(stage, { client_id, redirect_uri })
  noteTrip(stage, trip)
  const browser = stage.citizen()
  const ask = [...(asked?.(citizen, turn) ?? [])]
  for (const [name, typed] of ask.flat()) if (name === 'immatriculation') stage.values.add(typed)
  await browser.get(trip.url)
  const back = await walkOn(browser, citizen.login, { ask, review: [...reviewed] })
  return { trip, browser, back }
}

async function openToken({ configuration }: LeakStage, token: string) {
  if (token.split('.').length === 3) return decodeJwt(token)
  const key = await importJWK(configuration.privateKey, 'ECDH-ES')
  const { plaintext } = await compactDecrypt(token, key)
  return decodeJwt(new TextDecoder().decode(plaintext))
}

interface Redeemed {
  readonly access_token?: string
  readonly id_token: string
  readonly prefill_token: string
}

async function redeemAll(stage: LeakStage, form: WalkedForm, trip: Trip, code: string) {
  const { client_id, redirect_uri, client_secret } = form
  const client = { client_id, redirect_uri, client_secret }
  const wrongVerifier = { ...client, code_verifier: 'x'.repeat(43) }
  await redeem(stage, trip, code, wrongVerifier)
  const { data } = await redeem(stage, trip, code, client)
  await redeem(stage, trip, code, client)
  return data as Redeemed
}

/** What a form's back end does with its tokens, and what a clumsy one does. */
async function useTokens(stage: LeakStage, form: WalkedForm, tokens: Redeemed): Promise<void> {
  const { serviceOrigin, values } = stage
  const claims = await openToken(stage, tokens.prefill_token)
  const { fields, sub } = claims as { fields: Record<string, { value: unknown }>; sub: string }
  const held = Object.values(fields).map(({ value }) => value)
  for (const value of [...textsIn(held), sub]) values.add(value)
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  await http.get(`${serviceOrigin}/userinfo`, { headers })
  const submitted = Object.fromEntries(
    Object.entries(fields).flatMap(([name, { value }], index) => [
      [name, index % 2 === 0 ? value : `${value} retouché`],
      // Names that a submission invents, and its values are among them.
      [`${value}`, 'x'],
    ]),
  )
  const { prefill_token } = tokens
  const asked = { client_id: form.client_id, prefill_token, submitted }
  const late = { submitted_at: '2046-11-23T10:00:00Z', nonce: String(held[0]) }
  const forged = { prefill_token: `${prefill_token.slice(0, -8)}AAAAAAAA` }
  for (const changes of [{}, late, forged, { submitted: String(held[0]) }])
    await http.post(`${serviceOrigin}/verify`, { ...asked, ...changes })
}

async function logOut({ serviceOrigin }: LeakStage, browser: BrowserSession, idToken: string) {
  const parameters = { id_token_hint: idToken, post_logout_redirect_uri: `${formOrigin}/` }
  await browser.get(`${serviceOrigin}/logout?${new URLSearchParams(parameters)}`)
  for (let count = 0; count < 8 && browser.stopped === undefined; count += 1) {
    if (browser.page.forms.length === 0) return
    await browser.submit()
  }
}

/** Does something with each, so many at once. */
export async function inParallel<T>(
  count: number,
  all: readonly T[],
  work: (one: T, turn: number) => Promise<void>,
): Promise<void> {
  const left = [...all.entries()]
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      await work(next[1], next[0])
  }
  await Promise.all(Array.from({ length: count }, worker))
}

/** A whole trip: login, hand-over, verification, every page loaded again, log-out. */
export async function wholeTrip(
  stage: LeakStage,
  form: WalkedForm,
  citizen: Citizen,
  turn: number,
): Promise<boolean> {
  const { trip, browser, back } = await logInTo(stage, form, citizen, turn)
  const own = browser.hops.map(({ url }) => new URL(url))
  const again = own.filter(({ pathname }) => /^\/(callback|ask|review|continue)/.test(pathname))
  for (const url of again.slice(-2)) await browser.get(url)
  const code = back?.searchParams.get('code')
  if (code === undefined || code === null) return false
  const tokens = await redeemAll(stage, form, trip, code)
  await useTokens(stage, form, tokens)
  await logOut(stage, browser, tokens.id_token)
  return true
}
