import type { Response } from 'express'
import { type Choice, choicesOf, type ShownMember } from '../domain/choices.ts'
import { fillIn } from '../domain/fill-in.ts'
import { type Form, formOrigins } from '../domain/form.ts'
import { inLanguage, type Language } from '../domain/languages.ts'
import { messagesIn } from '../domain/messages-in.ts'
import type { FieldType, FieldValue, FilledField, PrefillField } from '../domain/prefill-claims.ts'
import { sayDate } from '../domain/say-date.ts'
import { sourceTitle } from '../domain/source-outcome.ts'
import { type Html, html } from './html.ts'
import { mistakeId, mistakeNote, mistakeSummary, type ShownMistake } from './mistakes.ts'
import { sendPage } from './page.ts'

/** What can be wrong with the choice of a list. */
export type ReviewMistake = 'too_many' | 'none' | 'both'

/** What is to be reviewed, and what the citizen has ticked so far. */
export interface ReviewPage {
  readonly form: Form
  readonly language: Language
  readonly fields: Readonly<Record<string, PrefillField>>
  readonly chosen: Readonly<Record<string, readonly number[]>>
  readonly withheld: readonly string[]
  /** The groups of which nothing is to be passed on. */
  readonly refused: readonly string[]
  /** The groups of which too many things were ticked, or none, or some while all were refused. */
  readonly mistakes: Readonly<Record<string, ReviewMistake>>
}

const isDate = (type: FieldType) => type === 'date' || type === 'partial-date'

function say(value: FieldValue, type: FieldType, language: Language): string {
  const { review } = messagesIn(language).journey
  if (typeof value === 'boolean') return value ? review.yes : review.no
  if (typeof value === 'number')
    return new Intl.NumberFormat(language, { useGrouping: 'min2' }).format(value)
  const parts = Array.isArray(value) ? value : [value]
  return parts.map((part) => (isDate(type) ? sayDate(part, language) : part)).join(', ')
}

function thingText(members: readonly ShownMember[], language: Language): string {
  const { review } = messagesIn(language).journey
  return members
    .map(({ label, type, value }) =>
      value === '' ? fillIn(review.unknown, { label }) : say(value, type, language),
    )
    .join(', ')
}

const firstTick = (group: string) => `${group}-0`

function mistakeOf({ mistakes, language }: ReviewPage, { group, max }: Choice): ShownMistake[] {
  const mistake = mistakes[group]
  if (mistake === undefined) return []
  const { tooMany, noneChosen, bothChosen } = messagesIn(language).journey.review
  const sentences = { too_many: tooMany, none: noneChosen, both: bothChosen }
  return [{ id: firstTick(group), text: fillIn(sentences[mistake], { max: String(max) }) }]
}

function choiceOf(page: ReviewPage, choice: Choice): Html {
  const { group, label, max, things, question } = choice
  const { language, chosen, refused } = page
  const { review } = messagesIn(language).journey
  const ticks = things.map((members, position) => {
    const id = `${group}-${position}`
    const checked = chosen[group]?.includes(position) ? html` checked` : undefined
    return html`<div class="choice"><input type="checkbox" id="${id}" name="chosen.${group}" value="${position}"${checked}>
<label for="${id}">${thingText(members, language)}</label></div>
`
  })
  const hintId = `${group}-hint`
  const hint =
    things.length > max
      ? html`<p class="quiet" id="${hintId}">${fillIn(review.chooseUpTo, { max: String(max) })}</p>
`
      : undefined
  const wrong = mistakeOf(page, choice)
  const described = [
    ...(hint === undefined ? [] : [hintId]),
    ...wrong.map(({ id }) => mistakeId(id)),
  ].join(' ')
  const isRefused = refused.includes(group) ? html` checked` : undefined
  return html`<fieldset${described === '' ? undefined : html` aria-describedby="${described}"`}><legend>${question ?? fillIn(review.choose, { label })}</legend>
${hint}${wrong.map(mistakeNote)}${ticks}<div class="choice"><input type="checkbox" id="${group}-none" name="none" value="${group}"${isRefused}>
<label for="${group}-none">${review.none}</label></div></fieldset>
`
}

function keptValue(page: ReviewPage, name: string, field: FilledField): Html {
  const { form, language, withheld } = page
  const { review } = messagesIn(language).journey
  const configured = form.demarche.fields[name]?.label
  const label = configured === undefined ? name : inLanguage(configured, language)
  const source = sourceTitle(field.source, language)
  const from = fillIn(review.from, { source, date: sayDate(field.as_of, language) })
  const checked = withheld.includes(name) ? undefined : html` checked`
  return html`<div class="choice"><input type="checkbox" id="field-${name}" name="kept" value="${name}" aria-describedby="from-${name}"${checked}>
<label for="field-${name}">${fillIn(review.field, { label })} <strong>${field.text ?? say(field.value, field.items ?? field.type, language)}</strong></label>
<p class="quiet" id="from-${name}">${from}</p></div>
`
}

function missing(page: ReviewPage): Html | undefined {
  const { form, language, fields } = page
  const rows = Object.entries(fields).flatMap(([name, field]) => {
    const label = form.demarche.fields[name]?.label
    return field.value !== null || field.reason === 'none_known' || label === undefined
      ? []
      : [html`<dt>${inLanguage(label, language)}</dt><dd>${field.message}</dd>`]
  })
  return rows.length === 0
    ? undefined
    : html`<h2>${messagesIn(language).journey.review.missing}</h2>
<dl>${rows}</dl>
`
}

/** The names of the fields that stand on the page by themselves: those of an open choice stand there. */
export function reviewedFields({
  form,
  fields,
  language,
}: Pick<ReviewPage, 'form' | 'fields' | 'language'>): string[] {
  const open = new Set(choicesOf(form.demarche, fields, language).map(({ group }) => group))
  return Object.entries(fields)
    .filter(([name, field]) => {
      const group = form.demarche.fields[name]?.member?.group
      return field.value !== null && (group === undefined || !open.has(group))
    })
    .map(([name]) => name)
}

function keptValues(page: ReviewPage): Html | undefined {
  const { review } = messagesIn(page.language).journey
  const values = reviewedFields(page).flatMap((name) => {
    const field = page.fields[name]
    return field === undefined || field.value === null ? [] : [keptValue(page, name, field)]
  })
  return values.length === 0
    ? undefined
    : html`<fieldset aria-describedby="kept-hint"><legend>${review.values}</legend>
<p class="quiet" id="kept-hint">${review.withhold}</p>
${values}</fieldset>
`
}

/** Sends the page before anything leaves: a choice for each list that holds several things, and the rest to withhold. */
export function sendReviewPage(response: Response, address: string, page: ReviewPage): void {
  const { form, language, fields } = page
  const { review } = messagesIn(language).journey
  const choices = choicesOf(form.demarche, fields, language)
  const wrong = choices.flatMap((choice) => mistakeOf(page, choice))
  sendPage(response, wrong.length > 0 ? 422 : 200, {
    language,
    title: review.title,
    form,
    formActions: formOrigins(form),
    isWrong: wrong.length > 0,
    body: html`${mistakeSummary(wrong, language)}<p>${fillIn(review.text, { collectivite: form.collectivite.name })}</p>
<form method="post" action="${address}">
${choices.map((choice) => choiceOf(page, choice))}${keptValues(page)}${missing(page)}
<p><button class="action">${review.go}</button></p></form>
<form method="post" action="${address}"><p><button class="way" name="leave" value="yes">${review.leave}</button></p></form>
`,
  })
}
