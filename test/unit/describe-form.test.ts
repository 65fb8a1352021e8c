import { describe, expect, test } from '@jest/globals'
import { describeForm } from '../../src/domain/describe-form.ts'
import { errorSentences } from '../../src/domain/error-sentences.ts'
import { byHandUrl, formOrigins, isConfidential } from '../../src/domain/form.ts'
import { FormDescription } from '../../src/domain/form-description.ts'
import { createFormRegistry } from '../../src/domain/form-registry.ts'
import { redirectedErrors } from '../../src/domain/redirected-errors.ts'
import { widgetMessagesEn } from '../../src/domain/widget-messages.en.ts'
import { widgetMessagesFr } from '../../src/domain/widget-messages.fr.ts'
import { aConfidentialForm, aDemarche, aForm } from '../support/forms.ts'

const issuer = 'https://prefill.exemple.fr'

const form = aForm({
  collectivite: { name: 'Ville', siret: '21740010800014', privacy_contact: 'dpo@ville.fr' },
  demarche: aDemarche({
    nom: { from: 'franceconnect.family_name', lock: true, label: { fr: 'Nom' } },
    civilite: { from: 'franceconnect.gender', options: { female: 'Mme' } },
  }),
  inputs: { nom: 'wpforms[1]', prefill_token: 'wpforms[2]' },
  alternative_url: 'https://ville.fr/papier',
})

const correction =
  'Pour corriger votre état civil, adressez-vous à l’INSEE ou à la mairie de votre lieu de naissance.'
const correctionEn =
  'To have your civil status corrected, contact INSEE or the town hall of your place of birth.'

const described = {
  client_id: 'demo-cantine',
  issuer,
  lang: 'fr',
  collectivite: 'Ville',
  privacy_contact: 'dpo@ville.fr',
  demarche: 'inscription',
  title: 'Inscription',
  purpose: 'Vous inscrire',
  redirect_uris: ['http://localhost:8080/cantine', 'https://demo.exemple.fr/cantine?page=1'],
  post_logout_redirect_uris: ['http://localhost:8080/'],
  alternative_url: 'https://ville.fr/papier',
  inputs: { nom: 'wpforms[1]', prefill_token: 'wpforms[2]' },
  fields: {
    nom: {
      label: 'Nom',
      type: 'name',
      source: 'franceconnect',
      claim: 'family_name',
      lock: true,
      correction,
    },
    civilite: {
      label: 'Sexe',
      type: 'code',
      source: 'franceconnect',
      claim: 'gender',
      lock: false,
      options: { female: 'Mme' },
      correction,
    },
  },
  sources: { franceconnect: 'FranceConnect' },
  sentences: {
    ...widgetMessagesFr,
    explain: 'Avec votre accord, Ville obtiendra : Nom, Sexe (auprès de FranceConnect).',
    purpose: 'Pourquoi : vous inscrire.',
    ...errorSentences('fr', widgetMessagesFr),
  },
}

describe('a form described to its page', () => {
  test('when in French, then every public fact stands in it, and no other', () => {
    expect(describeForm(form, issuer, 'fr')).toEqual(described)
  })

  test('when it makes documents unnecessary, then each is told with the fields that stand for it', () => {
    const demarche = aDemarche(
      { nom: { from: 'franceconnect.family_name' } },
      { replaces: [{ document: { fr: 'votre pièce', en: 'your paper' }, fields: ['nom'] }] },
    )
    const told = describeForm({ ...form, demarche }, issuer, 'en')
    expect(told.replaces).toEqual([{ document: 'your paper', fields: ['nom'] }])
    expect(told.sentences.explain).toMatch(/you will not have to attach: your paper\.$/)
    expect(describeForm(form, issuer, 'en')).not.toHaveProperty('replaces')
  })

  test('when in English, then its texts are, where they have been written', () => {
    expect(describeForm(form, issuer, 'en')).toEqual({
      ...described,
      lang: 'en',
      title: 'Registration',
      purpose: 'Register you',
      fields: {
        nom: { ...described.fields.nom, correction: correctionEn },
        civilite: { ...described.fields.civilite, label: 'Sex', correction: correctionEn },
      },
      sentences: {
        ...widgetMessagesEn,
        explain: 'If you agree, Ville will receive: Nom, Sex (from FranceConnect).',
        purpose: 'Why: register you.',
        ...errorSentences('en', widgetMessagesEn),
      },
    })
  })

  test.each([
    [
      'fr',
      {
        login_cancelled: widgetMessagesFr.cancelled,
        at_capacity:
          'Trop de connexions en ce moment. Le service est très demandé. Vous pouvez réessayer, ou remplir le formulaire vous-même. Ce que vous avez tapé dans le formulaire est conservé dans cet onglet.',
      },
    ],
    [
      'en',
      {
        login_cancelled: widgetMessagesEn.cancelled,
        at_capacity:
          'Too many logins at this moment. The service is in great demand. You can try again, or fill in the form yourself. What you typed in the form is kept in this tab.',
      },
    ],
  ] as const)(
    'when an error goes back by redirect, then its sentence is there in %s, by its code',
    (language, said) => {
      const { sentences } = describeForm(form, issuer, language)
      for (const [code, sentence] of Object.entries(said))
        expect(sentences[`error.${code}`]).toBe(sentence)
      const codes = Object.keys(sentences).filter((key) => key.startsWith('error.'))
      expect(codes).toEqual(redirectedErrors.map((code) => `error.${code}`))
    },
  )

  test('when the form has a secret, then no word of it is told', () => {
    const text = JSON.stringify(describeForm(aConfidentialForm(), issuer, 'fr'))
    expect(text).not.toMatch(/secret: à 100|fc-secret|fc-demo|localhost:4000/)
    expect(FormDescription.strict().safeParse(JSON.parse(text)).success).toBe(true)
  })
})

describe('forms in the registry', () => {
  const forms = [aForm(), aConfidentialForm(), aForm({ client_id: 'third' })]
  const registry = createFormRegistry(forms, (clientId) => (clientId === 'third' ? 't' : 'same'))

  test('when a form is looked for, then it is found by its exact client_id', () => {
    expect(registry.find('demo-cantine')).toBe(forms[0])
    expect(registry.find('Demo-cantine')).toBeUndefined()
    expect(registry.find('constructor')).toBeUndefined()
    expect(registry.size).toBe(3)
  })

  test('when two forms share a tag, then both are named', () => {
    expect(registry.withTag('same')).toEqual(['demo-cantine', 'demo-etat-civil'])
    expect(registry.withTag('t')).toEqual(['third'])
    expect(registry.withTag('other')).toEqual([])
  })
})

test('when a form has a secret, then it is confidential', () => {
  expect([aForm(), aConfidentialForm()].map(isConfidential)).toEqual([false, true])
})

test('when no other way is configured, then the form itself is filled in by hand', () => {
  expect(byHandUrl(form)).toBe('https://ville.fr/papier')
  expect(byHandUrl(aForm())).toBe('http://localhost:8080/cantine')
})

test('when addresses share an origin, then it is told once', () => {
  const redirect_uris = [
    'https://a.fr/x',
    'https://a.fr/y?z',
    'https://a.fr:8443/',
    'http://localhost/',
  ]
  expect(formOrigins(aForm({ redirect_uris }))).toEqual([
    'https://a.fr',
    'https://a.fr:8443',
    'http://localhost',
  ])
})
