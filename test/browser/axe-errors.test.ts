import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import express from 'express'
import type { Browser } from 'playwright-core'
import { type ErrorCode, errorCodes } from '../../src/domain/errors.ts'
import { type Language, languages } from '../../src/domain/languages.ts'
import { sendErrorPage } from '../../src/http/error-page.ts'
import { homeRouter } from '../../src/http/home.ts'
import { createReport, documented } from '../support/accessibility-report.ts'
import { type AuditOptions, auditPage } from '../support/audit-page.ts'
import { launchChromium } from '../support/chromium.ts'
import { aForm } from '../support/forms.ts'

/** The error pages alone, by `/language/code`: most of them cannot be brought about from outside. */
function errorPages(): Server {
  const form = aForm()
  const requestId = '00000000-0000-4000-8000-000000000000'
  const app = express().use(homeRouter())
  app.get('/:language/:code', ({ params }, response) => {
    const { language, code } = params as { language: Language; code: ErrorCode }
    const receivedUri =
      code === 'unregistered_redirect_uri' ? 'https://autre.exemple.fr/' : undefined
    sendErrorPage(response, { code, language, requestId, form, receivedUri })
  })
  return createServer(app)
}

let server: Server
let chromium: Browser
const report = createReport()
beforeAll(async () => {
  server = errorPages()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  chromium = await launchChromium()
})
afterAll(async () => {
  await chromium.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

describe.each(languages)('the error pages, in %s', (language) => {
  test('when any error of the catalogue is told, then its page is without fault', async () => {
    const page = await chromium.newPage()
    const { port } = server.address() as AddressInfo
    for (const code of errorCodes) {
      await page.goto(`http://127.0.0.1:${port}/${language}/${code}`)
      // The pages have one form, and differ in their text: the first is looked at from every side.
      const isFirst = code === errorCodes[0]
      const options: AuditOptions = isFirst
        ? { schemes: ['light', 'dark'] }
        : { widths: [320], strains: [[320, 'spacing']] }
      const audit = await auditPage(page, options)
      report.add('each error of the catalogue', language, ['light', 'dark'], audit)
      expect({ code, faults: audit.faults }).toEqual({ code, faults: [] })
    }
    await page.close()
  }, 90_000)
})

test('when all of them were looked at, then the documentation says what was found', () => {
  const write = process.env.WRITE_ACCESSIBILITY ? report.table() : undefined
  expect(documented('errors', write)).toBe(report.table())
})
