import { describeLiesTo } from '../support/back-end-lies.ts'
import { describeBackEnd } from '../support/back-end-tests.ts'
import { installedRecipes } from '../support/start-back-end.ts'

for (const recipe of installedRecipes) {
  describeBackEnd(recipe)
  describeLiesTo(recipe)
}
