import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../support/chromium.ts'
import { type DemoProcess, startDemoProcess } from '../support/start-demo-process.ts'
import {
  announced,
  desktop,
  formValues,
  leaveForm,
  noteOf,
  outcomes,
  passAskPage,
  passFranceConnect,
  passReviewPage,
  phone,
  setFaults,
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
afterEach(() => setFaults({ chromium, demo }, []))
afterAll(async () => {
  await chromium.close()
  expect(await demo.stop()).toBe(0)
})

const visit = (
  path: string,
  work: (page: Page) => Promise<void>,
  options?: Parameters<Browser['newContext']>[0],
) => visitAt({ chromium, demo }, path, work, options)

/** Last month in words: the quotient is always of last month. */
function lastMonth(): string {
  const [year, month] = new Date()
    .toLocaleDateString('sv', { timeZone: 'Europe/Paris' })
    .split('-')
    .map(Number)
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 2, 1))
  return date.toLocaleDateString('fr', { timeZone: 'UTC', year: 'numeric', month: 'long' })
}

const submit = async (page: Page) => {
  await page.locator('form button.send').click()
  await page.waitForSelector('#validity')
  return {
    validity: await page.textContent('#validity'),
    verdicts: await verdicts(page),
    outcomes: await outcomes(page),
    added: await page.textContent('#added'),
  }
}

const declined = (subject: string, document: string) =>
  `Comme vous l’avez choisi, nous n’avons pas demandé ${subject}. Remplissez vous-même et joignez ${document}.`

