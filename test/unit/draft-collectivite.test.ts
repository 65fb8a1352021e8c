import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import {
  type CollectiviteDraft,
  draftCollectivite,
} from '../../src/configuration/draft-collectivite.ts'
import { CollectiviteFile } from '../../src/domain/collectivite.ts'

const draft: CollectiviteDraft = {
  name: 'L’Haÿ: "les Roses" # 1',
  siret: '21740010800015',
  clientId: 'lhay-cantine',
  demarche: 'restauration-scolaire',
  pageUrl: 'http://localhost:8080/cantine.html',
  inputs: {},
  asksTaxOffice: false,
}

const keys = (text: string) => text.split('\n').filter((line) => !/^ *#/.test(line))

describe('draftCollectivite', () => {
  test('when a form is drafted, then its file says so, and loads', () => {
    const text = draftCollectivite(draft, 'fr')
    const value = parse(text)
    expect(value).toEqual({
      name: 'L’Haÿ: "les Roses" # 1',
      siret: '21740010800015',
      franceconnect: {
        environment: 'simulator',
        client_id: 'demo',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference to the environment, of the file's own.
        client_secret: '${FC_SECRET}',
        signing_alg: 'ES256',
      },
      privacy_contact: 'dpo@exemple.fr',
      forms: [
        {
          client_id: 'lhay-cantine',
          demarche: 'restauration-scolaire',
          redirect_uris: ['http://localhost:8080/cantine.html'],
          post_logout_redirect_uris: ['http://localhost:8080/cantine.html'],
        },
      ],
    })
    expect(CollectiviteFile.safeParse(value).error).toBeUndefined()
  })

  test('when inputs have other names and the tax office is asked, then the file says that too', () => {
    const inputs = { nom: 'wpforms[fields][3]', prefill_token: 'a"b' }
    const value = parse(draftCollectivite({ ...draft, inputs, asksTaxOffice: true }, 'en'))
    expect(value.forms[0].inputs).toEqual(inputs)
    expect(value.impot_particulier.client_id).toBe('demo-impot')
    expect(CollectiviteFile.safeParse(value).error).toBeUndefined()
  })

  test('when it is written in the other language, then the comments alone differ', () => {
    const [french, english] = [draftCollectivite(draft, 'fr'), draftCollectivite(draft, 'en')]
    expect(keys(english)).toEqual(keys(french))
    expect(english.match(/^ *# .+$/gm)).toHaveLength(5)
    expect(english).not.toMatch(/[éèà]/)
  })

  test('when an editor can find the schema, then the first line says where', () => {
    const [first] = draftCollectivite({ ...draft, schema: '../s.json' }, 'fr').split('\n')
    expect(first).toBe('# yaml-language-server: $schema=../s.json')
  })
})
