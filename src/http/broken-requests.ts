import type { Duplex } from 'node:stream'
import { languages } from '../domain/languages.ts'
import { messagesIn } from '../domain/messages-in.ts'
import { html } from './html.ts'
import { renderPage } from './page.ts'
import { pagePolicy } from './security-headers.ts'

// The parser's own words; everything else is 400 (RFC 9110 §15.5, RFC 6585 §5).
const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Content Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

// Nothing was read of such a request, its language neither: it is told in all that we speak.
const tooLarge = renderPage({
  language: 'fr',
  title: messagesIn('fr').errors.payload_too_large.title,
  body: html`${languages.map((language) => {
    const { errors, page } = messagesIn(language)
    return html`<p lang="${language}">${errors.payload_too_large.text} ${page.clearCookies}</p>`
  })}`,
})

function answer(status: string): string {
  const body = status.startsWith('431') ? tooLarge : ''
  const headers = {
    Connection: 'close',
    'Cache-Control': 'no-store',
    'Content-Length': String(Buffer.byteLength(body)),
    'Content-Security-Policy': pagePolicy(),
    'X-Content-Type-Options': 'nosniff',
    ...(body !== '' && { 'Content-Type': 'text/html; charset=utf-8' }),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${body}`
}

const lastWordsMilliseconds = 1000

/**
 * Answers what never became a request (the `clientError` of a server), and ends its connection: a page that says
 * what helps where a browser brings more headers than are taken, a bare status otherwise.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || socket.writableEnded || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  socket.end(answer(statuses[error.code ?? ''] ?? '400 Bad Request'))
  // At once would take the answer away from whoever is still sending.
  setTimeout(() => socket.destroy(), lastWordsMilliseconds).unref()
}
