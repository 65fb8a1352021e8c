import {
  type BrowserSession,
  continueLogin,
  createBrowserSession,
  type Page,
} from './browser-session.ts'
import type { HtmlForm } from './html-page.ts'

/** A citizen at the form of a back end, whose browser stops on its way back, before `/retour` is asked for. */
export interface BackEndVisit {
  readonly browser: BrowserSession
  /** Opens the form and presses the button of FranceConnect, with this typed. */
  begin(typed?: Record<string, string>): Promise<Page>
  /** The same, then logs in as `test`. @returns the address of return */
  logIn(typed?: Record<string, string>): Promise<URL>
  /** Opens an address of return, and follows it to the page. */
  comeBack(address: string | URL): Promise<Page>
}

/** Makes a browser for the form of this origin. */
export function createBackEndVisit(origin: string): BackEndVisit {
  let stops = true
  const browser = createBrowserSession({
    stopAt: (url) => stops && url.href.startsWith(`${origin}/retour?`),
  })
  const begin = async (typed: Record<string, string> = {}) => {
    await browser.get(`${origin}/`)
    return browser.press('S’identifier avec FranceConnect', typed)
  }
  return {
    browser,
    begin,
    logIn: async (typed) =>
      continueLogin(browser, await begin(typed), { login: 'test', password: '123' }),
    comeBack: async (address) => {
      stops = false
      const page = await browser.get(address)
      stops = true
      return page
    },
  }
}

/** The form of the page that the citizen fills in. */
export function formToFill({ forms, body }: Page): HtmlForm {
  const form = forms.find(({ action }) => action === '/envoi')
  if (form === undefined) throw new Error(`no form on ${body}`)
  return form
}
