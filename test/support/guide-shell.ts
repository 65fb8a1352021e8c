import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CommandResult } from './start-command.ts'

const entry = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** A machine of the guide: its folders, under one of this test. */
export interface GuideMachine {
  /** Runs a block of a page; the built command is on the path. */
  readonly shell: (block: string) => CommandResult
  /** What the variables are after a block of exports. */
  readonly exported: (block: string) => Record<string, string>
  readonly write: (path: string, text: string) => void
}

/** @param folder stands for the root of the machine */
export function createGuideMachine(folder: string): GuideMachine {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(
    join(bin, 'franceconnect-prefill'),
    `#!/bin/sh\nexec "${process.execPath}" "${entry}" "$@"\n`,
    {
      mode: 0o755,
    },
  )
  const env = { PATH: `${bin}:${process.env.PATH}` }
  const here = (block: string) => block.replaceAll(/(?<![\w/.])\/(etc|run|var)\//g, `${folder}/$1/`)
  for (const path of ['etc/prefill', 'run/secrets', 'var'])
    mkdirSync(join(folder, path), { recursive: true })
  return {
    shell: (block) => {
      const options = { env, cwd: folder, encoding: 'utf8' } as const
      const { status, stdout, stderr } = spawnSync('sh', ['-ec', here(block)], options)
      return { status, stdout, stderr }
    },
    exported: (block) => {
      const script = `${here(block)}\nenv -0`
      const told = execFileSync('env', ['-i', 'sh', '-ec', script], { encoding: 'utf8' })
      const pairs = told.split('\0').map((line) => line.split(/=(.*)/s))
      const own = pairs.filter(([name = '']) => block.includes(`${name}=`) && name !== '')
      return Object.fromEntries(own.map(([name = '', value = '']) => [name, value]))
    },
    write: (path, text) => {
      const file = join(folder, path)
      mkdirSync(join(file, '..'), { recursive: true })
      writeFileSync(file, text, { mode: 0o600 })
    },
  }
}
