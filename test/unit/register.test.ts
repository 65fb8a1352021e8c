import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { describeProcessing } from '../../src/cli/register/describe-processing.ts'
import { keptSeconds, saySpan } from '../../src/cli/register/kept-data.ts'
import { printHtml } from '../../src/cli/register/print-html.ts'
import { printMarkdown } from '../../src/cli/register/print-markdown.ts'
import { sayDuration } from '../../src/cli/register/say-duration.ts'
import { DemarcheFile, LegalBasis } from '../../src/domain/demarche.ts'
import type { Form } from '../../src/domain/form.ts'
import { type Language, languages } from '../../src/domain/languages.ts'
import { resolveDemarche } from '../../src/domain/resolve-demarche.ts'
import { aDemarche, aForm } from '../support/forms.ts'
import { aCanteenForm, aLibraryForm } from '../support/register-forms.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const expected = (name: string) => readFileSync(join(root, 'test/support/register', name), 'utf8')

const written = (form: Form, language: Language = 'fr') =>
  printMarkdown('Registre', [describeProcessing(form, language)])
const shown = (form: Form, language: Language = 'fr') =>
  printHtml('Registre', [describeProcessing(form, language)], language)

/** The lines under a heading. */
const section = (text: string, heading: string) =>
  text.split(`\n### ${heading}\n`)[1]?.split('\n###')[0] ?? ''

describe('the register of a form', () => {
  test('when no state source fills it, then it says all of this in French', () => {
    expect(written(aLibraryForm())).toBe(expected('library.fr.md'))
  })

  test('when state sources fill it, then it says all of this in English', () => {
    expect(written(aCanteenForm(), 'en')).toBe(expected('canteen.en.md'))
  })

  test('when it is wanted as HTML, then it is this page', () => {
    expect(shown(aCanteenForm())).toBe(expected('canteen.fr.html'))
  })

  const shipped = readdirSync(join(root, 'config/demarches')).map((file) => {
    const name = file.replace('.yaml', '')
    const read = DemarcheFile.parse(
      parse(readFileSync(join(root, 'config/demarches', file), 'utf8')),
    )
    return [name, resolveDemarche(name, read).demarche] as const
  })
  test.each(
    shipped.flatMap(([name, demarche]) => languages.map((tag) => [name, tag, demarche] as const)),
  )(
    'when %s is described (%s), then every field has its row, with label, claim and a reason',
    (_, language, demarche) => {
      const text = written(aForm({ demarche }), language)
      for (const [field, { label, source, claim }] of Object.entries(demarche.fields)) {
        const row = text.split('\n').find((line) => line.split(' | ')[1] === `\`${field}\``)
        expect(row?.startsWith(`| ${label[language] ?? label.fr} |`)).toBe(true)
        expect(row).toContain(`(\`${source}.${claim}\`) | `)
        expect(row?.split(' | ')[3]).toMatch(/^(préremplir ce champ|to fill this field)/)
      }
      for (const { document, fields } of demarche.replaces) {
        const names = fields.map((name) => `\`${name}\``).join(', ')
        expect(text).toContain(`\n- ${document[language]} (${names})\n`)
      }
      expect(text).not.toMatch(/\{\w+\}|undefined/)
    },
  )

  test('when the configuration names no contact, then it is left to be completed, in both places', () => {
    const text = written(aForm({ collectivite: { name: 'Mairie', siret: '13002526500013' } }))
    expect(text).toContain(
      '| Délégué à la protection des données, ou contact | à compléter par la collectivité |',
    )
    expect(text).toContain('Où les exercer : à compléter par la collectivité.')
  })

  test('when the list of holders is not asked, then nobody is said to read it', () => {
    const canteen = aCanteenForm()
    const sources = canteen.sources.map(({ scopes, ...source }) => ({
      ...source,
      scopes: scopes.filter((scope) => scope !== 'cnaf_allocataires'),
    }))
    const sentence = 'Allocataire et conjoint (la CAF ou la MSA)'
    expect(written(canteen)).toContain(sentence)
    expect(written({ ...canteen, sources })).not.toContain(sentence)
  })

  test('when real people log in, then nothing says that they are invented', () => {
    const real = aForm()
    const franceconnect = { ...real.franceconnect, environment: 'real' } as const
    const sentence = 'Cette configuration ne connecte que des personnes fictives'
    expect(written(real)).toContain(sentence)
    expect(written({ ...real, franceconnect })).not.toContain(sentence)
  })

  test.each([
    ['consent', ['Effacement (article 17).', 'Portabilité', 'Retrait du consentement']],
    ['contract', ['Effacement (article 17).', 'Portabilité']],
    ['public-task', ['Effacement (article 17), dans les limites', 'Opposition']],
    ['legal-obligation', ['Effacement (article 17), dans les limites']],
  ] as const)('when the basis is %s, then these rights follow from it', (basis, rights) => {
    const text = section(
      written(aForm({ demarche: aDemarche(undefined, { legal_basis: basis }) })),
      'Les droits des personnes',
    )
    const [own = ''] = text.split('Où faire corriger')
    const listed = own.split('\n').filter((line) => /^- [A-Z]/.test(line))
    expect(listed.map((line) => line.slice(2))).toEqual([
      'Accès (article 15), rectification (article 16), limitation (article 18).',
      ...rights.map((start) => expect.stringMatching(`^${start.replaceAll(/[()]/g, '\\$&')}`)),
      'Réclamation auprès de la CNIL (article 77).',
    ])
    expect(LegalBasis.options).toContain(basis)
  })

  const review = (value: string) => aForm({ demarche: aDemarche(undefined, { review: value }) })
  test.each([
    ['never', false, ''],
    ['auto', true, 'là où il y a un choix à faire, elle relit'],
    ['always', true, 'avant toute transmission, elle relit'],
  ])(
    'when the review is %s, then it says whether values wait for one',
    (value, waits, sentence) => {
      const text = written(review(value))
      expect(text.includes('les données que la personne relit')).toBe(waits)
      expect(text.includes('elle relit')).toBe(waits)
      expect(text).toContain(sentence)
    },
  )
})

