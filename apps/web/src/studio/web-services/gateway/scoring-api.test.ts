import { expect, it } from 'vitest'
import { scoringOperations } from './scoring-api.ts'

it('has the five operations that the tutorial makes by hand', () => {
  const operations = scoringOperations({ workspaceId: 'w', serviceId: 's' })
  expect(
    operations.map(({ properties }) => [properties.method, properties.urlTemplate, properties.displayName]),
  ).toEqual([
    [
      'POST',
      '/workspaces/{workspace}/services/{service}/execute?api-version={apiversion}&details={details}',
      'RRS Execute',
    ],
    ['POST', '/workspaces/{workspace}/services/{service}/jobs?api-version={apiversion}', 'BES Submit'],
    ['POST', '/workspaces/{workspace}/services/{service}/jobs/{jobid}/start?api-version={apiversion}', 'BES Start'],
    ['GET', '/workspaces/{workspace}/services/{service}/jobs/{jobid}?api-version={apiversion}', 'BES Status'],
    ['DELETE', '/workspaces/{workspace}/services/{service}/jobs/{jobid}?api-version={apiversion}', 'BES Delete'],
  ])
  expect(operations[3]?.properties.templateParameters.map(({ name, defaultValue }) => [name, defaultValue])).toEqual([
    ['workspace', 'w'],
    ['service', 's'],
    ['jobid', null],
    ['apiversion', '2.0'],
  ])
})
