#!/usr/bin/env node
import { helpText } from './help.ts'

type Command = (args: readonly string[]) => Promise<number>

// Each is loaded when it is asked for: making keys takes no web server.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  keys: async () => (await import('./keys.ts')).keys,
  register: async () => (await import('./register.ts')).register,
  verify: async () => (await import('./verify.ts')).verify,
  doctor: async () => (await import('./doctor.ts')).doctor,
}

const [name = 'help', ...args] = process.argv.slice(2)
const load = Object.hasOwn(commands, name) ? commands[name] : undefined
if (load === undefined) {
  const isHelp = ['help', '--help', '-h'].includes(name)
  const out = isHelp ? process.stdout : process.stderr
  out.write(isHelp ? helpText : `franceconnect-prefill: no command ${name}\n\n${helpText}`)
  process.exitCode = isHelp ? 0 : 2
} else process.exitCode = await (await load())(args)
