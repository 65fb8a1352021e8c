// Measures how long the configuration takes to load, and how much memory, at the sizes that are promised:
// 1,000 collectivites × 5 forms in YAML, one file each, and 35,000 × 5 in one JSON file that holds a list.
// `node scripts/configuration-scale.mjs` after `npm run build`; each in a process of its own.
import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setImmediate as immediately, setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const demarches = [
  'acte-naissance',
  'bibliotheque',
  'restauration-scolaire',
  'stationnement-residentiel',
  'transport-solidaire',
]

const form = (index, demarche) => ({
  client_id: `commune-${index}-${demarche}`,
  demarche,
  redirect_uris: [`https://www.commune-${index}.exemple.fr/demarches/${demarche}`],
  post_logout_redirect_uris: [`https://www.commune-${index}.exemple.fr/`],
})

export const collectivite = (index) => ({
  name: `Commune d’Exemple-les-Bains n° ${index}`,
  siret: '13002526500013',
  franceconnect: {
    environment: 'sandbox',
    client_id: `fc-commune-${index}`,
    client_secret: `secret-of-commune-${index}-${'x'.repeat(30)}`,
    signing_alg: 'ES256',
  },
  privacy_contact: `dpo@commune-${index}.exemple.fr`,
  forms: demarches.map((demarche) => form(index, demarche)),
})

const yamlForm = ({ client_id, demarche, redirect_uris, post_logout_redirect_uris }) =>
  `  - client_id: ${client_id}
    demarche: ${demarche}
    redirect_uris:
      - ${redirect_uris[0]}
    post_logout_redirect_uris: [${post_logout_redirect_uris[0]}]
`

const yaml = ({ name, siret, franceconnect, privacy_contact, forms }) =>
  `# One collectivite
name: ${name}
siret: "${siret}"
franceconnect:
  environment: ${franceconnect.environment}
  client_id: ${franceconnect.client_id}
  client_secret: ${franceconnect.client_secret}
  signing_alg: ${franceconnect.signing_alg}
privacy_contact: ${privacy_contact}
forms:
${forms.map(yamlForm).join('')}`

const count = (length) => Array.from({ length }, (_, index) => collectivite(index))

/** What is written to CONFIG_DIR/collectivites, by name, and how much it may take. */
const sizes = {
  yaml: { files: 'one YAML file each', collectivites: 1_000, seconds: 2, megabytes: 200 },
  json: { files: 'one JSON list', collectivites: 35_000, seconds: 3, megabytes: 300 },
}

function write(folder, size) {
  const { collectivites } = sizes[size]
  writeFileSync(join(folder, 'keys.json'), '{"keys": []}', { mode: 0o600 })
  mkdirSync(join(folder, 'collectivites'))
  const inFolder = (name, text) => writeFileSync(join(folder, 'collectivites', name), text)
  if (size === 'json') return inFolder('all.json', JSON.stringify(count(collectivites), null, 1))
  count(collectivites).forEach((one, index) => {
    inFolder(`commune-${index}.yaml`, yaml(one))
  })
}

/** Changes one collectivite's address, and has the running service's watch take it over. */
async function reload(folder, config) {
  const { createFormRegistry } = await import('../dist/domain/form-registry.js')
  const { formTag } = await import('../dist/sealing/login-state.js')
  const { watchConfiguration } = await import('../dist/watch-configuration.js')
  const say = () => undefined
  const watch = watchConfiguration({
    files: config.files,
    forms: createFormRegistry(config.forms, formTag),
    people: config.people,
    algorithms: () => ['ES256'],
    log: { info: say, warn: say, error: console.error },
    everyMilliseconds: 3_600_000,
    pause: sleep,
    slicing: { letGo: immediately, elapsed: () => performance.now() },
  })
  await watch.check()
  const [name] = readdirSync(join(folder, 'collectivites'))
  const file = join(folder, 'collectivites', name)
  writeFileSync(
    `${file}.new`,
    readFileSync(file, 'utf8').replaceAll('/demarches/', '/teleservices/'),
  )
  renameSync(`${file}.new`, file)
  globalThis.gc()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await sleep(1000)
  const idle = delay.max
  delay.reset()
  const start = performance.now()
  await watch.check()
  const seconds = (performance.now() - start) / 1000
  watch.stop()
  return {
    reload: Number(seconds.toFixed(2)),
    idle: Math.round(idle / 1e6),
    longest: Math.round(delay.max / 1e6),
    p99: Math.round(delay.percentile(99) / 1e6),
  }
}

async function load(folder) {
  const { loadConfig } = await import('../dist/config.js')
  const environment = {
    PUBLIC_URL: 'https://prefill.exemple.fr',
    SECRETS: 'q0vYc3Jp8mXn5sWt2bRz7kLd4hGf9aEu',
    SIGNING_KEYS_FILE: join(folder, 'keys.json'),
    CONFIG_DIR: folder,
  }
  const before = process.memoryUsage().rss
  const start = performance.now()
  const startCpu = process.cpuUsage()
  const config = await loadConfig(environment)
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(startCpu)
  const { rss, heapUsed } = process.memoryUsage()
  const peak = process.resourceUsage().maxRSS
  globalThis.gc()
  const live = process.memoryUsage().heapUsed
  return {
    forms: config.forms.length,
    seconds: Number(seconds.toFixed(2)),
    cpu: Number(((user + system) / 1e6).toFixed(2)),
    before: Math.round(before / 1e6),
    rss: Math.round(rss / 1e6),
    peak: Math.round(peak / 1e3),
    heap: Math.round(heapUsed / 1e6),
    live: Math.round(live / 1e6),
    ...(await reload(folder, config)),
  }
}

function measure(size) {
  const folder = mkdtempSync(join(tmpdir(), 'prefill-scale-'))
  try {
    write(folder, size)
    const script = fileURLToPath(import.meta.url)
    const child = spawnSync(process.execPath, ['--expose-gc', script, folder], { encoding: 'utf8' })
    if (child.status !== 0) throw new Error(child.stderr)
    return JSON.parse(child.stdout)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function report(size) {
  const { files, collectivites, seconds, megabytes } = sizes[size]
  const found = measure(size)
  console.log(
    `${collectivites} collectivites × 5 in ${files}: ${found.forms} forms in ${found.seconds} s (≤ ${seconds}; ${found.cpu} s of a processor), ` +
      `peak ${found.peak} MB (≤ ${megabytes}), after it ${found.rss} MB, before ${found.before} MB; ` +
      `heap ${found.heap} MB, of it ${found.live} MB live; ` +
      `one file read anew in ${found.reload} s, the event loop held for ${found.longest} ms at most ` +
      `(99 of 100 times ${found.p99}; ${found.idle} when idle)`,
  )
  return found.seconds <= seconds && found.peak <= megabytes
}

const [folder] = process.argv.slice(2)
if (folder !== undefined) console.log(JSON.stringify(await load(folder)))
else process.exitCode = Object.keys(sizes).map(report).every(Boolean) ? 0 : 1
