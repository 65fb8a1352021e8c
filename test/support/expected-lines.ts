import { METHODS } from 'node:http'
import { hostname } from 'node:os'
import { z } from 'zod'
import { errorCodes } from '../../src/domain/errors.ts'
import { problems } from '../../src/domain/judge-token.ts'
import { SourceOutcome } from '../../src/domain/prefill-claims.ts'
import { sourceReasons } from '../../src/domain/source-answer.ts'
import { stateSources } from '../../src/domain/state-sources.ts'
import { verdicts } from '../../src/domain/verdict.ts'
import type { ConfiguredNames } from './leak-configuration.ts'

export const sourceNames = ['franceconnect', ...Object.keys(stateSources)]
export const outcomes = [...errorCodes, 'ok', 'handed_over'] as const
export const statuses = SourceOutcome.shape.status.options
const oauthErrors = [
  'invalid_request',
  'invalid_scope',
  'invalid_client',
  'invalid_grant',
  'unsupported_response_type',
  'unsupported_grant_type',
  'login_required',
  'request_not_supported',
  'request_uri_not_supported',
] as const

/** The service's routes, as its log and its metrics call them. */
export const routes = [
  'none',
  '/.well-known/openid-configuration',
  '/jwks',
  '/jwks/history',
  '/forms/:clientId',
  '/authorize',
  '/ask/:page',
  '/callback',
  '/continue/:page',
  '/review/:page',
  '/token',
  '/userinfo',
  '/verify',
  '/logout',
  '/logout/done',
  '/assets/page.css',
  '/lecteur',
  '/',
] as const

const hex16 = z.string().regex(/^[0-9a-f]{16}$/)
const source = z.enum(sourceNames as [string, ...string[]])
const ends = z.partialRecord(
  source,
  z.strictObject({ status: z.enum(statuses), reason: z.enum(sourceReasons).optional() }),
)

/** What the code of a failure is told with: words of the catalogue, of a library, of a system. */
const detail = {
  status: z.string().regex(/^\d{3}$/),
  library_code: z.string().regex(/^(none|[a-z]+(_[a-z]+)*|OAUTH(_[A-Z]+)+|E[A-Z]+)$/),
  franceconnect_error: z.string().regex(/^[a-z]+(_[a-z]+)*$/),
  franceconnect_id: z.string().regex(/^[0-9a-f-]{8,64}$/i),
  claim: z.string().regex(/^[a-z]+(_[a-z]+)*$/),
  parameter: z.enum(['error']),
  metadata: z.string().regex(/^[a-z]+(_[a-z]+)*$/),
  reason: z.string().regex(/^[a-z]+(_[a-z]+)*$/),
  redis: z.string().regex(/^\w{1,40}$/),
  members: z.string().regex(/^(body|client_id|prefill_token|submitted|submitted_at|nonce| )+$/),
}

const errorOfOurs: z.ZodType = z.strictObject({
  type: z.string().regex(/^\w{1,40}$/),
  code: z
    .string()
    .regex(/^\w{1,40}$/)
    .optional(),
  stack: z.array(z.string().regex(/^at /)),
  cause: z.lazy(() => errorOfOurs).optional(),
})

/**
 * Every line that the log may hold, by its message, with every member that it may have: docs/logs.md says the same. No
 * member takes a free text: it is a word of a closed list, a name of the configuration, a random name of ours or a number.
 */
