import type { Response } from 'express'
import type { Language } from '../domain/languages.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { type Html, html } from './html.ts'

/** A page for people: one heading, and whose form it speaks for. */
export interface Page {
  readonly language: Language
  readonly title: string
  /** The collectivite in whose name it speaks, where one is known. */
  readonly collectivite?: string | undefined
  readonly body: Html
}

/** Renders a page: readable without its style sheet, without script, and nothing fetched from elsewhere. */
export function renderPage({ language, title, collectivite, body }: Page): string {
  const messages = messagesIn(language)
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${collectivite === undefined ? title : `${title} – ${collectivite}`}</title>
<link rel="stylesheet" href="/assets/page.css">
</head>
<body>
<a class="skip" href="#content">${messages.page.skip}</a>
${collectivite === undefined ? undefined : html`<header><p>${collectivite}</p></header>`}
<main id="content" tabindex="-1">
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.markup
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
