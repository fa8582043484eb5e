import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take a minute or more where two tests run at a time, the longest first (`npm test` prints the slowest). Begun
 * among the last, one of these would run alone for minutes while the other place stands empty.
 */
export const longestFiles: readonly string[] = [
  'tests/browser/every-page.test.ts',
  'tests/browser/scenario.test.ts',
  'apps/server/src/roles/gateway/start-gateway-role.test.ts',
  'tests/browser/developer.test.ts',
  'tests/browser/home.test.ts',
  'tests/browser/studio-runs.test.ts',
  'tests/browser/service.test.ts',
  'tests/browser/policies.test.ts',
  'tests/browser/studio-services.test.ts',
  'tests/browser/studio-canvas.test.ts',
  'tests/browser/studio-data.test.ts',
  'tests/browser/try-it.test.ts',
  'tests/browser/apis.test.ts',
  'tests/browser/people.test.ts',
  'tests/browser/traces.test.ts',
  'tests/browser/operations.test.ts',
  'tests/browser/journey.test.ts',
]

/** Begins with the files that take longest; the others follow as Vitest has them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files)
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = longestFiles.indexOf(relative(this.ctx.config.root, moduleId))
      return place < 0 ? longestFiles.length : place
    }
    return others.toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}
