import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { PrefillEnd } from '../../src/widget/prefill-end.ts'
import {
  type Case,
  casesOf,
  fieldsOf,
  formOf,
  type KindName,
  kindNames,
  kinds,
  type ValueName,
  valueNames,
  values,
} from '../support/field-matrix.ts'
import {
  ended,
  hostPage,
  type RecordedEvent,
  startWidgetStage,
  type WidgetStage,
  waitUntil,
  widgetTag,
} from '../support/widget-stage.ts'

/** In the order of the columns: text, email, name, date, month, number, yes, civility, code, address, list. */
const lines = '12 RUE DU LAC\n74000 ANNECY'
const inText = 'ANNECY|angela@mairie.fr|DUBOIS|24/08/1962|11/1992|872|Oui|Mme|74010'
const oneLine = `${inText}|12 RUE DU LAC, 74000 ANNECY|Léa, Tom`
const nothing = '-|-|-|-|-|-|-|-|-|-|-'

/** What each kind of control holds of each value once it is filled; `-` where it cannot take it. */
const writings: Record<KindName, string> = {
  text: oneLine,
  search: oneLine,
  tel: oneLine,
  hidden: oneLine,
  'with a datalist': oneLine,
  textarea: `${inText}|${lines}|Léa\nTom`,
  readonly: oneLine,
  disabled: oneLine,
  'in a disabled fieldset': oneLine,
  email: '-|angela@mairie.fr|-|-|-|-|-|-|-|-|-',
  url: nothing,
  number: '-|-|-|-|-|872|-|-|74010|-|-',
  date: '-|-|-|1962-08-24|-|-|-|-|-|-|-',
  month: '-|-|-|1962-08|1992-11|-|-|-|-|-|-',
  week: nothing,
  time: nothing,
  'of at most 4 signs': '-|-|-|-|-|872|Oui|Mme|-|-|-',
  'of capitals': 'ANNECY|-|DUBOIS|-|-|-|-|-|-|-|-',
  select: 'annecy|-|11|1962-08-24|3|872|oui|2|74010|-|-',
  'select of several': 'annecy|-|11|1962-08-24|3|872|oui|2|74010|-|lea+5',
  radios: 'annecy|-|11|1962-08-24|3|872|oui|2|74010|-|-',
  checkboxes: 'annecy|-|11|1962-08-24|3|872|oui|2|74010|-|lea+5',
}

/** What becomes of a field: its fate where the control takes the value, and where it does not. */
const fates = {
  keep: {
    empty: ['written', 'refused'],
    default: ['kept', 'kept'],
    // A choice that the page has made is nobody's.
    'default of a choice': ['written', 'refused'],
    typed: ['kept', 'kept'],
    // As the citizen has written it.
    same: ['confirmed', ''],
  },
  replace: {
    empty: ['written', 'refused'],
    default: ['written', 'refused'],
    'default of a choice': ['written', 'refused'],
    typed: ['written', 'refused'],
    same: ['written', ''],
  },
} as const
type Merge = keyof typeof fates

/** What stands of each choice in a readonly text where it is locked. */
const asText: Record<string, string> = {
  annecy: 'Commune',
  11: 'Dubois',
  '1962-08-24': 'Jour',
  3: '1992-11',
  872: 'Quotient',
  oui: 'Majeur',
  2: 'Mme',
  74010: 'Code',
  'lea+5': 'Première, Tom',
}

function fitting(kind: KindName, value: ValueName): string[] | undefined {
  const cell = writings[kind].split('|')[valueNames.indexOf(value)]
  if (cell === undefined || cell === '-') return undefined
  return kind.startsWith('select') || ['radios', 'checkboxes'].includes(kind)
    ? cell.split('+')
    : [cell]
}

interface Outcome {
  holds: string
  sent: string
  note: string
  isReadOnly: boolean
  /** What stands instead of a locked choice. */
  instead: string
  /** `input` and `change` with the new value. */
  events: string
  told: string
}

const filledBy = 'Rempli par FranceConnect, donnée vérifiée (23 novembre 2026).'
const lockedBy = `${filledBy} Non modifiable ici. Adressez-vous à l’INSEE.`

