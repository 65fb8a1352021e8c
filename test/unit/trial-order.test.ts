import { describe, expect, test } from '@jest/globals'
import { OrderError, readInitOrder, readTrialOrder } from '../../src/cli/trial/order.ts'
import { slugOf } from '../../src/cli/trial/write-configuration.ts'

describe('readTrialOrder', () => {
  test('when all is said, then all is read', () => {
    const args = ['a.html', '--demarche', 'pacs', '--input', 'nom=f[1]', '--input', 'ne_le=a=b']
    expect(readTrialOrder([...args, '--client-id', 'x', '--language', 'en'])).toEqual({
      page: 'a.html',
      demarche: 'pacs',
      inputs: { nom: 'f[1]', ne_le: 'a=b' },
      clientId: 'x',
      language: 'en',
    })
  })

  test.each([
    ['no page', ['--demarche', 'pacs'], 'expected a page: a file, or its address'],
    ['two pages', ['a', 'b', '--demarche', 'pacs'], 'expected one page; what is b?'],
    ['no demarche', ['a'], 'expected --demarche NAME'],
    [
      'half a mapping',
      ['a', '--demarche', 'p', '--input', 'nom'],
      '--input nom: expected FIELD=NAME',
    ],
    [
      'an empty name',
      ['a', '--demarche', 'p', '--input', 'nom='],
      '--input nom=: expected FIELD=NAME',
    ],
    [
      'another language',
      ['a', '--demarche', 'p', '--language', 'de'],
      '--language de: expected fr or en',
    ],
    ['an option of init', ['a', '--demarche', 'p', '--to', 'x'], expect.stringContaining("'--to'")],
  ])('when the command line has %s, then the message says so', (_, args, message) => {
    expect(() => readTrialOrder(args)).toThrow(OrderError)
    try {
      readTrialOrder(args)
    } catch (error) {
      expect((error as Error).message).toEqual(message)
    }
  })

  test('when init is told little, then it has a name, a made-up SIRET and a folder', () => {
    expect(readInitOrder(['a', '--demarche', 'pacs'])).toMatchObject({
      name: 'Ma Ville',
      siret: '21740010800015',
      folder: 'prefill',
      language: 'fr',
    })
  })
})

test.each([
  ['Ville d’Été', 'ville-d-ete'],
  ['../../etc/passwd', 'etc-passwd'],
  ['L’Haÿ-les-Roses', 'l-hay-les-roses'],
  ['漢', 'collectivite'],
])('when a collectivite is called %s, then its file is called %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})
