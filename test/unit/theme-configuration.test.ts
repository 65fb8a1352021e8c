import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { loadConfig } from '../../src/config.ts'
import { ConfigurationError } from '../../src/configuration/mistakes.ts'
import { readLogoContent } from '../../src/configuration/read-logo.ts'
import { createFormRegistry } from '../../src/domain/form-registry.ts'
import { formTag } from '../../src/sealing/login-state.ts'
import { watchConfiguration } from '../../src/watch-configuration.ts'
import {
  collectiviteFile,
  formFile,
  productionEnvironment,
  writeFolder,
} from '../support/configuration-folder.ts'
import { png, svg } from '../support/pictures.ts'

const town = (theme: object) => collectiviteFile({ theme })

function refusalOf(files: Readonly<Record<string, unknown>>, prepare = (_: string) => {}): string {
  const environment = productionEnvironment(files)
  prepare(String(environment.CONFIG_DIR))
  try {
    loadConfig(environment)
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message
    throw error
  }
  throw new Error('expected a refusal')
}

describe('a logo beside its collectivite’s file', () => {
  test('when it is there, then all that its pages need is known, and its content stays in the file', () => {
    const environment = productionEnvironment({
      'collectivites/a.json': town({ logo: '../logos/a.svg', colour: '#14508C' }),
      'logos/a.svg': svg('0 0 20 10'),
    })
    const path = join(String(environment.CONFIG_DIR), 'logos/a.svg')
    expect(loadConfig(environment).forms[0]?.collectivite.theme).toEqual({
      colour: '#14508c',
      logo: { path, digest: '8da458e928701594', type: 'svg', width: 128, height: 64 },
    })
  })

  const outside = 'expected a path beside this file, in the folder of the configuration'
  test.each([
    ['is missing', 'logo.svg', 'cannot be read: ENOENT'],
    ['is a folder', '../demarches', 'expected a file'],
    ['is above the folder', '../../logo.svg', outside],
    ['is named from the root', '/etc/hostname', outside],
    [
      'is a secret of the configuration',
      '../keys.json',
      'expected an SVG drawing in UTF-8, or a PNG image',
    ],
    ['is too large', 'large.svg', 'has 196 kB; expected at most 128'],
  ])('when it %s, then the start is refused, with its line', (_, logo, message) => {
    const files = {
      'collectivites/a.json': JSON.stringify(town({ logo }), null, 1),
      'collectivites/large.svg': svg('0 0 1 1').padEnd(200_000),
    }
    expect(refusalOf(files)).toBe(`collectivites/a.json:19: theme.logo: ${message}`)
  })

  test('when a link leads out of the folder, then it is refused; within, as volumes do, it is followed', () => {
    const elsewhere = join(writeFolder({ 'logo.svg': svg('0 0 1 1') }), 'logo.svg')
    const files = {
      'collectivites/a.json': town({ logo: 'logo.svg' }),
      'collectivites/..data/logo.svg': svg('0 0 1 1'),
    }
    const linkTo = (target: string) => (folder: string) =>
      symlinkSync(target, join(folder, 'collectivites/logo.svg'))
    expect(refusalOf(files, linkTo(elsewhere))).toBe(
      'collectivites/a.json:1: theme.logo: leads out of the folder of the configuration by a link',
    )
    const environment = productionEnvironment(files)
    linkTo('..data/logo.svg')(String(environment.CONFIG_DIR))
    expect(loadConfig(environment).forms[0]?.collectivite.theme?.logo?.type).toBe('svg')
  })

  test('when another part of the file is wrong, then the logo is told with it', () => {
    const file = { ...town({ logo: 'none.svg' }), siret: '1' }
    expect(refusalOf({ 'collectivites/a.json': file }).split('\n')).toEqual([
      'collectivites/a.json:1: siret: expected a SIRET: 14 digits, in quotes',
      'collectivites/a.json:1: theme.logo: cannot be read: ENOENT',
    ])
  })

  test('when it is read again to be served, then as it is now, and only while it is a logo', async () => {
    const folder = writeFolder({
      'a.svg': svg('0 0 1 1'),
      'b.svg': 'no drawing',
      'c.svg': ' '.repeat(131073),
    })
    writeFileSync(join(folder, 'a.svg'), png(2, 1))
    expect(await readLogoContent(join(folder, 'a.svg'))).toEqual({
      digest: expect.stringMatching(/^[0-9a-f]{16}$/),
      type: 'png',
      content: png(2, 1),
    })
    expect(await readLogoContent(join(folder, 'b.svg'))).toBeUndefined()
    expect(await readLogoContent(join(folder, 'c.svg'))).toBeUndefined()
    expect(await readLogoContent(join(folder, 'd.svg'))).toBeUndefined()
  })
})

