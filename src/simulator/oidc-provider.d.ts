// The package's entry point adds nothing to these two modules but a notice, printed when it is imported,
// that its author's tests run on Node 22 and later. Importing them directly leaves the console alone.
declare module 'oidc-provider/lib/provider.js' {
  import Provider from 'oidc-provider'

  export { Provider }
}
declare module 'oidc-provider/lib/helpers/errors.js' {
  import { errors } from 'oidc-provider'
  export const SessionNotFound: typeof errors.SessionNotFound
}
