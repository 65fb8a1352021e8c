import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { http } from '../support/form-page.ts'
import { linksOf, mainOf, textOf } from '../support/html-page.ts'
import { type System, startSystem } from '../support/start-system.ts'

const audited = (statement: string) => `
name: Ville d’Audit
siret: "21740010800015"
franceconnect: {environment: simulator, client_id: demo, client_secret: "\${DEMO_FC_SECRET}"}
accessibility:
${statement}
forms:
  - client_id: audit-cantine
    demarche: repas
    redirect_uris: [http://localhost:8080/audit]
    alternative_url: http://localhost:8080/papier
`

const whole = `
  status: partially_conformant
  established_on: 2026-10-01
  updated_on: 2026-11-02
  audit: {date: 2026-09-30, by: Cabinet <Accès>, rate: 74.5}
  not_accessible:
    - {fr: Le bouton n’est pas annoncé., en: The button is not announced.}
    - {fr: Un titre manque.}
  disproportionate_burden: [{fr: Les plans., en: The maps.}]
  exempt: [{fr: La carte., en: The chart.}]
  tested_with: [Firefox 140 et NVDA 2026.1]
  tools: [axe DevTools]
  checked_pages: [Avant de vous connecter]
  contact: {email: acces@ville.fr, url: "https://ville.fr/contact", phone: 01 23 45 67 89}
  plan_url: https://ville.fr/schema
`

let system: System
beforeAll(async () => {
  system = await startSystem({ collectivites: { 'audit.yaml': audited(whole) } })
})
afterAll(() => system.close())

const open = async (query: string, language = 'fr') => {
  const { status, data, headers } = await http.get(
    `${system.serviceOrigin}/accessibilite${query}`,
    {
      headers: { accept: 'text/html', 'accept-language': language },
    },
  )
  return { status, data: String(data), headers }
}

const remedy = [
  'https://formulaire.defenseurdesdroits.fr/',
  'https://www.defenseurdesdroits.fr/saisir/delegues',
]

describe('the accessibility statement', () => {
  test('when nothing was configured, then it claims nothing', async () => {
    const { status, data } = await open('?client_id=demo-cantine')
    expect(status).toBe(200)
    expect(data).toContain('<title>Déclaration d’accessibilité – Ville de Démonstration</title>')
    const text = textOf(mainOf(data))
    expect(text).toContain(
      'Ces pages sont non conformes avec le référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1. Aucun audit de conformité n’a encore été réalisé',
    )
    expect(text).toContain('Faute d’audit, les contenus non accessibles n’ont pas été recensés.')
    expect(text).toContain('Ville de Démonstration ne l’a pas encore complétée.')
    expect(text).toContain('Adressez-vous à votre collectivité')
    expect(text).toContain('Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07')
    expect(text).not.toMatch(/s’engage|révèle|établie le|partiellement|totalement/)
    expect(linksOf(mainOf(data)).map(({ href }) => href)).toEqual([
      '/accessibilite?client_id=demo-cantine&lang=en',
      ...remedy,
      'http://localhost:8080/cantine',
    ])
  })

  test('when a collectivite has completed it, then it says that, and no more', async () => {
    const { data } = await open('?client_id=audit-cantine')
    expect(textOf(mainOf(data)).split(/ (?=État de conformité|Voies de recours)/)[1]).toBe(
      [
        'État de conformité Ces pages sont partiellement conformes avec le référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1, en raison des non-conformités et des dérogations énumérées ci-dessous.',
        'Résultats des tests L’audit de conformité réalisé par Cabinet <Accès> le 30 septembre 2026 révèle que 74,5 % des critères du RGAA version 4.1 sont respectés.',
        'Contenus non accessibles Non-conformités Le bouton n’est pas annoncé. Un titre manque.',
        'Dérogations pour charge disproportionnée Les plans.',
        'Contenus non soumis à l’obligation d’accessibilité La carte.',
        'Établissement de cette déclaration Cette déclaration a été établie le 1er octobre 2026. Elle a été mise à jour le 2 novembre 2026.',
        'Technologies utilisées : HTML, CSS et, pour le bouton de préremplissage, JavaScript.',
        'Le logiciel est vérifié automatiquement avec axe-core dans Chromium à chaque version. Ces tests ne remplacent pas un audit.',
        'Environnement de test Firefox 140 et NVDA 2026.1 Outils pour évaluer l’accessibilité axe DevTools Pages ayant fait l’objet de la vérification Avant de vous connecter',
        'Retour d’information et contact Si vous n’arrivez pas à accéder à un contenu ou à un service, dites-le-nous pour être orienté vers une alternative accessible ou obtenir le contenu sous une autre forme. Le formulaire peut toujours être rempli sans FranceConnect.',
        'Adresse électronique : acces@ville.fr Formulaire de contact : https://ville.fr/contact Téléphone : 01 23 45 67 89',
      ].join(' '),
    )
    expect(linksOf(data).map(({ href }) => href)).toEqual([
      '#content',
      '/accessibilite?client_id=audit-cantine&lang=en',
      'https://ville.fr/schema',
      'mailto:acces@ville.fr',
      'https://ville.fr/contact',
      ...remedy,
      'http://localhost:8080/papier',
      '/accessibilite?client_id=audit-cantine&lang=fr',
    ])
  })

  test('when it is read in English, then what exists in French only is marked so', async () => {
    const { data, headers } = await open('?client_id=audit-cantine&lang=en')
    expect(headers['content-language']).toBe('en')
    expect(data).toContain('<html lang="en">')
    expect(data).toContain('<li>The button is not announced.</li>')
    expect(data).toContain('<li lang="fr">Un titre manque.</li>')
    expect(textOf(data)).toContain(
      'The conformity audit carried out by Cabinet <Accès> on 30 September 2026 shows that 74.5% of the criteria of RGAA version 4.1 are met.',
    )
    expect(data).toContain(
      '<a href="/accessibilite?client_id=audit-cantine&amp;lang=fr" lang="fr" hreflang="fr">Cette déclaration en français</a>',
    )
    expect(textOf(data)).toMatch(/Accessibility: partially conformant$/)
  })

  test.each(['', '?client_id=inconnu', '?client_id=a&client_id=b', '?client_id=<script>x'])(
    'when the query is %j, then it is the service’s own, and shows nothing of it',
    async (query) => {
      const { status, data } = await open(query, 'en')
      expect(status).toBe(200)
      expect(data).toContain('<title>Accessibility statement – Prefill by FranceConnect</title>')
      expect(textOf(data)).toContain('The operator of this service has not completed it yet.')
      expect(data).not.toMatch(/inconnu|<script|client_id/)
      expect(linksOf(mainOf(data)).map(({ href }) => href)).toEqual([
        '/accessibilite?lang=fr',
        ...remedy,
        '/',
      ])
    },
  )
})
