import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { loadConfig } from '../../src/config.ts'
import type { Form } from '../../src/domain/form.ts'
import { createFormRegistry } from '../../src/domain/form-registry.ts'
import { formTag } from '../../src/sealing/login-state.ts'
import { type ConfigurationWatch, watchConfiguration } from '../../src/watch-configuration.ts'
import {
  collectiviteFile,
  formFile,
  goodSecrets,
  identityDemarche,
  productionEnvironment,
} from '../support/configuration-folder.ts'

let watch: ConfigurationWatch | undefined
afterEach(() => watch?.stop())

const mairie = (...clientIds: string[]) =>
  collectiviteFile({ forms: clientIds.map((client_id) => formFile({ client_id })) })

type Line = Readonly<Record<string, unknown>>

/** A watch over files as a service was started with them, that has looked once. */
async function stage(
  files: Readonly<Record<string, unknown>>,
  changes = {},
  everyMilliseconds = 3_600_000,
) {
  const environment = productionEnvironment(files, changes)
  const config = loadConfig(environment)
  const root = String(environment.CONFIG_DIR)
  const forms = createFormRegistry(config.forms, formTag)
  const said: Line[] = []
  const say = (level: string) => (fields: object, message: string) =>
    void said.push({ level, message, ...fields })
  let algorithms = ['ES256']
  let whileSettling = () => {}
  const pause = async () => whileSettling()
  watch = watchConfiguration({
    files: config.files!,
    forms,
    people: config.people,
    algorithms: () => algorithms,
    log: { info: say('info'), warn: say('warn'), error: say('error') },
    everyMilliseconds,
    pause,
    slicing: { letGo: async () => {}, elapsed: () => 0 },
  })
  const { check, refused } = watch
  await check()
  return {
    root,
    said,
    forms,
    refused,
    check: async () => {
      said.length = 0
      await check()
      return said
    },
    write: (path: string, content: unknown) => {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      const text = typeof content === 'string' ? content : JSON.stringify(content)
      writeFileSync(join(root, path), text)
    },
    remove: (path: string) => rmSync(join(root, path), { recursive: true }),
    rename: (from: string, to: string) => renameSync(join(root, from), join(root, to)),
    served: (...clientIds: string[]) => clientIds.filter((id) => forms.find(id) !== undefined),
    sign: (...names: string[]) => {
      algorithms = names
    },
    settling: (work: () => void) => {
      whileSettling = work
    },
  }
}

