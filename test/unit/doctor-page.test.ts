import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { printJson } from '../../src/cli/doctor/print-json.ts'
import { printText } from '../../src/cli/doctor/print-text.ts'
import { writeFolder } from '../support/configuration-folder.ts'
import { diagnose, type Illness } from '../support/doctor-stage.ts'

const folder = writeFolder({})
const file = join(folder, 'page.html')

const head = `<script type="module" src="https://prefill.exemple.fr/widget/v1.js"></script>`
const widget = '<franceconnect-prefill client-id="cantine" for="f"></franceconnect-prefill>'
const inputs = `<label>Nom <input name="nom"></label>
<label>Prénom <input name="prenom"></label>
<select name="civilite"><option value="">?</option><option>Mme</option><option>M.</option></select>
<input type="date" name="ne_le">
<input type="email" name="courriel">`

interface Page {
  readonly head?: string
  readonly widget?: string
  readonly inputs?: string
  readonly form?: string
}

const html = (page: Page) => `<!doctype html>
<html lang="fr"><head><title>Cantine</title>
${page.head ?? head}
</head><body>
${page.widget ?? widget}
${page.form ?? '<form id="f">'}
${page.inputs ?? inputs}
</form></body></html>
`

function judge(page: Page | string, illness: Illness = {}) {
  writeFileSync(file, typeof page === 'string' ? page : html(page))
  return diagnose({ ...illness, args: ['--page', file, ...(illness.args ?? [])] })
}

/** What was found, shortly. */
async function found(page: Page | string, illness: Illness = {}): Promise<string[]> {
  const { findings } = await judge(page, illness)
  return findings.map(({ file: where, line, level, rule, message, instead }) => {
    expect(where).toBe(file)
    return `${line ?? '-'} [${level} ${rule}] ${message} → ${instead ?? 'nothing'}`
  })
}

const withInput = (from: string, to: string): Page => {
  expect(inputs).toContain(from)
  return { inputs: inputs.replace(from, to) }
}

test('when a page is right, then it is told which inputs would be filled', async () => {
  const report = await judge({})
  expect(report.findings).toEqual([])
  expect(printText(report, false)).toBe(`${file}: what would be filled for cantine
  nom → nom (line 7)
  prenom → prenom (line 8)
  civilite → civilite (line 9)
  ne_le → ne_le (line 10)
  courriel → courriel (line 11)

nothing found
`)
  expect(JSON.parse(printJson(report)).page).toEqual({
    file,
    forms: [
      {
        client_id: 'cantine',
        fields: [
          { name: 'nom', inputs: [{ name: 'nom', line: 7 }] },
          { name: 'prenom', inputs: [{ name: 'prenom', line: 8 }] },
          { name: 'civilite', inputs: [{ name: 'civilite', line: 9 }] },
          { name: 'ne_le', inputs: [{ name: 'ne_le', line: 10 }] },
          { name: 'courriel', inputs: [{ name: 'courriel', line: 11 }] },
        ],
      },
    ],
  })
})

