import { randomBytes } from 'node:crypto'
import { createSeal } from '../../src/sealing/seal.ts'

/** What seals in tests, as in the service. */
export const aSeal = createSeal(randomBytes)
