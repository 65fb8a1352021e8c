import { type Demarche, DemarcheFile } from '../../src/domain/demarche.ts'
import type { Form, FranceConnectClient } from '../../src/domain/form.ts'
import { createFormRegistry, type FormRegistry } from '../../src/domain/form-registry.ts'
import { resolveDemarche } from '../../src/domain/resolve-demarche.ts'
import { formTag } from '../../src/sealing/login-state.ts'
import { provenBy } from './form-authentication.ts'

/** The members that every demarche's file must have. */
export const someDemarcheFile = {
  title: { fr: 'Inscription', en: 'Registration' },
  purpose: { fr: 'Vous inscrire', en: 'Register you' },
  legal_basis: 'public-task',
  retention: 'P1Y',
  fields: { nom: { from: 'franceconnect.family_name', lock: true } },
} as const

/** A demarche with these fields, resolved. @throws where its file has a mistake */
export function aDemarche(
  fields: Readonly<Record<string, unknown>> = someDemarcheFile.fields,
  changes: Readonly<Record<string, unknown>> = {},
): Demarche {
  const file = DemarcheFile.parse({ ...someDemarcheFile, ...changes, fields })
  const { demarche, mistakes } = resolveDemarche('inscription', file)
  if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes))
  return demarche
}

export const someFranceConnect: FranceConnectClient = {
  key: 'collectivites/demo.yaml/default',
  issuer: 'http://localhost:4000/api/v2',
  environment: 'test',
  client_id: 'fc-demo',
  client_secret: 'fc-secret',
  signing_alg: 'ES256',
}

/** A public form of a town hall; `changes` make it another. */
export function aForm(changes: Partial<Form> = {}): Form {
  return {
    client_id: 'demo-cantine',
    collectivite: { name: 'Ville de Démonstration', siret: '21740010800014' },
    demarche: aDemarche(),
    franceconnect: someFranceConnect,
    scopes: ['openid', 'family_name', 'given_name'],
    sources: [],
    access: {
      recipient: '21740010800014',
      api_particulier: { baseUrl: 'http://localhost:4000/api-particulier' },
    },
    authentication: { methods: ['none'] },
    redirect_uris: ['http://localhost:8080/cantine', 'https://demo.exemple.fr/cantine?page=1'],
    post_logout_redirect_uris: ['http://localhost:8080/'],
    id_token_signed_response_alg: 'ES256',
    inputs: {},
    ...changes,
  }
}

/** A form with a back end that keeps a secret. */
export function aConfidentialForm(changes: Partial<Form> = {}): Form {
  return aForm({
    client_id: 'demo-etat-civil',
    authentication: provenBy(),
    ...changes,
  })
}

/** Forms as the service finds them. */
export function aRegistry(...forms: readonly Form[]): FormRegistry {
  return createFormRegistry(forms, formTag)
}
