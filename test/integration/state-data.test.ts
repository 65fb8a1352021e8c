import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { frenchDate } from '../../src/domain/french-date.ts'
import type { FaultSettingInput } from '../../src/simulator/fault-setting.ts'
import { answer, type Journey, openJourney, payload, readable } from '../support/journey.ts'
import { type System, startSystem } from '../support/start-system.ts'

const threeSources = `
title: {fr: Trois sources}
purpose: {fr: Essayer trois sources}
legal_basis: public-task
retention: P1D
fields:
  nom:      {from: franceconnect.family_name, lock: true, label: {fr: Nom de naissance}}
  quotient: {from: quotient_familial.valeur}
  inscrit:  {from: statut_etudiant.est_inscrit}
  lieu:     {from: statut_etudiant.etablissement_nom}
  boursier: {from: etudiant_boursier.est_boursier}
`

const villeDesTrois = `
name: Ville de Trois-Sources
siret: "21740010800015"
franceconnect:
  environment: simulator
  client_id: demo
  client_secret: \${DEMO_FC_SECRET}
  signing_alg: ES256
  habilitation:
    scopes: [identite_pivot, family_name, given_name, preferred_username, gender, birthdate, idp_birthdate,
      birthplace, birthcountry, cnaf_quotient_familial, cnaf_allocataires, mesri_admissions,
      mesri_admission_inscrit, mesri_admission_etablissement_etude, cnous_statut_boursier]
forms:
  - client_id: trois-sources
    demarche: trois-sources
    redirect_uris: [http://localhost:8080/trois]
`

const sources = ['quotient_familial', 'statut_etudiant', 'etudiant_boursier']
const today = () => frenchDate(new Date())

let system: System
const stored: string[] = []
const bearers = new Set<string>()

// What leaves for the state APIs: FranceConnect's token among it.
const noteBearer = (message: unknown) => {
  const { request } = message as { request: ClientRequest }
  const header = String(request.getHeader('authorization') ?? '')
  if (header.startsWith('Bearer ')) bearers.add(header.slice('Bearer '.length))
}

beforeAll(async () => {
  subscribe('http.client.request.start', noteBearer)
  system = await startSystem({
    pace: 0.2,
    demarches: { 'trois-sources.yaml': threeSources },
    collectivites: { 'trois.yaml': villeDesTrois },
  })
  const { put } = system.store
  system.store.put = (key, value, seconds) => {
    stored.push(key, value)
    return put(key, value, seconds)
  }
})
afterEach(() => system.faults.clear())
afterAll(async () => {
  unsubscribe('http.client.request.start', noteBearer)
  await system.close()
})

const ticked = (names: readonly string[]) => names.map((name) => ['source', name] as const)

async function walkThree(wanted: readonly string[], login = 'test') {
  const journey = await openJourney(system, 'trois-sources', '/trois')
  const back = await answer(journey, ticked(wanted), login)
  return { journey, claims: await payload(system, journey, back) }
}

/** The scopes that FranceConnect was asked for. */
function scopesAsked({ browser }: Journey): string[] {
  const hop = browser.hops.find(({ url }) => url.startsWith(`${system.simulator.issuer}/authorize`))
  return new URL(String(hop?.url)).searchParams.get('scope')?.split(' ') ?? []
}

const quiet = { locked: false, assurance: 'administrative' }

