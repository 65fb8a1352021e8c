import { compareObserved } from '../support/compare-observed.ts'
import { userinfo } from '../support/observed-cases/userinfo.ts'

compareObserved(userinfo)
