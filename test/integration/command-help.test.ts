import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { helpText } from '../../src/cli/help.ts'
import { runCommand } from '../support/start-command.ts'

const commands = ['try', 'init', 'serve', 'doctor', 'keys', 'register', 'verify', 'simulator']

describe('the command', () => {
  test.each([[[]], [['help']], [['--help']], [['-h']]])(
    'when it is called with %j, then it says what it can do',
    (args) => {
      expect(runCommand(args)).toEqual({ status: 0, stdout: helpText, stderr: '' })
    },
  )

  test('when it says what it can do, then every command is there, and no line is too long', () => {
    for (const name of commands) expect(helpText).toContain(`\n  franceconnect-prefill ${name} `)
    expect(helpText.split('\n').filter((line) => line.length > 110)).toEqual([])
  })

  test.each(commands)(
    'when %s is asked for help, then it says how it is called, and does nothing',
    (name) => {
      const told = runCommand([name, '--help'])
      expect(told).toEqual({ status: 0, stdout: expect.stringMatching(/^usage: /), stderr: '' })
      expect(told.stdout).toContain(`usage: franceconnect-prefill ${name}`)
      expect(told.stdout).toContain(name === 'simulator' ? 'environment:' : 'exit code: ')
      expect(told.stdout.split('\n').filter((line) => line.length > 125)).toEqual([])
      expect(runCommand(['help', name])).toEqual(told)
      expect(runCommand([name, 'x', '-h'])).toEqual(told)
    },
  )

  test.each(['serve', 'simulator'])(
    'when %s is given words that it does not know, then it does not start',
    (name) => {
      const { status, stdout, stderr } = runCommand([name, '--port=80'])
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
      expect(stderr).toMatch(/^usage: /)
    },
  )

  test('when there is no such command, then the nearest is proposed', () => {
    const { status, stdout, stderr } = runCommand(['simulater'])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(
      /^franceconnect-prefill: no command simulater; did you mean simulator\?\n/,
    )
    expect(runCommand(['toString']).stderr).toMatch(/no command toString\n/)
    expect(runCommand(['help', 'nothing-like-it']).status).toBe(2)
  })

  test('when it is asked for its version, then it says the package’s', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(runCommand(['--version']).stdout).toBe(`${version}\n`)
  })

  test('when try or init is misunderstood, then the reason comes first, then how it is called', () => {
    for (const name of ['try', 'init']) {
      const { status, stderr } = runCommand([name, 'a.html'])
      expect(status).toBe(2)
      expect(stderr).toMatch(/^expected --demarche NAME\n\nusage: /)
    }
  })
})
