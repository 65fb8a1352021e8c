/** The only parameters that FranceConnect's validator lets through at `/authorize`. */
const required = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'acr_values',
  'nonce',
  'state',
]
const optional = ['claims', 'prompt', 'idp_hint', 'ui_locales']
const allowed = new Set([...required, ...optional])

const shortestNonce = 22
const longest = 64
const prompts = new Set(['login', 'consent'])
const knownLevels = ['eidas1', 'eidas2', 'eidas3']

/**
 * FranceConnect's validator, which stands before the OpenID provider: a request that it refuses ends on a page
 * (Y030007) and the relying party hears nothing. It refuses more than its metadata let expect, PKCE for one.
 */
export function isAcceptable(query: URLSearchParams): boolean {
  const names = [...query.keys()]
  const value = (name: string) => query.get(name) ?? ''
  return (
    names.every((name) => allowed.has(name)) &&
    new Set(names).size === names.length &&
    required.every((name) => query.has(name)) &&
    value('client_id') !== '' &&
    isWebAddress(value('redirect_uri')) &&
    value('nonce').length >= shortestNonce &&
    value('acr_values').length <= longest &&
    (!query.has('prompt') || isAllowedPrompt(value('prompt')))
  )
}

function isAllowedPrompt(prompt: string): boolean {
  return prompt.length <= longest && prompt.split(' ').every((value) => prompts.has(value))
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)
}

/** Of the levels asked for, the lowest that FranceConnect knows; `eidas1` when it knows none. */
export function pickLevel(acrValues: string): string {
  const asked = acrValues.split(' ')
  return knownLevels.find((level) => asked.includes(level)) ?? 'eidas1'
}

/** What the OpenID provider behind the validator receives: one level, and always both prompts. */
export function rewriteForProvider(query: URLSearchParams): URLSearchParams {
  const rewritten = new URLSearchParams(query)
  rewritten.set('acr_values', pickLevel(query.get('acr_values') ?? ''))
  rewritten.set('prompt', 'login consent')
  rewritten.delete('idp_hint')
  return rewritten
}
