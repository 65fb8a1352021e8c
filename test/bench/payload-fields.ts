/** What a state API said: its `data`. */
export type StateAnswer = Readonly<Record<string, unknown>>

const communes: Readonly<Record<string, string>> = { '35238': 'Rennes' }

const isAdult = (birthdate: unknown, today: string) =>
  `${Number(today.slice(0, 4)) - 18}${today.slice(4)}` >= String(birthdate)

/**
 * The fields of the bench's demarche, written out: what the service derives from its configuration. That both say
 * the same is what makes the floor a floor of this service.
 */
export function payloadFields(
  identity: Readonly<Record<string, unknown>>,
  answers: readonly StateAnswer[],
  today: string,
): Readonly<Record<string, unknown>> {
  const verified = (type: string, claim: string, value: unknown, more: object = {}) => ({
    type,
    source: 'franceconnect',
    claim,
    value,
    ...more,
    assurance: 'verified',
    as_of: today,
    locked: false,
  })
  const [firstName] = identity.given_name_array as string[]
  const fields: Record<string, unknown> = {
    nom: { ...verified('name', 'family_name', identity.family_name), locked: true },
    premier_prenom: verified('name', 'given_name_array', firstName),
    ne_le: verified('date', 'birthdate', identity.birthdate),
    commune: verified('text', 'birthplace', communes[String(identity.birthplace)]),
    civilite: verified('code', 'gender', identity.gender, { text: 'Mme' }),
    courriel: { ...verified('text', 'email', identity.email), assurance: 'declared' },
    majeur: verified('boolean', 'birthdate', isAdult(identity.birthdate, today)),
  }
  const administrative = (type: string, source: string, claim: string, value: unknown) => ({
    type,
    source,
    claim,
    value,
    assurance: 'administrative',
    as_of: today,
    locked: false,
  })
  const [quotient, solidarity, health] = answers
  const member = (answer: StateAnswer | undefined, name: string) =>
    (answer?.[name] ?? {}) as StateAnswer
  const qf = member(quotient, 'quotient_familial')
  if (quotient !== undefined)
    fields.quotient = {
      ...administrative('number', 'quotient_familial', 'valeur', qf.valeur),
      as_of: `${qf.annee}-${String(qf.mois).padStart(2, '0')}`,
    }
  const benefits = [
    ['rsa', 'revenu_solidarite_active', solidarity],
    ['css', 'complementaire_sante_solidaire', health],
  ] as const
  for (const [name, source, answer] of benefits)
    if (answer !== undefined)
      fields[name] = administrative('boolean', source, 'est_beneficiaire', answer.est_beneficiaire)
  return fields
}
