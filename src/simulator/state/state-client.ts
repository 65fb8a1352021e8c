import { z } from 'zod'

/** A client of API Impôt particulier, as the tax office would have registered it. */
export const StateClient = z.strictObject({
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  /** `ID_Teleservice`: where it is registered, every call must say it. */
  teleservice: z.string().min(1).optional(),
})
export type StateClient = z.infer<typeof StateClient>
