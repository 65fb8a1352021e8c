import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type Language, languages } from '../../src/domain/languages.ts'
import { createReport, documented } from '../support/accessibility-report.ts'
import { auditPage } from '../support/audit-page.ts'
import { everyField, someFieldsLeft, townHallPage } from '../support/town-hall-page.ts'
import {
  makeTrip,
  type RecordedEvent,
  startWidgetStage,
  type WidgetStage,
} from '../support/widget-stage.ts'

let stage: WidgetStage
const report = createReport()
const schemes = ['light', 'dark'] as const

beforeAll(async () => {
  stage = await startWidgetStage()
}, 60_000)
afterAll(() => stage.close())
afterEach(() => stage.clear())

/** A page of the town hall in a window of its own; the policy of its site would forbid the page's own style. */
async function open(language: Language, path = '/cantine') {
  const { page, events } = await stage.open(path, {
    context: { locale: language, bypassCSP: true },
  })
  const area = page.locator('franceconnect-prefill')
  await area.locator('.fr-connect path').first().waitFor({ state: 'attached' })
  return { page, events, area, status: area.locator('[role=status]') }
}

interface Visit {
  readonly page: Page
  readonly events: RecordedEvent[]
  readonly language: Language
}

async function trip({ page, events }: Visit) {
  await makeTrip(page, events)
  await page.locator('franceconnect-prefill [role=status]').filter({ hasText: /./ }).waitFor()
}

const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).click()
const problem = (page: Page) =>
  page.locator('franceconnect-prefill .problem').filter({ hasText: /./ }).waitFor()
const said = (page: Page) =>
  page.locator('franceconnect-prefill [role=status]').filter({ hasText: /./ }).waitFor()

interface State {
  /** What the fakes do. */
  readonly given?: () => void
  readonly path?: string
  /** What the citizen does. */
  readonly when?: (visit: Visit) => Promise<unknown>
}

const { assign } = Object
const behave = (changes: object) => () => void assign(stage.fake.behaviour, changes)

const states: Readonly<Record<string, State>> = {
  'before the click': {},
  'the service does not answer': {
    given: behave({ formsStatus: 500 }),
    when: ({ page }) => problem(page),
  },
  'the address is not registered': {
    given: () => behave({ description: { redirect_uris: [`${stage.fake.site}/autre`] } })(),
    when: ({ page }) => problem(page),
  },
  'the service has another name': {
    given: behave({ description: { issuer: 'https://autre.exemple.fr' } }),
    when: ({ page }) => problem(page),
  },
  leaving: {
    when: async ({ page }) => {
      // An answer without content leaves the page where it is, as a slow one does for a while.
      await page.route('**/authorize?*', (route) => route.fulfill({ status: 204 }))
      await page.locator('franceconnect-prefill .fr-connect').click()
      await said(page)
    },
  },
  'back, everything filled, text, select, radio and checkbox locked': {
    given: () => behave({ fields: everyField() })(),
    when: trip,
  },
  'back, some fields left, a child too many': {
    given: () => behave({ fields: someFieldsLeft() })(),
    when: trip,
  },
  'back, what was typed is kept': {
    given: () => behave({ fields: everyField() })(),
    when: async (visit) => {
      await visit.page.fill('#quotient', '900')
      await trip(visit)
    },
  },
  cancelled: { given: behave({ error: 'access_denied' }), when: trip },
  failed: { given: behave({ error: 'server_error' }), when: trip },
  'a forged return': {
    path: '/cantine?code=forged&state=forged&iss=forged',
    when: ({ page }) => said(page),
  },
  'the filling undone': {
    given: () => behave({ fields: everyField() })(),
    when: async (visit) => {
      await trip(visit)
      await press(visit.page, /Annuler|Undo/)
    },
  },
  'logged in, on another visit of the form': {
    given: () => behave({ fields: everyField() })(),
    when: async (visit) => {
      await trip(visit)
      await visit.page.reload()
      await visit.page.getByRole('button', { name: /Se déconnecter|Sign out/ }).waitFor()
    },
  },
  'the page after the submission': {
    given: () => behave({ fields: everyField() })(),
    when: async (visit) => {
      await trip(visit)
      await press(visit.page, /Envoyer|Send/)
      await said(visit.page)
    },
  },
  'the second page of a form': {
    given: () => behave({ fields: everyField() })(),
    when: async (visit) => {
      await trip(visit)
      await visit.page.goto(`${stage.fake.site}/etape-2`)
      await said(visit.page)
    },
  },
}

function publish(language: Language): void {
  const { pages, service } = stage.fake
  const page = { service, language }
  const second = `<form id="inscription"><p><label for="nom">Nom</label> <input id="nom" name="nom"></p></form>`
  const attributes = 'for="inscription" remember'
  pages.set('/cantine', townHallPage({ ...page, attributes }))
  pages.set('/etape-2', townHallPage({ ...page, attributes, form: second }))
  pages.set('/recu', townHallPage({ ...page, attributes: '', form: '<p>…</p>' }))
}

describe.each(languages)('the page of a form, in %s', (language) => {
  test.each(Object.entries(states))(
    'when it is shown %s, then axe and a strained layout find nothing',
    async (state, { given, path, when }) => {
      publish(language)
      given?.()
      const { page, events } = await open(language, path)
      await when?.({ page, events, language })
      const audit = await auditPage(page, { schemes })
      report.add(state, language, schemes, audit)
      expect(audit.faults).toEqual([])
    },
  )
})

test('when all of them were looked at, then the documentation says what was found', () => {
  const write = process.env.WRITE_ACCESSIBILITY ? report.table() : undefined
  expect(documented('widget', write)).toBe(report.table())
})