function noteOf(fate: string, { kind, value, isLocked }: Case): string {
  const { said } = values[value]
  if (kind === 'hidden') return ''
  if (fate === 'kept')
    return `Votre saisie est conservée. D’après FranceConnect\u00a0: «\u00a0${said}\u00a0».`
  if (fate !== 'refused') return isLocked ? lockedBy : filledBy
  return kind === 'date' && value === 'month'
    ? `D’après FranceConnect\u00a0: «\u00a0${said}\u00a0», sans plus de précision. Donnez la date complète.`
    : `D’après FranceConnect\u00a0: «\u00a0${said}\u00a0», ce qui ne convient pas à ce champ. À compléter par vous.`
}

function expected(given: Case, merge: Merge): Outcome {
  const { kind, value, state, isLocked, typed } = given
  const { isChoice, isSent, own, states } = kinds[kind]
  const fits = fitting(kind, value)
  const row = state === 'default' && isChoice ? 'default of a choice' : state
  const fate = fates[merge][row][fits ? 0 : 1]
  const before = typed ?? (state === 'default' ? [own] : [])
  const after = (fate === 'written' && fits) || before
  const holds = after.join('+')
  const isFilled = fate === 'written' || fate === 'confirmed'
  // What was typed is brought back by the same events.
  const isNew = holds !== (state === 'default' ? own : '')
  return {
    holds,
    sent: isSent ? holds : '',
    note: noteOf(fate, given),
    isReadOnly: kind === 'readonly' || (isFilled && isLocked && !isChoice),
    instead: isFilled && isLocked && isChoice ? (asText[fits?.join('+') ?? ''] ?? '?') : '',
    events: isNew
      ? kind === 'checkboxes'
        ? 'input change '.repeat(after.length).trim()
        : 'input change'
      : '',
    told: isFilled
      ? 'filled'
      : fate === 'refused'
        ? `${kind === 'date' && value === 'month' ? 'imprecise' : 'not_in_options'}${states.length > 2 ? ', left' : ''}`
        : '',
  }
}

/** Runs in the page: puts in the controls what the citizen types, and notes all events from then on. */
function typeIn(typed: readonly (readonly [string, readonly string[] | undefined])[]): void {
  const form = document.forms[0] as HTMLFormElement
  const all = new Map<string, Element[]>()
  for (const control of form.elements) {
    const name = control.getAttribute('name') ?? ''
    all.set(name, [...(all.get(name) ?? []), control])
  }
  for (const [name, texts] of typed) {
    for (const control of texts ? (all.get(name) ?? []) : []) {
      const [text = ''] = texts ?? []
      if (control instanceof HTMLSelectElement)
        for (const option of control.options) option.selected = !!texts?.includes(option.value)
      else if (control instanceof HTMLInputElement && /radio|checkbox/.test(control.type))
        control.checked = !!texts?.includes(control.value)
      else (control as HTMLInputElement).value = text
    }
  }
}

/** Runs in each page before its own scripts: notes which `input` and `change` said what of which control. */
function noteEvents(): void {
  const heard: [name: string, type: string, value: string][] = []
  Reflect.set(window, 'heard', heard)
  for (const type of ['input', 'change'])
    document.addEventListener(type, ({ target }) => {
      const { name, value, checked, selectedOptions } = target as HTMLInputElement &
        HTMLSelectElement
      const isBox = /radio|checkbox/.test((target as HTMLInputElement).type)
      const chosen =
        selectedOptions && Array.from(selectedOptions, (option) => option.value).join('+')
      heard.push([name, type, isBox && !checked ? 'off' : (chosen ?? value)])
    })
}

