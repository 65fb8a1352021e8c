import type { Sheet } from '../../src/clerk/compose-sheet.ts'
import type { ExamineOptions } from '../../src/clerk/examine.ts'
import type { KeyFile } from '../../src/clerk/read-key-file.ts'
import { readSheet } from '../../src/clerk/read-sheet.ts'
import type { FormDescription } from '../../src/domain/form-description.ts'
import type { PublishedKey } from '../../src/domain/published-key.ts'
import { at } from './prefill-tokens.ts'

/** The form of the tests, whose page has a name of its own for its one field. */
const form: FormDescription = {
  client_id: 'demo-cantine',
  issuer: 'https://prefill.exemple.fr',
  lang: 'fr',
  collectivite: 'Ville de Démonstration',
  demarche: 'restauration-scolaire',
  title: 'Inscription à la cantine',
  purpose: 'Inscrire votre enfant',
  redirect_uris: [],
  post_logout_redirect_uris: [],
  inputs: { nom: 'wpforms[fields][3]' },
  fields: {
    nom: {
      label: 'Nom de naissance',
      type: 'name',
      source: 'franceconnect',
      claim: 'family_name',
      lock: true,
      correction: '…',
    },
  },
  sources: { franceconnect: 'FranceConnect', quotient_familial: 'la CAF' },
  sentences: {},
}

/** A key file as the clerk chose it. */
export const keyFile = (...keys: readonly PublishedKey[]): KeyFile => ({
  name: 'cles.json',
  keys,
  fingerprints: keys.map(({ kid }) => `empreinte-de-${kid}`),
})

/** What the page would show ten minutes after the signature, and what it asked of its service. */
export async function readAsClerk(
  pasted: unknown,
  published: readonly PublishedKey[],
  changes: Partial<ExamineOptions> = {},
): Promise<{ sheet: Sheet; asked: string[] }> {
  const asked: string[] = []
  const sheet = await readSheet(typeof pasted === 'string' ? pasted : JSON.stringify(pasted), {
    issuer: 'https://prefill.exemple.fr',
    now: () => at(600),
    language: 'fr',
    service: {
      keys: async () => {
        asked.push('keys')
        return published.length > 0 ? published : undefined
      },
      form: async (clientId, language) => {
        asked.push(`form ${clientId} ${language}`)
        return clientId === 'demo-cantine' ? form : undefined
      },
    },
    ...changes,
  })
  return { sheet, asked }
}
