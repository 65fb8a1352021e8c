import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { errorSentences } from '../../src/domain/error-sentences.ts'
import { widgetMessagesEn } from '../../src/domain/widget-messages.en.ts'
import { widgetMessagesFr } from '../../src/domain/widget-messages.fr.ts'
import {
  ended,
  hostPage,
  makeTrip,
  someFields,
  someForm,
  startWidgetStage,
  type WidgetStage,
  waitUntil,
  widgetTag,
} from '../support/widget-stage.ts'

let stage: WidgetStage

beforeAll(async () => {
  stage = await startWidgetStage()
}, 60_000)
afterAll(() => stage.close())
beforeEach(() => {
  stage.fake.behaviour.fields = someFields()
  stage.fake.pages.set('/cantine', hostPage(stage.fake.service, widgetTag + someForm))
})
afterEach(() => stage.clear())

const status = (page: Page) => page.locator('franceconnect-prefill [role=status]').first()
const problem = (page: Page) => page.locator('franceconnect-prefill .problem').first()
const button = (page: Page) => page.locator('franceconnect-prefill .fr-connect').first()
const kept = (page: Page) => page.evaluate(() => Object.keys(sessionStorage).sort())
const asked = (path: string) => stage.fake.requests.filter(({ url }) => url.pathname === path)
const notRecognised =
  'Aucune demande n’est en cours dans cet onglet : rien n’a été rempli. Vous pouvez commencer avec le bouton.'

describe('leaving', () => {
  test('when the button is clicked, then the service is asked for a code with PKCE, at the top level', async () => {
    const tag = widgetTag.replace('for=', 'form-nonce="n-42" for=')
    stage.fake.pages.set('/cantine', hostPage(stage.fake.service, tag + someForm))
    const { page, events } = await stage.open('/cantine?x=1#f')
    await makeTrip(page, events)
    const { state, code_challenge, ...parameters } = Object.fromEntries(
      asked('/authorize')[0]?.url.searchParams ?? [],
    )
    expect(parameters).toEqual({
      client_id: 'demo-cantine',
      redirect_uri: `${stage.fake.site}/cantine`,
      response_type: 'code',
      scope: 'openid',
      nonce: 'n-42',
      code_challenge_method: 'S256',
      ui_locales: 'fr',
    })
    expect([state, code_challenge]).toEqual([
      expect.stringMatching(/^[\w-]{43}$/),
      expect.stringMatching(/^[\w-]{43}$/),
    ])
    expect(await page.context().cookies()).toEqual([])
  })

  test('when the page prevents prefill-start, then nobody leaves', async () => {
    const { page, events } = await stage.open('/cantine')
    await page.evaluate(() =>
      document.addEventListener('prefill-start', (event) => event.preventDefault()),
    )
    await button(page).click()
    await waitUntil(() => events.length > 0)
    expect([asked('/authorize'), await kept(page)]).toEqual([
      [],
      [`franceconnect-prefill:form:${stage.fake.service}:demo-cantine:fr`],
    ])
  })

  test('when the browser refuses sessionStorage, then the widget says so and the form stays usable', async () => {
    const { page, events } = await stage.open('/cantine', {
      before: () =>
        Object.defineProperty(window, 'sessionStorage', {
          get: () => {
            throw new DOMException('refused', 'SecurityError')
          },
        }),
    })
    await page.fill('#nom', 'Martin')
    await button(page).click()
    await status(page).filter({ hasText: 'Votre navigateur ne permet pas' }).waitFor()
    expect([await page.inputValue('#nom'), events, asked('/authorize')]).toEqual(['Martin', [], []])
  })

  test('when no address of the page is registered, then it says at load what to register, and stays', async () => {
    stage.fake.behaviour.description = { redirect_uris: ['https://ailleurs.example/'] }
    const { page, events } = await stage.open('/cantine?x=1')
    await problem(page)
      .filter({ hasText: `${stage.fake.site}/cantine pour demo-cantine` })
      .waitFor()
    await button(page).click()
    await status(page).filter({ hasText: 'Webmestre' }).waitFor()
    expect([asked('/authorize'), events]).toEqual([[], []])
  })

  test('when the service speaks in another name, then nobody leaves', async () => {
    stage.fake.behaviour.description = { issuer: 'https://autre.example' }
    const { page } = await stage.open('/cantine')
    await problem(page).filter({ hasText: 'https://autre.example' }).waitFor()
    await button(page).click()
    await status(page).filter({ hasText: 'Webmestre' }).waitFor()
    expect(asked('/authorize')).toEqual([])
  })

  test('when the network never answers, then the button is painted all the same', async () => {
    const before = () => {
      window.fetch = () => new Promise(() => undefined)
    }
    const { page } = await stage.open('/cantine', { before })
    expect(await button(page).textContent()).toBe('S’identifier avec FranceConnect')
    expect([await button(page).isVisible(), asked('/forms/demo-cantine')]).toEqual([true, []])
  })

  test('when the form is unknown to the network, then the button is painted and still works', async () => {
    stage.fake.behaviour.formsStatus = 503
    const { page, events } = await stage.open('/cantine')
    await problem(page).filter({ hasText: 'pas disponible pour le moment' }).waitFor()
    expect(await button(page).textContent()).toBe('S’identifier avec FranceConnect')
    await makeTrip(page, events)
    expect(await page.inputValue('#nom')).toBe('DUBOIS')
  })

  test('when the page is in English, then so are the button and the trip', async () => {
    const html = hostPage(stage.fake.service, widgetTag + someForm).replace('"fr"', '"en-GB"')
    stage.fake.pages.set('/cantine', html)
    const { page, events } = await stage.open('/cantine')
    expect(await button(page).textContent()).toBe('Sign in with FranceConnect')
    await makeTrip(page, events)
    expect(asked('/authorize')[0]?.url.searchParams.get('ui_locales')).toBe('en')
    await status(page).filter({ hasText: 'Fields filled in: 4.' }).waitFor()
  })
})

