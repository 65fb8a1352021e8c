import { describe, expect, test } from '@jest/globals'
import { messagesIn } from '../../src/domain/messages-in.ts'
import { expectedLines, strangeLabels, strangeLines } from './expected-lines.ts'
import { distinctive, secretsIn, valuesIn } from './find-leaks.ts'
import { type LeakStage, noteSecrets } from './leak-stage.ts'
import { personas, textsIn, valuesOf } from './personal-values.ts'
import type { Exchange } from './recorder.ts'

const parametersOf = ({ searchParams }: URL) => [...searchParams.keys()].sort().join(' ')

/** Where OAuth puts a code, a state and a hint; every other address of ours has no parameters at all. */
const addresses = [
  /^form [\w/-]+\?(code iss state|error error_description iss state)$/,
  /^franceconnect \/api\/v2\/authorize\?acr_values client_id nonce redirect_uri response_type scope state$/,
  /^franceconnect \/api\/v2\/session\/end\?client_id id_token_hint post_logout_redirect_uri state$/,
  /^form \/\?$/,
  /^service \/(ask|continue|review)\/[0-9a-f]{32}\?$/,
]

/** An address that we sent a browser to, without what its parameters hold. */
function shapeOf(location: string, { serviceOrigin, issuer }: LeakStage): string {
  const url = new URL(location, serviceOrigin)
  const whose = { [serviceOrigin]: 'service', [new URL(issuer).origin]: 'franceconnect' }
  return `${whose[url.origin] ?? 'form'} ${url.pathname}?${parametersOf(url)}`
}

// A page of ours that comes back because something has to be corrected shows its own citizen what they typed, and what
// they review: it is no error page.
const isToBeCorrected = ({ body }: Exchange) => body.includes('<form method="post"')
const isRefused = (exchange: Exchange) => exchange.status >= 400 && !isToBeCorrected(exchange)

/** The names of all members of a value. */
function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => [name, ...namesIn(member)])
}

/** A text, and what its base64url parts say: what is sealed says nothing, what is only packed says all. */
function withDecoded(text: string): string {
  const packed = text.match(/[\w-]{40,}/g) ?? []
  return [text, ...packed.map((one) => Buffer.from(one, 'base64url').toString('utf8'))].join('\n')
}

/** All that is left of a stage once every citizen has come and gone. */
async function leftBehind(stage: LeakStage): Promise<Readonly<Record<string, string>>> {
  const { exchanges } = stage.recorder
  const locations = exchanges.map(({ location }) => location ?? '')
  return {
    'the log': stage.log().join('\n'),
    'the metrics': await stage.metrics(),
    'the store': withDecoded(stage.store()),
    'the addresses that we send browsers to': locations.map(decodeURIComponent).join('\n'),
    'the error pages and problem documents': exchanges
      .filter(isRefused)
      .map(({ body }) => body)
      .join('\n'),
    'the cookies': withDecoded(exchanges.flatMap(({ cookies }) => cookies).join('\n')),
  }
}

const withoutSecrets = [
  'the log',
  'the metrics',
  'the store',
  'the error pages and problem documents',
]

/**
 * Declares the tests of a stage on which all have come and gone: that there was something to find, and that it is
 * found nowhere.
 * @param stageOf the stage, once it stands
 */
export function describeLeaks(stageOf: () => LeakStage): void {
  const searched = () => {
    const stage = stageOf()
    noteSecrets(stage)
    const { names } = stage.configuration
    const members = stage.log().flatMap((line) => namesIn(JSON.parse(line)))
    const sentences = textsIn([messagesIn('fr'), messagesIn('en')]).flatMap((one) =>
      one.split(/[ ’.,]/),
    )
    const own = [...Object.values(names).flat(), ...members, ...sentences]
    const ours = new Set(own.map((name) => name.toLowerCase()))
    return distinctive([...personas.flatMap(valuesOf), ...stage.values], ours)
  }

  describe('when every citizen has gone every way', () => {
    test('then there was something to find', async () => {
      const stage = stageOf()
      expect(searched().size).toBeGreaterThan(personas.length * 8)
      expect(stage.secrets.size).toBeGreaterThan(personas.length * 20)
      const told = new Set(stage.log().map((line) => JSON.parse(line).msg))
      const away = ['Redis is away', 'Redis is back', 'answer broken off', 'nothing to go on to']
      const elsewhere = new Set([...away, 'ready', 'nothing to review'])
      const awaited = Object.keys(expectedLines(stage.configuration.names))
      expect(awaited.filter((msg) => !told.has(msg) && !elsewhere.has(msg))).toEqual([])
    })

    test('then every line of the log has its members and no others, of closed lists, names of the configuration and random names', () => {
      const stage = stageOf()
      expect(strangeLines(stage.log(), stage.configuration.names).slice(0, 5)).toEqual([])
    })

    test('then every label of a metric is of a closed list', async () => {
      const stage = stageOf()
      expect(strangeLabels(await stage.metrics(), stage.configuration.names)).toEqual([])
    })

    test('then no value of a citizen is in anything that is left', async () => {
      const values = searched()
      const places = Object.entries(await leftBehind(stageOf()))
      const found = places.map(([place, text]) => [place, valuesIn(text, values)])
      expect(Object.fromEntries(found)).toEqual(
        Object.fromEntries(places.map(([name]) => [name, []])),
      )
    }, 120_000)

    test('then no code, state, nonce, verifier, token, cookie, key or client secret is where nobody needs it', async () => {
      searched()
      const { secrets } = stageOf()
      const left = await leftBehind(stageOf())
      const found = withoutSecrets.map((place) => [place, secretsIn(left[place] ?? '', secrets)])
      expect(Object.fromEntries(found)).toEqual(
        Object.fromEntries(withoutSecrets.map((name) => [name, []])),
      )
    }, 120_000)

    test('then codes, states and hints are only where OAuth puts them', () => {
      const stage = stageOf()
      const sent = stage.recorder.exchanges.flatMap(({ location }) => location ?? [])
      const shapes = new Set(sent.map((location) => shapeOf(location, stage)))
      const strange = [...shapes].filter((shape) => !addresses.some((one) => one.test(shape)))
      expect(strange).toEqual([])
    })

    test('then an error page shows the id that the log has', () => {
      const stage = stageOf()
      const pages = stage.recorder.exchanges
        .filter(isRefused)
        .filter(({ body }) => body.startsWith('<!doctype'))
      const log = stage.log().join('\n')
      const ids = pages.map(({ body }) => /<code>([0-9a-f]{16})<\/code>/.exec(body)?.[1])
      expect(ids.length).toBeGreaterThan(personas.length)
      expect(ids.filter((id) => id === undefined || !log.includes(`"request_id":"${id}"`))).toEqual(
        [],
      )
    })
  })
}
