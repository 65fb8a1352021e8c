import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Sheet } from '../../src/clerk/compose-sheet.ts'
import type { ExamineOptions } from '../../src/clerk/examine.ts'
import { readSheet } from '../../src/clerk/read-sheet.ts'
import { clerkMessagesIn } from '../../src/domain/clerk-messages-in.ts'
import type { FormDescription } from '../../src/domain/form-description.ts'
import type { Problem } from '../../src/domain/judge-token.ts'
import type { PrefillClaims, PrefillField } from '../../src/domain/prefill-claims.ts'
import type { PublishedKey } from '../../src/domain/published-key.ts'
import type { TokenKey } from '../support/prefill-tokens.ts'
import { aField, at, makeTokenKey, signToken, someClaims } from '../support/prefill-tokens.ts'

const french = clerkMessagesIn('fr')
let key: TokenKey
beforeAll(async () => {
  key = await makeTokenKey('k')
})

const form: FormDescription = {
  client_id: 'demo-cantine',
  issuer: 'https://prefill.exemple.fr',
  lang: 'fr',
  collectivite: 'Ville de Démonstration',
  demarche: 'restauration-scolaire',
  title: 'Inscription à la cantine',
  purpose: 'Inscrire votre enfant',
  redirect_uris: [],
  post_logout_redirect_uris: [],
  inputs: { nom: 'wpforms[fields][3]' },
  fields: {
    nom: {
      label: 'Nom de naissance',
      type: 'name',
      source: 'franceconnect',
      claim: 'family_name',
      lock: true,
      correction: '…',
    },
  },
  sources: { franceconnect: 'FranceConnect', quotient_familial: 'la CAF' },
  sentences: {},
}

const quotient = aField({
  type: 'number',
  value: 1872.5,
  source: 'quotient_familial',
  claim: 'valeur',
  assurance: 'administrative',
  as_of: '2026-10',
  locked: false,
})
const commune: PrefillField = {
  type: 'text',
  value: null,
  source: 'franceconnect',
  claim: 'birthplace',
  reason: 'born_abroad',
  message: 'pour le citoyen',
}

/** What the page would show, and what it asked of its service. */
async function read(
  pasted: unknown,
  changes: Partial<ExamineOptions> & { published?: readonly PublishedKey[] | undefined } = {},
): Promise<{ sheet: Sheet; asked: string[] }> {
  const asked: string[] = []
  const { published = [key.published], ...rest } = changes
  const outcome = await readSheet(typeof pasted === 'string' ? pasted : JSON.stringify(pasted), {
    issuer: 'https://prefill.exemple.fr',
    now: () => at(600),
    language: 'fr',
    service: {
      keys: async () => {
        asked.push('keys')
        return published.length > 0 ? published : undefined
      },
      form: async (clientId, language) => {
        asked.push(`form ${clientId} ${language}`)
        return clientId === 'demo-cantine' ? form : undefined
      },
    },
    ...rest,
  })
  if (!('sheet' in outcome)) throw new Error('keys')
  return { sheet: outcome.sheet, asked }
}

const token = (claims: Partial<PrefillClaims> = {}) => signToken(key, someClaims(claims))
const factsOf = (sheet: Sheet) => Object.fromEntries(sheet.facts)
const titleOf = (problem: Problem) => french.problems[problem].title
const titles = (sheet: Sheet) => sheet.advice.map(({ title }) => title)