describe('the inputs of a page', () => {
  test.each<[string, Page, string[]]>([
    [
      'a field has no input',
      withInput('<input type="email" name="courriel">', ''),
      [
        '6 [warning no-input] no input of the page takes the field courriel (Adresse électronique) → give the page an input named courriel, or write without: [courriel] in the form cantine: what no page takes need not be asked for',
      ],
    ],
    [
      'an input looks like a field by its name',
      withInput('name="courriel"', 'name="your-email"'),
      [
        '11 [warning other-name] no input takes the field courriel, and your-email looks like it → write data-prefill="courriel" on that input, or inputs: {courriel: "your-email"} in the form cantine',
      ],
    ],
    [
      'an input looks like a field by its label',
      withInput('<input name="prenom">', '<input name="wpforms[fields][4]">'),
      [
        '8 [warning other-name] no input takes the field prenom, and wpforms[fields][4] looks like it → write data-prefill="prenom" on that input, or inputs: {prenom: "wpforms[fields][4]"} in the form cantine',
      ],
    ],
    [
      'only a hidden input or a password looks like a field',
      withInput(
        '<input type="email" name="courriel">',
        '<input type="hidden" id="email"><input type="password" id="mail">',
      ),
      [
        '6 [warning no-input] no input of the page takes the field courriel (Adresse électronique) → give the page an input named courriel, or write without: [courriel] in the form cantine: what no page takes need not be asked for',
      ],
    ],
    [
      'an input is marked, and has another name',
      withInput('name="courriel"', 'name="x" data-prefill="courriel"'),
      [
        '11 [warning unmapped-name] the input x takes the field courriel, and the verdict does not look for it there → write inputs: {courriel: "x"} in the form cantine, or name it courriel before you ask for the verdict',
      ],
    ],
    [
      'an input is marked, and has the same name or none',
      withInput('name="courriel"', 'name="courriel[]" data-prefill="courriel"'),
      [],
    ],
    [
      'an input is marked, and has no name',
      withInput('name="courriel"', 'data-prefill="courriel"'),
      [],
    ],
    [
      'an input belongs to the form from outside',
      {
        form: '<input form="f" name="courriel"><form id="f">',
        ...withInput('name="courriel"', 'name="x"'),
      },
      [],
    ],
    [
      'a date is to go into a number',
      withInput('type="date"', 'type="number"'),
      [
        '10 [warning wrong-input] the input ne_le of the field ne_le is of type number, and the field is a date → give the page an input of another type, or values that the field has',
      ],
    ],
    [
      'a name is to go into a date',
      withInput('<input name="nom">', '<input type="date" name="nom">'),
      [
        '7 [warning wrong-input] the input nom of the field nom is of type date, and the field is a name → give the page an input of another type, or values that the field has',
      ],
    ],
    [
      'a name is to go into an address of mail',
      withInput('<input name="prenom">', '<input type="email" name="prenom">'),
      [
        '8 [warning wrong-input] the input prenom of the field prenom is of type email, and the field is a name → give the page an input of another type, or values that the field has',
      ],
    ],
    [
      'a choice is called otherwise',
      withInput('<option>M.</option>', '<option value="H">Monsieur</option>'),
      [
        '9 [warning wrong-input] the input civilite of the field civilite offers no choice for M. (its values: Mme, H) → write the page’s values into options of the demarche, or the demarche’s into the page',
      ],
    ],
    [
      'a choice is written otherwise, in case and accents',
      withInput('<option>Mme</option>', '<option value="1">MME</option>'),
      [],
    ],
    [
      'an input is disabled',
      withInput('name="prenom"', 'name="prenom" disabled'),
      [
        '8 [warning wrong-input] the input prenom of the field prenom is disabled: what is in it is not sent → give the page an input of another type, or values that the field has',
      ],
    ],
  ])('when %s, then the doctor says what would become of it', async (_, page, expected) => {
    expect(await found(page)).toEqual(expected)
  })

  test('when the names of a page cannot be changed and are mapped, then they are found', async () => {
    const from = '    demarche: repas\n'
    const replace = {
      'collectivites/mairie.yaml': [from, `${from}    inputs: {nom: "input_1.3"}\n`],
    } as const
    const page = withInput('name="nom"', 'name="input_1.3"')
    expect(await found(page, { replace })).toEqual([])
    expect((await found(page)).map((one) => one.slice(0, 24))).toEqual(['7 [warning other-name] n'])
  })

  test('when a list of children meets numbered inputs, then each is told', async () => {
    const demarche = `title: {fr: Inscription, en: Registration}
purpose: {fr: Inscrire, en: Register}
legal_basis: public-task
retention: P1Y
groups: {enfant: {list: quotient_familial.enfants, max: 3}}
fields:
  enfant_prenom: {from: enfant.prenoms}
`
    const illness: Illness = {
      files: { 'demarches/repas.yaml': demarche },
      replace: {
        'collectivites/mairie.yaml': ['[identite_pivot, email]', '[identite_pivot, cnaf_enfants]'],
      },
    }
    const page = { inputs: '<input name="enfant_prenom"><input name="enfant_prenom_2">' }
    const { page: plan } = await judge(page, illness)
    const [field] = plan?.plans[0]?.fields ?? []
    expect(field?.places.map(({ position }) => position)).toEqual([1, 2])
    expect(await found(page, illness)).toEqual([])
    const marked = (first: string, second: string) =>
      `<input name="${first}" data-prefill="enfant_prenom[1]"><input name="${second}" data-prefill="enfant_prenom[2]">`
    const named = { inputs: marked('enfant_prenom', 'enfant_prenom_2') }
    expect(await found(named, illness)).toEqual([])
    const strange = { inputs: marked('enfant_prenom', 'petit') }
    expect((await found(strange, illness)).map((one) => one.slice(0, 36))).toEqual([
      '7 [warning unmapped-name] the input ',
    ])
  })
})

