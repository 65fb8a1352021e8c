#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import type { Command } from './command.ts'
import { nearestName } from './doctor/nearest-name.ts'
import { helpText } from './help.ts'

// Each is loaded when it is asked for: making keys takes no web server.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  try: async () => (await import('./try.ts')).tryPage,
  init: async () => (await import('./init.ts')).init,
  serve: async () => (await import('./serve.ts')).serve,
  doctor: async () => (await import('./doctor.ts')).doctor,
  keys: async () => (await import('./keys.ts')).keys,
  register: async () => (await import('./register.ts')).register,
  verify: async () => (await import('./verify.ts')).verify,
  simulator: async () => (await import('./simulator.ts')).simulator,
}

const isHelp = (word: string | undefined) => word === '--help' || word === '-h'

function readVersion(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

function refuse(name: string): number {
  const near = nearestName(name, Object.keys(commands))
  const hint = near === undefined ? '' : `; did you mean ${near}?`
  process.stderr.write(`franceconnect-prefill: no command ${name}${hint}\n\n${helpText}`)
  return 2
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}

async function perform([name = 'help', ...args]: readonly string[]): Promise<number> {
  if (name === '--version' || name === 'version') return say(`${readVersion()}\n`)
  if (isHelp(name) || (name === 'help' && args.length === 0)) return say(helpText)
  const [meant = '', ...rest] = name === 'help' ? args : [name, ...args]
  const load = Object.hasOwn(commands, meant) ? commands[meant] : undefined
  if (load === undefined) return refuse(meant)
  const command = await load()
  return name === 'help' || rest.some(isHelp) ? say(command.usage) : command.run(rest)
}

process.exitCode = await perform(process.argv.slice(2))
