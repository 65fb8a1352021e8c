import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { http, tripOf } from '../support/form-page.ts'
import { formOrigin, type System, startSystem } from '../support/start-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

const languageOf = (html: unknown) => /<html lang="(\w+)"/.exec(String(html))?.[1]

/** By the browser alone (RFC 9110 §12.5.4): the highest quality wins, in its order where it is the same. */
const browsers: [accepted: string | undefined, language: string][] = [
  [undefined, 'fr'],
  ['', 'fr'],
  ['*', 'fr'],
  ['fr', 'fr'],
  ['en', 'en'],
  ['EN-GB', 'en'],
  ['fr-CA,en;q=0.9', 'fr'],
  ['en-US,en;q=0.9,fr;q=0.8', 'en'],
  ['fr;q=0.3, en;q=0.7', 'en'],
  ['en;q=0.7, fr;q=0.7', 'en'],
  ['fr;q=0.7, en;q=0.7', 'fr'],
  ['de, es;q=0.9, en;q=0.2', 'en'],
  ['de, es;q=0.9', 'fr'],
  ['en;q=0', 'fr'],
  ['en;q=0, fr;q=0', 'fr'],
  ['de, en;q=0, fr;q=0.1', 'fr'],
  ['english', 'fr'],
]

const headers = (accepted: string | undefined) => ({
  accept: 'text/html',
  ...(accepted !== undefined && { 'accept-language': accepted }),
})

describe('the language of our pages', () => {
  test.each(browsers)('when the browser accepts %j, then it is %s', async (accepted, language) => {
    const home = await http.get(`${system.serviceOrigin}/`, { headers: headers(accepted) })
    expect(languageOf(home.data)).toBe(language)
    const nowhere = await http.get(`${system.serviceOrigin}/nowhere`, {
      headers: headers(accepted),
    })
    expect(languageOf(nowhere.data)).toBe(language)
  })

  // What the form asks for (OpenID Connect Core §3.1.2.1) comes before what the browser accepts.
  test.each<[string | undefined, string, string]>([
    ['en', 'fr', 'en'],
    ['fr', 'en', 'fr'],
    ['de en fr', 'fr', 'en'],
    ['EN-gb', 'fr', 'en'],
    ['de', 'en', 'en'],
    ['de', 'fr', 'fr'],
    [undefined, 'en', 'en'],
    ['', 'en', 'en'],
  ])(
    'when ui_locales is %j and the browser accepts %s, then the page before leaving is in %s',
    async (ui_locales, accepted, language) => {
      const asking = {
        client_id: 'demo-stationnement',
        redirect_uri: `${formOrigin}/stationnement`,
        ui_locales,
      }
      const leaving = await http.get(tripOf(system, asking).url.href, {
        headers: headers(accepted),
      })
      const cookie = leaving.headers['set-cookie']?.map((one) => one.split(';')[0]).join('; ')
      const address = new URL(leaving.headers.location ?? '', system.serviceOrigin)
      expect(address.pathname).toMatch(/^\/ask\//)
      const { data, status } = await http.get(address.href, {
        headers: { ...headers(accepted), cookie },
      })
      expect([status, languageOf(data)]).toEqual([200, language])
    },
  )

  test.each<[string, string, string]>([
    ['?lang=en', 'fr', 'en'],
    ['?lang=fr', 'en', 'fr'],
    ['?lang=de', 'en', 'en'],
    ['', 'de, en;q=0.5', 'en'],
    ['', 'en;q=0.1, fr', 'fr'],
  ])(
    'when a form is described with "%s" to a browser that accepts %s, then it is in %s',
    async (query, accepted, language) => {
      const { data } = await http.get(`${system.serviceOrigin}/forms/demo-cantine${query}`, {
        headers: { 'accept-language': accepted },
      })
      const title = {
        fr: 'Inscription à la restauration scolaire',
        en: 'School meals registration',
      }
      expect([data.lang, data.title]).toEqual([language, Reflect.get(title, language)])
    },
  )
})
