import { describe, expect, test } from '@jest/globals'
import { buildFields, type LoginFacts } from '../../src/domain/build-fields.ts'
import type { Language } from '../../src/domain/languages.ts'
import { messagesIn } from '../../src/domain/messages-in.ts'
import { PivotIdentity } from '../../src/domain/pivot-identity.ts'
import type { SourceAnswer } from '../../src/domain/source-answer.ts'
import { aCog } from '../support/cog.ts'
import { aChild, answering, known, schoolMeals } from '../support/state-fields.ts'

const demarche = schoolMeals()

const facts = {
  identity: PivotIdentity.parse({
    sub: 'x',
    family_name: 'DUBOIS',
    given_name_array: ['Angela'],
  }),
  today: '2026-11-23',
  language: 'fr' as Language,
  cog: aCog,
}

const build = (
  sources: LoginFacts['sources'],
  language: Language = 'fr',
): ReturnType<typeof buildFields> => buildFields(demarche, { ...facts, sources, language })

const nom = {
  type: 'name',
  source: 'franceconnect',
  claim: 'family_name',
  value: 'DUBOIS',
  assurance: 'verified',
  as_of: '2026-11-23',
  locked: true,
}

const origins = {
  quotient: { type: 'number', source: 'quotient_familial', claim: 'valeur' },
  caisse: { type: 'code', source: 'quotient_familial', claim: 'fournisseur' },
  enfant_prenom: {
    type: 'list',
    items: 'name',
    source: 'quotient_familial',
    claim: 'enfants.prenoms',
  },
  enfant_ne_le: {
    type: 'list',
    items: 'date',
    source: 'quotient_familial',
    claim: 'enfants.date_naissance',
  },
  enfant_majeur: {
    type: 'list',
    items: 'boolean',
    source: 'quotient_familial',
    claim: 'enfants.date_naissance',
  },
} as const

const filled = (name: keyof typeof origins, value: unknown, as_of = '2026-11-23') => ({
  ...origins[name],
  value,
  assurance: 'administrative',
  as_of,
  locked: false,
})

const empty = (name: keyof typeof origins, reason: string, message: string) => ({
  ...origins[name],
  value: null,
  reason,
  message,
})

const allEmpty = (reason: string, message: string) => ({
  nom,
  ...Object.fromEntries(
    Object.keys(origins).map((name) => [
      name,
      empty(name as keyof typeof origins, reason, message),
    ]),
  ),
})

/** The reason in full at the first field, short at the next, and of a list's further fields only what to do. */
const toldOnce = (reason: string, [whole, short, shortest]: readonly [string, string, string]) => ({
  nom,
  quotient: empty('quotient', reason, whole),
  caisse: empty('caisse', reason, short),
  enfant_prenom: empty('enfant_prenom', reason, short),
  enfant_ne_le: empty('enfant_ne_le', reason, shortest),
  enfant_majeur: empty('enfant_majeur', reason, shortest),
})

const everything = answering({
  values: {
    valeur: { ...known('number', 872), asOf: '2026-10' },
    fournisseur: known('code', 'CNAF'),
  },
  lists: {
    enfants: {
      items: [aChild('Léa', '2015-06-20'), aChild('Tom'), aChild('Zoé', '2005-01-02')],
      asOf: '2026-11',
    },
  },
})

