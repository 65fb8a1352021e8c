import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type BackEndVisit, createBackEndVisit, formToFill } from './back-end-visit.ts'
import { createBrowserSession } from './browser-session.ts'
import { foreignCollectivite } from './foreign-client.ts'
import { type BackEnd, type BackEndRecipe, startBackEnd } from './start-back-end.ts'
import { freePort } from './start-demo-process.ts'
import { type System, startSystem } from './start-system.ts'

const clientId = 'mairie'
const byHand =
  'La connexion n’a pas abouti. Rien n’est perdu : vous pouvez remplir le formulaire vous-même.'
const forged =
  'Cette réponse ne correspond à aucune connexion en cours. Le formulaire reste utilisable.'
const angela = {
  nom: 'DUBOIS',
  premier_prenom: 'Angela',
  ne_le: '1962-08-24',
  courriel: 'wossewodda-3728@yopmail.com',
}
const empty = { nom: '', premier_prenom: '', ne_le: '', courriel: '', prefill_token: '' }
const signed = expect.stringMatching(/^ey[\w-]+\.[\w-]+\.[\w-]+$/)

/** Whole logins of citizens at the simulated FranceConnect, by a recipe of docs/clients. */
export function describeBackEnd(recipe: BackEndRecipe): void {
  describe(`the back end in ${recipe.language}, with the simulated FranceConnect`, () => {
    let system: System
    let backEnd: BackEnd
    let origin: string
    beforeAll(async () => {
      const port = await freePort()
      origin = `http://localhost:${port}`
      const form = {
        clientId,
        redirectUri: `${origin}/retour`,
        loggedOutUri: `${origin}/`,
        method: 'client_secret_basic',
      } as const
      system = await startSystem({
        collectivites: { 'autres.json': foreignCollectivite([form]) },
      })
      backEnd = await startBackEnd(recipe, { issuer: system.serviceOrigin, clientId, port })
    }, 120_000)
    afterAll(async () => {
      await backEnd?.stop()
      await system?.close()
    })

    const session = ({ browser }: BackEndVisit) => browser.cookies.all(new URL(origin).host).session
    const loggedIn = async () => {
      const visit = createBackEndVisit(origin)
      await visit.comeBack(await visit.logIn())
      return visit
    }

    test('when a citizen logs in, then the form is filled, under a new session', async () => {
      const visit = createBackEndVisit(origin)
      const back = await visit.logIn()
      const before = session(visit)
      const page = await visit.comeBack(back)
      expect(page.url.href).toBe(`${origin}/`)
      expect(formToFill(page).fields).toEqual({ ...angela, prefill_token: signed })
      expect(page.text).toContain('Connecté avec FranceConnect : Angela DUBOIS')
      expect(page.headers.get('cache-control')).toContain('no-store')
      expect(page.headers.get('content-security-policy')).toBe(
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
      )
      const old = await fetch(page.url, { headers: { cookie: `session=${before}` } })
      expect(await old.text()).not.toContain('DUBOIS')
      expect(session(visit)).not.toBe(before)
    }, 60_000)

    test('when the login begins, then the request has PKCE and values that nobody guesses', async () => {
      const sent = await Promise.all(
        [1, 2].map(async () => {
          const visit = createBackEndVisit(origin)
          await visit.begin()
          const { url } = visit.browser.hops.find(({ url }) => url.includes('/authorize'))!
          return Object.fromEntries(new URL(url).searchParams)
        }),
      )
      const unguessable = expect.stringMatching(/^[\w-]{43,}$/)
      for (const one of sent)
        expect(one).toEqual({
          client_id: clientId,
          redirect_uri: `${origin}/retour`,
          response_type: 'code',
          scope: 'openid',
          state: unguessable,
          nonce: unguessable,
          code_challenge: unguessable,
          code_challenge_method: 'S256',
        })
      for (const name of ['state', 'nonce', 'code_challenge'])
        expect(sent[0]![name]).not.toBe(sent[1]![name])
    }, 60_000)

    test('when something was typed before the login, then it stays, and the old session has nothing of it', async () => {
      const visit = createBackEndVisit(origin)
      const nom = 'L’Été "1" & <b>'
      const back = await visit.logIn({ nom, courriel: 'tape@exemple.fr' })
      const before = session(visit)
      const page = await visit.comeBack(back)
      expect(formToFill(page).fields).toMatchObject({ ...angela, nom, courriel: 'tape@exemple.fr' })
      const old = await fetch(page.url, { headers: { cookie: `session=${before}` } })
      expect(await old.text()).not.toContain('tape@exemple.fr')
    }, 60_000)

    test('when the citizen gives up, then the same form is filled by hand, with what was typed', async () => {
      const visit = createBackEndVisit(origin)
      await visit.begin({ nom: 'Martin', courriel: 'm@exemple.fr' })
      await visit.browser.follow('Revenir sur')
      const back = visit.browser.stopped!
      expect(back.searchParams.get('error')).toBe('access_denied')
      const page = await visit.comeBack(back)
      expect(page.url.href).toBe(`${origin}/`)
      expect(page.text).toContain(byHand)
      expect(formToFill(page).fields).toEqual({ ...empty, nom: 'Martin', courriel: 'm@exemple.fr' })
      await visit.browser.get(`${origin}/`)
      expect(visit.browser.page.text).not.toContain(byHand)
    }, 60_000)

    test('when answers are forged, then they change nothing, and the true one still counts', async () => {
      const visit = createBackEndVisit(origin)
      const back = await visit.logIn({ courriel: 'a@exemple.fr' })
      const other = (change: (parameters: URLSearchParams) => void) => {
        const url = new URL(back)
        change(url.searchParams)
        return url
      }
      for (const address of [
        other((of) => of.set('state', `${of.get('state')}x`)),
        other((of) => of.set('state', `${of.get('state')}`.toUpperCase())),
        other((of) => of.append('state', 'x')),
        other((of) => of.set('state', 'é')),
        other((of) => of.delete('state')),
        other((of) => {
          of.append('state[]', `${of.get('state')}`)
          of.delete('state')
        }),
        other((of) => of.set('iss', 'https://ailleurs.example')),
        other((of) => of.delete('iss')),
      ]) {
        const page = await visit.comeBack(address)
        expect([address.search, page.status, page.text]).toEqual([
          address.search,
          400,
          expect.stringContaining(forged),
        ])
        expect(formToFill(page).fields).toEqual({ ...empty, courriel: 'a@exemple.fr' })
      }
      const stranger = await createBrowserSession().get(back)
      expect([stranger.status, formToFill(stranger).fields]).toEqual([400, empty])
      const page = await visit.comeBack(back)
      expect(formToFill(page).fields).toMatchObject({ nom: 'DUBOIS', prefill_token: signed })
      expect((await visit.comeBack(back)).status).toBe(400)
    }, 60_000)

    test('when a value was changed, then the submission is filed with the verdict that says so', async () => {
      const visit = await loggedIn()
      const { page } = visit.browser
      const token = formToFill(page).fields.prefill_token!
      const submitted = { ...angela, nom: 'MARTIN', premier_prenom: 'angela' }
      const thanks = await visit.browser.press('Envoyer', submitted)
      const number = /enregistrée sous le numéro (\S+)\./.exec(thanks.text)?.[1]
      expect(thanks.text).toContain('Connecté avec FranceConnect : Angela DUBOIS')
      expect(backEnd.filed().get(`${number}.json`)).toEqual({
        client_id: clientId,
        prefill_token: token,
        submitted,
        submitted_at: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d/),
        verdict: expect.objectContaining({
          valid: true,
          problems: [],
          jti: number,
          fields: expect.objectContaining({
            nom: expect.objectContaining({ verdict: 'edited', lock_broken: true }),
            premier_prenom: expect.objectContaining({ verdict: 'equivalent' }),
            ne_le: expect.objectContaining({ verdict: 'unchanged' }),
            civilite: expect.objectContaining({ verdict: 'not_submitted' }),
          }),
          added: [],
        }),
      })
      expect(statSync(join(backEnd.folder, `${number}.json`)).mode & 0o777).toBe(0o600)
      await visit.browser.get(`${origin}/`)
      expect(formToFill(visit.browser.page).fields).toEqual(empty)
    }, 60_000)

    test('when a token comes a second time, then that submission is filed too, as reused', async () => {
      const visit = await loggedIn()
      const { fields } = formToFill(visit.browser.page)
      await visit.browser.press('Envoyer')
      await visit.browser.get(`${origin}/`)
      await visit.browser.press('Envoyer', fields)
      const filed = [...backEnd.filed().values()].filter(
        ({ prefill_token }) => prefill_token === fields.prefill_token,
      )
      expect(filed.map(({ verdict }) => verdict?.valid)).toEqual([true, true])
      expect(filed.map(({ reused }) => reused === true).sort()).toEqual([false, true])
    }, 60_000)

    test('when the form was filled by hand or with a forged token, then it is filed all the same', async () => {
      const browser = createBrowserSession()
      const file = async (prefill_token: string) => {
        await browser.get(`${origin}/`)
        const page = await browser.press('Envoyer', { nom: 'Martin', prefill_token })
        const number = /enregistrée sous le numéro (\S+)\./.exec(page.text)?.[1]
        return backEnd.filed().get(`${number}.json`)
      }
      expect(await file('')).toMatchObject({
        submitted: { nom: 'Martin' },
        verdict: { valid: false, problems: ['missing'] },
      })
      expect(await file('../../x')).toMatchObject({
        verdict: { valid: false, jti: null },
      })
    }, 60_000)

    test('when the citizen logs out, then both sessions are over', async () => {
      const visit = await loggedIn()
      const before = session(visit)
      await visit.browser.press('Se déconnecter')
      while (visit.browser.page.url.origin !== origin) await visit.browser.submit()
      expect(visit.browser.page.url.href).toBe(`${origin}/`)
      expect(formToFill(visit.browser.page).fields).toEqual(empty)
      expect(visit.browser.page.text).not.toContain('DUBOIS')
      expect(visit.browser.hops.some(({ url }) => url.includes('/api/v2/session/end'))).toBe(true)
      const old = await fetch(`${origin}/`, { headers: { cookie: `session=${before}` } })
      expect(await old.text()).not.toContain('DUBOIS')
    }, 60_000)

    test('when all this has happened, then nothing of it stands in what the back end wrote', () => {
      expect(backEnd.output()).not.toMatch(/code=|state=|eyJ|DUBOIS|Martin/i)
    })
  })
}
