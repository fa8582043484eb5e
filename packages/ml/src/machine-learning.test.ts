import { beforeAll, describe, expect, it } from 'vitest'
import { startMachineLearning } from './machine-learning.fixture.ts'

type MachineLearning = Awaited<ReturnType<typeof startMachineLearning>>

let ml: MachineLearning
beforeAll(async () => {
  ml = await startMachineLearning()
})

const nothingHere =
  '{"error":{"code":"NotFound","message":"Resource not found.","details":[{"code":"PathNotFound","message":"There is nothing at this address. Verify the path and try again."}]}}'

describe('the addresses of the ML role', () => {
  it.each([
    '/nothing',
    '/workspaces',
    '/workspaces/x',
    '/workspaces/x/services/y',
    '/workspaces/x/services/y/nothing',
    '/apihelp',
    '//',
  ])('has nothing at %s', async (target) => {
    const response = await ml.send({ target })
    expect(response.status).toBe(404)
    expect(response.text()).toBe(nothingHere)
    expect(response.header('x-ms-request-id')).toMatch(/^request-\d+$/)
  })

  it.each(['/api', '/api/workspaces/x/nothing?y=1'])('answers %s as the studio did', async (target) => {
    const response = await ml.send({ target })
    expect(response.status).toBe(404)
    expect(response.text()).toBe(
      `{"Error":{"Code":"UserError","Message":"There is nothing at '${target.split('?')[0]}'.","Target":null,"Details":[],"InnerError":null,"DebugInfo":null}}`,
    )
  })

  it.each([
    ['GET', '/workspaces/x/services/y/execute', 'POST'],
    ['PUT', '/workspaces/x/services/y/execute?api-version=2.0', 'POST'],
    ['POST', '/workspaces/x/services/y/swagger.json', 'GET, HEAD'],
    ['POST', '/workspaces/x/webservices/y', 'GET, HEAD, PUT, DELETE'],
    ['POST', '/workspaces/x/webservices/y/endpoints', 'GET, HEAD'],
    ['POST', '/workspaces/x/webservices/y/endpoints/z', 'GET, HEAD, PUT, PATCH, DELETE'],
    ['GET', '/workspaces/x/webservices/y/endpoints/z/refresh', 'POST'],
  ])('refuses %s %s', async (method, target, allow) => {
    const response = await ml.send({ method, target })
    expect(response.status).toBe(405)
    expect(response.header('allow')).toBe(allow)
    expect(response.json()).toMatchObject({
      error: { code: 'MethodNotAllowed', details: [{ code: 'MethodNotAllowed' }] },
    })
  })

  it.each(['/', '/?x=1'])('says at %s what this is', async (target) => {
    const response = await ml.send({ target })
    expect(response.status).toBe(200)
    expect(response.header('content-type')).toBe('text/html; charset=utf-8')
    expect(response.text()).toContain('machine-learning web services')
  })

  it('takes paths in any letter case', async () => {
    const response = await ml.send({
      method: 'POST',
      target: `/Workspaces/${ml.workspaceId}/Services/${ml.endpoint.id}/Execute?api-version=2.0`,
      headers: ['Authorization', `Bearer ${ml.endpoint.primaryKey}`],
      body: '{"Inputs":{"input1":[{"Col2":""}]}}',
    })
    expect(response.status).toBe(200)
  })
})
