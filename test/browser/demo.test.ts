import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../support/chromium.ts'
import { snippetsOf } from '../support/doc-snippets.ts'
import { runShell } from '../support/run-shell.ts'
import { type DemoProcess, freePort, startDemoProcess } from '../support/start-demo-process.ts'
import {
  desktop,
  formValues,
  leaveForm,
  passAskPage,
  passFranceConnect,
  passReviewPage,
  phone,
  verdicts,
  visit as visitAt,
  waitForName,
} from './demo-visit.ts'

let demo: DemoProcess
let chromium: Browser
beforeAll(async () => {
  demo = await startDemoProcess()
  chromium = await launchChromium()
})
afterAll(async () => {
  await chromium.close()
  expect(await demo.stop()).toBe(0)
})

const visit = (
  path: string,
  work: (page: Page) => Promise<void>,
  options?: Parameters<Browser['newContext']>[0],
) => visitAt({ chromium, demo }, path, work, options)

describe.each([
  ['a phone', phone],
  ['a desktop', desktop],
])('on %s', (_, viewport) => {
  test('when a citizen fills the school meals form, then the identity is there, and what they typed', async () => {
    await visit(
      '/cantine?famille=12#inscription',
      async (page) => {
        await page.selectOption('#ecole', 'jules-ferry')
        await page.fill('#allergies', 'arachides')
        await leaveForm(page)
        await passAskPage(page)
        await passFranceConnect(page, 'karim')
        await waitForName(page, 'VASSEUR')
        expect(page.url()).toBe(`${demo.demoOrigin}/cantine?famille=12#inscription`)
        const value = (id: string) => page.inputValue(id)
        expect({
          prenom: await value('#premier_prenom'),
          ne_le: await value('#ne_le'),
          courriel: await value('#courriel'),
          nom_usage: await value('#nom_usage'),
          ecole: await value('#ecole'),
          allergies: await value('#allergies'),
        }).toEqual({
          prenom: 'Karim',
          ne_le: '1985-02-11',
          courriel: 'karim.vasseur@exemple.fr',
          nom_usage: '',
          ecole: 'jules-ferry',
          allergies: 'arachides',
        })
        expect(await page.isChecked('input[name=civilite][value="M."]')).toBe(true)
        expect(await page.getAttribute('#nom', 'readonly')).not.toBeNull()
        await page.fill('#premier_prenom', 'Mathieu')
        await page.getByRole('button', { name: 'Envoyer l’inscription' }).click()
        expect(await page.textContent('#validity')).toBe('Le préremplissage est authentique.')
        expect(await verdicts(page)).toEqual({
          nom: 'unchanged',
          premier_prenom: 'edited',
          civilite: 'unchanged',
          ne_le: 'unchanged',
          courriel: 'unchanged',
          quotient: 'unchanged',
          enfant_prenom: 'unchanged',
          enfant_ne_le: 'unchanged',
        })
      },
      { viewport },
    )
  })
})

test('when a CMS imposes its input names, then they are filled by the mapping, and judged by it', async () => {
  await visit('/bibliotheque', async (page) => {
    await page.getByRole('button', { name: /FranceConnect/ }).click()
    await passFranceConnect(page, 'test')
    const nom = page.locator('[name="wpforms[fields][3]"]')
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLInputElement>('[name="wpforms[fields][3]"]')?.value === 'DUBOIS',
    )
    expect(await nom.inputValue()).toBe('DUBOIS')
    expect(await page.locator('[name="wpforms[fields][4]"]').inputValue()).toBe('Angela')
    expect(await page.isChecked('[name="wpforms[fields][7][]"]')).toBe(true)
    expect(await page.locator('[name="wpforms[fields][12]"]').inputValue()).toMatch(/^eyJ/)
    await page.getByRole('button', { name: 'Envoyer' }).click()
    expect(await page.textContent('#validity')).toBe('Le préremplissage est authentique.')
    expect(Object.values(await verdicts(page))).not.toContain('edited')
  })
})

