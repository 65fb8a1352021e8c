// What `npm` does of our documentation in a checkout that is installed and built already. Installing and building
// anew would pull both from under the tests that run beside; the long tests do it, in a clone.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const read = (name) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8')
const { scripts } = JSON.parse(read('package.json'))
const words = process.argv.slice(2).filter((word) => word !== '-s')
const name = words[0] === 'run' ? words[1] : words[0]
if (words.join(' ') === 'ci') process.exit(existsSync('package-lock.json') ? 0 : 1)
if (words.length !== (words[0] === 'run' ? 2 : 1) || !Object.hasOwn(scripts, name))
  throw new Error(`npm: ${words.join(' ')} is not known here`)
if (name === 'build') process.exit(0)
const command = scripts[name].replace('npm run -s build && ', '')
process.exit(spawnSync('sh', ['-c', command], { stdio: 'inherit' }).status ?? 1)
