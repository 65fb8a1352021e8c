/** The one identity provider that the simulator offers. */
export const identityProvider = {
  /** What `idp_id` and `idp_hint` call it. */
  uid: '5f3b1a52-6a0c-4c0e-9d55-3f3a2c1b7e90',
  name: 'Fournisseur d’identité de démonstration',
}
