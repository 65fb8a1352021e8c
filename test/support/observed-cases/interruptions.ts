import { describeAnswer, describeEnd, describePage, describeWalk } from '../describe-answer.ts'
import { agreeing, type ObservedCase, type ObservedGroup } from '../observed-case.ts'
import {
  authorizeUrl,
  journey,
  loggingIn,
  type ObservedWorld,
  openBrowser,
  send,
  shortPath,
  walkIn,
} from '../observed-steps.ts'

async function atChoice(world: ObservedWorld, url = authorizeUrl(world)) {
  const browser = openBrowser(world)
  await browser.get(url)
  return browser
}

/** The link back to the service by its parameters, in their order. */
function describeLink(href: string): string {
  const { pathname, searchParams } = new URL(href, 'http://localhost')
  const told = [...searchParams].map(([name, value]) =>
    name === 'state' || name === 'redirect_uri' ? name : `${name}=${value}`,
  )
  return `${pathname.replace('/api/v2', '')}: ${told.join(', ')}`
}

const back = 'Revenir sur'

async function cancelLink(world: ObservedWorld): Promise<string> {
  const { page } = await atChoice(world)
  return describeLink(page.links.find(({ text }) => text.includes(back))?.href ?? '/none')
}

async function cancelled(world: ObservedWorld): Promise<string> {
  const browser = await atChoice(world)
  const from = browser.hops.length
  await browser.follow(back)
  return describeWalk(browser, journey(world), from)
}

async function choiceForm(world: ObservedWorld): Promise<string> {
  const { page } = await atChoice(world)
  const [form] = page.forms
  const fields = Object.keys(form?.fields ?? {}).filter((name) => name !== '')
  return `${form?.method} ${shortPath(world, new URL(form?.action ?? '', page.url).href)}: ${fields.sort().join(', ')}`
}

async function atInformation(world: ObservedWorld, url = authorizeUrl(world)) {
  const browser = await atChoice(world, url)
  await browser.submit()
  await browser.submit({ login: 'test', password: '123' })
  return browser
}

async function informationForm(world: ObservedWorld): Promise<string> {
  const { page } = await atInformation(world)
  const forms = page.forms.map(
    ({ method, action, fields }) =>
      `${method} ${shortPath(world, new URL(action, page.url).href)}: ${Object.keys(fields).join(', ')}`,
  )
  return `${forms.join('; ')}; link back: ${page.links.some(({ text }) => text.includes(back)) ? 'there' : 'none'}`
}

async function informationNames(world: ObservedWorld): Promise<string> {
  const url = authorizeUrl(world, { scope: 'openid profile birth email' })
  const { page } = await atInformation(world, url)
  const [, items = ''] = /<ul>([\s\S]*?)<\/ul>/.exec(page.body) ?? []
  return [...items.matchAll(/<li>([^<]*)<\/li>/g)].map(([, label]) => label).join(', ')
}

/** The identity provider sends the citizen back with an error instead of a code. */
function providerAnswers(error: string) {
  return async (world: ObservedWorld): Promise<string> => {
    const browser = await atChoice(world)
    await browser.submit()
    const page = await browser.get(`${world.issuer}/oidc-callback?error=${error}&state=s`)
    const isSaid = page.text.includes('n’a pas été possible')
    return `${describePage(page)}${isSaid ? ', with a banner' : ''}`
  }
}

async function withoutSession({ issuer }: ObservedWorld): Promise<string> {
  const body = new URLSearchParams({ providerUid: 'x', csrfToken: 'y' })
  return describeAnswer(await send(`${issuer}/redirect-to-idp`, { method: 'POST', body }))
}

async function wrongCsrf(world: ObservedWorld): Promise<string> {
  const browser = await atChoice(world)
  return describePage(await browser.submit({ csrfToken: '0'.repeat(64) }))
}

async function secondTab(world: ObservedWorld): Promise<string> {
  const browser = await atChoice(world)
  const csrfToken = browser.page.forms[0]?.fields.csrfToken ?? ''
  await browser.get(authorizeUrl(world))
  const page = await browser.submit({ csrfToken })
  const link = page.links.some(({ text }) => text.includes(back)) ? 'with a link back' : 'no link'
  return `${describePage(page)}, ${link}`
}

/** Ends on an error page; then the link back is taken. */
function endingOn(login: string) {
  return async (world: ObservedWorld): Promise<string> => {
    const browser = await walkIn(world, { login })
    if (browser.stopped !== undefined) return describeEnd(browser, journey(world))
    const page = describePage(browser.page)
    const path = shortPath(world, browser.page.url.href)
    await browser.follow(back)
    return `${page} at ${path}; link back → ${describeEnd(browser, journey(world))}`
  }
}

