import { expect, it } from 'vitest'
import { firstStartText } from './first-start-text.ts'
import { noAddresses } from './role-messages.ts'

const addresses = { ...noAddresses, gatewayHttp: 'http://localhost:8000', ml: 'http://localhost:8090' }

it('tells the sign-in and two calls that can be pasted', () => {
  expect(
    firstStartText(
      {
        administratorEmail: 'admin@sluice.local',
        administratorPassword: 'correct horse',
        starterKey: '0123',
        sampleOperationPath:
          '/azureml-demo/workspaces/{workspace}/services/{service}/execute?api-version=2.0&details=true',
        workspaceId: 'aa',
        endpointId: 'bb',
        endpointKey: "k'==",
      },
      addresses,
    ),
  ).toEqual([
    '',
    'Sign in as administrator: admin@sluice.local with password correct horse',
    '',
    'Score "This is a good day" through the gateway (5 calls a minute under this subscription key):',
    '',
    `curl -sS 'http://localhost:8000/azureml-demo/workspaces/aa/services/bb/execute?api-version=2.0&details=true' -H 'Content-Type: application/json' -H 'Ocp-Apim-Subscription-Key: 0123' -H 'Authorization: Bearer k'\\''==' -d '{"Inputs":{"input1":{"ColumnNames":["Col2"],"Values":[["This is a good day"]]}},"GlobalParameters":{}}'`,
    '',
    'The same at the machine-learning service itself:',
    '',
    `curl -sS 'http://localhost:8090/workspaces/aa/services/bb/execute?api-version=2.0&details=true' -H 'Content-Type: application/json' -H 'Authorization: Bearer k'\\''==' -d '{"Inputs":{"input1":{"ColumnNames":["Col2"],"Values":[["This is a good day"]]}},"GlobalParameters":{}}'`,
    '',
    'These secrets are printed this once; keep them.',
  ])
})

it('tells nothing when nothing is new, and only what it knows', () => {
  expect(firstStartText({}, addresses)).toEqual([])
  expect(firstStartText({ administratorPassword: 'x', administratorEmail: 'a@b.c' }, noAddresses)).toEqual([
    '',
    'Sign in as administrator: a@b.c with password x',
    '',
    'These secrets are printed this once; keep them.',
  ])
})
