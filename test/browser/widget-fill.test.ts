import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import {
  ended,
  hostPage,
  makeTrip,
  someFields,
  someForm,
  startWidgetStage,
  type WidgetStage,
  widgetTag,
} from '../support/widget-stage.ts'

const from = (source: string, claim: string, as_of: string) => ({ source, claim, as_of })

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

function values(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const form = document.querySelector('form') as HTMLFormElement
    return Object.fromEntries(new FormData(form)) as Record<string, string>
  })
}

/** What the live region says, its list in the same line. */
async function status(page: Page): Promise<string> {
  const text = await page.locator('franceconnect-prefill [role=status]').innerText()
  return text.replace(/\n+/g, ' ')
}

function describedBy(control: Element): string {
  const ids = control.getAttribute('aria-describedby')?.split(' ') ?? []
  return ids.map((id) => document.getElementById(id)?.textContent).join(' | ')
}

function noteOf(page: Page, id: string): Promise<string> {
  return page.evaluate((controlId) => {
    const ids = document.getElementById(controlId)?.getAttribute('aria-describedby') ?? ''
    return ids
      .split(' ')
      .map((one) => document.getElementById(one)?.textContent ?? '')
      .join(' | ')
  }, id)
}

describe('a trip that comes back with a prefill', () => {
  test('when the citizen has typed something, then it stays and the rest is filled, described, locked and told', async () => {
    const { page, events } = await stage.open('/cantine?commune=annecy%20#enfants')
    await page.fill('#allergies', 'arachides')
    await page.check('#reglement')
    await page.fill('#secret', 'hunter2')
    await makeTrip(page, events)

    const { prefill_token, ...others } = await values(page)
    expect(others).toEqual({
      nom: 'DUBOIS',
      naissance: '1962-08-24',
      civilite: '2',
      commune: '',
      quotient: '872',
      allergies: 'arachides',
      reglement: 'on',
      secret: '',
    })
    expect(prefill_token?.split('.')).toHaveLength(3)
    expect(ended(events)).toEqual([
      {
        type: 'prefill-end',
        detail: {
          outcome: 'partial',
          code: 'ok',
          filled: ['nom', 'ne_le', 'civilite', 'quotient'],
          missing: [{ name: 'commune', reason: 'born_abroad' }],
        },
      },
    ])
    expect(
      events.filter(({ type }) => type === 'prefill-field').map(({ detail }) => detail),
    ).toEqual([{ name: 'nom' }, { name: 'ne_le' }, { name: 'civilite' }, { name: 'quotient' }])
    expect(events.filter(({ type }) => type === 'violation' || type === 'error')).toEqual([])
    expect(page.url()).toBe(`${stage.fake.site}/cantine?commune=annecy%20#enfants`)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('commune')
    expect(await status(page)).toBe(
      'Champs remplis : 4. Vérifiez-les avant d’envoyer. Données de test : ce ne sont pas celles d’une personne réelle. À compléter par vous : Libellé commune',
    )
  })

  test('when fields are filled, then each says where it comes from and as of when, and keeps its own description', async () => {
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    expect({
      nom: await noteOf(page, 'nom'),
      naissance: await noteOf(page, 'naissance'),
      commune: await noteOf(page, 'commune'),
      quotient: await noteOf(page, 'quotient'),
    }).toEqual({
      nom: 'Rempli par FranceConnect, donnée vérifiée (23 novembre 2026). Non modifiable ici. Adressez-vous à l’INSEE.',
      naissance:
        'Jour, mois, année | Rempli par FranceConnect, donnée vérifiée (23 novembre 2026).',
      commune: 'Vous êtes né à l’étranger : indiquez la ville.',
      quotient: 'Rempli par la CAF ou la MSA, d’après votre dossier (octobre 2026).',
    })
    const nom = page.locator('#nom')
    expect([await nom.getAttribute('readonly'), await nom.isEnabled()]).toEqual(['', true])
    const civilite = page.locator('#civilite + .franceconnect-prefill-locked')
    expect({
      submitted: (await values(page)).civilite,
      isSeen: await page.locator('#civilite').isVisible(),
      instead: [await civilite.inputValue(), await civilite.getAttribute('readonly')],
      name: await page.getByRole('textbox', { name: 'Civilité', exact: true }).count(),
      description: await civilite.evaluate(describedBy),
    }).toEqual({
      submitted: '2',
      isSeen: false,
      instead: ['Mme', ''],
      name: 1,
      description:
        'Rempli par FranceConnect, donnée vérifiée (23 novembre 2026). Non modifiable ici. Adressez-vous à l’INSEE.',
    })
    expect(await page.locator('#commune').getAttribute('readonly')).toBeNull()
  })

  test('when the citizen undoes the filling, then the form is as it was, without token, note or lock', async () => {
    const { page, events } = await stage.open('/cantine')
    await page.fill('#allergies', 'arachides')
    await makeTrip(page, events)
    await page.getByRole('button', { name: 'Annuler le remplissage' }).click()
    expect(await values(page)).toEqual({
      nom: '',
      naissance: '',
      civilite: '',
      commune: '',
      quotient: '',
      allergies: 'arachides',
      secret: '',
    })
    expect(await page.locator('.franceconnect-prefill-note').count()).toBe(0)
    expect(await page.locator('#nom').getAttribute('readonly')).toBeNull()
    expect(await page.locator('#naissance').getAttribute('aria-describedby')).toBe('aide')
    await page.selectOption('#civilite', '1')
    expect(await page.locator('#civilite').inputValue()).toBe('1')
    expect(await page.locator('.fr-connect').isVisible()).toBe(true)
  })

  test.each([
    ['keep', 'Martin', 'Votre saisie est conservée. D’après FranceConnect : « DUBOIS ».'],
    [
      'replace',
      'DUBOIS',
      'Rempli par FranceConnect, donnée vérifiée (23 novembre 2026). Non modifiable ici. Adressez-vous à l’INSEE.',
    ],
  ])(
    'when merge is %s and the name is already typed, then it becomes %s',
    async (merge, nom, note) => {
      const tag = widgetTag.replace('for=', `merge="${merge}" for=`)
      stage.fake.pages.set('/cantine', hostPage(stage.fake.service, tag + someForm))
      const { page, events } = await stage.open('/cantine')
      await page.fill('#nom', 'Martin')
      await makeTrip(page, events)
      expect([await page.inputValue('#nom'), await noteOf(page, 'nom')]).toEqual([nom, note])
      expect(await page.locator('#nom').getAttribute('readonly')).toBe(merge === 'keep' ? null : '')
    },
  )

  test('when fields go to radios, checkboxes, text dates, lists and mapped names, then each is written as it takes it', async () => {
    const text = { ...someFields().ne_le, claim: 'x' }
    stage.fake.behaviour.fields = {
      civilite: { ...someFields().civilite, locked: true } as never,
      naissance: text as never,
      majeur: { ...text, type: 'boolean', value: true } as never,
      prenoms: { ...text, type: 'list', value: ['Angela', 'Claire'] } as never,
      enfant: { ...text, type: 'list', value: ['Léa', 'Tom', 'Zoé'] } as never,
      mois: { ...text, type: 'partial-date', value: '1992-11' } as never,
      jour: { ...text, type: 'partial-date', value: '1992-11' } as never,
    }
    stage.fake.behaviour.description = {
      inputs: { naissance: 'wpforms[fields][3]', prefill_token: 'input_1_9' },
    }
    const form = `<form id="inscription"><fieldset><legend>Civilité</legend>
<label><input type="radio" name="civilite" value="1"> M.</label> <label><input type="radio" name="civilite" value="2"> Mme</label></fieldset>
<label>Né le <input name="wpforms[fields][3]"></label><label>Majeur <input type="checkbox" name="majeur"></label>
<input name="prenoms" aria-label="Prénoms"><input name="enfant[2]" aria-label="2"><input name="enfant[1]" aria-label="1">
<input name="mois" aria-label="Mois"><input name="jour" type="date" id="jour" aria-label="Jour"><input type="hidden" name="input_1_9"></form>`
    stage.fake.pages.set('/cantine', hostPage(stage.fake.service, widgetTag + form))
    const { page, events } = await stage.open('/cantine')
    await makeTrip(page, events)
    const { input_1_9, ...others } = await values(page)
    expect(others).toEqual({
      civilite: '2',
      'wpforms[fields][3]': '24/08/1962',
      majeur: 'on',
      prenoms: 'Angela, Claire',
      'enfant[1]': 'Léa',
      'enfant[2]': 'Tom',
      mois: '11/1992',
      jour: '',
    })
    expect(input_1_9?.split('.')).toHaveLength(3)
    expect(await noteOf(page, 'jour')).toBe(
      'D’après FranceConnect : « 11/1992 », sans plus de précision. Donnez la date complète.',
    )
    const locked = page.locator('.franceconnect-prefill-locked')
    expect({
      text: await locked.inputValue(),
      label: await locked.getAttribute('aria-label'),
      isSeen: await page.locator('label', { hasText: 'Mme' }).isVisible(),
    }).toEqual({ text: 'Mme', label: 'Libellé civilite', isSeen: false })
    // A label keeps its own words: a note is never put inside it.
    expect(await page.locator('label', { hasText: 'Né le' }).textContent()).toBe('Né le ')
    expect(ended(events)[0]?.detail).toMatchObject({
      outcome: 'partial',
      missing: [
        { name: 'enfant', reason: 'no_input' },
        { name: 'jour', reason: 'imprecise' },
      ],
    })
  })

  describe('the list of a group', () => {
    const children = (claim: string, items: 'name' | 'date', value: string[]) => ({
      ...from('quotient_familial', `enfants.${claim}`, '2026-11-23'),
      assurance: 'administrative' as const,
      type: 'list' as const,
      items,
      value,
      locked: false,
    })
    const row = (number: number, extra = '') => {
      const end = number === 1 ? '' : `_${number}`
      return `<p><label>Prénoms <input name="enfant_prenom${end}" id="prenom${number}"${extra}></label>
<label>Né le <input type="date" name="enfant_ne_le${end}" id="ne${number}"></label></p>`
    }
    const families = (names: string[], dates: string[]) => {
      stage.fake.behaviour.fields = {
        enfant_prenom: children('prenoms', 'name', names),
        enfant_ne_le: children('date_naissance', 'date', dates),
      }
    }
    const fillIn = async (body: string) => {
      const form = `<form id="inscription">${body}</form>`
      stage.fake.pages.set('/cantine', hostPage(stage.fake.service, widgetTag + form))
      const { page, events } = await stage.open('/cantine')
      await makeTrip(page, events)
      const { prefill_token: _, ...filled } = await values(page)
      return { page, filled, end: ended(events)[0]?.detail }
    }
    const file = 'Rempli par la CAF ou la MSA, d’après votre dossier (23 novembre 2026).'

    test('when a child’s birth date is not known, then its place stays empty, with a note, and has the focus', async () => {
      families(['LEO', 'CAMILLE', 'NINA'], ['2011-08-19', '', '2018-10-14'])
      const { page, filled, end } = await fillIn(row(1) + row(2) + row(3) + row(4))
      expect(filled).toEqual({
        enfant_prenom: 'LEO',
        enfant_ne_le: '2011-08-19',
        enfant_prenom_2: 'CAMILLE',
        enfant_ne_le_2: '',
        enfant_prenom_3: 'NINA',
        enfant_ne_le_3: '2018-10-14',
        enfant_prenom_4: '',
        enfant_ne_le_4: '',
      })
      expect({
        first: await noteOf(page, 'ne1'),
        second: await noteOf(page, 'ne2'),
        beyond: await noteOf(page, 'ne4'),
        focused: await page.evaluate(() => document.activeElement?.id),
        said: await status(page),
        end,
      }).toEqual({
        first: file,
        second: 'Non connu d’après la CAF ou la MSA. À compléter par vous.',
        beyond: '',
        focused: 'ne2',
        said: 'Champs remplis : 2. Vérifiez-les avant d’envoyer. Données de test : ce ne sont pas celles d’une personne réelle. À compléter par vous : Libellé enfant_ne_le',
        end: {
          outcome: 'partial',
          code: 'ok',
          filled: ['enfant_prenom', 'enfant_ne_le'],
          missing: [{ name: 'enfant_ne_le', reason: 'not_provided' }],
        },
      })
    })

    test('when there are more children than inputs, then those without place are named beside the last one', async () => {
      families(['LEO', 'CAMILLE', 'NINA'], ['2011-08-19', '2015-04-04', '2018-10-14'])
      const { page, filled, end } = await fillIn(row(1) + row(2))
      expect(filled).toEqual({
        enfant_prenom: 'LEO',
        enfant_ne_le: '2011-08-19',
        enfant_prenom_2: 'CAMILLE',
        enfant_ne_le_2: '2015-04-04',
      })
      const rest = 'Non rempli, faute de place sur cette page. D’après la CAF ou la MSA : « '
      expect({
        first: await noteOf(page, 'prenom1'),
        name: await noteOf(page, 'prenom2'),
        date: await noteOf(page, 'ne2'),
        end,
      }).toEqual({
        first: file,
        name: `${rest}NINA ». | ${file}`,
        date: `${rest}14/10/2018 ». | ${file}`,
        end: {
          outcome: 'partial',
          code: 'ok',
          filled: ['enfant_prenom', 'enfant_ne_le'],
          missing: [
            { name: 'enfant_prenom', reason: 'no_input' },
            { name: 'enfant_ne_le', reason: 'no_input' },
          ],
        },
      })
      await page.getByRole('button', { name: 'Annuler le remplissage' }).click()
      expect(await noteOf(page, 'prenom2')).toBe('')
    })

    test('when a page has one input for the whole list, then it is joined', async () => {
      families(['LEO', 'CAMILLE'], ['2011-08-19', '2015-04-04'])
      const { filled } = await fillIn(
        '<input name="enfant_prenom" aria-label="p"><textarea name="enfant_ne_le" aria-label="d"></textarea>',
      )
      expect(filled).toEqual({
        enfant_prenom: 'LEO, CAMILLE',
        enfant_ne_le: '19/08/2011\n04/04/2015',
      })
    })

    test('when inputs are marked by data-prefill with a number, then [1] is the first', async () => {
      families(['LEO', 'CAMILLE'], ['2011-08-19', '2015-04-04'])
      const { filled } = await fillIn(
        [2, 1]
          .map(
            (number) =>
              `<input name="children[${number - 1}][first]" aria-label="${number}" data-prefill="enfant_prenom[${number}]"><input type="date" name="children[${number - 1}][born]" aria-label="né ${number}" data-prefill="enfant_ne_le[${number}]">`,
          )
          .join(''),
      )
      expect(filled).toEqual({
        'children[0][first]': 'LEO',
        'children[0][born]': '2011-08-19',
        'children[1][first]': 'CAMILLE',
        'children[1][born]': '2015-04-04',
      })
    })

    test('when a citizen has typed a child, then it stays, with what the source says of that one', async () => {
      families(['LEO', 'CAMILLE'], ['2011-08-19', '2015-04-04'])
      const form = `<form id="inscription">${row(1)}${row(2)}</form>`
      stage.fake.pages.set('/cantine', hostPage(stage.fake.service, widgetTag + form))
      const { page, events } = await stage.open('/cantine')
      await page.fill('#prenom2', 'Zoé')
      await makeTrip(page, events)
      expect([await page.inputValue('#prenom2'), await noteOf(page, 'prenom2')]).toEqual([
        'Zoé',
        'Votre saisie est conservée. D’après la CAF ou la MSA : « CAMILLE ».',
      ])
    })

    test('when the source gave no list, then its first input says why, and no other', async () => {
      const none = {
        ...from('quotient_familial', 'enfants.prenoms', ''),
        type: 'list' as const,
        items: 'name' as const,
        value: null,
        reason: 'unavailable' as const,
        message: 'La CAF ou la MSA : pas de réponse.',
      }
      const { as_of: _, ...field } = none
      stage.fake.behaviour.fields = { enfant_prenom: field }
      const { page } = await fillIn(row(1) + row(2))
      expect([await noteOf(page, 'prenom1'), await noteOf(page, 'prenom2')]).toEqual([
        'La CAF ou la MSA : pas de réponse.',
        '',
      ])
    })
  })

  test.each([
    ['', 'Libellé quotient'],
    [' required', 'Libellé quotient Libellé plaque'],
  ])(
    'when a field was declined and its input is "%s", then it is announced only where the form insists',
    async (required, left) => {
      const declined = { ...from('ants', 'x', ''), type: 'text' as const, value: null }
      const { as_of: _, ...field } = declined
      stage.fake.behaviour.fields = {
        quotient: { ...field, reason: 'unavailable', message: 'Pas de réponse.' },
        plaque: { ...field, reason: 'declined', message: 'Non demandé.' },
      }
      stage.fake.behaviour.sources = { ants: { status: 'declined', message: 'Non demandé.' } }
      const form = `<form id="inscription"><input name="quotient" aria-label="q"><input id="plaque" name="plaque" aria-label="p"${required}></form>`
      stage.fake.pages.set('/cantine', hostPage(stage.fake.service, widgetTag + form))
      const { page, events } = await stage.open('/cantine')
      await makeTrip(page, events)
      expect(await noteOf(page, 'plaque')).toBe('Non demandé.')
      expect(await status(page)).toBe(
        `Champs remplis : 0. Vérifiez-les avant d’envoyer. Non demandé. Données de test : ce ne sont pas celles d’une personne réelle. À compléter par vous : ${left}`,
      )
    },
  )

  test('when a framework listens, then input and change reach it from the written controls', async () => {
    const { page, events } = await stage.open('/cantine', {
      before: () => {
        for (const type of ['input', 'change']) {
          document.addEventListener(type, ({ target }) => {
            const { record } = window as unknown as { record: (event: object) => void }
            record({ type: `${type}:${(target as HTMLInputElement).id}`, detail: null })
          })
        }
      },
    })
    await makeTrip(page, events)
    const heard = events.map(({ type }) => type).filter((type) => type.includes(':'))
    expect(heard).toEqual(
      ['nom', 'naissance', 'civilite', 'quotient'].flatMap((id) => [`input:${id}`, `change:${id}`]),
    )
  })
})