function reloaded(path: RegExp) {
  return async (world: ObservedWorld): Promise<string> => {
    const browser = await walkIn(world)
    const url = browser.hops.find((hop) => path.test(hop.url))?.url ?? ''
    return describePage(await browser.get(url))
  }
}

const reached = 'service: code, state, iss'
const technical =
  'error_description=authentication aborted due to a technical error on the authorization server'
const aborted = 'error=access_denied, error_description=user authentication aborted'
const verify = '/interaction/:uid/verify'
const denied = (code: string) =>
  `403 page ${code} at ${verify}; link back → service: ${aborted}, state, iss`
const timedOut = (code: string) =>
  `504 page ${code} at ${verify}; link back → service: error=temporarily_unavailable, ${technical}, state, iss`
const incomplete = `400 page Y600006 at /oidc-callback; link back → service: error=server_error, ${technical}, state, iss`

const listed =
  'Nom de naissance, Nom d’usage, Prénom(s), Sexe, Date de naissance, Lieu de naissance, Pays de naissance, Adresse email'

const insee = (code: string, observed: string): ObservedCase =>
  agreeing(
    `insee-${code.toLowerCase()}`,
    `the check with INSEE ends on ${code}`,
    observed,
    endingOn(`insee-${code.toLowerCase()}`),
  )

const providerError = (error: string): ObservedCase =>
  agreeing(
    `idp-${error.replace('_', '-')}`,
    `the identity provider answers \`error=${error}\``,
    '200 choice of identity provider, with a banner',
    providerAnswers(error),
  )

/** What can come between a request and its answer. */
export const interruptions: ObservedGroup = {
  title: 'Cancelling, and errors on the way',
  cases: [
    agreeing(
      'choice-form',
      'the choice of identity provider: its form',
      'POST /redirect-to-idp: csrfToken, providerUid',
      choiceForm,
    ),
    agreeing(
      'cancel-link',
      'the same: its link back',
      '/redirect-to-sp-with-error: error=access_denied, error_description=User auth aborted, state, redirect_uri',
      cancelLink,
    ),
    agreeing(
      'cancel',
      'the link back is taken',
      '303 → 303 → service: error=access_denied, error_description=User auth aborted, state, iss',
      cancelled,
    ),
    agreeing(
      'information-form',
      'the information page: its form and links',
      'POST /login: csrfToken; link back: none',
      informationForm,
    ),
    agreeing(
      'information-names',
      'the same: what it lists for `openid profile birth email`',
      listed,
      informationNames,
    ),
    providerError('access_denied'),
    providerError('server_error'),
    agreeing(
      'no-session',
      '`POST /redirect-to-idp` without a session',
      '401 page Y190001',
      withoutSession,
    ),
    agreeing('wrong-csrf', 'the same with a wrong csrfToken', '401 page Y470001', wrongCsrf),
    agreeing(
      'second-tab',
      'the form of a first tab after a second one was opened',
      '401 page Y470001, with a link back',
      secondTab,
    ),
    insee('Y010004', denied('Y010004')),
    insee('Y010007', denied('Y010007')),
    insee('Y010011', timedOut('Y010011')),
    insee('Y010012', timedOut('Y010012')),
    agreeing(
      'incomplete-email',
      'an identity without e-mail address',
      incomplete,
      endingOn('no-email'),
    ),
    {
      id: 'month-00',
      request: 'the test identity named for a month of 00 (its birth date was not noted)',
      observed: incomplete,
      provoke: async (world) => world.enrol({ birthdate: '1990-00-12' }),
      differs:
        'a citizen with a month of 00 and a day cannot be registered; 00 for both is taken by both',
      simulator: 'refused: birthdate',
    },
    agreeing(
      'ordinary',
      'five test logins named after errors of other levels or past ones',
      reached,
      loggingIn(),
    ),
    agreeing(
      'consent-again',
      'the information page is opened again after the end',
      '409 page Y190004',
      reloaded(/\/consent$/),
    ),
    agreeing(
      'interaction-again',
      'the choice of identity provider is opened again after the end',
      '500 page Y000000',
      reloaded(/\/interaction\/[^/]+$/),
    ),
    agreeing(
      'state-signs',
      'a state of `a b+c&d=é%20/?`',
      reached,
      loggingIn({ state: 'a b+c&d=é%20/?' }),
    ),
    agreeing('state-json', 'a state of `{"r":"/x"}`', reached, loggingIn({ state: '{"r":"/x"}' })),
  ],
}
