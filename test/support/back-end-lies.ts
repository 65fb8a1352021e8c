import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { formToFill } from './back-end-visit.ts'
import { type BrowserSession, createBrowserSession } from './browser-session.ts'
import { oddSecret } from './foreign-client.ts'
import { type IssuerLies, type LyingIssuer, startLyingIssuer } from './lying-issuer.ts'
import { type BackEnd, type BackEndRecipe, startBackEnd } from './start-back-end.ts'

const clientId = 'mairie'
const byHand =
  'La connexion n’a pas abouti. Rien n’est perdu : vous pouvez remplir le formulaire vous-même.'
const notFiled = 'Votre demande n’a pas pu être enregistrée. Rien n’est perdu : réessayez.'
const typed = { nom: '', premier_prenom: 'Zoé', ne_le: '', courriel: '"\'><b>&amp;@exemple.fr' }

const longAgo = Math.floor(Date.now() / 1000) - 3600
const idTokenLies: readonly (readonly [string, IssuerLies])[] = [
  ['is signed by a pirate’s key', { signedBy: 'pirate' }],
  ['has a signature of zeros', { signedBy: 'zeros' }],
  ['says that it needs no signature', { signedBy: 'none', header: { alg: 'none' } }],
  ['is signed with the form’s secret', { signedBy: 'secret', header: { alg: 'HS256' } }],
  ['says another algorithm than its key’s', { header: { alg: 'RS256' } }],
  ['names a key that is not published', { header: { kid: 'k2' } }],
  ['is by another issuer', { claims: { iss: 'https://ailleurs.example' } }],
  ['is for another form', { claims: { aud: 'autre' } }],
  ['is for others too', { claims: { aud: [clientId, 'autre'] } }],
  ['is of an hour ago', { claims: { iat: longAgo, exp: longAgo + 300 } }],
  ['never expires', { claims: { exp: undefined } }],
  ['has another nonce', { claims: { nonce: 'autre' } }],
  ['has no nonce', { claims: { nonce: undefined } }],
  ['comes with values of somebody else', { values: { sub: 's2' } }],
  ['comes with an error', { tokenStatus: 500 }],
]

