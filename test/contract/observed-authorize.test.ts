import { compareObserved } from '../support/compare-observed.ts'
import { authorize } from '../support/observed-cases/authorize.ts'

compareObserved(authorize)
