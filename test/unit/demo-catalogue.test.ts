import { describe, expect, test } from '@jest/globals'
import type { Demarche } from '../../src/domain/demarche.ts'
import type { PrefilledForm } from '../../src/simulator/demo-back-end-view.ts'
import { catalogueList } from '../../src/simulator/demo-catalogue/catalogue-list.ts'
import { backEndPage, widgetPage } from '../../src/simulator/demo-catalogue/form-page.ts'
import { type DemoForm, loadCatalogue } from '../../src/simulator/demo-catalogue/load-catalogue.ts'
import { civilStatusPage } from '../../src/simulator/demo-civil-status-page.ts'
import { aDemarche } from '../support/forms.ts'
import { formsOf, linksOf } from '../support/html-page.ts'
import { demoSiteFile } from '../support/start-system.ts'

const forms = loadCatalogue()

function pageOf({ clientId, demarche, path, hasBackEnd, isGenerated }: DemoForm): string {
  const view = { path, logoutUrl: '/' }
  if (path === '/etat-civil') return civilStatusPage(view)
  if (!isGenerated) return demoSiteFile(`${path.slice(1)}.html`)
  return hasBackEnd ? backEndPage(demarche, view) : widgetPage(demarche, clientId, 'http://service')
}

const namesIn = (page: string) => [
  ...new Set(
    [...page.matchAll(/<(?:input|select|textarea)\b[^>]*\bname="([^"]+)"/g)].map(
      ([, name]) => name,
    ),
  ),
]

/** The inputs that a demarche's fields need: of a list one for each thing. */
function inputsOf({ fields, groups }: Demarche): string[] {
  return Object.entries(fields).flatMap(([name, { member }]) => {
    const max = member === undefined ? 1 : (groups[member.group]?.max ?? 0)
    return Array.from({ length: max }, (_, index) => (index === 0 ? name : `${name}_${index + 1}`))
  })
}

/** What the pages written by hand ask besides, and how the CMS's page calls its fields. */
const ownInputs: Readonly<Record<string, readonly string[]>> = {
  '/cantine': ['ecole', 'allergies'],
  '/transport': ['recherche'],
  '/etat-civil': ['motif', 'prefill_token'],
}
const mapped: Readonly<Record<string, string>> = {
  nom: 'wpforms[fields][3]',
  prenom: 'wpforms[fields][4]',
  adulte: 'wpforms[fields][7][]',
  courriel: 'wpforms[fields][11]',
}

test('when the catalogue is shown, then all twenty procedures have a form, each at its own address', () => {
  expect(forms).toHaveLength(20)
  expect(new Set(forms.map(({ demarche }) => demarche.name)).size).toBe(20)
  const links = linksOf(catalogueList(forms).markup)
  expect(links).toEqual(
    forms.map(({ path, demarche }) => ({ href: path, text: demarche.title.fr })),
  )
  expect(new Set(links.map(({ href }) => href)).size).toBe(20)
  expect(forms.filter(({ isGenerated }) => isGenerated)).toHaveLength(15)
})

test.each(forms)(
  'when $path is opened, then every field has its input, and nothing more is asked',
  (form) => {
    const wanted = inputsOf(form.demarche).map((name) =>
      form.path === '/bibliotheque' ? (mapped[name] ?? name) : name,
    )
    const own =
      form.path === '/bibliotheque'
        ? ['wpforms[fields][12]']
        : form.isGenerated && form.hasBackEnd
          ? ['prefill_token']
          : (ownInputs[form.path] ?? [])
    expect(namesIn(pageOf(form)).sort()).toEqual([...wanted, ...own].sort())
  },
)

