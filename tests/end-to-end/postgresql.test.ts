import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPostgresql, startPostgresql, type TestPostgresql } from '../support/postgresql.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'

const postgresql = findPostgresql()

describe.skipIf('reason' in postgresql)(
  `the program on PostgreSQL${'reason' in postgresql ? `: ${postgresql.reason}` : ''}`,
  () => {
    let server: TestPostgresql
    let sluice: RunningSluice
    beforeAll(async () => {
      server = await startPostgresql('folder' in postgresql ? postgresql.folder : '')
      sluice = await startSluice({ environment: { SLUICE_DATABASE_URL: server.url } })
    })
    afterAll(async () => {
      await sluice.remove()
      await server.stop()
    })

    it('scores through the gateway with the printed call, and keeps no database of its own', () => {
      const [throughGateway = ''] = sluice.curlLines()
      expect(execFileSync('bash', ['-c', throughGateway], { encoding: 'utf8' })).toContain(
        '"1","1","2","2","0","2","0","1"',
      )
      expect(['management.db', 'ml.db'].filter((name) => existsSync(join(sluice.dataFolder, name)))).toEqual([])
    })

    it('tells its status and finds nothing wrong', () => {
      expect(sluice.status()).toMatchObject({
        instance: { name: expect.any(String) },
        webServices: [{ name: 'SimpleFeatureHashingExperiment' }],
      })
      const { exitCode, stdout } = sluice.run('doctor')
      expect(stdout).toMatch(/^ok {4}database: PostgreSQL \d+\.\d+.* at 127\.0\.0\.1:\d+\.$/m)
      expect(exitCode).toBe(0)
    })
  },
)
