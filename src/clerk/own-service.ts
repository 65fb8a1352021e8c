import { FormDescription } from '../domain/form-description.ts'
import type { Language } from '../domain/languages.ts'
import { type PublishedKey, readPublishedKeys } from '../domain/published-key.ts'

const timeoutMs = 5000
const largestAnswer = 512 * 1024

/** What the page asks of the service that serves it: public facts, never with anything that was pasted. */
export interface OwnService {
  /** Every key that it ever published; undefined where they cannot be read now. */
  keys(): Promise<readonly PublishedKey[] | undefined>
  /** A form's labels. Asked only for the `aud` of a token whose signature holds. */
  form(clientId: string, language: Language): Promise<FormDescription | undefined>
}

async function readBounded({ body }: Response): Promise<string | undefined> {
  if (body === null) return undefined
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    text += step.value
    if (text.length > largestAnswer) {
      await reader.cancel()
      return undefined
    }
  }
  return text
}

/** Makes the page's way to its own service. */
export function createOwnService(fetchIt: typeof fetch): OwnService {
  const read = async (path: string): Promise<unknown> => {
    try {
      const response = await fetchIt(path, {
        // A revocation counts from the moment at which it is published.
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      const text = response.ok ? await readBounded(response) : undefined
      return text === undefined ? undefined : JSON.parse(text)
    } catch {
      return undefined
    }
  }
  return {
    keys: async () => readPublishedKeys(await read('/jwks/history')),
    form: async (clientId, language) => {
      const path = `/forms/${encodeURIComponent(clientId)}?lang=${language}`
      return FormDescription.safeParse(await read(path)).data
    },
  }
}
