import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManagementClient } from '../support/management-client.ts'
import { waitUntil } from '../support/processes.ts'
import { projectFolder, type RunningSluice, startSluice } from '../support/start-sluice.ts'

const wsdl = readFileSync(join(projectFolder, 'tests', 'definitions', 'calculator.wsdl'), 'utf8')

/** A calculator that says which request it got. */
const backend: Server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const [, left, right] = /<intA>(\d+)<\/intA><intB>(\d+)<\/intB>/.exec(Buffer.concat(parts).toString()) ?? []
    response.setHeader('Content-Type', 'text/xml')
    response.setHeader('X-Target', request.url ?? '')
    response.setHeader('X-Soap-Action', String(request.headers.soapaction))
    response.end(
      `<AddResponse xmlns="http://tempuri.org/"><AddResult>${Number(left) + Number(right)}</AddResult></AddResponse>`,
    )
  })
})

let sluice: RunningSluice
beforeAll(async () => {
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
  sluice = await startSluice()
  const management = createManagementClient(sluice)
  const { port } = backend.address() as AddressInfo
  for (const [id, endpoint] of [
    ['calculator', 'CalculatorSoap'],
    ['calculator12', 'CalculatorSoap12'],
  ] as const) {
    await management.put(`/apis/${id}`, {
      format: 'wsdl',
      value: wsdl,
      path: id,
      apiType: 'soap',
      protocols: ['http'],
      subscriptionRequired: false,
      serviceUrl: `http://127.0.0.1:${port}/calculator.asmx`,
      wsdlSelector: { wsdlServiceName: 'Calculator', wsdlEndpointName: endpoint },
    })
  }
})
afterAll(async () => {
  await sluice.remove()
  backend.close()
})

const envelope = (namespace: string) =>
  `<s:Envelope xmlns:s="${namespace}"><s:Body><Add xmlns="http://tempuri.org/"><intA>20</intA><intB>22</intB></Add></s:Body></s:Envelope>`

const call = async (path: string, headers: Readonly<Record<string, string>>, body: string) => {
  const response = await fetch(`${sluice.addresses.gatewayHttp}${path}`, { method: 'POST', headers, body })
  const result = /<AddResult>(\d+)</.exec(await response.text())?.[1]
  return [response.status, result, response.headers.get('x-target'), response.headers.get('x-soap-action')]
}

describe('an imported WSDL', () => {
  it('is called with SOAP 1.1 by the header, and the backend gets what a SOAP client sends', async () => {
    const headers = { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: '"http://tempuri.org/Add"' }
    const body = envelope('http://schemas.xmlsoap.org/soap/envelope/')
    await waitUntil(async () => (await call('/calculator', headers, body))[0] !== 404)
    expect(await call('/calculator', headers, body)).toEqual([
      200,
      '42',
      '/calculator.asmx',
      '"http://tempuri.org/Add"',
    ])
    expect((await call('/calculator', { ...headers, SOAPAction: '"http://tempuri.org/None"' }, body))[0]).toBe(404)
  })

  it('is called with SOAP 1.2 by the content type', async () => {
    const headers = { 'Content-Type': 'application/soap+xml; charset=utf-8; action="http://tempuri.org/Add"' }
    const body = envelope('http://www.w3.org/2003/05/soap-envelope')
    await waitUntil(async () => (await call('/calculator12', headers, body))[0] !== 404)
    expect(await call('/calculator12', headers, body)).toEqual([200, '42', '/calculator.asmx', 'undefined'])
  })

  it('is called by the address, and the backend gets the header that was not sent', async () => {
    const query = '?soapAction=http%3A%2F%2Ftempuri.org%2FAdd'
    const body = envelope('http://schemas.xmlsoap.org/soap/envelope/')
    expect(await call(`/calculator${query}`, { 'Content-Type': 'text/xml' }, body)).toEqual([
      200,
      '42',
      `/calculator.asmx${query}`,
      '"http://tempuri.org/Add"',
    ])
  })
})
