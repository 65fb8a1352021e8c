// Makes what compose.yaml mounts as secrets, where it is not there yet. After `npm run build`.
//   node scripts/compose-secrets.mjs [FOLDER]
import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = process.argv[2] ?? join(root, 'deploy/secrets')
const command = join(root, 'dist/cli/main.js')

// The folder keeps others out. Inside a container the one user who reads a file is another than the one who made it.
mkdirSync(folder, { recursive: true, mode: 0o700 })
chmodSync(folder, 0o700)

function write(name, text) {
  const file = join(folder, name)
  if (existsSync(file)) return
  writeFileSync(file, `${text}\n`)
  chmodSync(file, 0o644)
}

const random = () => randomBytes(32).toString('hex')

if (!existsSync(command)) {
  process.stderr.write('dist/ is missing: npm run build makes it\n')
  process.exit(1)
}
write('.gitignore', '*')
write('secrets', random())
// Their values are in the simulator's files: they open nothing else.
write('franceconnect-secret', 'demo-secret-of-the-simulator-only')
write('civil-status-secret', 'demo-secret-of-the-civil-status-form')
write('redis-url', `redis://prefill:${random()}@redis:6379`)

// The user that the service is, and one that can ask whether the server is there, for its health check.
const { password } = new URL(readFileSync(join(folder, 'redis-url'), 'utf8').trim())
const hash = createHash('sha256').update(password).digest('hex')
write(
  'redis-users',
  [
    `user prefill on #${hash} resetkeys ~franceconnect-prefill:* resetchannels -@all +get +getdel +set +ping`,
    'user default on nopass resetkeys resetchannels -@all +ping',
  ].join('\n'),
)

const keys = join(folder, 'signing-keys')
if (!existsSync(keys)) {
  execFileSync(process.execPath, [command, 'keys', 'init', keys], { stdio: 'ignore' })
  chmodSync(keys, 0o644)
}
process.stdout.write(`${folder}\n`)
