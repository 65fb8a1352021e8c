import type { Response } from 'express'
import { stateSourceOf } from '../domain/catalogue.ts'
import { fillIn } from '../domain/fill-in.ts'
import { type Form, formOrigins, wantedSources } from '../domain/form.ts'
import { inLanguage, type Language } from '../domain/languages.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { sayWhom } from '../domain/say-whom.ts'
import { sourceTitle } from '../domain/source-outcome.ts'
import { attemptPage, type LoginAttempt } from '../flow/login-attempt.ts'
import { type Html, html } from './html.ts'
import { beginPage, closePage, openPage } from './page.ts'
import type { WatchedLogin } from './watched-login.ts'

const onward = (attempt: LoginAttempt) => `/continue/${attemptPage(attempt)}`

function asked(form: Form, { sources, language }: LoginAttempt): Html[] {
  const { progress } = messagesIn(language).journey
  return wantedSources(form, sources).flatMap(({ name }) => {
    const source = stateSourceOf(name)
    if (source === undefined) return []
    const subject = inLanguage(source.subject, language)
    const text = fillIn(progress.waiting, {
      subject: subject.charAt(0).toUpperCase() + subject.slice(1),
      whom: sayWhom(inLanguage(source.name, language), language),
    })
    return [html`<li>${text}</li>`]
  })
}

const arrived = (source: string, isOk: boolean, language: Language): Html => {
  const { progress } = messagesIn(language).journey
  const sentence = isOk ? progress.ok : progress.notOk
  return html`<p class="${isOk ? 'ok' : 'not-ok'}">${fillIn(sentence, { source: sourceTitle(source, language) })}</p>
`
}

function offer(attempt: LoginAttempt): Html {
  const { progress } = messagesIn(attempt.language).journey
  return html`<p class="slow">${progress.offer}</p>
<form method="post" action="${onward(attempt)}"><p><button class="action">${progress.hurry}</button></p></form>
`
}

// A refresh in the body: the head was sent long before. The link is for browsers that do not follow it.
function end(form: Form, attempt: LoginAttempt): Html {
  const { progress } = messagesIn(attempt.language).journey
  return html`<p>${progress.done}</p>
</div>
<meta http-equiv="refresh" content="0;url=${onward(attempt)}">
<p><a class="action" href="${onward(attempt)}">${progress.go}</a></p>
${closePage({ language: attempt.language, title: progress.title, form })}`
}

/** The headers of a page that is sent bit by bit: nothing on the way may gather or keep it. */
export function beginProgressPage(response: Response, form: Form, attempt: LoginAttempt): void {
  const { language } = attempt
  const { progress } = messagesIn(language).journey
  const page = { language, title: progress.title, form, formActions: formOrigins(form) }
  beginPage(response.status(200), page).set('X-Accel-Buffering', 'no')
  response.write(
    html`${openPage(page)}<p>${progress.text}</p>
<h2>${progress.asked}</h2>
<ul>${asked(form, attempt)}</ul>
<div role="log" aria-live="polite">
`.markup,
  )
}

/**
 * Goes on with the page while the login does: a line for each source that has answered, the offer to wait no
 * longer, and in the end the way on. It holds no code and no value. Who has left the page misses nothing.
 */
export async function streamProgress(
  response: Response,
  form: Form,
  attempt: LoginAttempt,
  watched: WatchedLogin,
): Promise<void> {
  const write = (part: Html) => {
    if (!response.destroyed) response.write(part.markup)
  }
  for (;;) {
    const event = await watched.next()
    if (event.kind === 'arrived') write(arrived(event.source, event.isOk, attempt.language))
    else if (event.kind === 'slow') write(offer(attempt))
    else break
  }
  write(end(form, attempt))
  response.end()
}