describe('the two lines of the widget', () => {
  const known = 'known: cantine'
  test.each<[string, Page, string[]]>([
    [
      'the widget is missing',
      { widget: '' },
      [
        '- [error no-widget] the page has no <franceconnect-prefill> → write <franceconnect-prefill client-id="cantine" for="f"></franceconnect-prefill> before the form',
      ],
    ],
    [
      'the widget has no client-id',
      { widget: '<franceconnect-prefill for="f"></franceconnect-prefill>' },
      [`5 [error widget-form] the widget has no client-id → write client-id="…"; ${known}`],
    ],
    [
      'the client-id is nobody’s',
      { widget: widget.replace('cantine', 'piscine') },
      [`5 [error widget-form] no form has the client_id piscine → ${known}`],
    ],
    [
      'its form is not there',
      { widget: widget.replace('for="f"', 'for="g"') },
      [
        '5 [error widget-form] the page has no form with id="g" → write the id of the form into for',
      ],
    ],
    ['it needs no for', { widget: widget.replace(' for="f"', '') }, []],
    [
      'it asks another service',
      { widget: widget.replace(' for', ' service="https://autre.fr" for') },
      [
        '5 [error widget-form] the widget asks https://autre.fr, and the service is https://prefill.exemple.fr → leave service out: the script says where it comes from',
      ],
    ],
    [
      'the script is missing',
      { head: '' },
      [
        '- [error widget-script] the page loads no script of the widget: its element stays empty → write <script type="module" src="https://prefill.exemple.fr/widget/v1.js"></script>',
      ],
    ],
    [
      'the script comes from elsewhere',
      { head: head.replace('prefill.exemple.fr', 'cdn.fr') },
      [
        '3 [error widget-script] the script comes from https://cdn.fr, and the service is https://prefill.exemple.fr → write src="https://prefill.exemple.fr/widget/v1.js", or set PUBLIC_URL',
      ],
    ],
    [
      'the script is no module, and has no origin',
      { head: '<script src="/widget/v1.js"></script>' },
      [
        '3 [error widget-script] the widget is a module, and this script is loaded as another kind → write <script type="module" …>',
        '3 [error widget-script] /widget/v1.js is no absolute address: the widget fetches from where its script comes from → write src="https://prefill.exemple.fr/widget/v1.js"',
      ],
    ],
    ['the script is of one version', { head: head.replace('v1.js', '0.1.0.js') }, []],
  ])('when %s, then the doctor says so', async (_, page, expected) => {
    expect(await found(page)).toEqual(expected)
  })

  test('when no form follows, then the doctor says so', async () => {
    const page = `<!doctype html>${head}<form>${inputs}</form>\n${widget.replace(' for="f"', '')}`
    expect(await found(page)).toEqual([
      '6 [error widget-form] no form is around the widget or after it → put the widget before its form, or write for="…"',
    ])
  })

  test('when the form that is meant is named, then the page is judged for that one', async () => {
    expect(await found({}, { args: ['--client-id', 'cantine'] })).toEqual([])
    expect(await found({}, { args: ['--client-id', 'piscine'] })).toEqual([
      '5 [error widget-form] no form has the client_id piscine → known: cantine',
    ])
    expect(await found({ widget: '' }, { args: ['--client-id', 'piscine'] })).toEqual([
      expect.stringMatching(/no-widget/),
      '- [error widget-form] no form has the client_id piscine → known: cantine',
    ])
  })

  test('when the page cannot be read, then the doctor says why', async () => {
    const { findings } = await diagnose({ args: ['--page', join(folder, 'absent.html')] })
    expect(findings).toMatchObject([{ rule: 'unreadable-page', message: 'cannot be read: ENOENT' }])
  })
})

describe('the policy of a page', () => {
  const policy = (content: string): Page => ({
    head: `<meta http-equiv="Content-Security-Policy" content="${content}">\n${head}`,
  })
  const service = 'https://prefill.exemple.fr'
  test.each<[string, string[]]>([
    [`default-src 'self'; script-src 'self' ${service}; connect-src ${service}`, []],
    [`default-src 'self'`, ['script-src', 'connect-src']],
    [`script-src ${service}`, []],
    [`script-src ${service}; connect-src 'self'`, ['connect-src']],
    [`script-src https:; connect-src *.exemple.fr`, []],
    [`script-src http://prefill.exemple.fr`, ['script-src']],
    [`img-src 'self'`, []],
  ])('when it is %s, then what it keeps out is told', async (content, directives) => {
    const told = await found(policy(content))
    expect(told).toEqual(
      directives.map(
        (directive) =>
          `3 [error content-security-policy] ${directive} does not let the page ${
            directive === 'script-src' ? 'load the widget from' : 'ask'
          } ${service} → add ${service} to ${directive}`,
      ),
    )
  })
})