export function expectedLines(names: ConfiguredNames) {
  const oneOf = (words: readonly string[]) => z.enum([...words] as [string, ...string[]])
  const form = oneOf(names.forms)
  const line = {
    level: z.number(),
    time: z.number(),
    pid: z.number(),
    hostname: z.literal(hostname()),
  }
  const own = { ...line, request_id: hex16 }
  const failure = z.object({ ...detail, error: errorOfOurs }).partial().shape
  const code = z.enum(errorCodes)
  const failed = { ...own, ...failure, form: form.optional(), login: hex16.optional(), code }
  const login = {
    ...failed,
    code: code.optional(),
    event: z.literal('login'),
    outcome: z.enum(outcomes),
    sources: ends.optional(),
    again: z.literal(true).optional(),
  }
  const fields = z.array(oneOf(names.fields))
  const audit = {
    ...own,
    event: z.literal('audit'),
    login: hex16,
    outcome: z.enum(outcomes),
    collectivite: oneOf(names.sirets),
    collectivite_name: oneOf(names.collectivites),
    form,
    demarche: oneOf(names.demarches),
    purpose: oneOf(names.purposes),
    legal_basis: z.enum(['public-task', 'legal-obligation', 'consent', 'contract']),
    environment: z.literal('test'),
    sources: ends,
    filled: fields,
    empty: fields,
    withheld: fields,
    jti: z
      .string()
      .regex(/^[\w-]{22}$/)
      .optional(),
  }
  const request = {
    ...own,
    method: oneOf(METHODS),
    route: z.enum(routes),
    status: z.number(),
    milliseconds: z.number(),
  }
  const asked = {
    ...line,
    event: z.literal('source'),
    source,
    status: z.number().optional(),
    code: z
      .string()
      .regex(/^\w{1,40}$/)
      .optional(),
    request_id: z.uuid().optional(),
    attempt: z.number(),
  }
  const store = { ...line, event: z.literal('store'), reason: detail.redis.optional() }
  const refused = { ...own, form: form.optional(), error: z.enum(oauthErrors) }
  const ready = {
    ...line,
    issuer: z.string().regex(/^http:\/\/localhost:\d+$/),
    forms: z.number(),
    people: z.literal('test'),
  }
  return {
    request: z.strictObject({ ...request, msg: z.string() }),
    audit: z.strictObject({ ...audit, msg: z.string() }),
    login: z.strictObject({ ...login, msg: z.string() }),
    'login not begun': z.strictObject({ ...login, msg: z.string() }),
    'nothing to go on to': z.strictObject({ ...failed, msg: z.string() }),
    'nothing to review': z.strictObject({ ...failed, msg: z.string() }),
    'request refused': z.strictObject({ ...failed, msg: z.string() }),
    'answer broken off': z.strictObject({ ...failed, msg: z.string() }),
    'page of a login refused': z.strictObject({ ...failed, msg: z.string() }),
    'authorization request not proven': z.strictObject({ ...failed, msg: z.string() }),
    'authorization request refused': z.strictObject({ ...refused, msg: z.string() }),
    'code not redeemed': z.strictObject({
      ...failed,
      ...refused,
      code: code.optional(),
      error: z.union([errorOfOurs, z.enum(oauthErrors)]).optional(),
      msg: z.string(),
    }),
    'source asked': z.strictObject({ ...asked, msg: z.string() }),
    'Redis is away': z.strictObject({ ...store, msg: z.string() }),
    'Redis is back': z.strictObject({ ...store, msg: z.string() }),
    ready: z.strictObject({ ...ready, msg: z.string() }),
  } as const
}

/** The lines that are not among those expected, and what is wrong with them. */
export function strangeLines(lines: readonly string[], names: ConfiguredNames): unknown[] {
  const expected: Readonly<Record<string, z.ZodType>> = expectedLines(names)
  return lines.flatMap((text): unknown[] => {
    const line = JSON.parse(text) as { msg: string }
    const schema = Object.hasOwn(expected, line.msg) ? expected[line.msg] : undefined
    if (schema === undefined) return [line]
    const { error } = schema.safeParse(line)
    return error === undefined
      ? []
      : [{ line, issues: error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) }]
  })
}

/** What each label of a metric may be. */
export function expectedLabels(
  names: ConfiguredNames,
): Readonly<Record<string, readonly string[]>> {
  return {
    'prefill_logins_total.outcome': outcomes,
    'prefill_source_duration_seconds.source': sourceNames,
    'prefill_source_duration_seconds.status': statuses,
    'prefill_source_duration_seconds.reason': [...sourceReasons, 'none'],
    'prefill_source_circuit.source': sourceNames,
    'prefill_verifications_total.outcome': [...problems, 'valid'],
    'prefill_fields_verified_total.form': [...names.forms, 'other'],
    'prefill_fields_verified_total.field': [...names.fields, 'other'],
    'prefill_fields_verified_total.verdict': verdicts,
    'prefill_store_operation_duration_seconds.operation': ['put', 'get', 'take', 'claim'],
    'prefill_store_operation_duration_seconds.outcome': outcomes,
    'prefill_store_entries.kind': [
      'code',
      'access-token',
      'marker',
      'outcome',
      'review',
      'hurry',
      'sent',
      'alive',
    ],
    'http_request_duration_seconds.method': METHODS,
    'http_request_duration_seconds.route': routes,
    'http_request_duration_seconds.status': Array.from({ length: 500 }, (_, index) =>
      String(index + 100),
    ),
  }
}

/** The samples of our own metrics with a label that is not among those expected. */
export function strangeLabels(text: string, names: ConfiguredNames): string[] {
  const expected = expectedLabels(names)
  const samples = text.split('\n').filter((line) => /^(prefill|http|franceconnect)_/.test(line))
  return samples.filter((sample) => {
    const [, name = '', labels = ''] =
      /^(\w+?)(?:_bucket|_sum|_count)?(?:\{(.*)\})? \S+$/.exec(sample) ?? []
    return [...labels.matchAll(/(\w+)="([^"]*)"/g)].some(([, label = '', value = '']) => {
      if (label === 'le') return false
      if (name === 'franceconnect_circuit') return !/^http:\/\/localhost:\d+$/.test(value)
      return !expected[`${name}.${label}`]?.includes(value)
    })
  })
}
