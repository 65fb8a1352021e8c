import type { Response } from 'express'
import { fillIn } from '../domain/fill-in.ts'
import type { Form } from '../domain/form.ts'
import type { Language } from '../domain/languages.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { type Html, html } from './html.ts'
import { pageFooter } from './page-footer.ts'
import { logoAddress, pageHeader } from './page-header.ts'
import { pagePolicy } from './security-headers.ts'
import { themeSheet } from './theme-sheet.ts'

/** A page for people: one heading, and whose form it speaks for. */
export interface Page {
  readonly language: Language
  readonly title: string
  /** The form in whose collectivite's name it speaks, where one is known. */
  readonly form?: Form | undefined
  /** Whether it came back because something has to be corrected: its title says so first. */
  readonly isWrong?: boolean
  /** The origins beside ours that its own forms may lead to. */
  readonly formActions?: readonly string[]
  readonly body: Html
}

/** What the page is before it is written: its headers, and its beginning. */
export type PageHead = Omit<Page, 'body'>

function windowTitle({ language, title, form, isWrong = false }: PageHead): string {
  const { home, journey } = messagesIn(language)
  const whose = form?.collectivite.name ?? home.title
  const whole = title === whose ? title : `${title} – ${whose}`
  return isWrong ? fillIn(journey.mistakes.windowTitle, { title: whole }) : whole
}

/** The beginning of a page, up to and with its heading: a page that is sent bit by bit goes on from there. */
export function openPage(page: PageHead): Html {
  const { language, title, form } = page
  const sheet = themeSheet(form?.collectivite.theme)
  // Without it, a browser that may fetch images looks for /favicon.ico.
  const icon = logoAddress(form)
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${windowTitle(page)}</title>
<link rel="stylesheet" href="/assets/page.css">
${sheet && html`<link rel="stylesheet" href="${sheet}">`}
${icon && html`<link rel="icon" href="${icon}">`}
</head>
<body>
<a class="skip" href="#content">${messagesIn(language).page.skip}</a>
${pageHeader(language, form)}
<main id="content" tabindex="-1">
<h1>${title}</h1>
`
}

/** The end of a page that `openPage` began. */
export function closePage({ language, form }: PageHead): Html {
  return html`</main>
${pageFooter(language, form)}
</body>
</html>
`
}

/** Renders a page: readable without its style sheet, without script, and nothing fetched from elsewhere. */
export function renderPage(page: Page): string {
  return html`${openPage(page)}${page.body}
${closePage(page)}`.markup
}

/**
 * Sets the headers of a page. No page of ours may be kept by a cache. A page that shows a logo may show images of
 * ours; one that neither shows one nor leads elsewhere keeps the policy that it has.
 */
export function beginPage(response: Response, { language, form, formActions }: PageHead): Response {
  const showsImages = form?.collectivite.theme?.logo !== undefined
  if (showsImages || formActions !== undefined)
    response.set('Content-Security-Policy', pagePolicy({ formActions, showsImages }))
  return response.set('Cache-Control', 'no-store').set('Content-Language', language).type('html')
}

/** Sends a page. */
export function sendPage(response: Response, status: number, page: Page): void {
  beginPage(response.status(status), page).send(renderPage(page))
}
