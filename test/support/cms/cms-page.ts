import type { Page } from 'playwright-core'
import { parse } from 'yaml'
import { loadConfig } from '../../../src/config.ts'
import type { Form } from '../../../src/domain/form.ts'
import { collectiviteFile, productionEnvironment } from '../configuration-folder.ts'
import { makeTrip, type RecordedEvent, type WidgetStage } from '../widget-stage.ts'
import { schoolMealsFields } from './school-meals.ts'

const published = 'https://prefill.exemple.fr'

/** The form that a `forms:` excerpt of the guide configures, as the service itself loads it. */
export function formOf(yaml: string): Form {
  const file = collectiviteFile(parse(yaml))
  const { forms } = loadConfig(productionEnvironment({ 'collectivites/ma-ville.json': file }))
  const [only] = forms
  if (!only || forms.length > 1) throw new Error(`${forms.length} forms in ${yaml}`)
  return only
}

/** A page of a town hall's CMS. */
export interface CmsPage {
  readonly path: string
  /** The two lines, as the guide has them. */
  readonly lines: string
  /** What the plug-in writes, and its script. */
  readonly form: string
  readonly script?: string
  readonly style?: string
  /** What is configured for it at the service. */
  readonly inputs?: Readonly<Record<string, string>>
}

/** Serves a page on the stage: the plug-in's script at its end, as CMS put it there. */
export function serveCmsPage(stage: WidgetStage, page: CmsPage): void {
  const { service, site, behaviour, pages } = stage.fake
  behaviour.fields = schoolMealsFields()
  behaviour.description = { redirect_uris: [site + page.path], inputs: page.inputs ?? {} }
  behaviour.policy = {
    'script-src': `${service} 'self'`,
    'connect-src': `${service} 'self'`,
    'style-src': "'self' 'unsafe-inline'",
  }
  pages.set('/plug-in.js', page.script ?? '')
  pages.set('/additional.css', page.style ?? '')
  pages.set(
    page.path,
    `<!doctype html><html lang="fr-FR"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Cantine – Ma Ville</title><link rel="stylesheet" href="/additional.css"></head>
<body><form role="search" action="/"><label for="s">Rechercher</label> <input id="s" name="s"></form>
<div class="entry-content">${page.lines.replaceAll(published, service)}${page.form}</div>
<form class="newsletter"><label for="lettre">Lettre municipale</label> <input id="lettre" name="email"></form>
<script src="/plug-in.js"></script></body></html>`,
  )
}

/** Opens a page, types an allergy, and comes back from FranceConnect. */
export async function comeBackFilled(
  stage: WidgetStage,
  { path }: CmsPage,
  allergies: string,
): Promise<{ page: Page; events: RecordedEvent[] }> {
  const opened = await stage.open(path, { width: 390, height: 844 })
  await opened.page.fill(allergies, 'arachides')
  await makeTrip(opened.page, opened.events)
  return opened
}

/** What a page’s form holds, by the names of its inputs; only those that are asked for. */
export function valuesOf(page: Page, names: readonly string[]): Promise<Record<string, string>> {
  return page.evaluate(
    (wanted) =>
      Object.fromEntries(
        wanted.map((name) => [
          name,
          document.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value ?? 'no such input',
        ]),
      ),
    names,
  )
}

/** What the widget still keeps in the tab of what was typed, of the trip and of the token. */
export const keptOf = (page: Page) =>
  page.evaluate(() => Object.keys(sessionStorage).filter((key) => /draft:|trip:|token:/.test(key)))