/** What a recipe of docs/clients does when the issuer lies, breaks, or cannot be reached. */
export function describeLiesTo(recipe: BackEndRecipe): void {
  describe(`the back end in ${recipe.language}, with an issuer that lies`, () => {
    let issuer: LyingIssuer
    let backEnd: BackEnd
    beforeAll(async () => {
      issuer = await startLyingIssuer(clientId, oddSecret)
      backEnd = await startBackEnd(recipe, { issuer: issuer.issuer, clientId })
    }, 120_000)
    afterAll(async () => {
      await backEnd?.stop()
      await issuer?.close()
    })

    /** Begins a login, and comes back with a code, while the issuer lies like this. */
    async function logIn(lies: IssuerLies): Promise<BrowserSession> {
      const origin = backEnd.address
      const browser = createBrowserSession({ stopAt: (url) => url.origin === issuer.issuer })
      await browser.get(`${origin}/`)
      await browser.press('S’identifier avec FranceConnect', typed)
      const { searchParams } = browser.stopped!
      issuer.expect(searchParams)
      issuer.lies = lies
      const answer = { code: 'c 1', state: searchParams.get('state')!, iss: issuer.issuer }
      await browser.get(`${origin}/retour?${new URLSearchParams(answer)}`)
      issuer.lies = {}
      return browser
    }

    test('when it tells the truth, then the code was redeemed as RFC 6749 says, and the form is filled', async () => {
      issuer.redeemed.length = 0
      const { page } = await logIn({})
      expect(formToFill(page).fields).toEqual({ ...typed, nom: 'DUBOIS', prefill_token: 'e.y.J' })
      const [{ authorization, body } = issuer.redeemed[0]!] = issuer.redeemed
      const [id, secret] = Buffer.from(authorization.replace('Basic ', ''), 'base64')
        .toString()
        .split(':')
        .map((part) => new URLSearchParams(`x=${part}`).get('x'))
      expect([id, secret]).toEqual([clientId, oddSecret])
      expect(Object.fromEntries(body)).toEqual({
        grant_type: 'authorization_code',
        code: 'c 1',
        redirect_uri: `${backEnd.address}/retour`,
        code_verifier: expect.stringMatching(/^[\w-]{43,}$/),
      })
    })

    test.each(idTokenLies)(
      'when the ID token %s, then nobody is logged in and the form is filled by hand',
      async (_, lies) => {
        const { page } = await logIn(lies)
        expect([page.url.pathname, page.status]).toEqual(['/', 200])
        expect(page.text).toContain(byHand)
        expect(page.body).not.toContain('DUBOIS')
        expect(formToFill(page).fields).toEqual({ ...typed, prefill_token: '' })
      },
    )

    test('when a login fails, then whoever runs the back end reads why', async () => {
      const before = backEnd.output().length
      await logIn({ tokenStatus: 401 })
      expect(backEnd.output().slice(before)).toMatch(/failed: \S/)
    })

    test('when values have HTML in them or are no text, then the page has neither', async () => {
      const nom = `"'><script>alert(1)</script>&lt;`
      for (const ne_le of [['1962-08-24'], { day: 24 }, null]) {
        const { page } = await logIn({ values: { nom, ne_le } })
        expect(formToFill(page).fields).toEqual({ ...typed, nom, prefill_token: 'e.y.J' })
        expect(page.body).not.toMatch(/<script|<b>/)
        expect(page.text).toContain('Connecté avec FranceConnect : Angela <DUBOIS>')
      }
    })

    test('when the answer comes twice at once, then the code is redeemed once', async () => {
      const browser = createBrowserSession({ stopAt: (url) => url.origin === issuer.issuer })
      await browser.get(`${backEnd.address}/`)
      await browser.press('S’identifier avec FranceConnect', typed)
      issuer.expect(browser.stopped!.searchParams)
      issuer.redeemed.length = 0
      const state = browser.stopped!.searchParams.get('state')!
      const answer = new URLSearchParams({ code: 'c', state, iss: issuer.issuer })
      const address = new URL(`${backEnd.address}/retour?${answer}`)
      const cookie = browser.cookies.header(address)!
      const come = () => fetch(address, { headers: { cookie }, redirect: 'manual' })
      const statuses = (await Promise.all([come(), come()])).map(({ status }) => status)
      expect([statuses.sort(), issuer.redeemed.length]).toEqual([[303, 400], 1])
    })

    test('when the token endpoint sends elsewhere, then the secret does not go there', async () => {
      const { page } = await logIn({ redirects: true })
      expect(page.text).toContain(byHand)
      expect(issuer.followed).toEqual([])
    })

    test('when discovery speaks of another issuer, then the login does not begin', async () => {
      issuer.lies = { metadata: { issuer: 'https://ailleurs.example' } }
      const browser = createBrowserSession()
      await browser.get(`${backEnd.address}/`)
      const page = await browser.press('S’identifier avec FranceConnect', typed)
      issuer.lies = {}
      expect([page.status, page.text]).toEqual([503, expect.stringContaining(byHand)])
      expect(formToFill(page).fields).toEqual({ ...typed, prefill_token: '' })
      expect(browser.cookies.all(new URL(backEnd.address).host)).toEqual(
        recipe.language === 'PHP' ? { session: expect.any(String) } : {},
      )
    })

    test.each(['connexion', 'envoi', 'deconnexion'])(
      'when another site’s page posts to /%s, then it is refused',
      async (route) => {
        const post = (origin: string) =>
          fetch(`${backEnd.address}/${route}`, {
            method: 'POST',
            headers: { origin },
            body: new URLSearchParams(typed),
            redirect: 'manual',
          })
        for (const origin of ['https://ailleurs.example', `${backEnd.address}0`, 'null'])
          expect((await post(origin)).status).toBe(403)
        expect((await post(backEnd.address)).status).toBeLessThan(400)
      },
    )

    test('when the service does not judge, then the submission is filed without a verdict', async () => {
      const browser = createBrowserSession()
      await browser.get(`${backEnd.address}/`)
      const page = await browser.press('Envoyer', { ...typed, prefill_token: 'e.y.J' })
      const number = /enregistrée sous le numéro (\S+)\./.exec(page.text)?.[1]
      expect(backEnd.filed().get(`${number}.json`)).toEqual({
        client_id: clientId,
        prefill_token: 'e.y.J',
        submitted: typed,
        submitted_at: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d/),
        verdict: null,
      })
    })

    test('when nothing can be filed, then the form has everything still', async () => {
      const browser = await logIn({})
      backEnd.removeFolder()
      const page = await browser.press('Envoyer', { premier_prenom: 'Léa' })
      expect([page.status, page.text]).toEqual([503, expect.stringContaining(notFiled)])
      const filled = { ...typed, nom: 'DUBOIS', premier_prenom: 'Léa', prefill_token: 'e.y.J' }
      expect(formToFill(page).fields).toEqual(filled)
    })

    test('when the service is away, then the form opens, keeps what is typed, and logs out here', async () => {
      const browser = await logIn({})
      await issuer.close()
      const left = await browser.press('Se déconnecter')
      expect([left.status, left.text]).toEqual([
        503,
        expect.stringContaining(
          'Vous êtes déconnecté de ce site, mais peut-être pas de FranceConnect',
        ),
      ])
      const page = await browser.get(`${backEnd.address}/`)
      expect([page.status, formToFill(page).fields.nom]).toEqual([200, ''])
      const again = await browser.press('S’identifier avec FranceConnect', typed)
      expect([again.status, again.text]).toEqual([503, expect.stringContaining(byHand)])
      expect(formToFill(again).fields).toEqual({ ...typed, prefill_token: '' })
      expect(backEnd.output()).not.toMatch(/code=|state=|DUBOIS|Léa/)
    })
  })

  describe(`the back end in ${recipe.language}, in production`, () => {
    test('when citizens see it by https, then no other site and no plain http has its cookie', async () => {
      const issuer = await startLyingIssuer(clientId, oddSecret)
      const origin = 'https://www.ma-ville.fr'
      let backEnd: BackEnd | undefined
      try {
        backEnd = await startBackEnd(recipe, { issuer: issuer.issuer, clientId, origin })
        const response = await fetch(`${backEnd.address}/connexion`, {
          method: 'POST',
          headers: { origin },
          redirect: 'manual',
        })
        expect(response.status).toBe(303)
        const { searchParams } = new URL(response.headers.get('location')!)
        expect(searchParams.get('redirect_uri')).toBe(`${origin}/retour`)
        const cookies = response.headers.getSetCookie()
        const [pair, ...attributes] = cookies.at(-1)!.split(/; ?/)
        expect(pair).toMatch(/^__Host-session=[\w,-]{22,}$/)
        expect(attributes.map((one) => one.toLowerCase()).sort()).toEqual([
          'httponly',
          'path=/',
          'samesite=lax',
          'secure',
        ])
      } finally {
        await backEnd?.stop()
        await issuer.close()
      }
    }, 120_000)

    test('when the issuer is plain http and not this machine, then no login begins', async () => {
      const issuer = await startLyingIssuer(clientId, oddSecret)
      const named = issuer.issuer.replace('localhost', '127.0.0.1')
      issuer.lies = { metadata: { issuer: named } }
      let backEnd: BackEnd | undefined
      try {
        backEnd = await startBackEnd(recipe, { issuer: named, clientId })
        const response = await fetch(`${backEnd.address}/connexion`, {
          method: 'POST',
          redirect: 'manual',
        })
        expect(response.status).toBe(503)
      } finally {
        await backEnd?.stop()
        await issuer.close()
      }
    }, 120_000)
  })
}
