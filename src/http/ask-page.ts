import type { Response } from 'express'
import { stateSourceOf } from '../domain/catalogue.ts'
import { fillIn } from '../domain/fill-in.ts'
import { byHandUrl, type Form, formOrigins } from '../domain/form.ts'
import { inLanguage, type Language } from '../domain/languages.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { midSentence } from '../domain/mid-sentence.ts'
import { sayWhom } from '../domain/say-whom.ts'
import type { SourceQuestion, StateSource } from '../domain/state-source.ts'
import { type AskMistakes, type AskSubmission, tickedSources } from '../flow/read-ask-answers.ts'
import { type Html, html } from './html.ts'
import { mistakeId, mistakeNote, mistakeSummary, type ShownMistake } from './mistakes.ts'
import { sendPage } from './page.ts'
import { spared, sparedByIdentity, sparedWhen } from './spared-documents.ts'

/** The page before the login: what stands on it already, and what is to be corrected. */
export interface AskPage {
  readonly form: Form
  readonly language: Language
  readonly submission: AskSubmission
  readonly mistakes: AskMistakes
}

/** How much can be typed. One line is long enough, and the cookie that keeps the answer is small. */
export const longestTyped = 40

/** What stands on the page when it is first opened: everything is offered, no situation is presumed. */
export function firstSubmission(form: Form): AskSubmission {
  return { sources: form.sources.map(({ name }) => name), situation: undefined, typed: {} }
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function shownMistakes({ mistakes, language }: AskPage): ShownMistake[] {
  const { situationMissing } = messagesIn(language).journey.ask
  return Object.entries(mistakes).map(([id, mistake]) => ({
    id,
    text: mistake === 'situation' ? situationMissing : inLanguage(mistake.mistake, language),
  }))
}

const noteOf = (page: AskPage, name: string): Html | undefined => {
  const shown = shownMistakes(page).find(({ id }) => id === name)
  return shown && mistakeNote(shown)
}

function questionOf(page: AskPage, { name, label, hint }: SourceQuestion): Html {
  const { submission, language, mistakes } = page
  const isWrong = Object.hasOwn(mistakes, name)
  const described = isWrong ? `${name}-hint ${mistakeId(name)}` : `${name}-hint`
  const invalid = isWrong ? html` aria-invalid="true"` : undefined
  return html`<div class="field"><label for="${name}">${inLanguage(label, language)}</label>
<p class="quiet" id="${name}-hint">${inLanguage(hint, language)}</p>
${noteOf(page, name)}<input id="${name}" name="${name}" value="${submission.typed[name] ?? ''}" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="${longestTyped}" aria-describedby="${described}"${invalid}></div>
`
}

const questionsOf = (page: AskPage, names: readonly string[]): Html[] =>
  names.flatMap((name) => {
    const question = stateSourceOf(name)?.question
    return question === undefined ? [] : [questionOf(page, question)]
  })

function wantText({ subject, name }: StateSource, language: Language): string {
  return fillIn(messagesIn(language).journey.ask.want, {
    subject: inLanguage(subject, language),
    whom: sayWhom(inLanguage(name, language), language),
  })
}

/** What of the form an answer would fill: what is asked for is no secret. */
function filledBy({ form, language }: AskPage, names: readonly string[]): string | undefined {
  const labels = Object.values(form.demarche.fields)
    .filter(({ source }) => names.includes(source))
    .map(({ label }) => inLanguage(label, language))
  const { fills } = messagesIn(language).journey.ask
  return labels.length === 0 ? undefined : fillIn(fills, { labels: labels.join(', ') })
}

function tick(page: AskPage, name: string, source: StateSource): Html {
  const checked = page.submission.sources.includes(name) ? html` checked` : undefined
  return html`<div class="choice"><input type="checkbox" id="source-${name}" name="source" value="${name}" aria-describedby="fills-${name}"${checked}>
<label for="source-${name}">${capitalised(wantText(source, page.language))}</label>
<p class="quiet" id="fills-${name}">${filledBy(page, [name])}</p>
${spared(page.form, [name], page.language)}</div>
${questionsOf(page, [name])}`
}

function ticks(page: AskPage): Html | undefined {
  const { ask } = messagesIn(page.language).journey
  const offered = tickedSources(page.form).flatMap(({ name }) => {
    const source = stateSourceOf(name)
    return source === undefined ? [] : [tick(page, name, source)]
  })
  return offered.length === 0
    ? undefined
    : html`<fieldset aria-describedby="sources-hint"><legend>${ask.sources}</legend>
<p class="quiet" id="sources-hint">${ask.sourcesHint}</p>
${sparedWhen(page.form, page.language)}${offered}</fieldset>`
}

/** Who would be asked in a situation. */
function askedIn(names: readonly string[], language: Language): string {
  const { ask, explain } = messagesIn(language).journey
  const { situationAsks, situationAsksNobody } = ask
  const wants = names.flatMap((name) => {
    const source = stateSourceOf(name)
    return source === undefined ? [] : [wantText(source, language)]
  })
  return wants.length === 0
    ? situationAsksNobody
    : fillIn(situationAsks, { wants: wants.join(explain.and) })
}

function situations(page: AskPage): Html | undefined {
  const { form, language, submission } = page
  const { ask } = messagesIn(language).journey
  const known = Object.entries(form.demarche.situations)
  if (known.length === 0) return undefined
  const radios = known.map(([name, { label, sources }], index) => {
    // The summary of what is wrong leads to the first of them.
    const id = index === 0 ? 'situation' : `situation-${name}`
    const checked = submission.situation === name ? html` checked` : undefined
    return html`<div class="choice"><input type="radio" id="${id}" name="situation" value="${name}" aria-describedby="asks-${name}"${checked}>
<label for="${id}">${inLanguage(label, language)}</label>
<p class="quiet" id="asks-${name}">${askedIn(sources, language)}</p>
${spared(form, sources, language)}</div>
${questionsOf(page, sources)}`
  })
  const isWrong = Object.hasOwn(page.mistakes, 'situation')
  const described = isWrong ? `situation-hint ${mistakeId('situation')}` : 'situation-hint'
  return html`<fieldset role="radiogroup" aria-describedby="${described}"${isWrong ? html` aria-invalid="true"` : undefined}><legend>${ask.situation}</legend>
<p class="quiet" id="situation-hint">${ask.situationHint}</p>
${sparedWhen(form, language)}${noteOf(page, 'situation')}${radios}</fieldset>
`
}

/**
 * Sends the page before the login: what will be asked of whom, with the possibility to decline each, and what a
 * source needs to know. It leads to FranceConnect, or back to the form.
 */
export function sendAskPage(response: Response, address: string, page: AskPage): void {
  const { form, language } = page
  const { ask } = messagesIn(language).journey
  const { collectivite, demarche } = form
  const wrong = shownMistakes(page)
  const purpose = fillIn(ask.purpose, {
    collectivite: collectivite.name,
    purpose: midSentence(inLanguage(demarche.purpose, language)),
  })
  // Browsers hold the redirect after the POST to form-action too: to FranceConnect, or back with an error.
  const franceconnect = new URL(form.franceconnect.issuer).origin
  const origins = new Set([franceconnect, ...formOrigins(form)])
  sendPage(response, wrong.length > 0 ? 422 : 200, {
    language,
    title: ask.title,
    form,
    formActions: [...origins],
    isWrong: wrong.length > 0,
    body: html`${mistakeSummary(wrong, language)}<p>${purpose}</p>
<p>${ask.identity}</p>
${sparedByIdentity(form, language)}<form method="post" action="${address}">
${situations(page)}${ticks(page)}
<p><button class="action">${ask.go}</button></p></form>
<p><a class="way" href="${byHandUrl(form)}">${ask.without}</a></p>
`,
  })
}
