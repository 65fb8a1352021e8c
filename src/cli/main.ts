#!/usr/bin/env node
import { helpText } from './help.ts'
import { keys } from './keys.ts'
import { register } from './register.ts'
import { serve } from './serve.ts'

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  serve,
  keys,
  register,
}

const [name = 'help', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (command === undefined) {
  process.stdout.write(helpText)
  process.exitCode = ['help', '--help', '-h'].includes(name) ? 0 : 2
} else process.exitCode = await command(args)