describe.each([
  ['a phone', phone],
  ['a desktop', desktop],
])('on %s', (_, viewport) => {
  test('when a family has three children, then the chosen two are filled in, and the rest is left alone', async () => {
    await visit(
      '/cantine',
      async (page) => {
        await leaveForm(page)
        await passAskPage(page)
        await passFranceConnect(page, 'test')
        await page.waitForURL(/\/review\//)
        await passReviewPage(page, 'enfant', [0, 2])
        await waitForName(page, 'DUBOIS')
        const values = await formValues(page)
        expect(values).toMatchObject({
          quotient: '872',
          enfant_prenom: 'LEO PAUL',
          enfant_ne_le: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
          enfant_prenom_2: 'NINA',
          enfant_ne_le_2: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
          enfant_prenom_3: '',
          enfant_ne_le_3: '',
        })
        expect(await noteOf(page, '#quotient')).toEqual([
          `Rempli par la CAF ou la MSA, d’après votre dossier (${lastMonth()}).`,
        ])
        expect(await noteOf(page, '#enfant_prenom_3')).toEqual([])
        expect(await submit(page)).toEqual({
          validity: 'Le préremplissage est authentique.',
          verdicts: {
            nom: 'unchanged',
            premier_prenom: 'unchanged',
            civilite: 'unchanged',
            ne_le: 'unchanged',
            courriel: 'unchanged',
            quotient: 'unchanged',
            enfant_prenom: 'unchanged',
            enfant_ne_le: 'unchanged',
          },
          outcomes: { franceconnect: 'ok', quotient_familial: 'ok' },
          added: 'rien',
        })
      },
      { viewport },
    )
  })

  test('when a plate is asked first, then a wrong one is told at once and a right one fills the vehicle', async () => {
    await visit(
      '/stationnement',
      async (page) => {
        await leaveForm(page)
        await passAskPage(page)
        expect(await page.getAttribute('#immatriculation', 'aria-invalid')).toBe('true')
        await page.fill('#immatriculation', 'bk 314 va')
        await passAskPage(page)
        await passFranceConnect(page, 'karim')
        await waitForName(page, 'VASSEUR')
        const values = await formValues(page)
        expect(values).toMatchObject({
          immatriculation: 'BK-314-VA',
          titulaire: 'locataire',
          marque: expect.stringMatching(/^[A-Z]+$/),
          code_postal: expect.stringMatching(/^\d{5}$/),
          ville: expect.stringMatching(/^[A-Z -]+$/),
        })
        const lines = values.adresse?.split(/\r?\n/) ?? []
        expect(lines.at(-1)).toBe(`${values.code_postal} ${values.ville}`)
        expect(lines.length).toBeGreaterThan(1)
        expect(await submit(page)).toMatchObject({
          validity: 'Le préremplissage est authentique.',
          verdicts: { immatriculation: 'unchanged', titulaire: 'unchanged', ville: 'unchanged' },
          outcomes: { franceconnect: 'ok', extrait_immatriculation_vehicule: 'ok' },
          added: 'rien',
        })
      },
      { viewport },
    )
  })

  test('when the situation is asked first, then only its agencies are asked, and the others’ fields wait for nobody', async () => {
    await visit(
      '/transport',
      async (page) => {
        await leaveForm(page)
        await page.check('input[name=situation][value=etudiant]')
        await passAskPage(page)
        await passFranceConnect(page, 'etudiante')
        await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#nom')?.value)
        expect(await formValues(page)).toMatchObject({
          etudiant_inscrit: 'oui',
          etablissement: 'UNIVERSITE RENNES 2',
          boursier: 'oui',
          echelon: '0bis',
        })
        expect([await page.isChecked('[name=c2s]'), await page.isChecked('[name=rsa]')]).toEqual([
          false,
          false,
        ])
        expect(await announced(page)).not.toContain('À compléter')
        expect(await submit(page)).toMatchObject({
          validity: 'Le préremplissage est authentique.',
          verdicts: { etudiant_inscrit: 'equivalent', boursier: 'equivalent' },
          outcomes: {
            franceconnect: 'ok',
            statut_etudiant: 'ok',
            etudiant_boursier: 'ok',
            complementaire_sante_solidaire: 'declined',
            revenu_solidarite_active: 'declined',
          },
          added: 'rien',
        })
      },
      { viewport },
    )
  })

  test('when a source is declined, then its fields say so, each once, and all that is left is announced', async () => {
    await visit(
      '/cantine',
      async (page) => {
        await leaveForm(page)
        await page.uncheck('input[name=source][value=quotient_familial]')
        await passAskPage(page)
        await passFranceConnect(page, 'karim')
        await waitForName(page, 'VASSEUR')
        const sentence = declined(
          'votre quotient familial',
          'votre attestation de quotient familial',
        )
        expect({
          quotient: await noteOf(page, '#quotient'),
          child: await noteOf(page, '#enfant_prenom'),
          birth: await noteOf(page, '#enfant_ne_le'),
          second: await noteOf(page, '#enfant_prenom_2'),
          announced: await announced(page),
          focused: await page.evaluate(() => document.activeElement?.id),
        }).toEqual({
          quotient: [sentence],
          child: [
            'Comme vous l’avez choisi, nous n’avons pas demandé cette information. Remplissez-la vous-même.',
          ],
          birth: ['Remplissez vous-même.'],
          second: [],
          announced: `Champs remplis : 5. Vérifiez-les avant d’envoyer. ${sentence} Données de test : ce ne sont pas celles d’une personne réelle. À compléter par vous : Quotient familial Prénoms de l’enfant Date de naissance de l’enfant`,
          focused: 'quotient',
        })
        await page.fill('#enfant_prenom', 'Elias')
        await page.fill('#enfant_ne_le', '2020-06-22')
        expect(await submit(page)).toMatchObject({
          outcomes: { franceconnect: 'ok', quotient_familial: 'declined' },
          added: 'Prénoms de l’enfant, Date de naissance de l’enfant',
        })
      },
      { viewport },
    )
  })

  test('when an agency does not answer, then the rest is filled and the form says what to do', async () => {
    await setFaults({ chromium, demo }, [{ fault: 'status_503', at: 'quotient_familial' }])
    await visit(
      '/cantine',
      async (page) => {
        await leaveForm(page)
        await passAskPage(page)
        await passFranceConnect(page, 'karim')
        await waitForName(page, 'VASSEUR')
        const sentence =
          'La CAF ou la MSA : pas de réponse pour votre quotient familial. Remplissez vous-même et joignez votre attestation de quotient familial.'
        expect({
          quotient: await noteOf(page, '#quotient'),
          child: await noteOf(page, '#enfant_prenom'),
          birth: await noteOf(page, '#enfant_ne_le'),
          announced: await announced(page),
          focused: await page.evaluate(() => document.activeElement?.id),
        }).toEqual({
          quotient: [sentence],
          child: ['L’administration n’a pas répondu. Remplissez cette information vous-même.'],
          birth: ['Remplissez vous-même.'],
          announced: `Champs remplis : 5. Vérifiez-les avant d’envoyer. ${sentence} Données de test : ce ne sont pas celles d’une personne réelle. À compléter par vous : Quotient familial Prénoms de l’enfant Date de naissance de l’enfant`,
          focused: 'quotient',
        })
        await page.fill('#enfant_prenom', 'Elias')
        await page.fill('#enfant_ne_le', '2020-06-22')
        expect(await submit(page)).toMatchObject({
          validity: 'Le préremplissage est authentique.',
          outcomes: { franceconnect: 'ok', quotient_familial: 'unavailable' },
        })
      },
      { viewport },
    )
  })
})

test('when a citizen has the keyboard only, then the whole way can be gone', async () => {
  await visit('/cantine', async (page) => {
    const reach = async (selector: string) => {
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press('Tab')
        const isThere = await page.evaluate((wanted) => {
          let at = document.activeElement
          while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
          return at?.matches(wanted) ?? false
        }, selector)
        if (isThere) return
      }
      throw new Error(`no way by Tab to ${selector} on ${page.url()}`)
    }
    const press = async (selector: string, key: string, next: RegExp) => {
      await reach(selector)
      await Promise.all([page.waitForURL(next), page.keyboard.press(key)])
    }
    await press('.fr-connect', 'Enter', /\/ask\//)
    await press('form[action^="/ask/"] button', 'Enter', /authorize|interaction/)
    await reach('form[action*="redirect-to-idp"] button')
    await page.keyboard.press('Enter')
    await page.waitForSelector('input[name=login]')
    if ((await page.evaluate(() => document.activeElement?.getAttribute('name'))) !== 'login')
      await reach('input[name=login]')
    await page.keyboard.type('test')
    await page.keyboard.press('Tab')
    await page.keyboard.type('123')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Continuer' }).waitFor()
    await press('form button', 'Enter', /\/review\//)
    await reach('input[name="chosen.enfant"]')
    await page.keyboard.press('Space')
    await press('form[action^="/review/"] button.action', 'Enter', /\/cantine/)
    await waitForName(page, 'DUBOIS')
    expect(await formValues(page)).toMatchObject({ enfant_prenom: 'LEO PAUL', quotient: '872' })
    await reach('#allergies')
    await page.keyboard.type('arachides')
    await reach('button.send')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#validity')
    expect(await page.textContent('#added')).toBe('Allergies et remarques')
  })
})

test('when there is no JavaScript, then each form can be filled and sent by hand', async () => {
  await visit(
    '/cantine',
    async (page) => {
      for (const [id, value] of Object.entries({
        nom: 'MARTIN',
        premier_prenom: 'Zoé',
        ne_le: '1990-01-02',
        courriel: 'zoe@exemple.fr',
        enfant_prenom: 'Léa',
        enfant_ne_le: '2019-05-04',
      }))
        await page.fill(`#${id}`, value)
      await page.locator('form button.send').click()
      expect(await page.locator('main li').first().textContent()).toBe(
        'le formulaire a été rempli à la main',
      )
    },
    { javaScriptEnabled: false },
  )
})
