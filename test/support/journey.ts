import { decodeJwt } from 'jose'
import type { PrefillClaims } from '../../src/domain/prefill-claims.ts'
import type { BrowserSession, Page } from './browser-session.ts'
import { redeem, type Trip, tripOf } from './form-page.ts'
import { refreshOf } from './html-page.ts'
import { formOrigin, type System } from './start-system.ts'

type Pairs = readonly (readonly [string, string])[]

/** One citizen on one form: what they saw of the service, and where they are. */
export interface Journey {
  readonly browser: BrowserSession
  readonly trip: Trip
  readonly client: { readonly client_id: string; readonly redirect_uri: string }
  /** The service's pages, in order. */
  readonly seen: Page[]
}

/** Opens a form's login, up to the first page that the citizen sees. */
export async function openJourney(
  system: Pick<System, 'serviceOrigin' | 'citizen'>,
  clientId: string,
  path: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<Journey> {
  const client = { client_id: clientId, redirect_uri: `${formOrigin}${path}` }
  const trip = tripOf(system, { ...client, ...changes })
  const browser = system.citizen()
  const seen = [await browser.get(trip.url.href)]
  return { browser, trip, client, seen }
}

const isOurs = ({ url }: Page) => /^\/(ask|review|continue|callback)/.test(url.pathname)

const mostPages = 40

/**
 * Goes on from the page that is open through FranceConnect and the pages that go on by themselves, to a page on
 * which the citizen has to decide, or to the form.
 * @returns the address of the form, or undefined when a page stands in the way
 */
export async function goOn(journey: Journey, login = 'test'): Promise<URL | undefined> {
  const { browser, seen } = journey
  for (let count = 0; count < mostPages && browser.stopped === undefined; count += 1) {
    const { page } = browser
    const refresh = refreshOf(page.body)
    if (refresh === undefined && (isOurs(page) || page.status >= 400)) return undefined
    const asks = page.forms.some(({ names }) => names.includes('password'))
    const next =
      refresh === undefined
        ? await browser.submit(asks ? { login, password: '123' } : {})
        : await browser.get(refresh)
    if (browser.stopped === undefined && isOurs(next)) seen.push(next)
  }
  return browser.stopped
}

/** Answers the page that is open, and goes on. */
export async function answer(
  journey: Journey,
  pairs: Pairs,
  login = 'test',
): Promise<URL | undefined> {
  const page = await journey.browser.post(pairs)
  if (journey.browser.stopped === undefined && isOurs(page)) journey.seen.push(page)
  return goOn(journey, login)
}

/** What the form's page receives for the code that came back. */
export async function payload(
  system: System,
  { trip, client }: Journey,
  back: URL | undefined,
): Promise<PrefillClaims> {
  const code = back?.searchParams.get('code') ?? null
  const { data } = await redeem(system, trip, code, client)
  return decodeJwt<PrefillClaims>(data.prefill_token) as PrefillClaims
}

/** A page as a citizen reads it, without what stands on all of them. */
export function readable({ text }: Page): string {
  return text.replace(/^.*?Aller au contenu /, '')
}
