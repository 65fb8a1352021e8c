import { compareObserved } from '../support/compare-observed.ts'
import { logOut } from '../support/observed-cases/log-out.ts'

compareObserved(logOut)
