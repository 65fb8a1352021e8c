import { describeBackEnd } from '../support/back-end-tests.ts'
import { installedRecipes } from '../support/start-back-end.ts'

for (const recipe of installedRecipes) describeBackEnd(recipe)
