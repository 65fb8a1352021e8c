import { stateSourceOf } from '../../../domain/catalogue.ts'
import type { Form } from '../../../domain/form.ts'
import { memberOf } from '../../../domain/json-object.ts'
import { createApiHold } from '../../../sources/api-hold.ts'
import { createTaxTokens, type TaxAccess } from '../../../sources/tax-token.ts'
import type { Consultation } from '../consultation.ts'
import { type Finding, find } from '../finding.ts'
import { inTurns, type Outside, reasonOf } from './outside.ts'

const clientsAtOnce = 8

/** What API Particulier calls the agency behind a source where it tells how that one is. */
const pings: Readonly<Record<string, string>> = { quotient_familial: 'cnaf_msa_quotient_familial' }

const instead =
  'meanwhile citizens fill these fields in themselves; where it lasts, see whether this machine may reach it'

/** The addresses to ask for signs of life: of the API, and of the agencies that it tells about. */
function pingsOf(forms: readonly Form[]): string[] {
  const addresses = forms.flatMap(({ sources, access }) => {
    const base = access.api_particulier.baseUrl
    const asked = sources.filter(({ name }) => stateSourceOf(name)?.api === 'api_particulier')
    if (asked.length === 0) return []
    const names = asked.flatMap(({ name }) => pings[name] ?? [])
    return [`${base}/api/pings`, ...names.map((name) => `${base}/api/${name}/ping`)]
  })
  return [...new Set(addresses)]
}

async function ping(where: string, { transport }: Outside): Promise<Finding[]> {
  const away = (message: string) => [find('api-away', { where }, message, instead)]
  try {
    const response = await transport(where, {
      method: 'GET',
      headers: { accept: 'application/json' },
    })
    if (response.status >= 400) return away(`answers with status ${response.status}`)
    // The staging platform answers with nothing at all.
    const status = memberOf(await response.json().catch(() => undefined), 'status')
    const isWell = status === undefined || status === 'ok' || status === 'unknown'
    return isWell ? [] : away('answers, and says that the agency behind it does not')
  } catch (error) {
    return away(`gives no answer: ${reasonOf(error)}`)
  }
}

/** The clients at the tax office that some form needs, each once. */
function taxClients(forms: readonly Form[]): TaxAccess[] {
  const clients = forms.flatMap(({ sources, access }) =>
    sources.some(({ name }) => stateSourceOf(name)?.api === 'impot_particulier')
      ? (access.impot_particulier ?? [])
      : [],
  )
  return [...new Map(clients.map((client) => [client.key, client])).values()]
}

async function askTaxOffice(access: TaxAccess, { stateHttp, now }: Outside): Promise<Finding[]> {
  const tokens = createTaxTokens({
    http: stateHttp,
    now,
    note: () => undefined,
    hold: createApiHold(now),
    sleep: async () => undefined,
    random: () => 0,
  })
  const got = await tokens.get(access, { source: 'impot_particulier', attempt: 1 })
  if ('token' in got) return []
  const where = `${access.baseUrl}/token`
  if (got.answer.status === 'refused')
    return [
      find(
        'impot-client',
        { where },
        `does not take the client ${access.client_id}, or its secret`,
        'copy both from the portal of the DGFiP, of this very environment',
      ),
    ]
  const why = got.status === undefined ? 'no answer' : `an answer of status ${got.status}`
  return [find('api-away', { where }, `gives ${why} where a token was asked`, instead)]
}

/** Asks the state APIs that some form needs for signs of life, and the tax office for the token of each client. */
export async function askStateApis({ forms }: Consultation, outside: Outside): Promise<Finding[]> {
  const pinged = await inTurns(pingsOf(forms), clientsAtOnce, (address) => ping(address, outside))
  const taxed = await inTurns(taxClients(forms), clientsAtOnce, (one) => askTaxOffice(one, outside))
  return [...pinged.flat(), ...taxed.flat()]
}
