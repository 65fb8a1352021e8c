import { readFileSync } from 'node:fs'
import { decodeJwt, type JWK } from 'jose'
import type { PrefillClaims } from '../../src/domain/prefill-claims.ts'
import { decryptToken } from '../../src/signing/decrypt-token.ts'
import { type DemoForm, loadCatalogue } from '../../src/simulator/demo-catalogue/load-catalogue.ts'
import { redeem } from './form-page.ts'
import { answer, goOn, type Journey, openJourney } from './journey.ts'
import { civilStatusSecret, type System, startSystem } from './start-system.ts'

const demo = new URL('../../config/demo/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, demo), 'utf8')

/** The private key of the demonstration's town hall, to which its sensitive forms have their tokens encrypted. */
export const { key: townHallKey } = JSON.parse(read('town-hall-key.json')) as { readonly key: JWK }

// The school meals of the shared system need FranceConnect alone; those of the catalogue have an address of their own.
const schoolMeals = { clientId: 'demo-cantine-qf', path: '/cantine-qf' }

/** Every form of the demonstration, as `startDemoForms` serves it. */
export const demoForms: readonly DemoForm[] = loadCatalogue().map((form) =>
  form.path === '/cantine' ? { ...form, ...schoolMeals } : form,
)

/** The service with every form of the demonstration. */
export const startDemoForms = (pace: number): Promise<System> =>
  startSystem({
    pace,
    collectivites: { 'catalogue.yaml': read('collectivites/catalogue.yaml') },
  })

/** What a citizen answers on the page before the login. */
export interface Answers {
  readonly plate?: string
  readonly situation?: string
}

/** Everything that the page before the login can ask: all sources, the situation, the plate. */
function wanted({ demarche }: DemoForm, answers: Answers): (readonly [string, string])[] {
  const { plate = 'AA-229-DB', situation = 'etudiant' } = answers
  const sources = new Set(Object.values(demarche.fields).map(({ source }) => source))
  return [
    ...[...sources].map((source) => ['source', source] as const),
    ['situation', situation],
    ['immatriculation', plate],
  ]
}

/** The first thing of each list where there are several, and every other value. */
const everything = ({ demarche }: DemoForm): (readonly [string, string])[] => [
  ...Object.keys(demarche.fields).map((name) => ['kept', name] as const),
  ...Object.entries(demarche.groups).map(([group]) => [`chosen.${group}`, '0'] as const),
]

/** Where a citizen came to: back on the form with what its address says, or before a page that stands in the way. */
export interface Visit {
  readonly journey: Journey
  readonly back: URL | undefined
  /** The review page as it was shown; undefined where none was. */
  readonly review: string | undefined
}

/** A citizen clicks a form's button, logs in, answers each page, and keeps everything. */
export async function visitDemoForm(
  system: System,
  form: DemoForm,
  login: string,
  answers: Answers = {},
): Promise<Visit> {
  const address = form.hasBackEnd ? `${form.path}/retour` : form.path
  const journey = await openJourney(system, form.clientId, address)
  const isAsked = journey.browser.page.url.pathname.startsWith('/ask/')
  const first = isAsked
    ? await answer(journey, wanted(form, answers), login)
    : await goOn(journey, login)
  if (!journey.browser.page.url.pathname.startsWith('/review/'))
    return { journey, back: first, review: undefined }
  const review = journey.browser.page.body
  return { journey, back: await answer(journey, everything(form), login), review }
}

/** The token that the form's page, or its back end, receives for the code that came back. */
export async function tokenOf(system: System, form: DemoForm, { journey, back }: Visit) {
  const client = {
    ...journey.client,
    ...(form.hasBackEnd && { client_secret: civilStatusSecret }),
  }
  const code = back?.searchParams.get('code') ?? null
  const { data } = await redeem(system, journey.trip, code, client)
  const token = String(data.prefill_token)
  const signed = String(await decryptToken(token, townHallKey))
  return { token, claims: decodeJwt<PrefillClaims>(signed) as PrefillClaims }
}
