import type { Response } from 'express'
import { fillIn } from '../domain/fill-in.ts'
import type { Language } from '../domain/languages.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { type Html, html } from './html.ts'

/** A page for people: one heading, and whose form it speaks for. */
export interface Page {
  readonly language: Language
  readonly title: string
  /** The collectivite in whose name it speaks, where one is known. */
  readonly collectivite?: string | undefined
  /** Whether it came back because something has to be corrected: its title says so first. */
  readonly isWrong?: boolean
  readonly body: Html
}

function windowTitle({
  language,
  title,
  collectivite,
  isWrong = false,
}: Omit<Page, 'body'>): string {
  const { mistakes } = messagesIn(language).journey
  const whole = collectivite === undefined ? title : `${title} – ${collectivite}`
  return isWrong ? fillIn(mistakes.windowTitle, { title: whole }) : whole
}

/** The beginning of a page, up to and with its heading: a page that is sent bit by bit goes on from there. */
export function openPage(page: Omit<Page, 'body'>): Html {
  const { language, title, collectivite } = page
  const messages = messagesIn(language)
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${windowTitle(page)}</title>
<link rel="stylesheet" href="/assets/page.css">
</head>
<body>
<a class="skip" href="#content">${messages.page.skip}</a>
${collectivite === undefined ? undefined : html`<header><p>${collectivite}</p></header>`}
<main id="content" tabindex="-1">
<h1>${title}</h1>
`
}

/** The end of a page that `openPage` began. */
export const closedPage: Html = html`</main>
</body>
</html>
`

/** Renders a page: readable without its style sheet, without script, and nothing fetched from elsewhere. */
export function renderPage({ body, ...page }: Page): string {
  return html`${openPage(page)}${body}
${closedPage}`.markup
}

/** Sends a page. No page of ours may be kept by a cache. */
export function sendPage(response: Response, status: number, page: Page): void {
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .set('Content-Language', page.language)
    .type('html')
    .send(renderPage(page))
}
