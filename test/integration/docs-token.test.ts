import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { PrefillClaims } from '../../src/domain/prefill-claims.ts'
import { snippetsOf } from '../support/doc-snippets.ts'
import { answer, openJourney, payload } from '../support/journey.ts'
import { type System, startSystem } from '../support/start-system.ts'

const demarche = `
title: {fr: Cantine}
purpose: {fr: Inscrire votre enfant}
legal_basis: public-task
retention: P1D
groups:
  enfant: {list: quotient_familial.enfants, max: 3, label: {fr: Enfant}}
fields:
  nom:           {from: franceconnect.family_name, lock: true}
  commune:       {from: franceconnect.birthplace, transform: [commune-name]}
  quotient:      {from: quotient_familial.valeur}
  enfant_prenom: {from: enfant.prenoms}
`
const collectivite = `
name: Ville du README
siret: "21740010800015"
franceconnect: {environment: simulator, client_id: demo, client_secret: "\${DEMO_FC_SECRET}", signing_alg: ES256}
forms: [{client_id: readme, demarche: readme, redirect_uris: [http://localhost:8080/readme]}]
`

let system: System
beforeAll(async () => {
  system = await startSystem({
    pace: 0.1,
    demarches: { 'readme.yaml': demarche },
    collectivites: { 'readme.yaml': collectivite },
  })
})
afterEach(() => system.faults.clear())
afterAll(() => system.close())

/** The claims of a token, after a login that asks the sources, and chooses these children. */
async function claimsOf(login: string, chosen: readonly string[] = []): Promise<PrefillClaims> {
  const journey = await openJourney(system, 'readme', '/readme')
  const asked = await answer(journey, [['source', 'quotient_familial']], login)
  const pairs = [
    ...chosen.map((one) => ['chosen.enfant', one] as const),
    ...['nom', 'quotient', 'enfant_prenom'].map((name) => ['kept', name] as const),
  ]
  return payload(system, journey, asked ?? (await answer(journey, pairs, login)))
}

/** A sentence from its beginning, its spaces as French has them or plain. */
const text = (value: unknown) =>
  expect.stringMatching(
    `^${String(value).replace(/ ?…$/, '').replaceAll('.', '\\.').replaceAll(' ', '\\s')}`,
  )

/** What a block shows, made whole: `…` ends a sentence or stands for further members. */
function shownIn(nth: number): Record<string, Record<string, unknown>> {
  const blocks = snippetsOf('README.md').filter(
    ({ heading, language }) => heading === 'I develop a back end' && language === 'json',
  )
  const json = `{${blocks[nth]?.text.replaceAll(', …}', '}')}}`
  return JSON.parse(json, (key, value) => (key === 'message' ? text(value) : value))
}

describe('the token, as README.md shows it', () => {
  test('when a citizen with children logs in, then their fields are as it shows', async () => {
    const { commune: __, ...shown } = shownIn(0)
    const { fields } = await claimsOf('test', ['0', '2'])
    const undated = Object.entries(shown).map(([name, { as_of: _, ...field }]) => [name, field])
    expect(fields).toMatchObject(Object.fromEntries(undated))
    expect([fields.nom, fields.quotient]).toMatchObject([
      { as_of: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
      { as_of: expect.stringMatching(/^\d{4}-\d\d$/) },
    ])
  })

  test('when a citizen was born abroad, then the field is empty for the reason that it shows', async () => {
    const { fields } = await claimsOf('portugal')
    expect(fields.commune).toEqual(shownIn(0).commune)
  })

  test('when the source does not answer in time, then the token says so as it shows', async () => {
    system.faults.set([{ fault: 'latency', at: 'quotient_familial', milliseconds: 3000 }])
    const { sources } = await claimsOf('test')
    expect(sources.quotient_familial).toEqual(shownIn(1).quotient_familial)
  })
})
