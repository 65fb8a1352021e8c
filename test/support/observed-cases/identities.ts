import { describeEnd } from '../describe-answer.ts'
import type { ObservedCase, ObservedGroup } from '../observed-case.ts'
import {
  journey,
  type ObservedWorld,
  postToken,
  userinfoClaims,
  walkIn,
} from '../observed-steps.ts'

const order = [
  'given_name',
  'given_name_array',
  'family_name',
  'preferred_username',
  'birthdate',
  'gender',
  'birthplace',
  'birthcountry',
  'email',
]

/** The identity claims of UserInfo by name, in one order; with their values, those that are the point of the case. */
function describeClaims(
  claims: Readonly<Record<string, unknown>>,
  points: readonly string[],
): string {
  return order
    .filter((name) => name in claims)
    .map((name) => (points.includes(name) ? `${name} ${JSON.stringify(claims[name])}` : name))
    .join(', ')
}

function identified(login: string, points: readonly string[]) {
  return async (world: ObservedWorld): Promise<string> => {
    const changes = { scope: 'openid profile birth email identite_pivot' }
    const browser = await walkIn(world, { login, changes })
    const code = browser.stopped?.searchParams.get('code')
    if (!code) return describeEnd(browser, journey(world))
    const { access_token } = JSON.parse((await postToken(world, code)).body)
    return describeClaims(await userinfoClaims(world, access_token), points)
  }
}

const usual = order.filter((name) => name !== 'preferred_username')
const withUsageName = order

/** `points` are those claims, with their values, for which the case is there. */
function row(
  login: string,
  request: string,
  points: Readonly<Record<string, unknown>>,
  present: readonly string[] = usual,
): ObservedCase {
  const named = Object.fromEntries(present.map((name) => [name, points[name]]))
  const names = Object.keys(points)
  const observed = describeClaims(named, names)
  return { id: login, request, observed, provoke: identified(login, names), agrees: true }
}

function refused(login: string, request: string): ObservedCase {
  return {
    id: login,
    request,
    observed: '400 page Y600006',
    provoke: identified(login, []),
    agrees: true,
  }
}

const bornIn = (birthplace: string, birthcountry: string) => ({ birthplace, birthcountry })

/** What UserInfo says of whom, for `openid profile birth email identite_pivot`. */
export const identities: ObservedGroup = {
  title: 'Identities',
  cases: [
    row('nominal', 'three given names, born in France', {
      given_name: 'Hortense Lucie Marthe',
      given_name_array: ['Hortense', 'Lucie', 'Marthe'],
      birthcountry: '99100',
    }),
    row(
      'usage-name',
      'a usage name that is not the birth name',
      { family_name: 'BRIANDET', preferred_username: 'VALADIER' },
      withUsageName,
    ),
    row(
      'same-usage-name',
      'a usage name that is the birth name; no telephone',
      { family_name: 'BRIANDET', preferred_username: 'BRIANDET' },
      withUsageName,
    ),
    row('two-names', 'no usage name; two given names', { given_name_array: ['Hortense', 'Lucie'] }),
    row('three-names', 'several given names', {
      given_name_array: ['Hortense', 'Lucie', 'Marthe'],
    }),
    row('compound-name', 'a birth name with a hyphen', { family_name: 'HAUT-BRIANDET' }),
    row('name-52', 'a birth name of 52 letters', {
      family_name: 'ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ',
    }),
    row('signs', 'accents and ligatures in both names', {
      given_name: 'Zoéèàùòœæ',
      family_name: 'BRIÉÈÀÙÒŒÆ',
    }),
    row('accents', 'a diaeresis, a cedilla, a circumflex', {
      given_name: 'Maëlle Françoise',
      family_name: 'BRIANDÔT',
    }),
    row('hyphen', 'a first given name with a hyphen', {
      given_name: 'Marie-Odile',
      given_name_array: ['Marie-Odile'],
    }),
    row(
      'space',
      'a first given name with a space',
      {
        given_name: 'Marie Odile Lucie',
        given_name_array: ['Marie Odile', 'Lucie'],
        preferred_username: 'Briandet',
      },
      withUsageName,
    ),
    row('long', 'long names', {
      given_name: 'Apolline Bérengère Clémentine',
      family_name: 'BRIANDETTELLE',
    }),
    row('under-16', 'a child under 16', { birthdate: '2015-02-20' }),
    row('under-18', 'a minor', { birthdate: '2009-12-02' }),
    row('under-25', 'a young adult', { birthdate: '2007-03-23' }),
    row('unspecified', 'no gender recorded', { gender: 'unspecified' }),
    row('corsica-2a', 'born in Corse-du-Sud', bornIn('2A041', '99100')),
    row('corsica-2b', 'born in Haute-Corse', bornIn('2B096', '99100')),
    row('algeria', 'born in Algeria', bornIn('', '99352')),
    row('morocco', 'born in Morocco', bornIn('', '99350')),
    row('portugal', 'born in Portugal', bornIn('', '99139')),
    row('belgium', 'born in Belgium, with a usage name', bornIn('', '99131'), withUsageName),
    row('spain', 'born in Spain, with a usage name', bornIn('', '99134'), withUsageName),
    row('italy', 'born in Italy', bornIn('', '99127')),
    row('polynesia', 'born in French Polynesia', bornIn('98712', '99100')),
    row('wallis', 'born in Wallis and Futuna', bornIn('98613', '99100')),
    row(
      'former-department',
      'born abroad, INSEE has the code of a former French department',
      bornIn('91352', '99100'),
    ),
    {
      ...row(
        'algeria',
        'born abroad, the identity provider has the town in words',
        bornIn('', '99352'),
      ),
      id: 'town-in-words',
    },
    row('presumed-day', 'the day of birth unknown (1992-11-00)', {
      birthdate: '1992-11-01',
      birthplace: '',
    }),
    row('presumed-month', 'day and month of birth unknown (1992-00-00)', {
      birthdate: '1992-01-01',
      birthplace: '',
    }),
    refused('no-given-name', 'no given name'),
    refused('no-family-name', 'no birth name'),
    refused('no-email', 'no e-mail address, with or without a telephone'),
    refused('no-gender', 'no gender at all'),
    refused('no-birthplace', 'born in France, no place'),
  ],
}
