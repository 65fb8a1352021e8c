import type { FilledField, PrefillClaims } from '../../src/domain/prefill-claims.ts'

/** What the source says, one of each type; `said` is how a note writes it. */
export const values = {
  text: { type: 'text', value: 'ANNECY', said: 'ANNECY' },
  email: { type: 'text', value: 'angela@mairie.fr', said: 'angela@mairie.fr' },
  name: { type: 'name', value: 'DUBOIS', said: 'DUBOIS' },
  date: { type: 'date', value: '1962-08-24', said: '24/08/1962' },
  month: { type: 'partial-date', value: '1992-11', said: '11/1992' },
  number: { type: 'number', value: 872, said: '872' },
  yes: { type: 'boolean', value: true, said: 'Oui' },
  civility: { type: 'code', value: 'female', text: 'Mme', said: 'Mme' },
  code: { type: 'code', value: '74010', said: '74010' },
  address: {
    type: 'address',
    value: ['12 RUE DU LAC', '74000 ANNECY'],
    said: '12 RUE DU LAC, 74000 ANNECY',
  },
  list: { type: 'list', items: 'name', value: ['Léa', 'Tom'], said: 'Léa, Tom' },
} as const
export type ValueName = keyof typeof values
export const valueNames = Object.keys(values) as ValueName[]

/** How a control stood when the citizen left. */
export const states = ['empty', 'default', 'typed', 'same'] as const
export type State = (typeof states)[number]

/** A kind of control of the page. */
export interface Kind {
  /** Its HTML; `value` is what the page has put in it. */
  html(name: string, value: string): string
  /** What the page has put in it, and what the citizen puts in it. */
  readonly own: string
  readonly other: string
  /** Whether what the page has put in it is told apart from what the citizen chose. */
  readonly isChoice: boolean
  readonly states: readonly State[]
  readonly isSent: boolean
}

// Value and label; a value of the page's own for most, so that a choice is found by either.
const choices = [
  ['annecy', 'Commune'],
  ['11', 'Dubois'],
  ['1962-08-24', 'Jour'],
  ['3', '1992-11'],
  ['872', 'Quotient'],
  ['oui', 'Majeur'],
  ['2', 'Mme'],
  ['74010', 'Code'],
  ['lea', 'Première'],
  ['5', 'Tom'],
  ['page', 'De la page'],
  ['mine', 'À moi'],
] as const

const attribute = (name: string, value: string) => (value ? ` ${name}="${value}"` : '')
const described = 'aria-describedby="aide"'

function input(type: string, [own, other]: readonly [string, string], more = ''): Kind {
  return {
    html: (name, value) =>
      `<input type="${type}" name="${name}" ${described}${attribute('value', value)}${more}>`,
    own,
    other,
    isChoice: false,
    states: type === 'hidden' || / (readonly|disabled)/.test(more) ? ['empty', 'default'] : states,
    isSent: !more.includes('disabled'),
  }
}

const options = (value: string) =>
  choices
    .map(
      ([key, label]) =>
        `<option value="${key}"${key === value ? ' selected' : ''}>${label}</option>`,
    )
    .join('')

const boxes = (type: string) => (name: string, value: string) =>
  choices
    .map(
      ([key, label]) =>
        `<label><input type="${type}" name="${name}" ${described} value="${key}"${key === value ? ' checked' : ''}> ${label}</label>`,
    )
    .join('')

const choice = (html: Kind['html']): Kind => ({
  html,
  own: 'page',
  other: 'mine',
  isChoice: true,
  states,
  isSent: true,
})

const words = ['déjà là', 'tapé'] as const
const text = input('text', words)

export const kinds = {
  text,
  search: input('search', words),
  tel: input('tel', words),
  hidden: input('hidden', words),
  'with a datalist': input('text', words, ' list="liste"'),
  textarea: {
    ...text,
    html: (name, value) => `<textarea name="${name}" ${described}>${value}</textarea>`,
  },
  readonly: input('text', words, ' readonly'),
  disabled: input('text', words, ' disabled'),
  'in a disabled fieldset': {
    ...input('text', words, ' disabled'),
    html: (name, value) => `<fieldset disabled>${text.html(name, value)}</fieldset>`,
  },
  email: input('email', ['page@mairie.fr', 'moi@mairie.fr']),
  url: input('url', ['https://page.fr/', 'https://moi.fr/']),
  number: input('number', ['5', '7']),
  date: input('date', ['2000-02-02', '2001-01-01']),
  month: input('month', ['2000-02', '2001-01']),
  week: input('week', ['2000-W02', '2001-W01']),
  time: input('time', ['10:00', '11:00']),
  'of at most 4 signs': input('text', ['déjà', 'tapé'], ' maxlength="4"'),
  'of capitals': input('text', ['PAGE', 'MOI'], ' pattern="[A-Z]+"'),
  select: choice(
    (name, value) =>
      `<select name="${name}" ${described}><option value="">Choisir</option>${options(value)}</select>`,
  ),
  'select of several': choice(
    (name, value) => `<select multiple name="${name}" ${described}>${options(value)}</select>`,
  ),
  radios: choice(boxes('radio')),
  checkboxes: choice(boxes('checkbox')),
} as const satisfies Record<string, Kind>
export type KindName = keyof typeof kinds
export const kindNames = Object.keys(kinds) as KindName[]

/** One field of the matrix, under the name of its control. */
export interface Case {
  readonly name: string
  readonly kind: KindName
  readonly value: ValueName
  readonly state: State
  readonly isLocked: boolean
  /** What the citizen has put in the control; undefined where they have not touched it. */
  readonly typed: readonly string[] | undefined
}

/** The cases of some kinds of control. @param fitting what each kind takes of each value; undefined for nothing */
export function casesOf(
  fitting: (kind: KindName, value: ValueName) => readonly string[] | undefined,
): Case[] {
  return kindNames.flatMap((kind) =>
    valueNames.flatMap((value) =>
      kinds[kind].states.flatMap((state) =>
        [false, true].flatMap((isLocked) => {
          const { isChoice, other } = kinds[kind]
          const fits = fitting(kind, value)
          if (state === 'same' && !fits) return []
          const typed = { empty: undefined, default: undefined, typed: [other], same: fits }[state]
          const inOwnWriting = typed?.map((one) => (isChoice ? one : one.toLowerCase()))
          const name = [kind, value, state, isLocked ? 'locked' : 'free'].join(': ')
          const isText = !['date', 'month', 'number', 'week', 'time'].includes(kind)
          return [{ name, kind, value, state, isLocked, typed: isText ? inOwnWriting : typed }]
        }),
      ),
    ),
  )
}

/** The fields of a prefill token for some cases. */
export function fieldsOf(cases: readonly Case[]): PrefillClaims['fields'] {
  return Object.fromEntries(
    cases.map(({ name, value, isLocked }) => {
      const { said: _, ...field } = values[value]
      const origin = { source: 'franceconnect', claim: 'x', as_of: '2026-11-23' }
      return [
        name,
        { ...origin, assurance: 'verified', locked: isLocked, ...field } as unknown as FilledField,
      ]
    }),
  )
}

/** A form with the control of each case. */
export function formOf(cases: readonly Case[]): string {
  const controls = cases.map(({ name, kind, state }) =>
    kinds[kind].html(name, state === 'default' ? kinds[kind].own : ''),
  )
  return `<form id="inscription">
<span id="aide">Aide</span><datalist id="liste"><option>tapé</option></datalist>
${controls.map((control) => `<div>${control}</div>`).join('\n')}</form>`
}
