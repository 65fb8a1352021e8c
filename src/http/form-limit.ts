import type { Request } from 'express'
import { ServiceError } from '../domain/errors.ts'
import { clientAddress } from './client-address.ts'
import { createMinuteCounter } from './minute-counter.ts'

/** Keeps a flood of logins on one form from taking the room of all others. */
export interface FormLimit {
  /** Counts a login that begins. @throws ServiceError `at_capacity` */
  admit(request: Request, clientId: string): void
}

// More than a household needs: whoever floods a form shuts out those who ask as much, and no citizen.
const alwaysAdmitted = 10

/**
 * Makes the limit, per instance.
 * @param perMinute logins of one form, beside the first ones of each address
 */
export function createFormLimit(now: () => Date, perMinute: number): FormLimit {
  const ofAddress = createMinuteCounter(now)
  const ofForm = createMinuteCounter(now)
  return {
    admit: (request, clientId) => {
      if (ofAddress.add(`${clientAddress(request)} ${clientId}`) <= alwaysAdmitted) return
      if (ofForm.add(clientId) > perMinute) throw new ServiceError('at_capacity')
    },
  }
}