test('when of three sources one is slow, one is down and one speaks of somebody else, then each costs its own fields only', async () => {
  system.faults.set([
    { fault: 'latency', at: 'statut_etudiant', milliseconds: 500 },
    { fault: 'provider_down', at: 'etudiant_boursier' },
    { fault: 'other_person', at: 'quotient_familial' },
  ])
  const { journey, claims } = await walkThree(sources)

  const down =
    'Le Crous : pas de réponse pour votre bourse d’études. Remplissez vous-même et joignez votre notification de bourse.'
  const somebodyElse =
    'La CAF ou la MSA : la réponse reçue pour votre quotient familial concerne une autre personne et a été écartée. Remplissez vous-même et joignez votre attestation de quotient familial.'
  expect(claims).toEqual({
    iss: system.serviceOrigin,
    aud: 'trois-sources',
    sub: expect.stringMatching(/^[\w-]{43}$/),
    nonce: journey.trip.nonce,
    iat: expect.any(Number),
    exp: claims.iat + 86_400,
    jti: expect.stringMatching(/^[\w-]{22}$/),
    acr: 'eidas1',
    demarche: 'trois-sources',
    environment: 'test',
    canon: 1,
    fields: {
      nom: {
        type: 'name',
        source: 'franceconnect',
        claim: 'family_name',
        value: 'DUBOIS',
        assurance: 'verified',
        as_of: today(),
        locked: true,
      },
      quotient: {
        type: 'number',
        source: 'quotient_familial',
        claim: 'valeur',
        value: null,
        reason: 'inconsistent',
        message: somebodyElse,
      },
      inscrit: {
        type: 'boolean',
        source: 'statut_etudiant',
        claim: 'est_inscrit',
        value: true,
        as_of: today(),
        ...quiet,
      },
      lieu: {
        type: 'text',
        source: 'statut_etudiant',
        claim: 'etablissement_nom',
        value: 'UNIVERSITE POPULAIRE DE DEMONSTRATION',
        as_of: today(),
        ...quiet,
      },
      boursier: {
        type: 'boolean',
        source: 'etudiant_boursier',
        claim: 'est_boursier',
        value: null,
        reason: 'unavailable',
        message: down,
      },
    },
    sources: {
      franceconnect: { status: 'ok' },
      quotient_familial: {
        status: 'inconsistent',
        reason: 'other_person',
        message: somebodyElse,
        next: 'attach_document',
      },
      statut_etudiant: { status: 'ok' },
      etudiant_boursier: {
        status: 'unavailable',
        reason: 'outage',
        message: down,
        next: 'attach_document',
      },
    },
  })

  const [ask, progress] = journey.seen
  expect(journey.seen.map(({ url, status }) => [url.pathname.split('/')[1], status])).toEqual([
    ['ask', 200],
    ['callback', 200],
  ])
  expect(ask && readable(ask)).toBe(
    [
      'Ville de Trois-Sources Avant de vous connecter',
      'Pourquoi Ville de Trois-Sources vous demande ces informations : essayer trois sources.',
      'FranceConnect nous donne votre identité. Pour le reste, nous pouvons interroger à votre place l’administration qui le sait déjà. Elle vous reconnaît à votre nom, votre sexe, votre date et votre lieu de naissance, que FranceConnect lui donne.',
      'Que pouvons-nous demander pour vous ?',
      'Décochez ce que vous préférez remplir vous-même : ce ne sera pas demandé.',
      'Votre quotient familial, auprès de la CAF ou de la MSA Pour remplir : Quotient familial.',
      'Votre statut d’étudiant, auprès du ministère de l’Enseignement supérieur Pour remplir : Étudiant inscrit, Établissement.',
      'Votre bourse d’études, auprès du Crous Pour remplir : Étudiant boursier.',
      'Continuer vers FranceConnect Revenir au formulaire et le remplir sans FranceConnect',
      'Accessibilité : non conforme',
    ].join(' '),
  )
  const lines = progress?.body.match(/<p class="(?:ok|not-ok)">.*?<\/p>/gs) ?? []
  expect(
    lines.map((line) => line.replaceAll(/<[^>]+>/g, '').replaceAll('\u00a0', ' ')).sort(),
  ).toEqual([
    'La CAF ou la MSA : pas de réponse utilisable, vous remplirez vous-même.',
    'Le Crous : pas de réponse utilisable, vous remplirez vous-même.',
    'Le ministère de l’Enseignement supérieur : réponse reçue.',
  ])
  expect(lines.at(-1)).toContain('Enseignement supérieur')
})

test('when a citizen declines sources, then their scopes are not asked for and their fields say so', async () => {
  const calls = () =>
    system.log.filter(
      (line) => /"source":"(?:quotient|etudiant)/.test(line) && line.includes('asked'),
    ).length
  const before = calls()
  const { journey, claims } = await walkThree(['statut_etudiant'])

  const message = (subject: string) =>
    `Comme vous l’avez choisi, nous n’avons pas demandé ${subject}.`
  expect(claims.sources).toEqual({
    franceconnect: { status: 'ok' },
    quotient_familial: {
      status: 'declined',
      reason: 'not_asked',
      message: expect.stringContaining(message('votre quotient familial')),
      next: 'attach_document',
    },
    statut_etudiant: { status: 'ok' },
    etudiant_boursier: {
      status: 'declined',
      reason: 'not_asked',
      message: expect.stringContaining(message('votre bourse d’études')),
      next: 'attach_document',
    },
  })
  expect(claims.fields.quotient).toMatchObject({ value: null, reason: 'declined' })
  const asked = scopesAsked(journey)
  expect(asked.filter((scope) => /^(cnaf|cnous)/.test(scope))).toEqual([])
  expect(asked).toContain('mesri_admission_inscrit')
  expect(calls() - before).toBe(0)
})

