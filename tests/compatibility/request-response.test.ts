import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryLog } from '@sluice/platform'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../../apps/server/src/config.ts'
import { noAddresses } from '../../apps/server/src/role-messages.ts'
import { startMlRole } from '../../apps/server/src/roles/ml/start-ml-role.ts'
import type { RunningRole } from '../../apps/server/src/roles/role.ts'
import { findPython, runPython } from './run-python.ts'

const expectedReply =
  '{"Results":{"output1":{"type":"table","value":{"ColumnNames":["Col2","Col2 - Hashing feature 1","Col2 - Hashing feature 2","Col2 - Hashing feature 3","Col2 - Hashing feature 4","Col2 - Hashing feature 5","Col2 - Hashing feature 6","Col2 - Hashing feature 7","Col2 - Hashing feature 8"],"ColumnTypes":["String","Int32","Int32","Int32","Int32","Int32","Int32","Int32","Int32"],"Values":[["This is a good day","1","1","2","2","0","2","0","1"]]}}}}'

const python = findPython()

describe.skipIf('reason' in python)(
  `the tutorial’s program in Python 3${'reason' in python ? `: ${python.reason}` : ''}`,
  () => {
    const command = 'command' in python ? python.command : ''
    let folder: string
    let role: RunningRole

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'sluice-python-'))
      const config = loadConfig({ environment: { SLUICE_DATA: folder, SLUICE_ML_PORT: '0' }, workingFolder: folder })
      const addresses = { current: () => noAddresses, onChange: () => undefined }
      role = await startMlRole({ config, log: createMemoryLog(), addresses })
    })
    afterAll(async () => {
      await role.close(1000)
      rmSync(folder, { recursive: true, force: true })
    })

    const address = () =>
      `${role.addresses.ml}/workspaces/${role.firstStart?.workspaceId}/services/${role.firstStart?.endpointId}/execute?api-version=2.0&details=true`

    it('prints the row of the tutorial', async () => {
      const result = await runPython(command, 'request_response.py', [address(), role.firstStart?.endpointKey ?? ''])
      expect(result).toEqual({ exitCode: 0, output: `${expectedReply}\n`, errors: '' })
    })

    it('prints status, headers and body of a refusal', async () => {
      const result = await runPython(command, 'request_response.py', [address(), 'wrong'])
      const lines = result.output.trim().split('\n')
      expect(result.exitCode).toBe(0)
      expect(lines[0]).toBe('The request failed with status code: 401')
      expect(lines.at(-1)).toBe(
        "{'error': {'code': 'Unauthorized', 'message': 'Request is unauthorized to access resource.', 'details': [{'code': 'ScoreRequestUnauthorized', 'message': 'Invalid credentials provided.'}]}}",
      )
      expect(lines.find((line) => line.startsWith('x-ms-request-id: '))).toMatch(/: [0-9a-f-]{36}$/)
      expect(lines.find((line) => line.startsWith('Date: '))).toBeDefined()
    })
  },
)
