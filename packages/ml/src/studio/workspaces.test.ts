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

  it('are made by administrators of the installation only, each with tokens of its own', async () => {
    const { studio, send, tokens, workspaceToken } = await startMachineLearning()
    const made = await studio('POST', '/workspaces', { friendlyName: 'Second', description: 'For trials' })
    expect(made).toMatchObject({ status: 201, body: { friendlyName: 'Second', description: 'For trials' } })
    const { id } = made.body
    expect((await studio('GET', `/workspaces/${id}`)).body).toEqual(made.body)
    expect((await studio('GET', `/workspaces/${id}/experiments`)).body.count).toBe(0)
    const { primary } = (await studio('POST', `/workspaces/${id}/list-tokens`)).body
    expect(primary).toMatch(/^[0-9a-f]{32}$/)
    const statusOf = async (token: string) =>
      (
        await send({
          method: 'POST',
          target: '/studio/workspaces',
          headers: ['Authorization', `Bearer ${token}`, 'Content-Type', 'application/json'],
          body: '{"friendlyName":"Third"}',
        })
      ).status
    expect(await statusOf(await tokens.issue({ subject: '2', role: 'publisher' }, 60))).toBe(403)
    expect(await statusOf(workspaceToken('primary'))).toBe(401)
    expect(await statusOf(await tokens.issue({ subject: '1', role: 'administrator' }, 60))).toBe(201)
  })

  it('are read by analysts, who change nothing', async () => {
    const { send, tokens, workspaceId } = await startMachineLearning()
    const token = await tokens.issue({ subject: '3', role: 'analyst' }, 60)
    const statusOf = async (method: string, path: string) =>
      (await send({ method, target: `/studio/workspaces${path}`, headers: ['Authorization', `Bearer ${token}`] }))
        .status
    expect(await statusOf('GET', '')).toBe(200)
    expect(await statusOf('GET', `/${workspaceId}/datasets`)).toBe(200)
    expect(await statusOf('POST', `/${workspaceId}/list-tokens`)).toBe(403)
    expect(await statusOf('GET', '/11111111111111111111111111111111')).toBe(404)
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
