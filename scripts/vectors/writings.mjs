import { claims, options, sign } from './tokens.mjs'

const identity = { source: 'franceconnect', assurance: 'verified', as_of: '2026-11-23' }
const declared = { ...identity, assurance: 'declared' }
const family = { source: 'quotient_familial', assurance: 'administrative', as_of: '2026-10' }

const field = (type, value, claim, more = {}) => ({
  type,
  value,
  claim,
  ...identity,
  locked: false,
  ...more,
})

/** One field of every type, as the service would hold them. */
export const fields = {
  nom: field('name', 'L’HERMITE', 'family_name', { locked: true }),
  prenom: field('name', 'François', 'given_name'),
  prenom_compose: field('name', 'Jean-Pierre', 'given_name'),
  nom_usage: field('name', 'LŒUILLET', 'preferred_username', declared),
  courriel: field('text', 'francois@exemple.fr', 'email', declared),
  lieu: field('text', 'Saint-Étienne', 'birthplace'),
  civilite: field('code', 'female', 'gender', { text: 'Mme' }),
  commune: field('code', '74010', 'birthplace', { text: 'Annecy' }),
  ne_le: field('date', '1962-08-24', 'birthdate', { locked: true }),
  premier_mai: field('date', '1990-05-01', 'birthdate'),
  ne_en: field('partial-date', '1992-11', 'birthdate'),
  majeur: field('boolean', true, 'birthdate'),
  boursier: field('boolean', false, 'est_boursier', family),
  quotient: field('number', 872, 'valeur', family),
  revenu: field('number', 1234.5, 'revenu', family),
  adresse: field('address', ['12 rue de l’Église', '74000 ANNECY'], 'adresse', family),
  prenoms: field('list', ['Angela', 'Claire', 'Louise'], 'given_name_array', { locked: true }),
  enfant_prenom: field('list', ['Emma', 'Lucas'], 'enfants', { items: 'name', ...family }),
  enfant_ne_le: field('list', ['2015-03-02', '2018-11-30'], 'enfants', {
    items: 'date',
    ...family,
  }),
}

const nothing = ['', ' ', '\u00a0', null]

// By field and verdict; a list is what several inputs of one name send.
const writings = {
  nom: {
    unchanged: ['L’HERMITE'],
    equivalent: ["L'Hermite", "l'hermite", 'L HERMITE', ' L`HERMITE '],
    edited: ['LHERMITE', 'L’HERMITTE', 'HERMITE', '-'],
    emptied: nothing,
  },
  prenom: {
    unchanged: ['François'],
    equivalent: [
      'FRANÇOIS',
      'Francois',
      'FRANCOIS',
      'Franc\u0327ois',
      'fran\u00adçois',
      'François.',
    ],
    edited: ['Françoise', 'Fran çois', 'F.'],
  },
  prenom_compose: {
    unchanged: ['Jean-Pierre'],
    equivalent: ['JEAN PIERRE', 'jean\u2011pierre', 'Jean – Pierre', 'Jean\u00a0Pierre'],
    edited: ['Jeanpierre', 'Pierre-Jean', 'Jean'],
  },
  nom_usage: {
    unchanged: ['LŒUILLET'],
    equivalent: ['Lœuillet', 'LOEUILLET'],
    edited: ['LEUILLET'],
  },
  courriel: {
    unchanged: ['francois@exemple.fr'],
    equivalent: ['Francois@Exemple.fr', ' francois@exemple.fr '],
    edited: ['françois@exemple.fr', 'fran-cois@exemple.fr', 'francois@exemple'],
    emptied: [''],
  },
  lieu: {
    unchanged: ['Saint-Étienne'],
    equivalent: ['SAINT ETIENNE', 'saint-etienne'],
    edited: ['St-Étienne', 'Saint-Étienne.'],
  },
  civilite: {
    unchanged: ['female', 'Mme'],
    equivalent: ['Madame', 'MME', 'Mme.', 'Female'],
    edited: ['M.', 'male', 'F'],
  },
  commune: {
    unchanged: ['74010', 'Annecy'],
    equivalent: ['ANNECY', ' annecy'],
    edited: ['74000', 'Annecy-le-Vieux', '74010 Annecy'],
  },
  ne_le: {
    unchanged: ['1962-08-24'],
    equivalent: [
      ...[
        '24/08/1962',
        '24/8/1962',
        '24-08-1962',
        '24.08.1962',
        '24 08 1962',
        '24081962',
        '19620824',
      ],
      ...['24 août 1962', '24 AOUT 1962', 'le 24 août 1962', 'August 24, 1962', '1962/08/24'],
    ],
    edited: [
      '1962-08-25',
      '08/24/1962',
      '24/08/62',
      '1962',
      '1962-08',
      '24 août',
      '1962-08-24T00:00:00',
    ],
    emptied: [''],
  },
  premier_mai: { equivalent: ['1er mai 1990', '01/05/1990', '1/5/1990'], edited: ['mai 1990'] },
  ne_en: {
    unchanged: ['1992-11'],
    equivalent: ['11/1992', 'novembre 1992', 'nov. 1992', '1992-11-00', '00/11/1992'],
    edited: ['1992', '1992-11-01', '12/1992'],
  },
  majeur: {
    unchanged: ['true', ['false', 'true']],
    equivalent: ['oui', 'Oui', 'on', '1', 'vrai', 'yes', ['0', '1']],
    edited: ['false', 'non', '0', ['1', '0'], 'peut-être'],
  },
  boursier: {
    unchanged: ['false'],
    equivalent: ['non', 'off', '0', 'faux'],
    edited: ['true', 'oui'],
  },
  quotient: {
    unchanged: ['872'],
    equivalent: ['872,00', '872.0', '872 €', '0872', '+872', '872 euros'],
    edited: ['873', '8720', '-872', '87 2', '872 $'],
    emptied: [''],
  },
  revenu: {
    unchanged: ['1234.5'],
    equivalent: ['1234,50', '1 234,50 €', '1\u202f234,5', '1.234,50', '1,234.50', '€ 1234.5'],
    edited: ['1234', '1.2345', '12345'],
  },
  adresse: {
    unchanged: [['12 rue de l’Église', '74000 ANNECY']],
    equivalent: [
      '12 rue de l’Église\r\n74000 ANNECY',
      "12, rue de l'église, 74000 Annecy",
      ['12 RUE DE L EGLISE', '74000 Annecy'],
    ],
    edited: [
      '12 rue de l’Église',
      ['74000 ANNECY', '12 rue de l’Église'],
      '14 rue de l’Église 74000 ANNECY',
    ],
  },
  prenoms: {
    unchanged: [['Angela', 'Claire', 'Louise']],
    equivalent: [
      'Angela Claire Louise',
      'angela, claire, louise',
      'Angela;Claire;Louise',
      'Angela\nClaire\nLouise',
      ['ANGELA', 'CLAIRE', 'LOUISE'],
    ],
    edited: [
      'Angela',
      ['Angela'],
      ['Claire', 'Angela', 'Louise'],
      'Angela-Claire Louise',
      ['Angela', 'Claire', 'Louise', 'Marie'],
    ],
    emptied: [''],
  },
  enfant_prenom: {
    unchanged: [['Emma', 'Lucas']],
    equivalent: [['EMMA', 'lucas'], 'Emma, Lucas'],
    edited: [
      ['Lucas', 'Emma'],
      ['Emma', 'Jean'],
    ],
  },
  enfant_ne_le: {
    unchanged: [['2015-03-02', '2018-11-30']],
    equivalent: [['02/03/2015', '30 novembre 2018']],
    edited: [['02/03/2015', '30/11/2019'], ['02/03/2015']],
  },
}