test.each(forms.filter(({ isGenerated }) => isGenerated))(
  'when $path is opened, then each input has a label or a legend, and what it spares is told',
  (form) => {
    const page = pageOf(form)
    const ids = [...page.matchAll(/<(?:input|textarea) id="([^"]+)"/g)].map(([, id]) => id)
    const labelled = [...page.matchAll(/<label for="([^"]+)">[^<]/g)].map(([, id]) => id)
    expect(ids).toEqual(labelled)
    for (const { document } of form.demarche.replaces) expect(page).toContain(`<li>${document.fr}`)
    expect(page.includes('<h2>À joindre</h2>')).toBe(form.demarche.replaces.length > 0)
    expect(page.includes('/widget/v1.js')).toBe(!form.hasBackEnd)
    expect(formsOf(page)).toHaveLength(1)
  },
)

describe('a page that the back end fills', () => {
  const demarche = aDemarche(
    {
      nom: { from: 'franceconnect.family_name', lock: true },
      ne_le: { from: 'franceconnect.birthdate' },
      sexe: { from: 'franceconnect.gender', options: { female: 'Féminin', male: 'Masculin' } },
      aah: { from: 'allocation_adulte_handicape.est_beneficiaire' },
      adresse: { from: 'quotient_familial.adresse' },
      enfant: { from: 'enfant.prenoms' },
    },
    { groups: { enfant: { list: 'quotient_familial.enfants', max: 3 } } },
  )
  const filled = { assurance: 'administrative', as_of: '2026-11-23', locked: false } as const
  const from = { source: 'x', claim: 'y' }
  const form: PrefilledForm = {
    fields: {
      nom: {
        ...from,
        ...filled,
        type: 'name',
        value: 'D’A <b>',
        assurance: 'verified',
        locked: true,
      },
      ne_le: { ...from, ...filled, type: 'partial-date', value: '1992-11' },
      sexe: { ...from, ...filled, type: 'code', value: 'male', text: 'Masculin' },
      aah: { ...from, ...filled, type: 'boolean', value: false },
      adresse: {
        ...from,
        type: 'address',
        value: null,
        reason: 'unavailable',
        message: 'Pas de réponse.',
      },
      enfant: { ...from, ...filled, type: 'list', items: 'name', value: ['LEO', ''] },
    },
    prefillToken: 'eyJ',
    displayName: 'A D',
    idToken: '',
    isTest: true,
  }
  const view = { path: '/x', logoutUrl: '/logout' }

  test('when a token came, then each value stands in its input, with where it is from or why it is not there', () => {
    const page = backEndPage(demarche, { ...view, form })
    expect(page).toContain(
      '<input id="nom" name="nom" type="text" value="D’A &lt;b&gt;" autocomplete="family-name" required readonly aria-describedby="origine-nom">',
    )
    expect(page).toContain('donnée vérifiée auprès de l’INSEE. Non modifiable ici.')
    expect(page).toContain('name="ne_le" type="text" value="1992-11"')
    expect(page).toContain('value="Masculin" checked')
    expect(page).toContain('name="aah" value="non" checked')
    expect(page).not.toContain('name="aah" value="oui" checked')
    expect(page).toContain('<span class="hint" id="origine-adresse">Pas de réponse.</span>')
    expect(page).toContain('name="enfant" type="text" value="LEO"')
    expect(page).toContain('name="enfant_2" type="text" value="">')
    expect(page).toContain('name="prefill_token" value="eyJ"')
    expect(page).toContain('Données de test')
  })

  test('when something was typed before, then it stays, and what FranceConnect says stands beside it', () => {
    const typed = { nom: 'Durand', enfant_2: 'Zoé', aah: 'oui' }
    const page = backEndPage(demarche, { ...view, form, typed })
    expect(page).toContain('name="nom" type="text" value="Durand"')
    expect(page).toContain('Votre saisie est conservée. FranceConnect indique : D’A &lt;b&gt;.')
    expect(page).not.toContain('readonly')
    expect(page).toContain('name="enfant_2" type="text" value="Zoé"')
    expect(page).toContain('name="aah" value="oui" checked')
  })
})