/** Runs in the page: how each control stands. */
function look(): Record<string, Omit<Outcome, 'told'>> {
  const form = document.forms[0] as HTMLFormElement
  const sent = new FormData(form)
  const heard: [string, string, string][] = Reflect.get(window, 'heard')
  const found: Record<string, Omit<Outcome, 'told'>> = {}
  const groups = new Map<string, HTMLInputElement[]>()
  for (const control of form.elements as unknown as HTMLInputElement[]) {
    const { name } = control
    if (name.includes(': ')) groups.set(name, [...(groups.get(name) ?? []), control])
  }
  for (const [name, group] of groups) {
    const [first] = group as [HTMLInputElement]
    const isBox = /radio|checkbox/.test(first.type)
    const values = isBox
      ? group.filter(({ checked }) => checked).map(({ value }) => value)
      : first instanceof HTMLSelectElement
        ? Array.from((first as HTMLSelectElement).selectedOptions, ({ value }) => value)
        : [first.value]
    const cell = first.closest('div') as HTMLElement
    const instead = cell.querySelector<HTMLInputElement>('.franceconnect-prefill-locked')
    const described = (instead ?? first).getAttribute('aria-describedby')?.split(' ') ?? []
    const holds = values.join('+')
    const events = heard.filter(
      ([of, , value]) =>
        (of === name && values.includes(value)) || (of === name && value === holds),
    )
    found[name] = {
      holds,
      sent: sent.getAll(name).join('+'),
      note: described
        .filter((id) => id !== 'aide')
        .map((id) => document.getElementById(id)?.textContent)
        .join(' | '),
      isReadOnly: first.readOnly === true,
      instead: instead?.readOnly ? instead.value : '',
      events: events.map(([, type]) => type).join(' '),
    }
  }
  return found
}

/** Runs in the page: the whole form, with what stands in its controls. */
function photograph(): string[] {
  const form = document.forms[0] as HTMLFormElement
  return Array.from(form.querySelectorAll('*'), (part) => {
    const { value, checked, selectedOptions } = part as HTMLInputElement & HTMLSelectElement
    const chosen = Array.from(selectedOptions ?? [], (option) => option.value)
    const empty = (part.cloneNode() as HTMLElement).outerHTML.replace(/ (style|value)=""/g, '')
    return `${empty} ${value} ${checked} ${chosen}`
  })
}

const cases = casesOf(fitting)

let stage: WidgetStage
beforeAll(async () => {
  stage = await startWidgetStage()
}, 60_000)
afterAll(() => stage.close())

describe.each(['keep', 'replace'] as const)('when merge is %s', (merge) => {
  let page: Page
  let events: RecordedEvent[]
  let before: string[]
  let seen: Record<string, Outcome>

  beforeAll(async () => {
    const tag = widgetTag.replace('for=', `merge="${merge}" for=`)
    stage.fake.behaviour.fields = fieldsOf(cases)
    stage.fake.pages.set('/cantine', hostPage(stage.fake.service, tag + formOf(cases)))
    ;({ page, events } = await stage.open('/cantine', { before: noteEvents }))
    await page.evaluate(
      typeIn,
      cases.map(({ name, typed }) => [name, typed] as const),
    )
    before = await page.evaluate(photograph)
    await page.locator('franceconnect-prefill .fr-connect').click()
    page.setDefaultTimeout(20_000)
    for (let tries = 0; tries < 5 && ended(events).length === 0; tries += 1)
      await waitUntil(() => ended(events).length > 0).catch(() => undefined)
    const [end] = ended(events)
    expect(end).toBeDefined()
    const { filled, missing } = (end as RecordedEvent).detail as PrefillEnd
    const ways = await page.locator('franceconnect-prefill [role=status] li').allTextContents()
    const left = new Set(ways.map((way) => way.replace('Libellé ', '')))
    const reasons = new Map(missing.map(({ name, reason }) => [name, reason as string]))
    const told = (name: string) =>
      [filled.includes(name) && 'filled', reasons.get(name), left.has(name) && 'left']
        .filter(Boolean)
        .join(', ')
    const found = await page.evaluate(look)
    seen = Object.fromEntries(
      Object.entries(found).map(([name, outcome]) => [name, { ...outcome, told: told(name) }]),
    )
  }, 60_000)

  test.each(kindNames)(
    'when the control is %s, then each type of value, state and lock has its outcome',
    (kind) => {
      const mine = cases.filter((one) => one.kind === kind)
      const of = (outcome: (one: Case) => Outcome | undefined) =>
        Object.fromEntries(mine.map((one) => [one.name, outcome(one)]))
      expect(mine.length).toBeGreaterThanOrEqual(44)
      expect(of(({ name }) => seen[name])).toEqual(of((one) => expected(one, merge)))
    },
  )

  test('when the citizen undoes the filling, then every control is exactly as it was', async () => {
    await page.getByRole('button', { name: 'Annuler le remplissage' }).click()
    expect(await page.evaluate(photograph)).toEqual(before)
  })
})