async function until(isSo: () => boolean) {
  for (let count = 0; !isSo(); count += 1) {
    if (count > 500) throw new Error('it never was')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const reloaded = (file: string, forms: number) => ({
  level: 'info',
  message: 'configuration reloaded',
  event: 'reload',
  file,
  forms,
})
const dropped = (file: string, ...client_ids: string[]) => ({
  level: 'warn',
  message: 'forms no longer served',
  event: 'reload',
  file,
  count: client_ids.length,
  client_ids,
})
const kept = (file: string, ...mistakes: object[]) => ({
  level: 'error',
  message: 'configuration kept',
  event: 'reload',
  file,
  count: mistakes.length,
  mistakes,
})
const gone = (file: string) => ({ level: 'info', message: 'mistakes gone', event: 'reload', file })

const a = 'collectivites/a.json'
const b = 'collectivites/b.json'
const c = 'collectivites/c.json'

describe('a change', () => {
  test('when nothing changes, then nothing is said, and the forms are the same objects', async () => {
    const { check, forms } = await stage({ [a]: mairie('x') })
    const before = forms.find('x')
    expect(await check()).toEqual([])
    expect(forms.find('x')).toBe(before)
  })

  test('when a file is added, then its forms are served, by client_id and by tag', async () => {
    const { write, check, forms } = await stage({ [a]: mairie('x') })
    const before = forms.find('x')
    write(b, [mairie('y'), mairie('z')])
    expect(await check()).toEqual([reloaded(b, 2)])
    expect(forms.find('x')).toBe(before)
    expect(forms.find('z')?.franceconnect.key).toBe('collectivites/b.json/1/default')
    expect(forms.withTag(formTag('y'))).toEqual(['y'])
    expect(forms.size).toBe(3)
  })

  test('when a file changes, then its forms are new, and who holds the old one keeps it', async () => {
    const { write, check, forms } = await stage({ [a]: mairie('x', 'y'), [b]: mairie('z') })
    const [x, z] = [forms.find('x')!, forms.find('z')]
    const redirect_uris = ['https://mairie.fr/autre']
    write(a, collectiviteFile({ forms: [formFile({ client_id: 'x', redirect_uris })] }))
    expect(await check()).toEqual([reloaded(a, 1), dropped(a, 'y')])
    expect(forms.find('x')?.redirect_uris).toEqual(redirect_uris)
    expect(x.redirect_uris).toEqual(['https://mairie.fr/cantine'])
    expect([forms.find('y'), forms.withTag(formTag('y')), forms.size]).toEqual([undefined, [], 2])
    expect(forms.find('z')).toBe(z)
  })

  test('when a file is removed, then its forms are, and it says which', async () => {
    const { remove, check, served } = await stage({ [a]: mairie('x'), [b]: mairie('y', 'z') })
    remove(b)
    expect(await check()).toEqual([reloaded(b, 0), dropped(b, 'y', 'z')])
    expect(served('x', 'y', 'z')).toEqual(['x'])
  })

  test('when a file is renamed, then its forms are served at every moment', async () => {
    const { rename, check, served } = await stage({ [a]: mairie('x'), [b]: mairie('y') })
    rename(b, c)
    expect(await check()).toEqual([reloaded(c, 1), reloaded(b, 0)])
    expect(served('x', 'y')).toEqual(['x', 'y'])
    expect(await check()).toEqual([])
  })

  test('when a file is touched and says the same, then its forms are the same objects', async () => {
    const { root, check, forms } = await stage({ [a]: mairie('x') })
    const before = forms.find('x')
    utimesSync(join(root, a), 1, 1)
    expect(await check()).toEqual([])
    expect(forms.find('x')).toBe(before)
  })

  test.each([
    ['the first to the second', [[mairie('x')], [mairie('y', 'z')]]],
    ['the second to the first', [[mairie('x', 'z')], [mairie('y')]]],
  ])('when a form goes from %s of two files, then it is served', async (_, [first, second]) => {
    const { write, check, served } = await stage({
      [a]: first![0] === undefined ? [] : mairie('x', 'v'),
      [b]: mairie('y', 'w'),
    })
    write(a, first![0])
    write(b, second![0])
    await check()
    expect(served('x', 'y', 'z', 'v', 'w')).toEqual(['x', 'y', 'z'])
  })

  test('when two files exchange their forms, then both are taken, whatever their order', async () => {
    const { write, check, served, forms } = await stage({ [a]: mairie('x'), [b]: mairie('y') })
    write(a, mairie('y'))
    write(b, mairie('x'))
    expect(await check()).toEqual([reloaded(a, 1), reloaded(b, 1)])
    expect(served('x', 'y')).toEqual(['x', 'y'])
    expect(forms.find('x')?.franceconnect.key).toBe('collectivites/b.json/default')
  })
})

describe('a bad file', () => {
  test.each([
    [
      'bad JSON that holds a secret',
      '{"client_secret": s3cret-of-the-town}',
      { line: 1, message: "expected JSON: Unexpected token 's'" },
    ],
    ['half a file', '{"name": "Mai', { line: 1, message: expect.stringMatching(/^expected JSON/) }],
    ['an empty file', '', { line: 1, message: 'expected JSON: Unexpected end of JSON input' }],
    [
      'an empty list',
      '[]',
      { message: 'expected a collectivite; to take its forms away, remove the file' },
    ],
    [
      'a wrong member',
      mairie('x', 'b c'),
      {
        line: 1,
        path: 'forms[1].client_id',
        message: expect.stringMatching(/^expected 1 to 64 letters/),
      },
    ],
    [
      'an unknown demarche',
      collectiviteFile({ forms: [formFile({ client_id: 'x', demarche: 'inconnue' })] }),
      {
        line: 1,
        path: 'forms[0].demarche',
        message: expect.stringMatching(/^unknown demarche "/),
      },
    ],
    [
      'the client_id of another file',
      mairie('x', 'y'),
      {
        line: 1,
        path: 'forms[1].client_id',
        message: 'y is already in collectivites/b.json',
      },
    ],
    [
      'the same client_id twice',
      mairie('x', 'x'),
      {
        line: 1,
        path: 'forms[1].client_id',
        message: 'x is already in collectivites/a.json',
      },
    ],
    [
      'a form that needs RS256',
      collectiviteFile({
        forms: [formFile({ client_id: 'x', id_token_signed_response_alg: 'RS256' })],
      }),
      {
        line: 1,
        path: 'forms[0].id_token_signed_response_alg',
        message: 'x wants RS256 ID tokens, and no key for them signs now',
      },
    ],
    [
      'real people',
      collectiviteFile({
        franceconnect: { environment: 'production', client_id: 'x', client_secret: 's' },
        forms: [formFile({ client_id: 'x' })],
      }),
      {
        line: 1,
        path: 'forms[0].franceconnect',
        message:
          'real and test people must not share an instance: x logs in real people, and this one was started for test people',
      },
    ],
  ])(
    'when it holds %s, then its old version is kept, it says so, and the others proceed',
    async (_, content, mistake) => {
      const { write, check, forms, refused, served } = await stage({
        [a]: mairie('x'),
        [b]: mairie('y'),
      })
      const before = forms.find('x')
      write(a, content)
      write(c, mairie('z'))
      const said = await check()
      expect(said).toEqual([reloaded(c, 1), kept(a, mistake)])
      expect(JSON.stringify(said)).not.toContain('s3cret')
      expect(forms.find('x')).toBe(before)
      expect(served('y', 'z')).toEqual(['y', 'z'])
      expect(refused()).toEqual([a])
      write(a, mairie('x'))
      expect(await check()).toEqual([gone(a)])
      expect(refused()).toEqual([])
    },
  )

  test('when a YAML file is bad, then its line is told and nothing of its text', async () => {
    const { write, check } = await stage({ [a]: mairie('x') })
    write('collectivites/b.yaml', 'name: Mairie\nsecret: *s3cret\n')
    write('collectivites/c.yaml', 'name: "s3cret\n')
    const said = await check()
    expect(said).toEqual([
      kept('collectivites/b.yaml', {
        message: 'expected YAML: Unresolved alias (the anchor must be set before the alias)',
      }),
      kept('collectivites/c.yaml', { line: 2, message: 'expected YAML: Missing closing "quote' }),
    ])
    expect(JSON.stringify(said)).not.toContain('s3cret')
  })

  test('when it is found again, then it is told once, and again for other mistakes or when asked', async () => {
    const { write, said, check } = await stage({ [a]: mairie('x') })
    write(b, '{')
    expect(await check()).toHaveLength(1)
    expect(await check()).toHaveLength(1)
    write(b, '{}')
    expect((await check())[0]).toMatchObject({ file: b, count: 4 })
    expect(said).toHaveLength(1)
  })

  test('when what it lacked is there, then it is taken without being touched', async () => {
    const { write, check, sign, served } = await stage({ [a]: mairie('x') })
    const wanting = { client_id: 'y', demarche: 'piscine', id_token_signed_response_alg: 'RS256' }
    write(b, collectiviteFile({ forms: [formFile(wanting)] }))
    await check()
    write('demarches/piscine.yaml', identityDemarche)
    await check()
    expect(served('y')).toEqual([])
    sign('ES256', 'RS256')
    expect(await check()).toContainEqual(reloaded(b, 1))
    expect(served('y')).toEqual(['y'])
  })

  test('when a form was to come from a file that is bad, then the file that wants it is kept too', async () => {
    const { write, check, forms, refused } = await stage({
      [a]: mairie('x'),
      [b]: mairie('y', 'z'),
    })
    const before = forms.find('z')
    write(a, mairie('x', 'z'))
    write(b, mairie('y', 'bad id'))
    expect(await check()).toContainEqual(
      kept(a, { message: 'z is still in collectivites/b.json, whose new version is not taken' }),
    )
    expect([...refused()].sort()).toEqual([a, b])
    expect(forms.find('z')).toBe(before)
    write(b, mairie('y'))
    expect(await check()).toEqual(expect.arrayContaining([reloaded(a, 2), reloaded(b, 1)]))
    expect(forms.find('z')?.franceconnect.key).toBe('collectivites/a.json/default')
  })

  test('when a bad new file wants what a good one has, then the good one is taken', async () => {
    const { write, check, served } = await stage({ [c]: mairie('x') })
    const forms = [formFile({ client_id: 'y' }), formFile({ client_id: 'v', demarche: 'inconnue' })]
    write(a, collectiviteFile({ forms }))
    write(b, mairie('y'))
    expect(await check()).toEqual([
      reloaded(b, 1),
      expect.objectContaining({ message: 'configuration kept', file: a }),
    ])
    expect(served('y')).toEqual(['y'])
  })

  test('when a later file wants what it still has, then that file is told with the place', async () => {
    const { write, check } = await stage({ [a]: mairie('x', 'y'), [b]: mairie('z') })
    write(a, '{')
    write(b, mairie('z', 'y'))
    expect(await check()).toContainEqual(
      kept(b, {
        line: 1,
        path: 'forms[1].client_id',
        message: 'y is already in collectivites/a.json',
      }),
    )
  })

  test('when nobody asks, then it is told once, and taken as soon as a key can sign for it', async () => {
    const { root, said, write, sign, served } = await stage({ [a]: mairie('x') }, {}, 5)
    said.length = 0
    const wanting = { client_id: 'y', id_token_signed_response_alg: 'RS256' }
    write(b, collectiviteFile({ forms: [formFile(wanting)] }))
    await until(() => said.length > 0)
    utimesSync(join(root, b), 1, 1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(said).toHaveLength(1)
    sign('ES256', 'RS256')
    await until(() => served('y').length > 0)
    expect(said.slice(1)).toEqual([reloaded(b, 1), gone(b)])
  })

  test('when it is removed, then it is forgotten', async () => {
    const { write, remove, check, refused } = await stage({ [a]: mairie('x') })
    write(b, '{')
    await check()
    remove(b)
    expect(await check()).toEqual([gone(b)])
    expect(refused()).toEqual([])
  })
})

describe('a file that is being written', () => {
  test('when it still changes, then it is left as it was until it is at rest', async () => {
    const { write, check, settling, forms, refused } = await stage({ [a]: mairie('x', 'y') })
    const whole = mairie('x', 'y', 'z')
    write(a, mairie('x'))
    settling(() => write(a, whole))
    expect(await check()).toEqual([])
    expect([forms.size, refused()]).toEqual([2, []])
    settling(() => {})
    expect(await check()).toEqual([reloaded(a, 3)])
  })

  test('when it is away for a moment, then none of its forms is', async () => {
    const { root, rename, check, settling, served } = await stage({
      [a]: mairie('x'),
      [b]: mairie('y'),
    })
    rename(b, 'aside')
    settling(() => renameSync(join(root, 'aside'), join(root, b)))
    expect(await check()).toEqual([])
    expect(served('x', 'y')).toEqual(['x', 'y'])
  })
})

describe('a folder that loses everything', () => {
  const away = (folder: string) =>
    kept(folder, {
      message:
        'holds no configuration file any more, as if its volume were not there: all are kept as they were',
    })

  test.each([
    ['emptied', (root: string) => rmSync(join(root, a))],
    ['gone', (root: string) => rmSync(join(root, 'collectivites'), { recursive: true })],
  ])('when collectivites/ is %s, then every form is kept', async (_, change) => {
    const { root, write, check, served, refused } = await stage({ [a]: mairie('x') })
    change(root)
    expect(await check()).toEqual([away('collectivites')])
    expect([served('x'), refused()]).toEqual([['x'], ['collectivites']])
    write(a, mairie('x', 'y'))
    expect(await check()).toEqual([reloaded(a, 2), gone('collectivites')])
  })

  test('when demarches/ is gone, then its demarches are kept', async () => {
    const { remove, write, check, forms } = await stage({ [a]: mairie('x') })
    remove('demarches')
    write(b, mairie('y'))
    expect(await check()).toEqual([reloaded(b, 1), away('demarches')])
    expect(forms.find('y')?.demarche.name).toBe('repas')
  })
})

describe('a demarche', () => {
  const title = (form: Form | undefined) => form?.demarche.title.fr

  test('when it changes, then the forms that use it do, and no other', async () => {
    const other = collectiviteFile({
      forms: [formFile({ client_id: 'y', demarche: 'bibliotheque' })],
    })
    const { write, check, forms } = await stage({ [a]: mairie('x'), [b]: other })
    const y = forms.find('y')
    write('demarches/repas.yaml', identityDemarche.replace('la cantine', 'l’étude'))
    expect(await check()).toEqual([
      {
        level: 'info',
        message: 'demarche reloaded',
        event: 'reload',
        file: 'demarches/repas.yaml',
      },
      reloaded(a, 1),
    ])
    expect(title(forms.find('x'))).toBe('Inscription à l’étude')
    expect(forms.find('y')).toBe(y)
  })

  test('when it is bad, then its old version is kept, with its line', async () => {
    const { write, check, forms } = await stage({ [a]: mairie('x') })
    const before = forms.find('x')
    write('demarches/repas.yaml', identityDemarche.replace('retention: P1Y', 'retention: 1'))
    expect(await check()).toEqual([
      kept('demarches/repas.yaml', { line: 4, path: 'retention', message: expect.any(String) }),
    ])
    expect(forms.find('x')).toBe(before)
  })

  test('when one of its fields is filled from nothing known, then its old version is kept', async () => {
    const { write, check, forms } = await stage({ [a]: mairie('x') })
    const before = forms.find('x')
    write(
      'demarches/repas.yaml',
      identityDemarche.replace('franceconnect.email', 'franceconnect.mail'),
    )
    const [told, ...more] = await check()
    expect(told).toMatchObject({ file: 'demarches/repas.yaml', count: 1 })
    expect([more, forms.find('x')]).toEqual([[], before])
  })

  test('when it loses a field that a form leaves out, then that form keeps the old one, and others change', async () => {
    const narrow = collectiviteFile({
      forms: [formFile({ client_id: 'y', without: ['courriel'] })],
    })
    const { write, check, forms } = await stage({ [a]: mairie('x'), [b]: narrow })
    write('demarches/repas.yaml', identityDemarche.replace(/ {2}courriel.*\n/, ''))
    expect((await check()).slice(1)).toEqual([
      reloaded(a, 1),
      kept(b, { line: 1, path: 'forms[0].without', message: 'repas has no field courriel' }),
    ])
    expect(Object.keys(forms.find('x')!.demarche.fields)).not.toContain('courriel')
    expect(Object.keys(forms.find('y')!.demarche.fields)).toContain('ne_le')
  })

  test('when it is removed while forms use it, then they are kept', async () => {
    const { write, remove, check, forms } = await stage({
      [a]: mairie('x'),
      'demarches/autre.yaml': identityDemarche,
    })
    const before = forms.find('x')
    remove('demarches/repas.yaml')
    const [removed, told] = await check()
    expect(removed).toMatchObject({ level: 'warn', message: 'demarche removed' })
    expect(told).toMatchObject({ level: 'error', file: a })
    expect(forms.find('x')).toBe(before)
    write('demarches/repas.yaml', identityDemarche)
    await check()
    expect(forms.find('x')?.demarche.title).toEqual(before?.demarche.title)
  })
})

describe('a file of a secret', () => {
  const withFile = (path: string) =>
    collectiviteFile({
      franceconnect: { environment: 'sandbox', client_id: 'fc', client_secret_file: path },
      forms: [formFile({ client_id: 'x' })],
    })
  const byVariable = collectiviteFile({
    franceconnect: { environment: 'sandbox', client_id: 'fc', client_secret: `\${FC}` },
    forms: [formFile({ client_id: 'x' })],
  })

  test.each([
    ['a client_secret_file', withFile],
    ['NAME_FILE', () => byVariable],
  ])('when it changes, named by %s, then the forms that need it do', async (_, file) => {
    const first = await stage({ [a]: mairie('y') })
    const path = join(first.root, 'fc-secret')
    watch?.stop()
    writeFileSync(path, goodSecrets[0])
    const { check, forms } = await stage({ [a]: file(path), [b]: mairie('y') }, { FC_FILE: path })
    const y = forms.find('y')
    writeFileSync(path, `${goodSecrets[1]}\n`)
    expect(await check()).toEqual([reloaded(a, 1)])
    expect(forms.find('x')?.franceconnect.client_secret).toBe(goodSecrets[1])
    expect(forms.find('y')).toBe(y)
    rmSync(path)
    const [told] = await check()
    expect(told).toMatchObject({ level: 'error', file: a, count: 1 })
    expect(forms.find('x')?.franceconnect.client_secret).toBe(goodSecrets[1])
  })
})
