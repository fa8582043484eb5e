import { describe, expect, it } from 'vitest'
import { startMachineLearning } from '../machine-learning.fixture.ts'

describe('workspaces', () => {
  it('are listed, read and renamed', async () => {
    const { studio, workspaceId } = await startMachineLearning()
    expect((await studio('GET', '/workspaces')).body.value).toMatchObject([{ id: workspaceId }])
    const changed = await studio('PATCH', `/workspaces/${workspaceId}`, { friendlyName: ' Reviews ' })
    expect(changed).toMatchObject({ status: 200, body: { id: workspaceId, friendlyName: 'Reviews', description: '' } })
    expect((await studio('PATCH', `/workspaces/${workspaceId}`, { friendlyName: '' })).status).toBe(400)
  })

  it('show their tokens on request, and renew one at a time', async () => {
    const { studio, workspaceId, workspaceToken, send, directory } = await startMachineLearning()
    const path = `/workspaces/${workspaceId}/list-tokens`
    const before = { primary: workspaceToken('primary'), secondary: workspaceToken('secondary') }
    expect((await studio('POST', path)).body).toEqual(before)
    const workspace = directory.workspace(workspaceId)
    expect((await studio('POST', `/workspaces/${workspaceId}/renew-token`, { token: 'primary' })).status).toBe(204)
    while (directory.workspace(workspaceId) === workspace) await new Promise((resolve) => setImmediate(resolve))
    const after = (await studio('POST', path)).body
    expect(after.primary).toMatch(/^[0-9a-f]{32}$/)
    expect(after.primary).not.toBe(before.primary)
    expect(after.secondary).toBe(before.secondary)
    const withToken = (token: string) =>
      send({ target: `/studio/workspaces/${workspaceId}`, headers: ['Authorization', `Bearer ${token}`] })
    expect((await withToken(before.primary)).status).toBe(401)
    expect((await withToken(after.primary)).status).toBe(200)
  })
})
