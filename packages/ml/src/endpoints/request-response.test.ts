import { describe, expect, it } from 'vitest'
import { startMachineLearning } from '../machine-learning.fixture.ts'

const goodDay = {
  Inputs: { input1: { ColumnNames: ['Col2'], Values: [['This is a good day']] } },
  GlobalParameters: {},
}

describe('request-response scoring', () => {
  it('answers the tutorial’s call with the tutorial’s row', async () => {
    const { score } = await startMachineLearning()
    const response = await score(goodDay, 'api-version=2.0&details=true')
    expect(response.text()).toBe(
      '{"Results":{"output1":{"type":"table","value":{"ColumnNames":["Col2","Col2 - Hashing feature 1","Col2 - Hashing feature 2","Col2 - Hashing feature 3","Col2 - Hashing feature 4","Col2 - Hashing feature 5","Col2 - Hashing feature 6","Col2 - Hashing feature 7","Col2 - Hashing feature 8"],"ColumnTypes":["String","Int32","Int32","Int32","Int32","Int32","Int32","Int32","Int32"],"Values":[["This is a good day","1","1","2","2","0","2","0","1"]]}}}}',
    )
    expect(response.status).toBe(200)
    expect(response.headers).toEqual([
      'Content-Type',
      'application/json; charset=utf-8',
      'x-ms-request-id',
      'request-1',
      'Content-Length',
      '444',
    ])
  })
})
