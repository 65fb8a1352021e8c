import { compareObserved } from '../support/compare-observed.ts'
import { claimsParameter } from '../support/observed-cases/claims-parameter.ts'

compareObserved(claimsParameter)