describe('what an operator wrote', () => {
  const hostile = aForm({
    collectivite: { name: 'Ville | <b>de</b> `Demo`\n# *x*', siret: '13002526500013' },
    inputs: {},
  })

  test('when it holds marks of Markdown, then they mean nothing there', () => {
    expect(written(hostile)).toContain(
      '| Responsable | Ville \\| \\<b\\>de\\</b\\> ’Demo’ \\# \\*x\\* |',
    )
  })

  test('when it holds markup, then the page shows it as text', () => {
    expect(shown(hostile)).toContain('<td>Ville | &lt;b&gt;de&lt;/b&gt; ’Demo’ # *x*</td>')
    expect(shown(hostile)).not.toContain('<b>')
  })
})

describe('how long things are kept', () => {
  test.each([
    ['attempt', 'src/flow/login-attempt.ts', 'attemptLifetimeSeconds = 3600', 3600],
    ['handover', 'src/flow/handover.ts', 'handoverLifetimeSeconds = 60', 60],
    ['review', 'src/flow/review.ts', 'reviewLifetimeSeconds = 900', 900],
    ['outcome', 'src/flow/login-outcomes.ts', 'outcomeLifetimeSeconds = 60', 60],
    ['logoutReturn', 'src/http/logout-return.ts', 'lifetimeSeconds = 600', 600],
    ['tab', 'src/widget/tab-store.ts', 'lifetimeMs = 60 * 60 * 1000', 3600],
    ['prefillToken', 'src/flow/token-claims.ts', 'prefillLifetimeSeconds = 24 * 3600', 86_400],
    ['rateLimit', 'src/http/rate-limit.ts', 'windowMs: 60_000', 60],
  ] as const)(
    'when the register says it of %s, then %s says the same',
    (name, file, words, seconds) => {
      expect(keptSeconds[name]).toBe(seconds)
      expect(readFileSync(join(root, file), 'utf8')).toContain(words)
    },
  )

  test.each([
    [30, '30 s'],
    [60, '1 min'],
    [900, '15 min'],
    [3600, '1 h'],
    [86_400, '24 h'],
    [90, '90 s'],
  ])('when it is %s seconds, then it says %s', (seconds, said) => {
    expect(saySpan(seconds)).toBe(said)
  })

  test.each([
    ['P1Y', '1 an', '1 year'],
    ['P2Y', '2 ans', '2 years'],
    ['P6M', '6 mois', '6 months'],
    ['P1M', '1 mois', '1 month'],
    ['P0D', '0 jour', '0 days'],
    ['P1Y6M', '1 an et 6 mois', '1 year and 6 months'],
    ['P1Y2M10D', '1 an, 2 mois et 10 jours', '1 year, 2 months and 10 days'],
  ])('when a form is kept for %s, then it says %s', (duration, french, english) => {
    expect([sayDuration(duration, 'fr'), sayDuration(duration, 'en')]).toEqual([french, english])
  })
})