test('when JavaScript is off, then the civil status form is filled by its own back end', async () => {
  await visit(
    '/etat-civil',
    async (page) => {
      await page.fill('#motif', 'Mariage')
      await page.getByRole('button', { name: 'S’identifier avec FranceConnect' }).click()
      await passFranceConnect(page, 'test')
      expect(await page.textContent('#connected')).toBe(
        'Connecté avec FranceConnect : Angela DUBOIS',
      )
      expect(await page.inputValue('#prenoms')).toBe('Angela Claire Louise')
      expect(await page.inputValue('#motif')).toBe('Mariage')
      await page.getByRole('button', { name: 'Envoyer la demande' }).click()
      expect(await page.textContent('#validity')).toBe('Le préremplissage est authentique.')
      expect(new Set(Object.values(await verdicts(page)))).toEqual(
        new Set(['unchanged', 'equivalent']),
      )
      await page.getByRole('link', { name: 'Se déconnecter de FranceConnect' }).click()
      for (let step = 0; step < 3 && !page.url().startsWith(demo.demoOrigin); step += 1)
        await page.locator('form button').first().click()
      expect(page.url()).toBe(`${demo.demoOrigin}/`)
    },
    { javaScriptEnabled: false },
  )
})

test('when JavaScript is off, then the school meals form is plain, and leads to one that is filled without', async () => {
  await visit(
    '/cantine',
    async (page) => {
      expect(await page.locator('#nom').isEditable()).toBe(true)
      await page.getByRole('link', { name: /FranceConnect sans JavaScript/ }).click()
      expect(page.url()).toBe(`${demo.demoOrigin}/etat-civil`)
    },
    { javaScriptEnabled: false },
  )
})

test('when the citizen cancels, then the form is as they left it, with one quiet sentence', async () => {
  await visit('/cantine', async (page) => {
    await page.fill('#nom', 'Martin')
    await leaveForm(page)
    await passAskPage(page)
    await page.getByRole('link', { name: /Revenir sur/ }).click()
    await page.waitForURL(`${demo.demoOrigin}/cantine`)
    await waitForName(page, 'Martin')
    expect(await page.inputValue('#premier_prenom')).toBe('')
    expect(await page.getByRole('button', { name: /FranceConnect/ }).isVisible()).toBe(true)
  })
})

test('when the citizen passes on nothing of what was found, then the form is as they left it, and usable', async () => {
  await visit('/cantine', async (page) => {
    await page.fill('#allergies', 'arachides')
    await page.selectOption('#ecole', 'jules-ferry')
    await leaveForm(page)
    await passAskPage(page)
    await passFranceConnect(page, 'test')
    await page.waitForURL(/\/review\//)
    const review = page.url()
    await page.getByRole('button', { name: 'Revenir au formulaire sans rien transmettre' }).click()
    await page.waitForURL(`${demo.demoOrigin}/cantine`)
    await page.getByText('Rien n’a été transmis à ce formulaire.').waitFor()
    const asLeft = { nom: '', quotient: '', enfant_prenom: '', allergies: 'arachides' }
    expect(await formValues(page)).toMatchObject({ ...asLeft, ecole: 'jules-ferry' })
    expect(await page.getByRole('button', { name: /FranceConnect/ }).isVisible()).toBe(true)
    // What was found is gone: its page only leads back.
    await page.goto(review)
    await page.waitForURL(`${demo.demoOrigin}/cantine`)
    expect((await formValues(page)).nom).toBe('')
  })
})

test('when a value is withheld, then the clerk reads that the citizen kept it', async () => {
  await visit('/cantine', async (page) => {
    await leaveForm(page)
    await passAskPage(page)
    await passFranceConnect(page, 'test')
    await page.uncheck('#field-quotient')
    await passReviewPage(page, 'enfant', [0])
    await waitForName(page, 'DUBOIS')
    await page.fill('#quotient', '900')
    await page.getByRole('button', { name: 'Envoyer l’inscription' }).click()
    const cells = page.locator('tr[data-empty=quotient] > *')
    expect(await cells.allTextContents()).toEqual([
      'Quotient familial',
      '900',
      'gardé par le citoyen',
      'saisi par le citoyen',
    ])
    expect(await page.locator('tr[data-empty=nom_usage] > *').allTextContents()).toEqual([
      'Nom d’usage',
      '',
      'non fourni',
      '',
    ])
    expect(await page.textContent('#added')).toBe('Quotient familial')
    expect(Object.keys(await verdicts(page))).not.toContain('quotient')
  })
})

test('when someone forges a return, then nothing is filled and the address bar is clean', async () => {
  await visit('/cantine?code=forged&state=forged&iss=https%3A%2F%2Fevil.exemple', async (page) => {
    await page.waitForURL(`${demo.demoOrigin}/cantine`)
    expect(await page.inputValue('#nom')).toBe('')
    expect(await page.content()).not.toContain('evil.exemple')
  })
})

test('when a citizen born abroad logs in, then what FranceConnect does not know is explained, not invented', async () => {
  await visit('/etat-civil', async (page) => {
    await page.getByRole('button', { name: 'S’identifier avec FranceConnect' }).click()
    await passFranceConnect(page, 'portugal')
    expect(await page.inputValue('#commune_naissance')).toBe('')
    expect(await page.inputValue('#pays_naissance')).toBe('Portugal')
    expect(await page.textContent('#origine-commune_naissance')).toBe(
      'FranceConnect ne donne pas la commune pour une naissance à l’étranger. Indiquez-la vous-même.',
    )
  })
})

test('when a guest of another State logs in, then nothing that INSEE did not check is locked', async () => {
  await visit('/etat-civil', async (page) => {
    await page.getByRole('button', { name: 'S’identifier avec FranceConnect' }).click()
    await passFranceConnect(page, 'invitee.eidas')
    expect(await page.inputValue('#nom')).not.toBe('')
    expect(await page.getAttribute('#nom', 'readonly')).toBeNull()
    expect(await page.textContent('#origine-prenoms')).toBe(
      'FranceConnect donne vos prénoms sans les séparer. Indiquez-les vous-même.',
    )
  })
})

test('when only half a birth date is known, then it is left open, and completing it breaks no lock', async () => {
  await visit('/cantine', async (page) => {
    await leaveForm(page)
    await page.uncheck('input[name=source]')
    await passAskPage(page)
    await passFranceConnect(page, 'jour.presume')
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('#nom')?.readOnly === true,
    )
    await page.fill('#ne_le', '1992-11-05')
    await page.fill('#enfant_prenom', 'Léa')
    await page.fill('#enfant_ne_le', '2019-05-04')
    await page.getByRole('button', { name: 'Envoyer l’inscription' }).click()
    expect((await verdicts(page)).ne_le).toBe('edited')
    expect(await page.content()).not.toContain('diffère d’une valeur vérifiée')
  })
})

