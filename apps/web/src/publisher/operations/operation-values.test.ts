import type { OperationProperties } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { changedFields, tabsOf } from './operation-tabs.ts'
import {
  newBody,
  newOperation,
  newParameter,
  newResponse,
  toOperationProperties,
  toOperationValues,
} from './operation-values.ts'

const read: OperationProperties = {
  displayName: 'Place order',
  method: 'POST',
  urlTemplate: '/orders/{shop}',
  description: 'Places one.',
  templateParameters: [
    {
      name: 'shop',
      type: 'string',
      required: true,
      values: ['a,b', 'c'],
      defaultValue: null,
      schemaId: 's',
      typeName: 'T',
    },
  ],
  request: {
    description: '',
    queryParameters: [],
    headers: [{ name: 'X', type: 'string', description: '', required: false, values: [], defaultValue: '1' }],
    representations: [
      {
        contentType: 'application/json',
        schemaId: 's',
        typeName: 'Order',
        examples: { first: { value: { id: 1 }, summary: 'One' }, second: { value: 2 } },
      },
    ],
  },
  responses: [
    { statusCode: 200, description: 'Placed', headers: [], representations: [{ contentType: 'text/plain' }] },
  ],
}

describe('an operation in a form', () => {
  it('comes back as it was read, with what no field shows', () => {
    const written = toOperationProperties(toOperationValues('place', read, ''))
    expect(written).toEqual({
      ...read,
      templateParameters: [{ ...read.templateParameters[0], description: '' }],
    })
  })

  it('takes what was changed', () => {
    const values = toOperationValues('place', read, '')
    const [shop] = values.templateParameters
    const [body] = values.request.representations
    if (shop === undefined || body === undefined) throw new Error('The operation has both.')
    const written = toOperationProperties({
      ...values,
      method: ' put ',
      templateParameters: [{ ...shop, values: 'd, e,' }],
      request: { ...values.request, representations: [{ ...body, schema: '', sample: '{"id":2}' }] },
      responses: [
        ...values.responses,
        { ...newResponse(404), headers: [newParameter('Y')], representations: [newBody()] },
      ],
    })
    expect(written.method).toBe('PUT')
    expect(written.templateParameters[0]?.values).toEqual(['d', 'e'])
    expect(written.request.representations).toEqual([
      {
        contentType: 'application/json',
        examples: { first: { value: { id: 2 }, summary: 'One' }, second: { value: 2 } },
      },
    ])
    expect(written.responses[1]).toEqual({
      statusCode: 404,
      description: '',
      headers: [{ name: 'Y', type: 'string', required: false, description: '', values: [], defaultValue: null }],
      representations: [{ contentType: 'application/json' }],
    })
  })

  it('takes a sample away and keeps one that is no JSON as text', () => {
    const values = toOperationValues('place', { ...read, request: null, responses: [] }, '')
    const bodies = (sample: string) =>
      toOperationProperties({
        ...values,
        request: { ...values.request, representations: [{ ...newBody(), sample }] },
      }).request.representations
    expect(bodies(' ')).toEqual([{ contentType: 'application/json' }])
    expect(bodies('{')).toEqual([{ contentType: 'application/json', examples: { default: { value: '{' } } }])
  })

  it('says under which tabs something has changed', () => {
    const saved = newOperation('<policies />')
    expect(changedFields(saved, saved)).toEqual([])
    const changed = changedFields({ ...saved, responses: [newResponse(200)], urlTemplate: '/a', policy: '' }, saved)
    expect(changed).toEqual(['urlTemplate', 'responses', 'policy'])
    expect(tabsOf(changed)).toEqual(['signature', 'responses', 'policies'])
  })
})