const yellow =
  'has a contrast of 1.5:1 on white, and text needs 4.5:1: links and buttons take "#8f7300" instead, the nearest that can be read; the band above the page keeps the colour'

describe('a colour that is too light', () => {
  test('when the service starts, then it is taken, and told with its line', () => {
    const environment = productionEnvironment({
      'collectivites/a.json': JSON.stringify(town({ colour: '#FFCC00' }), null, 1),
      'collectivites/b.json': collectiviteFile({
        theme: { colour: '#14508c' },
        forms: [formFile({ client_id: 'b' })],
      }),
    })
    const { forms, notices } = loadConfig({ ...environment, TRUST_PROXY: '1' })
    expect(forms.map(({ collectivite }) => collectivite.theme)).toEqual([
      { colour: '#ffcc00' },
      { colour: '#14508c' },
    ])
    expect(notices).toEqual([`collectivites/a.json:19: theme.colour: ${yellow}`])
  })

  test('when a list holds many, then the first ten are told', () => {
    const list = Array.from({ length: 30 }, (_, index) =>
      collectiviteFile({
        theme: { colour: '#ffffff' },
        forms: [formFile({ client_id: `f-${index}` })],
      }),
    )
    const environment = productionEnvironment({ 'collectivites/a.json': list })
    expect(loadConfig({ ...environment, TRUST_PROXY: '1' }).notices).toHaveLength(10)
  })
})

describe('a theme that changes while the service runs', () => {
  function running(files: Readonly<Record<string, unknown>>) {
    const environment = productionEnvironment(files)
    const config = loadConfig(environment)
    const forms = createFormRegistry(config.forms, formTag)
    const said: object[] = []
    const say = (level: string) => (fields: object, message: string) =>
      void said.push({ level, ...fields, message })
    const watch = watchConfiguration({
      files: config.files!,
      forms,
      people: config.people,
      algorithms: () => ['ES256'],
      log: { info: say('info'), warn: say('warn'), error: say('error') },
      everyMilliseconds: 3_600_000,
      pause: async () => {},
      slicing: { letGo: async () => {}, elapsed: () => 0 },
    })
    const change = async (file: string, content: string) => {
      writeFileSync(join(String(environment.CONFIG_DIR), file), content)
      await watch.check()
    }
    const theme = () => forms.find('cantine')?.collectivite.theme
    return { watch, change, theme, said }
  }

  test('when the drawing alone changes, then the pages show the new one', async () => {
    const { watch, change, theme, said } = running({
      'collectivites/a.json': town({ logo: 'a.svg' }),
      'collectivites/a.svg': svg('0 0 1 1'),
    })
    await watch.check()
    const before = theme()?.logo
    await change('collectivites/a.svg', svg('0 0 2 1'))
    expect(theme()?.logo).toMatchObject({ path: before?.path, width: 128, height: 64 })
    expect(theme()?.logo?.digest).not.toBe(before?.digest)
    await change('collectivites/a.svg', 'half written')
    expect(theme()?.logo?.width).toBe(128)
    expect(said.at(-1)).toMatchObject({
      level: 'error',
      file: 'collectivites/a.json',
      mistakes: [
        { path: 'theme.logo', message: 'expected an SVG drawing in UTF-8, or a PNG image' },
      ],
    })
    await change('collectivites/a.svg', svg('0 0 1 2'))
    expect(theme()?.logo).toMatchObject({ width: 32, height: 64 })
    watch.stop()
  })

  test('when a colour is too light, then the log says what is taken', async () => {
    const { watch, change, said } = running({ 'collectivites/a.json': town({ colour: '#14508c' }) })
    await watch.check()
    await change('collectivites/a.json', JSON.stringify(town({ colour: '#ffcc00' })))
    watch.stop()
    expect(said).toEqual([
      {
        level: 'info',
        event: 'reload',
        file: 'collectivites/a.json',
        forms: 1,
        message: 'configuration reloaded',
      },
      {
        level: 'warn',
        event: 'reload',
        file: 'collectivites/a.json',
        line: 1,
        path: 'theme.colour',
        message: 'configuration notice',
        notice: yellow,
      },
    ])
  })
})
