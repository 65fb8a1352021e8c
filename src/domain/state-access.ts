/** How the sources are reached in the name of one collectivite. */
export interface StateAccess {
  /** The collectivite's SIRET: for whom the data are (`recipient`). */
  readonly recipient: string
  readonly api_particulier: { readonly baseUrl: string }
  /** Absent where the collectivite has no client at the tax office. */
  readonly impot_particulier?: {
    /** Unique over all files: the token of its client is cached under it. */
    readonly key: string
    readonly baseUrl: string
    readonly client_id: string
    readonly client_secret: string
    /** `ID_Teleservice`, where the habilitation names one. */
    readonly teleservice?: string
    /**
     * Which resource the habilitation opens: the latest situation of the last two years (by default), or
     * that of one year, which is then asked for each of them.
     */
    readonly resource?: 'two-years' | 'one-year'
  }
}
