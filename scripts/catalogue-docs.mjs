// Writes docs/catalogue.md from the shipped procedures: `node scripts/catalogue-docs.mjs`.
// With --check it writes nothing, and fails where the file says something else.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('..', import.meta.url))
const file = `${root}docs/catalogue.md`
const folder = `${root}config/demarches/`

/** The service's own modules, straight from their sources: what is built may be older. */
async function loadSources() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { catalogue } from './src/domain/catalogue.ts'
export { DemarcheFile } from './src/domain/demarche.ts'
export { resolveDemarche } from './src/domain/resolve-demarche.ts'
export { neededClaims, neededSources, scopedClaims } from './src/domain/needed-claims.ts'
export { deriveScopes } from './src/domain/scopes.ts'
export { sayDuration } from './src/cli/register/say-duration.ts'
export { registerMessagesFr } from './src/cli/register/register-messages.fr.ts'`,
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  const encoded = Buffer.from(outputFiles[0].contents).toString('base64')
  return import(`data:text/javascript;base64,${encoded}`)
}

const nbsp = '\u00a0'
const code = (text) => `\`${text}\``
const codes = (texts) => texts.map(code).join(', ')
const tableOf = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** The head of a file: what it is, then topic by topic what a webmaster has to know first. */
function readHead(text) {
  const [, head] = text.split('\ntitle:')[0].split(/^# yaml-language-server: .*\n/)
  const [what, rest = ''] = head.split('\n#\n')
  const topics = rest
    .replaceAll('\n#   ', ' ')
    .split('\n')
    .map((line) => line.slice(2).split(`${nbsp}: `))
    .map(([topic, ...said]) => [topic, said.join(`${nbsp}: `)])
  return { what: what.replace(/^# |\.$/g, ''), topics: Object.fromEntries(topics) }
}

function readAll({ DemarcheFile, resolveDemarche }) {
  return readdirSync(folder).map((name) => {
    const text = readFileSync(`${folder}${name}`, 'utf8')
    const { demarche, mistakes } = resolveDemarche(
      name.replace('.yaml', ''),
      DemarcheFile.parse(parse(text)),
    )
    if (mistakes.length > 0) throw new Error(`${name}: ${JSON.stringify(mistakes)}`)
    return { demarche, ...readHead(text) }
  })
}

const distinct = (values) => [...new Set(values)]

function scopesOf({ fields }, { neededClaims, neededSources, scopedClaims, deriveScopes }) {
  const claims = neededSources(fields).flatMap((source) => scopedClaims(fields, source, undefined))
  const { scopes } = deriveScopes([...neededClaims(fields), ...claims], undefined)
  return scopes.filter((scope) => scope !== 'openid')
}

const documentsOf = ({ replaces }) =>
  replaces.length === 0
    ? 'aucune'
    : replaces.map(({ document, fields }) => `${document.fr} (${codes(fields)})`).join('<br>')

function summary({ demarche }, { catalogue }) {
  const sources = distinct(Object.values(demarche.fields).map(({ source }) => source))
  const names = distinct(sources.map((source) => catalogue[source].name.fr))
  const documents = demarche.replaces.map(({ document }) => document.fr.replaceAll('votre ', ''))
  return [
    `[${demarche.title.fr}](#${demarche.name})`,
    codes(Object.keys(demarche.fields)),
    names.join(', '),
    documents.join(', ') || 'aucune',
  ]
}

function traits(field) {
  const age = field.transforms.find((one) => typeof one === 'object')
  return [
    ...(age === undefined ? [] : [`oui ou non${nbsp}: ${age['age-at-least']} ans ou plus`]),
    ...(field.lock ? ['verrouillé si vérifié'] : []),
    ...(field.member === undefined ? [] : ['un par choix de la personne']),
  ].join(', ')
}

function section({ demarche, what, topics }, sources) {
  const { sayDuration, registerMessagesFr: messages } = sources
  const rows = Object.entries(demarche.fields).map(([name, field]) => [
    code(name),
    field.label.fr,
    code(`${field.source}.${field.claim}`),
    traits(field),
  ])
  const facts = [
    ['Pour qui', topics['Pour qui']],
    ['Finalité', demarche.purpose.fr],
    ['Base légale', messages.activity.bases[demarche.legal_basis]],
    ['Droit', topics.Droit],
    ['Habilitation', topics.Habilitation],
    ['Scopes', codes(scopesOf(demarche, sources))],
    ['Conservation', `${sayDuration(demarche.retention, 'fr')}${nbsp}: ${topics.Conservation}`],
    ['Pièces rendues inutiles', documentsOf(demarche)],
    ['À adapter', topics['À adapter']],
    ...(demarche.sensitive
      ? [
          [
            'Sensible',
            'oui : un serveur, et des jetons chiffrés pour lui seul'.replace(' :', `${nbsp}:`),
          ],
        ]
      : []),
  ]
  return `### ${code(demarche.name)}

${what}. English${nbsp}: ${demarche.title.en}.

${tableOf(['', ''], facts)}

${tableOf(['champ', 'libellé', 'donnée', ''], rows)}`
}

function write(sources) {
  const all = readAll(sources)
  return `<!-- Written by scripts/catalogue-docs.mjs: change the files in config/demarches, not this one. -->
# Catalogue des démarches

Vingt démarches sont livrées avec le service, un fichier chacune dans [\`config/demarches/\`](../config/demarches). Partez de
l’une d’elles plutôt que d’une page blanche${nbsp}: elle dit à quoi elle sert, quelle habilitation elle demande, sur quel texte elle
repose, quelles pièces justificatives elle rend inutiles et ce qu’il reste à adapter. \`npm run demo\` montre un formulaire
d’essai pour chacune, fait d’après son fichier. (For developers: the members are explained in
[README.md](../README.md#i-run-the-service), the sources in [sources.md](sources.md).)

${tableOf(
  ['démarche', 'champs', 'qui répond', 'pièces rendues inutiles'],
  all.map((one) => summary(one, sources)),
)}

## Ce que chaque fichier promet

- **Une pièce n’est inutile qu’à une condition**${nbsp}: les champs nommés à côté d’elle ont été remplis et laissés tels quels. La page
  le dit au citoyen avant qu’il parte ; après l’envoi, le verdict de chacun de ces champs (\`unchanged\` ou \`equivalent\`) vous dit s’il
  faut encore la demander. Un champ déclaré par la personne (adresse électronique, adresse connue de la CAF) ne remplace
  jamais une pièce${nbsp}: la configuration le refuse.
- **Rien de plus que le nécessaire**${nbsp}: un âge plutôt qu’une date de naissance, une seule situation plutôt que toutes. Ce qu’aucune
  administration ne donne (téléphone, filiation, nouvelle adresse, coordonnées bancaires) se saisit sur votre page.
- **Les durées de conservation** sont des valeurs de départ${nbsp}: la collectivité les fixe, et le fichier dit d’où vient la sienne.
- **L’habilitation reste à obtenir** dans DataPass, collectivité par collectivité. Les scopes sont déduits des champs${nbsp}; si votre
  habilitation en a moins, le service le dit au démarrage et refuse le formulaire.

## Adapter une démarche

Retirer des champs, dans le fichier de la collectivité. Les scopes, les sources interrogées et les pièces promises suivent${nbsp}:

<!-- run by test/unit/docs-catalogue.test.ts -->
\`\`\`yaml
forms:
  - client_id: ma-ville-aide-ccas
    demarche: aide-ccas
    without: [aah, prime_activite]
\`\`\`

Changer un libellé, un âge, une durée, en ajouter un champ${nbsp}: copiez le fichier dans \`CONFIG_DIR/demarches/\`. Sous le même nom il
remplace celui qui est livré, sous un autre il s’y ajoute. Les champs possibles sont dans [sources.md](sources.md).

<!-- run by test/integration/docs-run-the-service.test.ts -->
\`\`\`sh
mkdir -p /etc/prefill/demarches
cp config/demarches/aide-ccas.yaml /etc/prefill/demarches/
\`\`\`

Puis imprimez la fiche de votre registre des traitements, qui est faite d’après la même configuration${nbsp}:
\`CONFIG_DIR=/etc/prefill franceconnect-prefill register ma-ville-aide-ccas\`.

## Les démarches, une par une

${all.map((one) => section(one, sources)).join('\n\n')}
`
}

const wanted = write(await loadSources())
if (!process.argv.includes('--check')) writeFileSync(file, wanted)
else if (readFileSync(file, 'utf8') !== wanted) {
  process.stderr.write('docs/catalogue.md is out of date: node scripts/catalogue-docs.mjs\n')
  process.exitCode = 1
}
