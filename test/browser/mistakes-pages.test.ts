import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { announcedAs } from '../support/accessibility-tree.ts'
import { launchChromium } from '../support/chromium.ts'
import { type DemoProcess, startDemoProcess } from '../support/start-demo-process.ts'
import { leaveForm, passAskPage, passFranceConnect, visit } from './demo-visit.ts'

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

const plate = '#immatriculation'

/** What is said of a mistake: in the title, in the summary that has the focus, and beside the input. */
async function told(page: Page) {
  const focus = page.locator(':focus')
  return {
    title: (await page.title()).replace('\u00a0', ' '),
    focus: await focus.getAttribute('class'),
    links: await focus.locator('a').allInnerTexts(),
    beside: await page.locator('.mistake').allInnerTexts(),
  }
}

test('when a number plate is mistyped, then what is expected is said where it is needed, and nothing is typed twice', async () => {
  await visit({ chromium, demo }, '/stationnement', async (page) => {
    await page.fill('#courriel', 'angela@exemple.fr')
    await leaveForm(page)
    await page.fill(plate, 'AA 229')
    await passAskPage(page)
    await page.locator('.summary').waitFor()
    const sentence =
      'Ce numéro n’a pas la forme d’une plaque française : AB-123-CD, ou 123 ABC 45 pour une ancienne.'
    const mistake = (text: string) => text.replaceAll('\u00a0', ' ')
    const { links, beside, ...rest } = await told(page)
    expect(rest).toEqual({
      title: 'Erreur : Avant de vous connecter – Ville de Démonstration',
      focus: 'summary',
    })
    expect([...links, ...beside].map(mistake)).toEqual([sentence, sentence])
    const [input] = await announcedAs(page, plate)
    expect(input?.description).toContain(sentence)
    expect([await page.inputValue(plate), await page.getAttribute(plate, 'aria-invalid')]).toEqual([
      'AA 229',
      'true',
    ])
    await page.fill(plate, 'AA-229-DB')
    await passAskPage(page)
    await passFranceConnect(page, 'test')
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#nom')?.value)
    expect([await page.inputValue(plate), await page.inputValue('#courriel')]).toEqual([
      'AA-229-DB',
      'angela@exemple.fr',
    ])
  })
}, 60_000)

test('when no situation is chosen, then the summary leads to the first one, which is part of a group that says so', async () => {
  await visit({ chromium, demo }, '/transport', async (page) => {
    await leaveForm(page)
    await passAskPage(page)
    await page.locator('.summary').waitFor()
    expect(await told(page)).toEqual({
      title: 'Erreur : Avant de vous connecter – Ville de Démonstration',
      focus: 'summary',
      links: ['Choisissez votre situation.'],
      beside: ['Choisissez votre situation.'],
    })
    const [group] = await announcedAs(page, '[role=radiogroup]')
    expect(group?.description).toContain('Choisissez votre situation.')
    await page.locator('.summary a').press('Enter')
    expect(await page.locator(':focus').getAttribute('id')).toBe('situation')
  })
}, 60_000)