const token = sign(claims({ jti: 'vector-writings', fields }))

const oneOf = (name, verdict, submitted) => ({
  field: name,
  submitted: { [name]: submitted },
  verdict,
  lock_broken: fields[name].locked && (verdict === 'edited' || verdict === 'emptied'),
})

const cases = Object.entries(writings).flatMap(([name, byVerdict]) =>
  Object.entries(byVerdict).flatMap(([verdict, list]) =>
    list.map((submitted) => oneOf(name, verdict, submitted)),
  ),
)

const absent = Object.keys(fields).map((name) => ({
  field: name,
  submitted: {},
  verdict: 'not_submitted',
  lock_broken: false,
}))

// PHP's way to name an input that comes several times.
const bracketed = {
  ...oneOf('enfant_prenom', 'equivalent', undefined),
  submitted: { 'enfant_prenom[]': ['EMMA', 'LUCAS'] },
}

/** One token with a field of every type, and writings of each with their verdicts. */
export const writingVectors = {
  token,
  options: options(),
  fields,
  cases: [...cases, ...absent, bracketed],
}

const judged = (verdicts) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { source, assurance, as_of, locked }]) => {
      const verdict = verdicts[name] ?? 'not_submitted'
      const lock_broken = locked && (verdict === 'edited' || verdict === 'emptied')
      return [name, { verdict, lock_broken, source, assurance, as_of }]
    }),
  )

const form = (id, says, submitted, verdicts, added) => ({
  id,
  says,
  token,
  submitted,
  options: options(),
  expected: {
    valid: true,
    problems: [],
    demarche: 'restauration-scolaire',
    environment: 'real',
    jti: 'vector-writings',
    fields: judged(verdicts),
    added,
  },
})

const everyField = (verdict) =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, verdict]))
const asHeld = Object.fromEntries(
  Object.entries(fields).map(([name, { value }]) => [
    name,
    Array.isArray(value) ? value : String(value),
  ]),
)

/** Whole forms. */
export const formVectors = [
  form('as_held', 'every field as the token holds it', asHeld, everyField('unchanged'), []),
  form('nothing', 'an empty body', {}, {}, []),
  form(
    'as_typed',
    'a citizen’s own writings, a locked value changed, an input emptied, one of the form’s own',
    {
      nom: 'Martin',
      prenom: 'FRANCOIS',
      ne_le: '24/08/1962',
      civilite: 'Mme',
      courriel: '',
      quotient: '872 €',
      prenoms: 'Angela Claire Louise',
      enfant_prenom: ['Emma', 'Lucas', ''],
      reglement: 'on',
      remarque: ' ',
    },
    {
      nom: 'edited',
      prenom: 'equivalent',
      ne_le: 'equivalent',
      civilite: 'unchanged',
      courriel: 'emptied',
      quotient: 'equivalent',
      prenoms: 'equivalent',
      enfant_prenom: 'unchanged',
    },
    ['reglement'],
  ),
  form(
    'nested',
    'what a body parser makes of a[b] names: not the fields’ own names, so the citizen added them',
    { enfant: { prenom: 'Emma', ne_le: '02/03/2015' } },
    {},
    ['enfant[prenom]', 'enfant[ne_le]'],
  ),
]
