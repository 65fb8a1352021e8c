import { expect, test } from '@jest/globals'
import { expectedWalk, walkServerGuide } from '../support/guide-server.ts'
import { installedRecipes } from '../support/start-back-end.ts'

test.each(installedRecipes)(
  'when the guide is followed with the example in $language, then a submission is filed with its verdict',
  async (recipe) => {
    recipe.command(0) // says what to install where it is missing
    expect(await walkServerGuide(recipe.language)).toEqual(expectedWalk())
  },
  120_000,
)