describe('a page that saves its form as it is left', () => {
  test('when it reads the form then, then the trip and what was typed are kept all the same', async () => {
    const { page, events } = await stage.open('/cantine')
    await page.evaluate(() => {
      const form = document.querySelector('#inscription') as HTMLFormElement
      addEventListener('pagehide', () => new FormData(form))
    })
    await page.fill('#allergies', 'arachides')
    await makeTrip(page, events)
    expect([await page.inputValue('#nom'), await page.inputValue('#allergies')]).toEqual([
      'DUBOIS',
      'arachides',
    ])
  })
})

describe('coming back without a prefill', () => {
  test.each([
    [
      'access_denied',
      'cancelled',
      'access_denied',
      'Rien n’a été transmis à ce formulaire. Votre saisie est conservée',
    ],
    ['server_error', 'failed', 'server_error', 'Vos informations n’ont pas pu être récupérées.'],
    ['Buy <now>', 'failed', 'unknown_error', 'Vos informations n’ont pas pu être récupérées.'],
  ])(
    'when the service answers %s, then the trip is %s and what was typed is there',
    async (error, outcome, code, sentence) => {
      stage.fake.behaviour.error = error
      const { page, events } = await stage.open('/cantine?commune=annecy#enfants')
      await page.fill('#nom', 'Martin')
      await page.selectOption('#civilite', '1')
      await makeTrip(page, events)
      expect(ended(events)).toEqual([
        { type: 'prefill-end', detail: { outcome, code, filled: [], missing: [] } },
      ])
      expect([await page.inputValue('#nom'), await page.inputValue('#civilite')]).toEqual([
        'Martin',
        '1',
      ])
      expect(await status(page).textContent()).toContain(sentence)
      expect(await page.content()).not.toContain('VISIBLE TEXT')
      expect(page.url()).toBe(`${stage.fake.site}/cantine?commune=annecy#enfants`)
      expect((await kept(page)).filter((key) => !key.includes(':form:'))).toEqual([])
      expect(asked('/token')).toEqual([])
    },
  )

  test.each([
    ['fr', 'at_capacity', 'Trop de connexions en ce moment. Le service est très demandé.'],
    ['en', 'at_capacity', 'Too many logins at this moment. The service is in great demand.'],
    ['fr', 'of_tomorrow', widgetMessagesFr.failed],
  ] as const)(
    'when the page is in %s and the service says %s, then its sentence is said, and nothing of the address',
    async (lang, code, sentence) => {
      const { fake } = stage
      const messages = lang === 'fr' ? widgetMessagesFr : widgetMessagesEn
      const html = hostPage(fake.service, widgetTag + someForm).replace('"fr"', `"${lang}"`)
      fake.pages.set('/cantine', html)
      fake.behaviour.error = 'temporarily_unavailable'
      fake.behaviour.response = { error_description: `${code}: VISIBLE TEXT OF THE URL` }
      fake.behaviour.description = {
        sentences: { ...messages, ...errorSentences(lang, messages) },
      }
      const { page, events } = await stage.open('/cantine')
      await page.fill('#nom', 'Martin')
      await makeTrip(page, events)
      const detail = { outcome: 'failed', code, filled: [], missing: [] }
      expect(ended(events)).toEqual([{ type: 'prefill-end', detail }])
      expect(await status(page).textContent()).toContain(sentence)
      expect(await page.content()).not.toContain('VISIBLE TEXT')
      expect(await page.inputValue('#nom')).toBe('Martin')
    },
  )

  test.each(['/cantine', '/bibliotheque'])(
    'when a return to %s is of no trip of this tab while one is away, then the citizen is where they left, is told so on each visit, and nothing is over',
    async (path) => {
      stage.fake.behaviour.pauses = true
      stage.fake.pages.set('/bibliotheque', hostPage(stage.fake.service, widgetTag + someForm))
      const { page, events } = await stage.open('/cantine?x=1#f')
      await page.fill('#allergies', 'arachides')
      await button(page).click()
      const way = await page.getByText('go on').getAttribute('href')
      const iss = encodeURIComponent(stage.fake.service)
      await page.goto(`${stage.fake.site}${path}?error=server_error&state=of-another&iss=${iss}`)
      await status(page).filter({ hasText: widgetMessagesFr.cancelled }).waitFor()
      const typed = await page.inputValue('#allergies')
      const clean = path === '/cantine' ? '/cantine' : '/cantine?x=1#f'
      expect([page.url(), typed, ended(events)]).toEqual([
        `${stage.fake.site}${clean}`,
        'arachides',
        [],
      ])
      await page.reload()
      await status(page).filter({ hasText: widgetMessagesFr.cancelled }).waitFor()
      await page.goto(way ?? '')
      await waitUntil(() => ended(events).length === 1)
      expect(await page.inputValue('#nom')).toBe('DUBOIS')
    },
  )

  test('when the browser announces no pagehide, then what was typed is there all the same', async () => {
    const { page, events } = await stage.open('/cantine', {
      before: () => addEventListener('pagehide', (event) => event.stopImmediatePropagation()),
    })
    await page.fill('#allergies', 'arachides')
    await makeTrip(page, events)
    expect(await page.inputValue('#allergies')).toBe('arachides')
  })

  test('when a link brings a code that nobody asked for, then it leaves the address, nothing else moves', async () => {
    const iss = encodeURIComponent(stage.fake.service)
    const { page, events } = await stage.open(`/cantine?a=%20b&code=c&state=forged&iss=${iss}&z#f`)
    await status(page).filter({ hasText: notRecognised }).waitFor()
    expect([page.url(), asked('/token'), events]).toEqual([
      `${stage.fake.site}/cantine?a=%20b&z#f`,
      [],
      [],
    ])
  })

  test.each([
    ['iss of the response', { response: { iss: 'https://evil.example' } }, 'untrusted_return'],
    ['iss of the ID token', { idClaims: { iss: 'https://evil.example' } }, 'untrusted_answer'],
    ['aud of the prefill token', { prefillClaims: { aud: 'other' } }, 'untrusted_answer'],
    ['nonce of the ID token', { idClaims: { nonce: 'other' } }, 'untrusted_answer'],
    ['nonce of the prefill token', { prefillClaims: { nonce: 'other' } }, 'untrusted_answer'],
    ['typ of the prefill token', { prefillTyp: 'JWT' }, 'untrusted_answer'],
  ])('when the %s is wrong, then nothing is filled and the trip fails', async (_, lie, code) => {
    Object.assign(stage.fake.behaviour, lie)
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    expect(ended(events)[0]?.detail).toEqual({ outcome: 'failed', code, filled: [], missing: [] })
    expect(await page.inputValue('#nom')).toBe('')
    expect(await page.locator('[name=prefill_token]').count()).toBe(0)
    expect(page.url()).toBe(`${stage.fake.site}/cantine`)
  })

  test('when the citizen comes back with the browser’s button, then what was typed is there, and going on again works', async () => {
    stage.fake.behaviour.pauses = true
    const { page, events } = await stage.open('/cantine')
    await page.fill('#allergies', 'arachides')
    await button(page).click()
    await page.getByText('go on').waitFor()
    await page.goBack()
    await waitUntil(() => page.url().endsWith('/cantine'))
    await page.waitForFunction(
      () => (document.querySelector('#allergies') as HTMLTextAreaElement).value === 'arachides',
    )
    await page.fill('#allergies', 'arachides, lait')
    await page.goForward()
    await page.getByText('go on').click()
    await waitUntil(() => ended(events).length === 1)
    expect(await page.inputValue('#allergies')).toBe('arachides, lait')
    expect(await page.inputValue('#nom')).toBe('DUBOIS')
  })
})
