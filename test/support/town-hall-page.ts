import type { Language } from '../../src/domain/languages.ts'
import type { PrefillClaims } from '../../src/domain/prefill-claims.ts'

/** A town hall's page as it should be: landmarks, labels, one heading, light and dark. */
export interface TownHallPage {
  readonly service: string
  readonly language?: Language
  /** Attributes of the element beside `client-id`. */
  readonly attributes?: string
  readonly form?: string
}

const words = {
  fr: {
    title: 'Inscription à la cantine – Ville de Démonstration',
    heading: 'Inscription à la cantine',
    nom: 'Nom de naissance',
    ne_le: 'Date de naissance',
    ne_le_aide: 'Jour, mois, année',
    civilite: 'Civilité',
    choose: 'Choisir',
    situation: 'Situation',
    student: 'Étudiant ou étudiante',
    other: 'Autre',
    majeur: 'J’ai 18 ans ou plus',
    commune: 'Commune de naissance',
    quotient: 'Quotient familial',
    child: 'Enfant',
    allergies: 'Allergies',
    send: 'Envoyer',
  },
  en: {
    title: 'School meals registration – Demonstration Town',
    heading: 'School meals registration',
    nom: 'Birth name',
    ne_le: 'Date of birth',
    ne_le_aide: 'Day, month, year',
    civilite: 'Title',
    choose: 'Choose',
    situation: 'Situation',
    student: 'Student',
    other: 'Other',
    majeur: 'I am 18 or older',
    commune: 'Place of birth',
    quotient: 'Family quotient',
    child: 'Child',
    allergies: 'Allergies',
    send: 'Send',
  },
} as const

/** A form with an input of every kind that the widget fills. */
export function everyKindOfInput(language: Language = 'fr'): string {
  const say = words[language]
  return `<form id="inscription" method="post" action="/recu">
<p><label for="nom">${say.nom}</label> <input id="nom" name="nom"></p>
<p><label for="ne_le">${say.ne_le}</label> <input id="ne_le" name="ne_le" type="date" aria-describedby="aide"> <span id="aide">${say.ne_le_aide}</span></p>
<p><label for="civilite">${say.civilite}</label> <select id="civilite" name="civilite"><option value="">${say.choose}</option><option value="female">Mme</option><option value="male">M.</option></select></p>
<fieldset><legend>${say.situation}</legend>
<label><input type="radio" name="situation" value="student"> ${say.student}</label>
<label><input type="radio" name="situation" value="other"> ${say.other}</label></fieldset>
<p><label><input type="checkbox" name="majeur" value="oui"> ${say.majeur}</label></p>
<p><label for="commune">${say.commune}</label> <input id="commune" name="commune"></p>
<p><label for="quotient">${say.quotient}</label> <input id="quotient" name="quotient"></p>
<p><label for="enfant">${say.child} 1</label> <input id="enfant" name="enfant"></p>
<p><label for="enfant_2">${say.child} 2</label> <input id="enfant_2" name="enfant_2"></p>
<p><label for="allergies">${say.allergies}</label> <textarea id="allergies" name="allergies"></textarea></p>
<p><button>${say.send}</button></p></form>`
}

// The page's own: what it looks like is no concern of the widget, but small targets would be the page's fault.
const style = `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){body{background:#17171a!important;color:#f2f2f4!important}}
body{background:#fff;color:#1b1b1f;margin:1rem;font:1rem/1.5 sans-serif}
:is(input,select,textarea,button){box-sizing:border-box;max-width:100%;min-width:1.5rem;min-height:1.5rem;font:inherit}label{display:inline-block;min-height:1.5rem}`

/** A page of the town hall with the widget and a form. */
export function townHallPage(given: TownHallPage): string {
  const { service, language = 'fr', attributes = 'for="inscription"' } = given
  const { title, heading } = words[language]
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style>
<script type="module" src="${service}/widget/v1.js"></script></head>
<body><main><h1>${heading}</h1>
<franceconnect-prefill client-id="demo-cantine" ${attributes}></franceconnect-prefill>
${given.form ?? everyKindOfInput(language)}</main></body></html>`
}

const verified = (claim: string) => ({
  source: 'franceconnect',
  claim,
  as_of: '2026-11-23',
  assurance: 'verified' as const,
})
const familyOffice = (claim: string) => ({
  source: 'quotient_familial',
  claim,
  as_of: '2026-10',
  assurance: 'administrative' as const,
  locked: false,
})

/** A value for every input of the form; what knows no `readonly` is locked too. */
export function everyField(): PrefillClaims['fields'] {
  return {
    nom: { ...verified('family_name'), type: 'name', value: 'DUBOIS', locked: true },
    ne_le: { ...verified('birthdate'), type: 'date', value: '1962-08-24', locked: false },
    civilite: { ...verified('gender'), type: 'code', value: 'female', text: 'Mme', locked: true },
    situation: { ...familyOffice('x'), type: 'code', value: 'student', locked: true },
    majeur: { ...verified('birthdate'), type: 'boolean', value: true, locked: true },
    commune: { ...verified('birthplace'), type: 'text', value: 'Annecy', locked: false },
    quotient: { ...familyOffice('valeur'), type: 'number', value: 872 },
    enfant: { ...familyOffice('enfants'), type: 'list', items: 'name', value: ['LEO', 'NINA'] },
  }
}

/** The same, with what a source did not say left to the citizen, and a child more than the form has inputs. */
export function someFieldsLeft(): PrefillClaims['fields'] {
  const fields = everyField()
  return {
    ...fields,
    commune: {
      type: 'text',
      source: 'franceconnect',
      claim: 'birthplace',
      value: null,
      reason: 'born_abroad',
      message: 'FranceConnect ne donne pas la commune pour une naissance à l’étranger.',
    },
    quotient: {
      type: 'number',
      source: 'quotient_familial',
      claim: 'valeur',
      value: null,
      reason: 'unavailable',
      message: 'La CAF ou la MSA : pas de réponse.',
    },
    enfant: {
      ...familyOffice('enfants'),
      type: 'list',
      items: 'name',
      value: ['LEO', 'NINA', 'SACHA'],
    },
  }
}