test('when the citizen logs out, then the page says that it was emptied', async () => {
  await visit('/cantine', async (page) => {
    await page.fill('#allergies', 'arachides')
    await leaveForm(page)
    await passAskPage(page)
    await passFranceConnect(page, 'karim')
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.getByText('Vous êtes déconnecté de FranceConnect.').waitFor()
    expect(page.url()).toBe(`${demo.demoOrigin}/cantine`)
    expect(await page.inputValue('#allergies')).toBe('')
  })
})

describe('the command', () => {
  test('when it is interrupted, then it ends everything with exit 0', async () => {
    const other = await startDemoProcess()
    expect(other.output()).toMatch(/test, password 123[^\n]*\n.*ready http:\/\/localhost:\d+\/\n$/s)
    expect(await other.stop('SIGINT')).toBe(0)
    await expect(fetch(`${other.serviceOrigin}/`)).rejects.toThrow()
  })

  test.each([
    ['README.md', 'See it in two minutes'],
    ['README.fr.md', 'Le voir en deux minutes'],
  ])('when it is typed as %s says, then it is this one', async (page, heading) => {
    const names = ['PORT', 'SIMULATOR_PORT', 'DEMO_PORT', 'MANAGEMENT_PORT']
    const ports = names.map(async (name) => [name, String(await freePort())] as const)
    const env = Object.fromEntries(await Promise.all(ports))
    const [start = ''] = snippetsOf(page)
      .filter((snippet) => snippet.heading === heading && snippet.ranBy?.endsWith('demo.test.ts'))
      .map(({ text }) => text)
    const { stdout, stderr } = await runShell(start, { env, until: /^ready http/m })
    expect(stderr).toBe('')
    expect(stdout).toContain(`\nready http://localhost:${env.DEMO_PORT}/\n`)
  })

  test.each(['PORT', 'SIMULATOR_PORT', 'DEMO_PORT', 'MANAGEMENT_PORT'] as const)(
    'when %s is taken, then it says which variable to set',
    async (variable) => {
      const taken = Number(new URL(demo.serviceOrigin).port)
      const other = await startDemoProcess({ [variable]: taken })
      expect(other.output()).toContain(
        `the demo cannot start: port ${taken} is taken by another program: stop it, or set ${variable} to another port`,
      )
      expect(await other.stop()).toBe(1)
    },
  )
})
