import { isRuleName, type RuleName } from './rules.ts'

/** What the doctor was asked for. */
export interface Order {
  readonly online: boolean
  /** Judges CONFIG_DIR alone, without the environment and its secrets. */
  readonly filesOnly: boolean
  readonly page: string | undefined
  readonly clientId: string | undefined
  readonly also: readonly string[]
  readonly ignored: ReadonlySet<RuleName>
  readonly strict: boolean
  readonly json: boolean
}

export const usage = `usage: franceconnect-prefill doctor [--online] [--files] [--strict] [--json] [--ignore RULE]…
                                    [--also ORIGIN]… [--page FILE [--client-id ID]]
       judges the configuration and the environment that serve would start with
  --online        asks the outside too: FranceConnect, Redis, the state APIs
  --files         judges the files of CONFIG_DIR alone; needs no secret
  --page FILE     judges the page of a form, and says which inputs would be filled
  --client-id ID  which form the page is, where the page does not say it, or says it wrongly
  --also ORIGIN   another address of the service with the same FranceConnect clients
  --ignore RULE   leaves a rule out
  --strict        counts warnings as failures
  --json          prints one JSON document
exit code: 0 fine, 1 warnings with --strict, 2 errors, 64 not understood
`

const switches = ['--online', '--files', '--strict', '--json'] as const
const options = ['--page', '--client-id', '--also', '--ignore'] as const

type Option = (typeof options)[number]

interface Words {
  readonly given: ReadonlySet<string>
  readonly values: ReadonlyMap<Option, readonly string[]>
}

function readWords(args: readonly string[]): Words | undefined {
  const given = new Set<string>()
  const values = new Map<Option, string[]>()
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? ''
    const option = options.find((one) => one === word)
    if (option !== undefined) {
      index += 1
      const value = args[index]
      if (value === undefined || value.startsWith('--')) return undefined
      values.set(option, [...(values.get(option) ?? []), value])
    } else if (switches.some((one) => one === word)) given.add(word)
    else return undefined
  }
  return { given, values }
}

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text

/** Reads the command's words. @returns undefined where they make no sense */
export function readOrder(args: readonly string[]): Order | undefined {
  const words = readWords(args)
  if (words === undefined) return undefined
  const { given, values } = words
  const valuesOf = (option: Option) => values.get(option) ?? []
  const [page, ...pages] = valuesOf('--page')
  const [clientId, ...clientIds] = valuesOf('--client-id')
  const ignored = valuesOf('--ignore').filter(isRuleName)
  const also = valuesOf('--also').filter(isOrigin)
  const isSound =
    pages.length + clientIds.length === 0 &&
    ignored.length === valuesOf('--ignore').length &&
    also.length === valuesOf('--also').length &&
    (clientId === undefined || page !== undefined) &&
    !(given.has('--online') && given.has('--files'))
  if (!isSound) return undefined
  return {
    online: given.has('--online'),
    filesOnly: given.has('--files'),
    page,
    clientId,
    also,
    ignored: new Set(ignored),
    strict: given.has('--strict'),
    json: given.has('--json'),
  }
}
