import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { PrefillClaims } from '../../src/domain/prefill-claims.ts'
import { demoForms, startDemoForms, tokenOf, visitDemoForm } from '../support/demo-forms.ts'
import { codesIn, guideRows } from '../support/guide.ts'
import type { System } from '../support/start-system.ts'

const page = 'identites-de-test.md'

let system: System
beforeAll(async () => {
  system = await startDemoForms(0.1)
})
afterAll(() => system.close())

/** The form that a cell links to. */
function formOf(cell: string) {
  const path = /\]\(http:\/\/localhost:8080(.*)\)/.exec(cell)?.[1]
  const served = path === '/cantine' ? '/cantine-qf' : path
  const form = demoForms.find((one) => one.path === served)
  if (form === undefined) throw new Error(`no form at ${path}`)
  return form
}

type Field = PrefillClaims['fields'][string]

function say(field: Field | undefined): string {
  if (field === undefined) return 'no such field'
  if (field.value === null) return `vide (\`${field.reason}\`)`
  if (typeof field.value === 'boolean') return field.value ? 'oui' : 'non'
  return Array.isArray(field.value) ? field.value.join(', ') : String(field.value)
}

/** How many things of a group the review page offers. */
const offered = (review = '', group = '') =>
  `${review.split(`name="chosen.${group}"`).length - 1} au choix`

const rows = guideRows(page, 'Je veux voir') as [string, string, string, string][]

describe('the table « je veux voir »', () => {
  test.each(rows)('when %s is wanted (%s, %s), then %s', async (_, cell, who, told) => {
    const form = formOf(cell)
    const [login = '', plate] = codesIn(who)
    const label = /« (.*) »/.exec(who)?.[1]
    const [situation] =
      Object.entries(form.demarche.situations).find(([, one]) => one.label.fr === label) ?? []
    expect(situation === undefined).toBe(label === undefined)
    const visit = await visitDemoForm(system, form, login, {
      ...(plate !== undefined && { plate }),
      ...(situation !== undefined && { situation }),
    })
    const { claims } = await tokenOf(system, form, visit)
    const expected = told.split(' ; ').map((one) => one.split(' : '))
    expect(
      expected.map(([name = '']) => {
        const bare = name.replaceAll('`', '')
        const isGroup = Object.hasOwn(form.demarche.groups, bare)
        return [name, isGroup ? offered(visit.review, bare) : say(claims.fields[bare])]
      }),
    ).toEqual(expected)
  })
})

const failures = guideRows(page, 'Les connexions qui n’aboutissent pas') as [
  string,
  string,
  string,
][]

describe('the table of logins that fail', () => {
  test.each(failures)(
    'when %s logs in, then the page is %s and the form hears %s',
    async (...row) => {
      const [login = '', code = '', error] = row.map((cell) => codesIn(cell)[0])
      const { journey } = await visitDemoForm(
        system,
        formOf('](http://localhost:8080/bibliotheque)'),
        login,
      )
      expect(journey.browser.page.text).toContain(`Erreur ${code}`)
      await journey.browser.follow('Revenir sur Ville de Démonstration')
      expect(journey.browser.stopped?.searchParams.get('error')).toBe(error)
    },
  )
})