test('when a citizen wants all, then every scope is asked for, and a citizen who wants none is asked their identity only', async () => {
  const all = scopesAsked((await walkThree(sources)).journey)
  const none = scopesAsked((await walkThree([])).journey)
  expect(all.filter((scope) => !none.includes(scope)).sort()).toEqual([
    'birthcountry',
    'birthdate',
    'birthplace',
    'cnaf_allocataires',
    'cnaf_quotient_familial',
    'cnous_statut_boursier',
    'gender',
    'idp_birthdate',
    'mesri_admission_etablissement_etude',
    'mesri_admission_inscrit',
    'mesri_admissions',
  ])
})

test('when all sources are late, then they are late at the same time', async () => {
  // One after the other they would take 2.7 s, and the end of all patience is at 2.4 s here.
  system.faults.set(sources.map((at) => ({ fault: 'latency', at, milliseconds: 900 }) as never))
  const { claims } = await walkThree(sources)
  expect(Object.values(claims.sources).map(({ status }) => status)).toEqual([
    'ok',
    'ok',
    'ok',
    'ok',
  ])
})

describe('when a source', () => {
  const at = 'quotient_familial'
  const cases: [string, FaultSettingInput[], string, string | undefined][] = [
    ['answers', [], 'ok', undefined],
    ['has no file', [{ fault: 'not_found', at }], 'empty', 'not_found'],
    ['identifies nobody', [{ fault: 'not_identified', at }], 'empty', 'not_identified'],
    ['never answers', [{ fault: 'latency', at, milliseconds: 3000 }], 'unavailable', 'timeout'],
    ['breaks down', [{ fault: 'status_500', at }], 'unavailable', 'outage'],
    ['cuts the line', [{ fault: 'dropped_connection', at }], 'unavailable', 'outage'],
    ['is being maintained', [{ fault: 'maintenance', at }], 'unavailable', 'maintenance'],
    ['answers nonsense', [{ fault: 'garbage_body', at }], 'unavailable', 'unreadable_answer'],
    ['stays in conflict', [{ fault: 'conflict', at }], 'unavailable', 'conflict'],
    ['sees no scope', [{ fault: 'scope_missing', at }], 'refused', 'scope_missing'],
    ['refuses the token', [{ fault: 'token_expired', at }], 'refused', 'token_refused'],
    ['speaks of another', [{ fault: 'other_person', at }], 'inconsistent', 'other_person'],
    // The last one: who is told to wait a minute is left alone for that minute.
    [
      'says it is too much',
      [{ fault: 'too_many_requests', at, seconds: 60 }],
      'unavailable',
      'too_many_requests',
    ],
  ]
  test.each(cases)(
    '%s, then the token and the metrics say so and the identity is there',
    async (_, faults, status, reason) => {
      system.faults.set(faults)
      const { claims } = await walkThree(['quotient_familial'])
      const { status: said, reason: why, next } = claims.sources.quotient_familial ?? {}
      expect([said, why, next]).toEqual([
        status,
        reason,
        status === 'ok' ? undefined : 'attach_document',
      ])
      expect(claims.fields.nom).toMatchObject({ value: 'DUBOIS', locked: true })
      expect(claims.fields.quotient).toMatchObject(
        status === 'ok' ? { value: 872 } : { value: null, reason: status },
      )
      const labels = `source="quotient_familial",status="${status}",reason="${reason ?? 'none'}"`
      expect(await system.metrics.text()).toContain(labels)
    },
  )
})

test('when all is over, then FranceConnect’s tokens are in no store and no log', async () => {
  expect(bearers.size).toBeGreaterThan(3)
  const kept = [...stored, ...system.log, await system.metrics.text()].join('\n')
  expect([...bearers].filter((token) => kept.includes(token))).toEqual([])
})
