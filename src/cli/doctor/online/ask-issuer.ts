import { z } from 'zod'
import type { FranceConnectClient } from '../../../domain/form.ts'
import { type Finding, find } from '../finding.ts'
import type { RuleName } from '../rules.ts'
import { instantOf, judgeClock } from './judge-clock.ts'
import { type Outside, reasonOf } from './outside.ts'

const Metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url(),
  end_session_endpoint: z.url(),
  jwks_uri: z.url(),
  id_token_signing_alg_values_supported: z.array(z.string()).default([]),
})
export type Metadata = z.infer<typeof Metadata>

const JwkSet = z.object({
  keys: z.array(z.looseObject({ kty: z.string(), crv: z.string().optional() })),
})

/** What an issuer has said; without metadata nothing more can be asked of it. */
export interface AskedIssuer {
  readonly findings: readonly Finding[]
  readonly metadata: Metadata | undefined
}

type Fetched = { readonly json: unknown; readonly headers: Headers } | { readonly fault: string }

async function fetchJson(address: string, { transport }: Outside): Promise<Fetched> {
  try {
    const response = await transport(address, {
      method: 'GET',
      headers: { accept: 'application/json' },
    })
    if (response.status !== 200) return { fault: `answers with status ${response.status}` }
    const { headers } = response
    const json: unknown = await response.json().catch(() => undefined)
    return json === undefined
      ? { fault: 'answers with something else than JSON' }
      : { json, headers }
  } catch (error) {
    return { fault: `gives no answer: ${reasonOf(error)}` }
  }
}

const away =
  'see whether this machine may reach it (firewall, proxy, DNS), and whether FranceConnect is well'

const fits = ({ kty, crv }: { kty: string; crv?: string | undefined }, alg: string) =>
  alg === 'ES256' ? kty === 'EC' && crv === 'P-256' : kty === 'RSA'

async function askKeys(
  { jwks_uri: where }: Metadata,
  algorithms: readonly string[],
  outside: Outside,
): Promise<Finding[]> {
  const fetched = await fetchJson(where, outside)
  if ('fault' in fetched) return [find('franceconnect-away', { where }, fetched.fault, away)]
  const keys = JwkSet.safeParse(fetched.json).data?.keys ?? []
  return algorithms
    .filter((alg) => !keys.some((key) => fits(key, alg)))
    .map((alg) =>
      find(
        'franceconnect-keys',
        { where },
        `there is no key for ${alg} among ${keys.length}`,
        'write the algorithm that the client is registered with into signing_alg',
      ),
    )
}

function judgeMetadata(
  where: string,
  json: unknown,
  issuer: string,
  algorithms: readonly string[],
): { readonly metadata?: Metadata; readonly findings: readonly Finding[] } {
  const told = (message: string, instead?: string) => {
    const rule: RuleName = 'franceconnect-metadata'
    return find(rule, { where }, message, instead)
  }
  const { data: metadata, error } = Metadata.safeParse(json)
  if (metadata === undefined) {
    const lacking = [...new Set(error?.issues.map(({ path }) => String(path[0])))].join(', ')
    return { findings: [told(`lack what a login needs: ${lacking}`)] }
  }
  if (metadata.issuer !== issuer)
    return {
      findings: [told('are those of another issuer', 'write the issuer as its metadata have it')],
    }
  const unsigned = algorithms.filter(
    (alg) => !metadata.id_token_signing_alg_values_supported.includes(alg),
  )
  return {
    metadata,
    findings: unsigned.map((alg) => told(`do not offer ${alg}`, 'write another signing_alg')),
  }
}

/** Asks an issuer for its metadata and keys, and what time it is. */
export async function askIssuer(
  issuer: string,
  clients: readonly FranceConnectClient[],
  outside: Outside,
): Promise<AskedIssuer> {
  const where = `${issuer}/.well-known/openid-configuration`
  const algorithms = [...new Set(clients.map(({ signing_alg }) => signing_alg))]
  const seconds = () => outside.now().getTime() / 1000
  const from = seconds()
  const fetched = await fetchJson(where, outside)
  const until = seconds()
  if ('fault' in fetched)
    return {
      findings: [find('franceconnect-away', { where }, fetched.fault, away)],
      metadata: undefined,
    }
  const clock = judgeClock({
    where,
    theirs: instantOf(fetched.headers),
    from,
    until,
    isDecisive: true,
  })
  const { metadata, findings } = judgeMetadata(where, fetched.json, issuer, algorithms)
  const keys = metadata === undefined ? [] : await askKeys(metadata, algorithms, outside)
  return { findings: [...clock, ...findings, ...keys], metadata }
}
