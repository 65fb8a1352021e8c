import type { Citizen } from '../../src/simulator/citizens.ts'

type Identity = Partial<Omit<Citizen, 'login' | 'note'>>

const nominal = {
  given_name: 'Hortense Lucie',
  family_name: 'BRIANDET',
  gender: 'female',
  birthdate: '1984-09-17',
  birthplace: '35238',
  birthcountry: '99100',
  email: 'hortense@exemple.fr',
} as const satisfies Identity

function citizen(
  login: string,
  changes: Identity = {},
  without: keyof typeof nominal | '' = '',
): Citizen {
  const identity = { ...nominal, ...changes }
  const kept = Object.entries(identity).filter(([member]) => member !== without)
  return { login, note: login, birthdate: nominal.birthdate, ...Object.fromEntries(kept) }
}

const abroad = (birthcountry: string): Identity => ({ birthplace: '', birthcountry })

/** Citizens of our invention, each with what was particular about one of the core's test identities. */
export const observedCitizens: readonly Citizen[] = [
  citizen('nominal', { given_name: 'Hortense Lucie Marthe' }),
  citizen('usage-name', { preferred_username: 'VALADIER' }),
  citizen('compound-name', { family_name: 'HAUT-BRIANDET' }),
  citizen('name-52', { family_name: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.repeat(2) }),
  citizen('signs', { given_name: 'Zoéèàùòœæ', family_name: 'BRIÉÈÀÙÒŒÆ' }),
  citizen('two-names'),
  citizen('three-names', { given_name: 'Hortense Lucie Marthe' }),
  citizen('hyphen', { given_name: 'Marie-Odile' }),
  citizen('space', {
    given_name: 'Marie Odile Lucie',
    given_name_array: ['Marie Odile', 'Lucie'],
    preferred_username: 'Briandet',
  }),
  citizen('accents', { given_name: 'Maëlle Françoise', family_name: 'BRIANDÔT' }),
  citizen('long', { given_name: 'Apolline Bérengère Clémentine', family_name: 'BRIANDETTELLE' }),
  citizen('under-16', { birthdate: '2015-02-20' }),
  citizen('under-18', { birthdate: '2009-12-02' }),
  citizen('under-25', { birthdate: '2007-03-23' }),
  citizen('unspecified', { gender: 'unspecified' }),
  citizen('same-usage-name', { preferred_username: 'BRIANDET' }),
  citizen('corsica-2a', { birthplace: '2A041' }),
  citizen('corsica-2b', { birthplace: '2B096' }),
  citizen('algeria', abroad('99352')),
  citizen('morocco', abroad('99350')),
  citizen('portugal', abroad('99139')),
  citizen('belgium', { ...abroad('99131'), preferred_username: 'VALADIER' }),
  citizen('spain', { ...abroad('99134'), preferred_username: 'VALADIER' }),
  citizen('italy', abroad('99127')),
  citizen('polynesia', { birthplace: '98712' }),
  citizen('wallis', { birthplace: '98613' }),
  citizen('former-department', { birthplace: '91352' }),
  citizen('presumed-day', { birthdate: '1992-11-00', ...abroad('99217') }),
  citizen('presumed-month', { birthdate: '1992-00-00', ...abroad('99217') }),
  citizen('no-given-name', {}, 'given_name'),
  citizen('no-family-name', {}, 'family_name'),
  citizen('no-email', {}, 'email'),
  citizen('no-gender', {}, 'gender'),
  citizen('no-birthplace', {}, 'birthplace'),
  ...(['Y010004', 'Y010007', 'Y010011', 'Y010012'] as const).map((code) =>
    citizen(`insee-${code.toLowerCase()}`, { ends_on: code }),
  ),
]
