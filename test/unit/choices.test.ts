import { describe, expect, test } from '@jest/globals'
import { choicesOf, decide, needsReview } from '../../src/domain/choices.ts'
import type { FilledField, PrefillField } from '../../src/domain/prefill-claims.ts'
import { aField } from '../support/prefill-tokens.ts'
import { schoolMeals } from '../support/state-fields.ts'

const demarche = schoolMeals()

const ofSource = {
  source: 'quotient_familial',
  assurance: 'administrative',
  locked: false,
} as const

const list = (items: FilledField['items'], claim: string, ...value: string[]): PrefillField => ({
  ...aField({ ...ofSource, claim: `enfants.${claim}`, type: 'list', value }),
  ...(items !== undefined && { items }),
})

const missing = (claim: string): PrefillField => ({
  type: 'list',
  items: 'name',
  source: 'quotient_familial',
  claim,
  value: null,
  reason: 'unavailable',
  message: 'Pas de réponse.',
})

const fields = {
  nom: aField(),
  quotient: aField({ ...ofSource, claim: 'valeur', type: 'number', value: 872 }),
  enfant_prenom: list('name', 'prenoms', 'Léa', 'Tom', 'Zoé'),
  enfant_ne_le: list('date', 'date_naissance', '2015-06-20', '', '2018-01-02'),
}

const oneChild = {
  ...fields,
  enfant_prenom: list('name', 'prenoms', 'Léa'),
  enfant_ne_le: missing('x'),
}
const noChild = { ...fields, enfant_prenom: missing('x'), enfant_ne_le: missing('y') }

const withheld = (claim: string, items?: string, type = 'list') => ({
  type,
  ...(items !== undefined && { items }),
  source: type === 'name' ? 'franceconnect' : 'quotient_familial',
  claim,
  value: null,
  reason: 'withheld',
  message: 'Vous avez choisi de ne pas transmettre cette information. Remplissez-la vous-même.',
})

describe('what there is to choose', () => {
  const thing = (prenom: string, date: string) => [
    { label: 'Prénoms', type: 'name', value: prenom },
    { label: 'Date de naissance', type: 'date', value: date },
  ]

  test('when a list has several things, then each is shown with all that is known of it', () => {
    expect(choicesOf(demarche, fields, 'fr')).toEqual([
      {
        group: 'enfant',
        label: 'Enfant',
        max: 3,
        things: [thing('Léa', '2015-06-20'), thing('Tom', ''), thing('Zoé', '2018-01-02')],
      },
    ])
    const [choice] = choicesOf(demarche, fields, 'en')
    expect([choice?.label, choice?.things[0]?.map(({ label }) => label)]).toEqual([
      'Child',
      ['Given names', 'Date of birth'],
    ])
  })

  test('when the demarche has a question of its own, then it is asked', () => {
    const question = { fr: 'Pour quels enfants ?', en: 'Which children?' }
    const group = { list: 'quotient_familial.enfants', max: 3, question }
    const asking = schoolMeals({ groups: { enfant: group } })
    const asked = (['fr', 'en'] as const).map(
      (language) => choicesOf(asking, fields, language)[0]?.question,
    )
    expect(asked).toEqual(['Pour quels enfants ?', 'Which children?'])
  })

  test('when one field of the group gave nothing, then the things are shown without it', () => {
    const some = { ...fields, enfant_ne_le: missing('x') }
    expect(choicesOf(demarche, some, 'fr')[0]?.things).toEqual(
      ['Léa', 'Tom', 'Zoé'].map((name) => thing(name, '').slice(0, 1)),
    )
  })

  test.each([
    ['one thing', oneChild],
    ['none', noChild],
  ])('when a list has %s, then there is nothing to choose', (_, one) => {
    expect(choicesOf(demarche, one, 'fr')).toEqual([])
  })
})

test.each([
  ['auto', fields, true],
  ['auto', oneChild, false],
  ['auto', noChild, false],
  ['always', noChild, true],
  ['always', { nom: aField() }, true],
] as const)(
  'when review is %s, then it is needed where there is something to choose',
  (review, some, is) => {
    expect(needsReview(schoolMeals({ review }), some)).toBe(is)
  },
)

test('when review is never, then there is none, whatever there were to choose', () => {
  expect(needsReview({ ...demarche, review: 'never' }, fields)).toBe(false)
})

describe('what a citizen decided', () => {
  const outcomeOf = (
    chosen: Record<string, number[]>,
    names: string[] = [],
    some: typeof fields = fields,
  ) => decide(demarche, some, { chosen, withheld: names }, 'fr')

  test('when some are chosen, then they leave in the list’s order, alike in all fields', () => {
    expect(outcomeOf({ enfant: [2, 0, 2, 7, -1] })).toEqual({
      ...fields,
      enfant_prenom: list('name', 'prenoms', 'Léa', 'Zoé'),
      enfant_ne_le: list('date', 'date_naissance', '2015-06-20', '2018-01-02'),
    })
  })

  test('when nothing is known of the chosen one in a field, then that field has nothing to say', () => {
    expect(outcomeOf({ enfant: [1] })).toEqual({
      ...fields,
      enfant_prenom: list('name', 'prenoms', 'Tom'),
      enfant_ne_le: withheld('enfants.date_naissance', 'date'),
    })
  })

  test.each([{}, { enfant: [] }, { autre: [0] }])(
    'when %j are chosen, then nobody leaves',
    (chosen) => {
      expect(outcomeOf(chosen)).toEqual({
        ...fields,
        enfant_prenom: withheld('enfants.prenoms', 'name'),
        enfant_ne_le: withheld('enfants.date_naissance', 'date'),
      })
    },
  )

  test('when there was one thing only, then it leaves without having been chosen', () => {
    const one = {
      ...fields,
      enfant_prenom: list('name', 'prenoms', 'Léa'),
      enfant_ne_le: missing('x'),
    }
    expect(decide(demarche, one, { chosen: {}, withheld: [] }, 'fr')).toEqual(one)
  })

  test('when fields are withheld, then they say so and the others leave; what was empty stays so', () => {
    const some = { ...fields, quotient: missing('valeur') }
    expect(
      decide(
        demarche,
        some,
        { chosen: { enfant: [0] }, withheld: ['nom', 'quotient', 'enfant_ne_le', 'autre'] },
        'fr',
      ),
    ).toEqual({
      nom: withheld('family_name', undefined, 'name'),
      quotient: missing('valeur'),
      enfant_prenom: list('name', 'prenoms', 'Léa'),
      enfant_ne_le: withheld('enfants.date_naissance', 'date'),
    })
  })

  test('when the citizen reads English, then so is the sentence', () => {
    const decided = decide(demarche, fields, { chosen: {}, withheld: ['nom'] }, 'en')
    expect(decided.nom).toMatchObject({
      reason: 'withheld',
      message: 'You chose not to pass this information on. Please fill it in yourself.',
    })
  })
})
