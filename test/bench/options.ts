/** What one system under test is: everything else is the same in all of them. */
export interface Setting {
  readonly protocol: 'http' | 'https'
  readonly store: 'memory' | 'redis'
  /** How many state sources each form asks. */
  readonly sources: number
  readonly forms: number
  /** How long a state source takes to answer. */
  readonly sourceMilliseconds: number
}

/** The plain login, as in production: FranceConnect over TLS, no state source, one instance. */
export const plain: Setting = {
  protocol: 'https',
  store: 'memory',
  sources: 0,
  forms: 100,
  sourceMilliseconds: 0,
}

/** How long and how often is measured. */
export interface Effort {
  /** In how many processes of its own each setting is measured. */
  readonly processes: number
  /** In each of them. */
  readonly rounds: number
  /** In each round, at the service and at its floor. */
  readonly logins: number
  readonly warmUp: number
  /** How many citizens are under way at once. */
  readonly users: number
}

export const clientIdOf = (index: number) => `bench-${index}`
export const redirectUriOf = (clientId: string) => `https://mairie.exemple.fr/${clientId}`

/** Where citizens reach the service: the load generator stands where the operator's proxy would. */
export const publicUrl = 'https://prefill.exemple.fr'

export const franceConnect = { client_id: 'bench', client_secret: 'secret-of-the-bench' }

/** Of the collectivite that the sources are asked for. */
export const siret = '13002526500013'
