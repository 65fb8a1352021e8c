import { hostileSvg } from './pictures.ts'

const forms = (id: string) => `
forms:
  - client_id: ${id}-cantine
    demarche: restauration-scolaire
    redirect_uris: [http://localhost:8080/${id}-cantine]
    post_logout_redirect_uris: [http://localhost:8080/]
  - client_id: ${id}-transport
    demarche: transport-solidaire
    redirect_uris: [http://localhost:8080/${id}-transport]
  - client_id: ${id}-stationnement
    demarche: stationnement-residentiel
    redirect_uris: [http://localhost:8080/${id}-stationnement]
`

const town = (id: string, name: string, more: string) => `
name: ${name}
siret: "21740010800015"
franceconnect: {environment: simulator, client_id: demo, client_secret: "\${DEMO_FC_SECRET}"}
${more}${forms(id)}`

const statement = `
accessibility:
  status: partially_conformant
  established_on: 2026-10-01
  audit: {date: 2026-09-30, by: Cabinet Accès, rate: 74.5}
  not_accessible: [{fr: Le bouton n’est pas annoncé.}, {fr: Un titre manque., en: A heading is missing.}]
  exempt: [{fr: La carte.}]
  tested_with: [Firefox 140 et NVDA 2026.1]
  contact: {email: acces@jaune.fr, phone: 01 23 45 67 89}
`

const longName = 'Communauté d’agglomération de Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson'

/** Towns whose pages differ as much as they may: no theme; a colour too light; a logo that would run a script. */
export const themedTowns: Readonly<Record<string, string>> = {
  'sobre.yaml': town('sobre', 'Ville Sobre', ''),
  'jaune.yaml': town('jaune', longName, `theme: {logo: piege.svg, colour: "#FFCC00"}${statement}`),
  'piege.svg': hostileSvg,
}
