import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** Where what deploy/nginx.conf names by its places in compose is instead. */
export interface NginxPlaces {
  readonly folder: string
  readonly port: number
  readonly townHallPort: number
  /** The two instances. */
  readonly instances: readonly [number, number]
}

/** Puts `to` where `from` stands. @throws where it stands nowhere: the configuration has become another */
function put(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`nginx’s configuration has no ${from}`)
  return text.replaceAll(from, to)
}

/** deploy/nginx.conf with deploy/town-hall.conf, as compose mounts them, on loopback and in a folder of a test. */
export function deployedNginx({ folder, port, townHallPort, instances }: NginxPlaces): string {
  const site = join(root, 'config/demo/site')
  const townHall = put(
    put(read('deploy/town-hall.conf'), 'listen 8080', `listen 127.0.0.1:${townHallPort}`),
    'root /srv/town-hall',
    `root ${site}`,
  )
  const changes = [
    ['/dev/shm/', `${folder}/`],
    ['error_log stderr', `error_log ${folder}/error.log`],
    ['/dev/stdout', `${folder}/access.log`],
    ['listen 3000', `listen 127.0.0.1:${port}`],
    ['service-a:3001', `127.0.0.1:${instances[0]}`],
    ['service-b:3002', `127.0.0.1:${instances[1]}`],
    ['include /etc/nginx/sites/*.conf;', townHall],
  ] as const
  const text = changes.reduce((all, [from, to]) => put(all, from, to), read('deploy/nginx.conf'))
  // Started by root, its workers would be nobody, who may not read this checkout.
  return `${process.getuid?.() === 0 ? 'user root;\n' : ''}pid ${folder}/pid;\n${text}`
}
