import type { BrowserSession, PendingLogin } from './browser-sessions.ts'
import { pageError } from './page-errors.ts'
import { errorPage } from './pages/error-page.ts'
import type { SimulatorClient } from './simulator-client.ts'

interface Place {
  mount: string
  clients: ReadonlyMap<string, SimulatorClient>
}

/** A status and a whole page. */
export interface ErrorReply {
  status: number
  body: string
}

/**
 * The page of a FranceConnect error, with a link back to the service where FranceConnect gives one:
 * not for mistakes in the request itself, and only while the browser's session remembers the service.
 */
export function errorReply(
  { mount, clients }: Place,
  code: string,
  session: BrowserSession | undefined,
  detail?: string,
): ErrorReply {
  const { status, sentence, back } = pageError(code)
  const pending = session?.pending
  const serviceName = clients.get(pending?.clientId ?? '')?.name
  const link =
    back && pending && serviceName !== undefined
      ? { href: backLink(mount, pending, back.error, back.description), serviceName }
      : undefined
  return { status, body: errorPage({ code, sentence, detail, back: link }) }
}

/** The address behind « Revenir sur … »: everything that the service will hear stands in it, as in the real one. */
export function backLink(
  mount: string,
  pending: PendingLogin,
  error: string,
  description: string,
): string {
  const query = new URLSearchParams({
    error,
    error_description: description,
    state: pending.state,
    redirect_uri: pending.redirectUri,
  })
  return `${mount}/redirect-to-sp-with-error?${query}`
}
