import { bold, type Paint } from '../colour.ts'
import { type EmbeddedPage, embedWidget } from './embed-widget.ts'
import { type Prepared, readTrialPage } from './prepare.ts'
import type { TrialMessages } from './trial-messages.ts'

/** Puts the two lines of a trial into its page's text, as it is now. */
export function embedIn(
  { clientId, parse }: Prepared,
  html: string,
  service: string,
): EmbeddedPage | undefined {
  const { form } = readTrialPage(html, parse)
  return embedWidget(html, { service, clientId, form }, parse)
}

/** The two lines for a page that could not be read. */
const plainLines = (service: string, clientId: string): EmbeddedPage['lines'] => [
  `<script type="module" src="${service}/widget/v1.js"></script>`,
  `<franceconnect-prefill client-id="${clientId}"></franceconnect-prefill>`,
]

/**
 * The two lines to paste, under a heading.
 * @param isServed whether the page is served with them in it
 */
export function tellLines(
  prepared: Prepared,
  { service, isServed }: { readonly service: string; readonly isServed: boolean },
  say: TrialMessages,
  paint: Paint,
): string[] {
  const { page, clientId } = prepared
  const embedded = page === undefined ? undefined : embedIn(prepared, page.html, service)
  const { lines } = embedded ?? { lines: plainLines(service, clientId) }
  const added = isServed ? say.linesAdded : say.linesToPaste
  const heading = embedded?.hadWidget ? say.linesThere : added
  return ['', paint(heading, bold), '', ...lines.map((line) => `  ${line}`), '']
}
