import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Sheet } from '../../src/clerk/compose-sheet.ts'
import type { ExamineOptions } from '../../src/clerk/examine.ts'
import { readKeyFile } from '../../src/clerk/read-key-file.ts'
import { clerkMessagesIn } from '../../src/domain/clerk-messages-in.ts'
import type { Problem } from '../../src/domain/judge-token.ts'
import type { PrefillClaims, PrefillField } from '../../src/domain/prefill-claims.ts'
import type { PublishedKey } from '../../src/domain/published-key.ts'
import { keyFile, readAsClerk } from '../support/clerk-stage.ts'
import type { TokenKey } from '../support/prefill-tokens.ts'
import { aField, at, makeTokenKey, signToken, someClaims } from '../support/prefill-tokens.ts'

const french = clerkMessagesIn('fr')
let key: TokenKey
beforeAll(async () => {
  key = await makeTokenKey('k')
})

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

const read = (
  pasted: unknown,
  {
    published = [key.published],
    ...changes
  }: Partial<ExamineOptions> & { published?: readonly PublishedKey[] } = {},
) => readAsClerk(pasted, published, changes)

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
        ['Référence de la preuve', 'jti-1'],
        ['Vérifié avec', 'les clés publiques que ce service publie'],
        ['Personne', 'personne réelle'],
        ['Formulaire', 'Inscription à la cantine (demo-cantine)'],
        ['Collectivité', 'Ville de Démonstration'],
        ['Référence de la démarche', 'restauration-scolaire'],
        ['Signé par', 'https://prefill.exemple.fr (clé k)'],
        ['Signé le', '23 novembre 2026 à 11:00 (heure de Paris)'],
        ['À transmettre avant le', '24 novembre 2026 à 11:00 (heure de Paris)'],
        ['Niveau de garantie de la connexion', 'faible (eidas1)'],
      ],
      fields: [
        {
          name: 'nom',
          label: 'Nom de naissance',
          value: 'DUBOIS',
          origin: 'FranceConnect, Nom de naissance (23 novembre 2026)',
          assurance: 'vérifié : état civil contrôlé auprès de l’INSEE',
          lock: 'verrouillé',
          mark: 'none',
        },
        {
          name: 'commune',
          label: 'commune',
          value: 'aucune (naissance à l’étranger : FranceConnect ne donne pas la commune)',
          origin: 'FranceConnect, Commune de naissance (code INSEE)',
          assurance: '',
          lock: '',
          mark: 'none',
        },
        {
          name: 'quotient',
          label: 'Quotient familial',
          value: '1\u202f872,5',
          origin: 'La CAF, Quotient familial (octobre 2026)',
          assurance: 'administratif : tiré du dossier d’une administration',
          lock: 'modifiable',
          mark: 'none',
        },
      ],
      isJudged: false,
      sources: [
        'FranceConnect : a répondu',
        'La CAF : n’a pas répondu. L’usager a été invité à joindre un justificatif.',
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
    expect([inTime.sheet.tone, factsOf(inTime.sheet)['Reçu le, d’après vous']]).toEqual([
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

  test.each([
    ['eidas2', 'substantiel (eidas2)'],
    ['eidas3', 'élevé (eidas3)'],
    ['constructor', 'constructor'],
  ])('when the login is of level %s, then it reads “%s”', async (acr, level) => {
    const { sheet } = await read(await token({ acr }))
    expect(factsOf(sheet)['Niveau de garantie de la connexion']).toBe(level)
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
      advice: ['Verrou rompu : Nom de naissance'],
      added: ['autre'],
    })
    expect(
      sheet.fields.map(({ name, submitted, verdict, mark }) => [name, submitted, verdict, mark]),
    ).toEqual([
      ['nom', 'DUPONT', `${french.sheet.lockBroken} (modifié par l’usager)`, 'lock_broken'],
      ['quotient', '', 'effacé par l’usager', 'emptied'],
      ['prenom', 'ANGELA', 'non modifié : même valeur, écrite autrement', 'equivalent'],
    ])
  })

  test('when the lock is broken and the token late too, then the lock is told before', async () => {
    const pasted = await submit({ 'wpforms[fields][3]': 'DUPONT' })
    const { sheet } = await read(pasted, { receivedAt: at(2 * 86400) })
    expect([sheet.tone, titles(sheet)]).toEqual([
      'reserved',
      ['Verrou rompu : Nom de naissance', titleOf('expired')],
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

  test('when the date of receipt stands in what was pasted, then the sheet says so, and the clerk’s own date wins', async () => {
    const pasted = {
      client_id: 'demo-cantine',
      prefill_token: await token(),
      submitted: { 'wpforms[fields][3]': 'DUBOIS' },
      submitted_at: at(3600).toISOString(),
    }
    const dated = (sheet: Sheet) => [
      sheet.tone,
      sheet.facts.filter(([name]) => /^(Reçu|Received)/.test(name)),
      sheet.notes.filter((note) => note === clerkMessagesIn('fr').sheet.notePastedDate),
    ]
    expect(dated((await read(pasted)).sheet)).toEqual([
      'authentic',
      [['Reçu le, d’après le texte collé', '23 novembre 2026 à 12:00 (heure de Paris)']],
      [french.sheet.notePastedDate],
    ])
    expect(dated((await read(pasted, { receivedAt: at(2 * 86400) })).sheet)).toEqual([
      'reserved',
      [['Reçu le, d’après vous', '25 novembre 2026 à 11:00 (heure de Paris)']],
      [],
    ])
    const english = (await read(pasted, { language: 'en' })).sheet
    expect(english.facts.map(([name]) => name)).toContain(
      'Received on, according to the pasted text',
    )
    expect(english.notes).toContain(clerkMessagesIn('en').sheet.notePastedDate)
  })

  test('when the citizen filled a field that the token left empty, then it is listed by its label', async () => {
    const { quotient: _, ...rest } = fields
    const nom: PrefillField = { ...commune, claim: 'family_name' }
    const prefill_token = await token({ fields: { ...rest, nom } })
    const { sheet } = await read({ 'wpforms[fields][3]': 'DUPONT', autre: 'x', prefill_token })
    expect(sheet.added).toEqual(['Nom de naissance', 'autre'])
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

describe('the sheet of a check with a file of keys', () => {
  const readByFile = (pasted: unknown, language: 'fr' | 'en' = 'fr', keys = [key.published]) =>
    read(pasted, { keyFile: keyFile(...keys), language })
  const outcome = ({ tone, headline, advice }: Sheet) => [tone, headline, advice[0]?.title]

  test('when it is good, then only by the file that the clerk vouches for, with its fingerprints, and nothing is asked', async () => {
    const { sheet, asked } = await readByFile(await token())
    expect(asked).toEqual([])
    expect({ ...sheet, facts: undefined, fields: sheet.fields.length }).toEqual({
      tone: 'authentic_by_file',
      headline: 'Authentique d’après les clés du fichier « cles.json »',
      advice: [french.fileKeys],
      facts: undefined,
      fields: 1,
      isJudged: false,
      sources: ['FranceConnect : a répondu'],
      notes: [french.sheet.noteNoSubmission, french.sheet.noteOnce],
    })
    expect(factsOf(sheet)).toMatchObject({
      Formulaire: 'demo-cantine',
      Collectivité: 'non demandé ou inconnu de ce service',
      'Vérifié avec': 'les clés du fichier « cles.json », que vous avez choisi',
      'Clés de ce fichier': 'k (empreinte empreinte-de-k)',
    })
  })

  test('when the reader speaks English, then the same, and the catalogue lends its words', async () => {
    const english = clerkMessagesIn('en')
    const { sheet } = await readByFile(await token(), 'en')
    expect(sheet.headline).toBe('Authentic according to the keys of the file “cles.json”')
    expect(sheet.advice).toEqual([english.fileKeys])
    expect(sheet.fields[0]).toMatchObject({
      label: 'Birth name',
      origin: expect.stringMatching(/^FranceConnect, Birth name \(/),
    })
  })

  test('when something is amiss, then the file is named in that headline too', async () => {
    const submitted = { nom: 'DUPONT', prefill_token: await token() }
    expect(outcome((await readByFile(submitted)).sheet)).toEqual([
      'lock_broken_by_file',
      'Authentique d’après les clés du fichier « cles.json », mais une valeur verrouillée a été changée',
      'Verrou rompu : Nom de naissance',
    ])
    const test = await token({ environment: 'test' })
    expect(outcome((await readByFile(test)).sheet)).toEqual([
      'reserved_by_file',
      'La signature est exacte d’après les clés du fichier « cles.json », avec une réserve',
      french.fileKeys.title,
    ])
    const stranger = await makeTokenKey('k')
    expect(outcome((await readByFile(await token(), 'fr', [stranger.published])).sheet)).toEqual([
      'unproven_by_file',
      'Rien n’est prouvé d’après les clés du fichier « cles.json »',
      french.fileKeys.title,
    ])
  })

  test('when no form lends its labels, then claims do, but not to what was made of them', async () => {
    const common = { claim: 'birthdate', locked: false }
    const ne_le = aField({ ...common, type: 'date', value: '1962-08-24' })
    const majeur = aField({ ...common, type: 'boolean', value: true })
    const inconnu = aField({ source: 'constructor' })
    const { sheet } = await readByFile(await token({ fields: { ne_le, majeur, inconnu } }))
    expect(sheet.fields.map(({ label }) => label)).toEqual([
      'Date de naissance',
      'majeur',
      'inconnu',
    ])
  })

  test('when no key was needed, then the file is not named', async () => {
    expect(outcome((await readByFile({ nom: 'D', autre: 'x' })).sheet)).toEqual([
      'by_hand',
      french.headlines.by_hand,
      titleOf('missing'),
    ])
  })

  test('when the file holds many keys, then some are named', async () => {
    const keys = Array.from({ length: 12 }, (_, index) => ({ ...key.published, kid: `k${index}` }))
    const { sheet } = await readByFile(
      await signToken(key, someClaims(), { header: { kid: 'k3' } }),
      'fr',
      keys,
    )
    expect(factsOf(sheet)['Clés de ce fichier']).toMatch(/^k0 \(.*, k9 \(.*\), … et 2 autres$/)
  })
})

test('when the browser has no cryptography, then the token is not called forged', async () => {
  const { crypto } = globalThis
  Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true })
  try {
    const { sheet } = await read('eyJ.a.b')
    expect(sheet.headline).toBe(french.refusals.no_cryptography.title)
    const file = await readKeyFile(JSON.stringify([key.published]), 'cles.json')
    expect(file).toEqual({ refusal: 'no_cryptography' })
  } finally {
    Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true })
  }
})
