import { stateSourceOf } from '../../domain/catalogue.ts'
import { fillIn } from '../../domain/fill-in.ts'
import type { Form, FormSource } from '../../domain/form.ts'
import { inLanguage, type Language } from '../../domain/languages.ts'
import { sourceTitle } from '../../domain/source-outcome.ts'
import type { StateApi, StateSource } from '../../domain/state-source.ts'
import { code, codes, plain, type RegisterSection } from './register-document.ts'
import { registerMessagesIn } from './register-messages-in.ts'

const originOf = (address: string) => new URL(address).origin

function addressOf({ access }: Form, api: StateApi): string | undefined {
  const address = access[api]?.baseUrl
  return address === undefined || address === '' ? undefined : originOf(address)
}

function learnt({ access }: Form, { api, question }: StateSource, language: Language): string {
  const { exchange } = registerMessagesIn(language)
  const client = plain(access.impot_particulier?.client_id ?? '')
  const learns = fillIn(exchange.learns[api], { client })
  if (question === undefined) return learns
  return fillIn(exchange.learnsAnswer, { learns, label: inLanguage(question.label, language) })
}

function sourceRow(form: Form, { name, claims }: FormSource, language: Language): string[] {
  const { exchange } = registerMessagesIn(language)
  const source = stateSourceOf(name)
  if (source === undefined) throw new TypeError(`${name} is no state source`)
  const labels = claims.map((claim) => {
    const entry = source.claims[claim]
    return entry === undefined ? code(claim) : inLanguage(entry.label, language)
  })
  const address = addressOf(form, source.api)
  const where = address === undefined ? '' : ` (${code(address)})`
  return [
    `${sourceTitle(name, language)} (${code(name)})`,
    labels.join(', '),
    `${exchange.apis[source.api]}${where}`,
    learnt(form, source, language),
  ]
}

/** The origins that data are exchanged with, beside the browser and the form's own pages. */
function hostsOf(form: Form): string[] {
  const apis = form.sources.flatMap(({ name }) => {
    const source = stateSourceOf(name)
    return (source && addressOf(form, source.api)) ?? []
  })
  const { encryption } = form
  const keys = encryption !== undefined && 'jwks_uri' in encryption ? [encryption.jwks_uri] : []
  return [...new Set([originOf(form.franceconnect.issuer), ...apis, ...keys.map(originOf)])]
}

/** Where data come from and whom they go to. */
export function exchangeSection(form: Form, language: Language): RegisterSection {
  const { exchange, toComplete } = registerMessagesIn(language)
  const { franceConnect } = exchange
  const { issuer, client_id } = form.franceconnect
  const identity = [
    'FranceConnect',
    franceConnect.asked,
    `OpenID Connect (${code(issuer)})`,
    fillIn(franceConnect.learns, { client: code(client_id) }),
  ]
  return {
    title: exchange.title,
    blocks: [
      {
        head: exchange.head,
        rows: [identity, ...form.sources.map((one) => sourceRow(form, one, language))],
      },
      {
        list: [
          fillIn(exchange.collectivite, { collectivite: plain(form.collectivite.name) }),
          fillIn(exchange.within, { toComplete }),
          fillIn(exchange.processors, { toComplete }),
          fillIn(exchange.outside, { hosts: codes(hostsOf(form)) }),
          fillIn(exchange.hosting, { toComplete }),
        ],
      },
    ],
  }
}