describe('the sheet of a token alone', () => {
  test('when it is good, then it says all about it in words', async () => {
    const fields = { nom: aField(), commune, quotient }
    const sources = {
      franceconnect: { status: 'ok' as const },
      quotient_familial: { status: 'unavailable' as const, next: 'attach_document' as const },
    }
    const { sheet, asked } = await read(await token({ fields, sources }))
    expect(asked).toEqual(['keys', 'form demo-cantine fr'])
    expect(sheet).toEqual({
      tone: 'authentic',
      headline: 'Ce préremplissage est authentique',
      advice: [],
      facts: [
        ['Vérifié le', '23 novembre 2026 à 11:10 (heure de Paris)'],
        ['Numéro du jeton (jti)', 'jti-1'],
        ['Vérifié avec', 'les clés publiques que ce service publie'],
        ['Personne', 'personne réelle'],
        ['Formulaire', 'Inscription à la cantine (demo-cantine)'],
        ['Collectivité', 'Ville de Démonstration'],
        ['Démarche', 'restauration-scolaire'],
        ['Signé par', 'https://prefill.exemple.fr (clé k)'],
        ['Signé le', '23 novembre 2026 à 11:00 (heure de Paris)'],
        ['À transmettre avant le', '24 novembre 2026 à 11:00 (heure de Paris)'],
        ['Niveau de la connexion', 'eidas1'],
      ],
      fields: [
        {
          name: 'nom',
          label: 'Nom de naissance',
          value: 'DUBOIS',
          origin: 'FranceConnect, Nom de naissance (23 novembre 2026)',
          assurance: 'vérifié : état civil contrôlé auprès de l’INSEE',
          lock: 'verrouillé',
          mark: 'none',
        },
        {
          name: 'commune',
          label: 'commune',
          value: 'aucune (naissance à l’étranger : FranceConnect ne donne pas la commune)',
          origin: 'FranceConnect, Commune de naissance (code INSEE)',
          assurance: '',
          lock: '',
          mark: 'none',
        },
        {
          name: 'quotient',
          label: 'quotient',
          value: '1\u202f872,5',
          origin: 'La CAF, Quotient familial (octobre 2026)',
          assurance: 'administratif : tiré du dossier d’une administration',
          lock: 'modifiable',
          mark: 'none',
        },
      ],
      isJudged: false,
      sources: [
        'FranceConnect : a répondu',
        'La CAF : n’a pas répondu. L’usager a été invité à joindre un justificatif.',
      ],
      notes: [french.sheet.noteNoSubmission, french.sheet.noteOnce],
    })
  })

  test('when it is read weeks later, then nothing is said about lateness unless the date of receipt is given', async () => {
    const weeksLater = { now: () => at(30 * 86400) }
    const { sheet } = await read(await token(), weeksLater)
    expect([sheet.tone, titles(sheet)]).toEqual(['authentic', []])
    expect(sheet.notes).toContain(french.sheet.noteNoDate)
    const inTime = await read(await token(), { ...weeksLater, receivedAt: at(3600) })
    expect([inTime.sheet.tone, factsOf(inTime.sheet)['Reçu le']]).toEqual([
      'authentic',
      '23 novembre 2026 à 12:00 (heure de Paris)',
    ])
    const late = await read(await token(), { ...weeksLater, receivedAt: at(2 * 86400) })
    expect([late.sheet.tone, titles(late.sheet)]).toEqual(['reserved', [titleOf('expired')]])
  })

  test('when it is about test people, then that is told first', async () => {
    const { sheet } = await read(await token({ environment: 'test' }))
    expect([sheet.tone, titles(sheet)]).toEqual(['reserved', [titleOf('test_token')]])
    expect(factsOf(sheet).Personne).toBe(french.environments.test)
  })

  test('when times are no times, then the page does not break', async () => {
    const { sheet } = await read(await token({ iat: 9e15, exp: 9e15 }))
    expect([titles(sheet)[0], factsOf(sheet)['Signé le']]).toEqual([titleOf('expired'), '?'])
  })
})

describe('the sheet of a submission', () => {
  const fields = { quotient, prenom: aField({ value: 'Angela', locked: false }), nom: aField() }
  const submit = async (values: object) => ({ ...values, prefill_token: await token({ fields }) })

  test('when a locked value was changed, then it comes first, by its label and the page’s own names', async () => {
    const { sheet } = await read(
      await submit({ quotient: '', prenom: 'ANGELA', 'wpforms[fields][3]': 'DUPONT', autre: 'x' }),
    )
    expect({ tone: sheet.tone, advice: titles(sheet), added: sheet.added }).toEqual({
      tone: 'lock_broken',
      advice: ['Verrou rompu : Nom de naissance'],
      added: ['autre'],
    })
    expect(
      sheet.fields.map(({ name, submitted, verdict, mark }) => [name, submitted, verdict, mark]),
    ).toEqual([
      ['nom', 'DUPONT', `${french.sheet.lockBroken} (modifié par l’usager)`, 'lock_broken'],
      ['quotient', '', 'effacé par l’usager', 'emptied'],
      ['prenom', 'ANGELA', 'écrit autrement, même valeur', 'equivalent'],
    ])
  })

  test('when the lock is broken and the token late too, then the lock is told before', async () => {
    const pasted = await submit({ 'wpforms[fields][3]': 'DUPONT' })
    const { sheet } = await read(pasted, { receivedAt: at(2 * 86400) })
    expect([sheet.tone, titles(sheet)]).toEqual([
      'reserved',
      ['Verrou rompu : Nom de naissance', titleOf('expired')],
    ])
  })

  test('when it is a body of POST /verify, then its form, date and nonce are held against the token', async () => {
    const { sheet } = await read({
      client_id: 'demo-aide',
      prefill_token: await token({ nonce: 'one' }),
      submitted: { nom: 'DUPONT' },
      submitted_at: at(2 * 86400).toISOString(),
      nonce: 'two',
    })
    const told: Problem[] = ['expired', 'other_form', 'other_nonce']
    expect({ advice: titles(sheet), isJudged: sheet.isJudged, added: sheet.added }).toEqual({
      advice: told.map(titleOf),
      isJudged: false,
      added: undefined,
    })
    expect(sheet.notes).toContain(french.sheet.noteOtherForm)
  })

  test('when values are endless, then they are shown in part', async () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`n${index}`, 'x']))
    const { sheet } = await read(await submit({ ...many, prenom: 'x'.repeat(10_000) }))
    expect(sheet.fields[0]?.submitted).toHaveLength(501)
    expect(sheet.added).toHaveLength(101)
    expect(sheet.added?.at(-1)).toBe('… et 50 autres')
  })

  test('when there is no token, then it was filled in by hand, and nothing is asked of the network', async () => {
    const { sheet, asked } = await read({ nom: 'DUBOIS', autre: 'x' })
    expect([sheet.tone, titles(sheet), asked]).toEqual(['by_hand', [titleOf('missing')], []])
  })
})

