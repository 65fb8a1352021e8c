import { describeLiesTo } from '../support/back-end-lies.ts'
import { describeBackEnd } from '../support/back-end-tests.ts'
import { nodeRecipe } from '../support/start-back-end.ts'

describeBackEnd(nodeRecipe)
describeLiesTo(nodeRecipe)
