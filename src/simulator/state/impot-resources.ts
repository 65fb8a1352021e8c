/** A resource of API Impôt particulier that the simulator answers. */
export interface ImpotResource {
  readonly path: string
  /** What the client's token has to name. */
  readonly scope: string
  readonly type: string
  /** Whether the answer says its year, which the caller did not. */
  readonly saysYear: boolean
}

const last = 'application/prs.dgfip.part.derniere.situations.ir.assiettes.v1+json'

/** Those for FranceConnect that tell of income, as the tax office's OpenAPI document has them. */
export const impotResources: readonly ImpotResource[] = [
  {
    path: '/impotparticulier/1.0/dernieresituation/ir/assiettes/deuxans',
    scope: 'RessourceIRDerniere2',
    type: last,
    saysYear: true,
  },
  {
    path: '/impotparticulier/1.0/dernieresituation/ir/assiettes/annrev/:annrev',
    scope: 'RessourceIRDerniere',
    type: last,
    saysYear: true,
  },
  {
    path: '/impotparticulier/1.0/situations/ir/assiettes/annrev/:annrev',
    scope: 'RessourceIR',
    type: 'application/prs.dgfip.part.situations.ir.assiettes.v1+json',
    saysYear: false,
  },
]

/** Member of the answer → the scopes of FranceConnect that release it. */
export const impotScopes: Readonly<Record<string, readonly string[]>> = {
  rfr: ['dgfip_rfr'],
  nbPart: ['dgfip_nbpart'],
  sitFam: ['dgfip_sitfam'],
  pac: ['dgfip_pac', 'dgfip_pac_nbPac', 'dgfip_nbpac'],
  ...Object.fromEntries(
    [1, 2].flatMap((number) =>
      ['nmNaiDec', 'nmUsaDec', 'prnmDec', 'dateNaisDec'].map((name) => [
        `${name}${number}`,
        [`dgfip_${name}${number}`],
      ]),
    ),
  ),
  aft: ['dgfip_aft'],
  aftDetail: ['dgfip_aft'],
  sitParIso: ['dgfip_pariso'],
  indDeficit: ['dgfip_inddeficit'],
  mntRevbareme: ['dgfip_mntRevbareme'],
  revenuBrutGlobal: ['dgfip_rbg'],
}