describe('what proves nothing', () => {
  const fingerprint = /^[0-9a-f]{64}$/

  test('when the token was changed, then nothing of it is told, and no form is asked for', async () => {
    const [header, , signature] = (await token()).split('.')
    const payload = Buffer.from(JSON.stringify(someClaims({ jti: 'evil' }))).toString('base64url')
    const { sheet, asked } = await read(`${header}.${payload}.${signature}`)
    expect(asked).toEqual(['keys'])
    expect({ ...sheet, facts: undefined }).toEqual({
      tone: 'unproven',
      headline: french.headlines.unproven,
      advice: [french.problems.tampered],
      facts: undefined,
      fields: [],
      isJudged: false,
      sources: [],
      added: undefined,
      notes: [],
    })
    expect(factsOf(sheet)).toEqual({
      'Vérifié le': '23 novembre 2026 à 11:10 (heure de Paris)',
      'Empreinte de ce qui a été collé': expect.stringMatching(fingerprint),
    })
  })

  test('when it says that it is from another service, then the clerk is told, as something unproven', async () => {
    const stranger = await makeTokenKey('elsewhere')
    const claims = someClaims({ iss: 'https://autre.exemple.fr' })
    const { sheet } = await read(await signToken(stranger, claims))
    expect(sheet.notes).toEqual([
      french.sheet.noteClaimedIssuer.replace('{issuer}', 'https://autre.exemple.fr'),
    ])
  })

  test('when the key is revoked, then nothing of the token is told, and nothing of it is asked for', async () => {
    const published = [{ ...key.published, revoked_at: 1 }]
    const { sheet, asked } = await read(await token(), { published })
    expect([sheet.tone, titles(sheet), sheet.fields, asked]).toEqual([
      'unproven',
      [titleOf('revoked_key')],
      [],
      ['keys'],
    ])
    expect(JSON.stringify(sheet)).not.toContain('jti-1')
  })

  test('when the keys cannot be read, then that is no word against the token', async () => {
    const { sheet } = await read(await token(), { published: [] })
    expect([sheet.tone, titles(sheet)]).toEqual(['unchecked', [titleOf('keys_unavailable')]])
  })

  test('when it is refused by its looks, then with what it means and what to do, and no request', async () => {
    const { sheet, asked } = await read('eyJ.a.b.c.d')
    const { title, text, todo } = french.refusals.encrypted
    expect([sheet.tone, sheet.headline, sheet.advice, asked]).toEqual([
      'refused',
      title,
      [{ title: '', text, todo }],
      [],
    ])
  })
})

test('when a saved key history is given, then nothing is asked, and the catalogue lends its words', async () => {
  const { sheet, asked } = await read(await token(), { keys: [key.published], language: 'en' })
  expect(asked).toEqual([])
  expect(factsOf(sheet)).toMatchObject({
    Form: 'demo-cantine',
    'Local authority': 'not asked for, or unknown to this service',
    'Checked with': 'the keys of the file that you dropped',
  })
  expect(sheet.fields[0]).toMatchObject({
    label: 'nom',
    origin: expect.stringMatching(/^FranceConnect, Birth name \(/),
  })
  expect(sheet.notes).toContain(clerkMessagesIn('en').sheet.noteFileKeys)
})

test('when the browser has no cryptography, then the token is not called forged', async () => {
  const { crypto } = globalThis
  Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true })
  try {
    const { sheet } = await read('eyJ.a.b')
    expect(sheet.headline).toBe(french.refusals.no_cryptography.title)
  } finally {
    Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true })
  }
})