describe('a source that answered', () => {
  test('when it knows everything, then each list keeps one order and says when it held', () => {
    const fields = build({ quotient_familial: everything })
    expect(fields).toEqual({
      nom,
      quotient: filled('quotient', 872, '2026-10'),
      caisse: { ...filled('caisse', 'CNAF'), text: 'CAF' },
      enfant_prenom: filled('enfant_prenom', ['Léa', 'Tom', 'Zoé'], '2026-11'),
      enfant_ne_le: filled('enfant_ne_le', ['2015-06-20', '', '2005-01-02'], '2026-11'),
      enfant_majeur: filled('enfant_majeur', ['false', '', 'true'], '2026-11'),
    })
    expect(Object.keys(fields)).toEqual(['nom', ...Object.keys(origins)])
  })

  const missing = 'La CAF ou la MSA : information absente de la réponse. Remplissez-la vous-même.'
  const noChild = 'La CAF ou la MSA : rien d’enregistré ici. Laissez vide si c’est exact.'

  test('when it says nothing, then each field says that it was not provided', () => {
    expect(build({ quotient_familial: answering({}) })).toEqual(allEmpty('not_provided', missing))
  })

  test.each([
    ['there is no child', [], 'none_known', noChild],
    ['nothing is known of a child', [{}, {}], 'not_provided', missing],
    [
      'nothing of a child is readable',
      [{ prenoms: { type: 'name', reason: 'unreadable' } as const }],
      'not_provided',
      missing,
    ],
  ])('when %s, then the list is empty for a reason: %s', (_, items, reason, message) => {
    const fields = build({ quotient_familial: answering({ lists: { enfants: { items } } }) })
    expect([fields.enfant_prenom, fields.enfant_majeur]).toEqual([
      empty('enfant_prenom', reason, message),
      empty('enfant_majeur', reason, message),
    ])
  })

  test.each<['unreadable' | 'imprecise', string]>([
    [
      'unreadable',
      'La CAF ou la MSA : information reçue sous une forme illisible. Remplissez-la vous-même.',
    ],
    ['imprecise', 'La réponse reçue n’est pas assez précise. Répondez vous-même.'],
  ])('when one claim is %s, then only its field is empty', (reason, message) => {
    const valeur = { type: 'number', reason, asOf: '2026-10' } as const
    const fields = build({
      quotient_familial: answering({ values: { valeur, fournisseur: known('code', 'CNAF') } }),
    })
    expect(fields.quotient).toEqual(empty('quotient', reason, message))
    expect(fields.caisse).toEqual({ ...filled('caisse', 'CNAF'), text: 'CAF' })
  })

  test('when a code is not among the form’s words, then the citizen chooses', () => {
    const fields = build({
      quotient_familial: answering({ values: { fournisseur: known('code', 'toString') } }),
    })
    expect(fields.caisse).toEqual(
      empty(
        'caisse',
        'not_in_options',
        'La réponse reçue ne figure pas parmi les choix de ce formulaire. Choisissez vous-même.',
      ),
    )
  })

  test('when the citizen reads English, then so are the reasons', () => {
    const fields = build({ quotient_familial: answering({}) }, 'en')
    expect(fields.quotient).toEqual(
      empty(
        'quotient',
        'not_provided',
        'CAF or MSA did not give this information. Please fill it in yourself.',
      ),
    )
  })
})

describe('a source that gave nothing', () => {
  const attach = 'Remplissez vous-même et joignez votre attestation de quotient familial.'

  test.each<[Exclude<SourceAnswer, { status: 'ok' }>, string, string]>([
    [
      { status: 'empty', reason: 'not_found' },
      `La CAF ou la MSA : aucun dossier trouvé à votre nom pour votre quotient familial. ${attach}`,
      'CAF or MSA: no file in your name was found for your quotient familial (family income index).',
    ],
    [
      { status: 'unavailable', reason: 'timeout' },
      `La CAF ou la MSA : pas de réponse pour votre quotient familial. ${attach}`,
      'CAF or MSA: no answer for your quotient familial (family income index).',
    ],
    [
      { status: 'refused', reason: 'scope_missing' },
      `La CAF ou la MSA : accès refusé pour votre quotient familial. ${attach}`,
      'CAF or MSA: access to your quotient familial (family income index) was refused.',
    ],
    [
      { status: 'inconsistent', reason: 'other_person' },
      `La CAF ou la MSA : la réponse reçue pour votre quotient familial concerne une autre personne et a été écartée. ${attach}`,
      'CAF or MSA: the answer received for your quotient familial (family income index) is about another person and was discarded.',
    ],
    [
      { status: 'declined', reason: 'not_asked' },
      `Comme vous l’avez choisi, nous n’avons pas demandé votre quotient familial. ${attach}`,
      'As you chose, we did not ask for your quotient familial (family income index).',
    ],
  ])('when it is %j, then its own fields say so and no other', (answer, french, english) => {
    const { status } = answer
    const sources = { quotient_familial: answer }
    const paper = 'Please fill it in yourself and attach your quotient familial certificate.'
    expect(build(sources)).toEqual(
      toldOnce(status, [french, messagesIn('fr').reasons[status], 'Remplissez vous-même.']),
    )
    expect(build(sources, 'en')).toEqual(
      toldOnce(status, [
        `${english} ${paper}`,
        messagesIn('en').reasons[status],
        'Please fill it in yourself.',
      ]),
    )
  })

  test('when it belongs to another situation, then each field says that it is to be left empty', () => {
    const sources = {
      quotient_familial: { status: 'declined', reason: 'other_situation' } as const,
    }
    const { otherSituation } = messagesIn('fr').sources
    expect(build(sources)).toEqual(allEmpty('declined', otherSituation))
  })

  test('when a list is its first field, then the whole reason stands there', () => {
    const { enfant_prenom, enfant_ne_le } = demarche.fields
    const fields = { enfant_prenom, enfant_ne_le } as typeof demarche.fields
    const built = buildFields({ fields }, { ...facts, sources: {} })
    expect(Object.values(built).map((field) => field.value === null && field.message)).toEqual([
      `Comme vous l’avez choisi, nous n’avons pas demandé votre quotient familial. ${attach}`,
      'Remplissez vous-même.',
    ])
  })

  test('when it was not asked, then it is as if it had been declined', () => {
    expect(build({})).toEqual(
      build({ quotient_familial: { status: 'declined', reason: 'not_asked' } }),
    )
    expect(build({ service_national: everything })).toEqual(build({}))
  })
})
