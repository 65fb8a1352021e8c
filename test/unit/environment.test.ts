import { describe, expect, test } from '@jest/globals'
import { readSettings } from '../../src/configuration/environment.ts'
import { resolveSecret, secretFromEnvironment } from '../../src/configuration/secret-reference.ts'
import { writeFolder } from '../support/configuration-folder.ts'

const PUBLIC_URL = 'https://prefill.exemple.fr'

const trust = 'expected a number of proxies, or their addresses separated by commas'

const defaults = {
  NODE_ENV: 'production',
  PUBLIC_URL,
  PORT: 3000,
  HOST: '0.0.0.0',
  MANAGEMENT_PORT: 9464,
  DRAIN_SECONDS: 5,
  LOG_LEVEL: 'info',
  SIMULATOR_PORT: 4000,
}

describe('settings', () => {
  test('when only the public address is set, then the rest has its defaults, production first', () => {
    expect(readSettings({ PUBLIC_URL, PATH: '/usr/bin' })).toEqual({
      settings: defaults,
      mistakes: [],
    })
  })

  test('when variables are empty, then they count as absent', () => {
    const names = ['NODE_ENV', 'PORT', 'HOST', 'CONFIG_DIR', 'SIGNING_KEYS_FILE']
    const more = ['MANAGEMENT_PORT', 'TRUST_PROXY', 'LOG_LEVEL', 'SIMULATOR_PORT', 'DRAIN_SECONDS']
    const empty = Object.fromEntries([...names, ...more].map((name) => [name, '']))
    expect(readSettings({ ...empty, PUBLIC_URL })).toEqual({ settings: defaults, mistakes: [] })
  })

  test('when everything is set, then it is read', () => {
    const environment = {
      NODE_ENV: 'development',
      PUBLIC_URL: 'http://localhost:3100/',
      PORT: '3100',
      HOST: '127.0.0.1',
      CONFIG_DIR: '/etc/prefill',
      SIGNING_KEYS_FILE: '/run/keys.json',
      MANAGEMENT_PORT: '0',
      TRUST_PROXY: 'loopback, 10.0.0.0/8',
      DRAIN_SECONDS: '30',
      LOG_LEVEL: 'debug',
      SIMULATOR_PORT: '65535',
    }
    expect(readSettings(environment)).toEqual({
      settings: {
        ...environment,
        PUBLIC_URL: 'http://localhost:3100',
        PORT: 3100,
        MANAGEMENT_PORT: 0,
        SIMULATOR_PORT: 65535,
        DRAIN_SECONDS: 30,
      },
      mistakes: [],
    })
  })

  test.each(['31', '-1', '5s', '1.5', '100'])(
    'when DRAIN_SECONDS is %s, then it is a mistake, and counts as absent',
    (DRAIN_SECONDS) => {
      const { settings, mistakes } = readSettings({ PUBLIC_URL, DRAIN_SECONDS })
      expect(settings.DRAIN_SECONDS).toBe(5)
      expect(mistakes.map(({ where }) => where)).toEqual(['DRAIN_SECONDS'])
    },
  )

  test('when nobody is behind a balancer, then a stop waits for nothing', () => {
    expect(readSettings({ NODE_ENV: 'development' }).settings.DRAIN_SECONDS).toBe(0)
  })

  test.each(['development', 'test'])(
    'when NODE_ENV is %s, then the public address follows the port',
    (NODE_ENV) => {
      expect(readSettings({ NODE_ENV, PORT: '3100' })).toEqual({
        settings: {
          ...defaults,
          NODE_ENV,
          PORT: 3100,
          PUBLIC_URL: 'http://localhost:3100',
          DRAIN_SECONDS: 0,
        },
        mistakes: [],
      })
    },
  )

  const origin = 'expected an origin such as https://prefill.exemple.fr'
  const https = 'expected https (http on loopback with NODE_ENV=development only)'
  const levels = '"fatal"|"error"|"warn"|"info"|"debug"|"trace"|"silent"'

  test.each([
    [
      { NODE_ENV: 'staging' },
      'NODE_ENV',
      'Invalid option: expected one of "production"|"development"|"test"',
    ],
    [{ PORT: 'http' }, 'PORT', 'expected a port, 0 to 65535'],
    [{ PORT: '65536' }, 'PORT', 'expected a port, 0 to 65535'],
    [{ PORT: ' ' }, 'PORT', 'expected a port, 0 to 65535'],
    [{ PORT: '0x50' }, 'PORT', 'expected a port, 0 to 65535'],
    [{ PORT: '-1' }, 'PORT', 'expected a port, 0 to 65535'],
    [{ PORT: '3000.5' }, 'PORT', 'expected a port, 0 to 65535'],
    [{ MANAGEMENT_PORT: 'x' }, 'MANAGEMENT_PORT', 'expected a port, 0 to 65535'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL', `Invalid option: expected one of ${levels}`],
    [{ TRUST_PROXY: 'all!' }, 'TRUST_PROXY', trust],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY', trust],
    [{ TRUST_PROXY: 'maybe' }, 'TRUST_PROXY', trust],
    [{ TRUST_PROXY: '10.0.0.0/33' }, 'TRUST_PROXY', trust],
    [{ TRUST_PROXY: '::1/129' }, 'TRUST_PROXY', trust],
    [{ TRUST_PROXY: '10.0.0.1,' }, 'TRUST_PROXY', trust],
    [{ TRUST_PROXY: 'loopback/8' }, 'TRUST_PROXY', trust],
    [{ TRUST_PROXY: '1.2.3' }, 'TRUST_PROXY', trust],
    [{ PUBLIC_URL: undefined }, 'PUBLIC_URL', 'is not set; expected our public origin'],
    [{ PUBLIC_URL: '' }, 'PUBLIC_URL', 'is not set; expected our public origin'],
    [{ PUBLIC_URL: 'prefill.exemple.fr' }, 'PUBLIC_URL', origin],
    [{ PUBLIC_URL: `${PUBLIC_URL}/prefill` }, 'PUBLIC_URL', origin],
    [{ PUBLIC_URL: `${PUBLIC_URL}?x` }, 'PUBLIC_URL', origin],
    [{ PUBLIC_URL: `${PUBLIC_URL}/#` }, 'PUBLIC_URL', origin],
    [{ PUBLIC_URL: 'https://moi@prefill.exemple.fr' }, 'PUBLIC_URL', origin],
    [{ PUBLIC_URL: 'https://Prefill.exemple.fr' }, 'PUBLIC_URL', origin],
    [{ PUBLIC_URL: 'http://prefill.exemple.fr' }, 'PUBLIC_URL', https],
    [{ PUBLIC_URL: 'http://localhost:3000' }, 'PUBLIC_URL', https],
    [{ NODE_ENV: 'development', PUBLIC_URL: 'http://prefill.exemple.fr' }, 'PUBLIC_URL', https],
  ])('when the environment has %j, then %s is refused: %s', (changes, where, message) => {
    expect(readSettings({ PUBLIC_URL, ...changes }).mistakes).toEqual([{ where, message }])
  })

  test('when several variables are wrong, then all are told', () => {
    const read = readSettings({ PORT: 'x', LOG_LEVEL: 'y', PUBLIC_URL: 'z' })
    expect(read.mistakes.map(({ where }) => where)).toEqual(['PUBLIC_URL', 'PORT', 'LOG_LEVEL'])
    expect(read.settings).toMatchObject({ PORT: 3000, LOG_LEVEL: 'info' })
  })

  test('when one has a wrong shape and another a wrong meaning, then both are told', () => {
    const read = readSettings({ PORT: 'x' })
    expect(read.mistakes.map(({ where }) => where).sort()).toEqual(['PORT', 'PUBLIC_URL'])
  })
})

describe('secrets', () => {
  const folder = writeFolder({ secret: '  from the file\n', empty: '\n' })
  // The rows say HERE for the folder, whose name is another each time.
  const put = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value ?? null).replaceAll('HERE', folder))

  test.each([
    [{ S: 'from the environment' }, { secret: 'from the environment' }],
    [{ S_FILE: 'HERE/secret' }, { secret: 'from the file' }],
    [{}, { fault: 'S is not set' }],
    [{ S: '' }, { fault: 'S is not set' }],
    [{ S: 'a', S_FILE: 'HERE/secret' }, { fault: 'S and S_FILE are both set; keep one' }],
    [{ S_FILE: 'HERE/none' }, { fault: 'cannot read HERE/none: ENOENT' }],
    [{ S_FILE: 'HERE' }, { fault: 'cannot read HERE: EISDIR' }],
    [{ S_FILE: 'HERE/empty' }, { fault: 'the file HERE/empty is empty' }],
    // An empty variable counts as absent.
    [{ S: '', S_FILE: 'HERE/secret' }, { secret: 'from the file' }],
    [{ S: 'a', S_FILE: '' }, { secret: 'a' }],
    [{ S_FILE: '' }, { fault: 'S is not set' }],
  ])('when the environment is %j, then %j', (environment, found) => {
    expect(secretFromEnvironment('S', put(environment))).toEqual(put(found))
  })

  const partial = { fault: 'a reference to the environment must be the whole value' }
  test.each([
    ['as it is', undefined, { secret: 'as it is' }],
    [`\${S}`, undefined, { secret: 'from the environment' }],
    [`\${F}`, undefined, { secret: 'from the file' }],
    [`\${NONE}`, undefined, { fault: 'NONE is not set' }],
    [`x\${S}`, undefined, partial],
    [`\${S}x`, undefined, partial],
    [`\${S}\${S}`, undefined, partial],
    [`\${}`, undefined, partial],
    [`\${S`, undefined, partial],
    [`\${1S}`, undefined, partial],
    [undefined, 'HERE/secret', { secret: 'from the file' }],
    [undefined, 'HERE/empty', { fault: 'the file HERE/empty is empty' }],
    [undefined, undefined, { fault: 'no secret is given' }],
  ])('when a file says %j or names %j, then %j', (value, path, found) => {
    const environment = { S: 'from the environment', F_FILE: `${folder}/secret` }
    expect(resolveSecret(value, path?.replace('HERE', folder), { environment })).toEqual(put(found))
  })
})
