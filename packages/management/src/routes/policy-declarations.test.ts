import { policyDeclarationList } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

it('shows policies as data, without what is not served', async () => {
  const { call } = await startManagement()
  const { json } = await call('GET', '/policyDeclarations')
  expect(json).toEqual({
    value: [
      {
        name: 'set-header',
        summary: 'Sets a header.',
        category: 'Transformation',
        sections: ['inbound', 'outbound'],
        scopes: ['global', 'product', 'api', 'operation'],
        isOncePerSection: false,
        snippet: '<set-header name="X" />',
        attributes: [
          {
            name: 'name',
            help: 'Name of the header.',
            value: { type: 'text', minLength: 1, refused: { values: ['host'], reason: 'it is kept' } },
            isRequired: true,
            allowsExpression: true,
          },
          {
            name: 'action',
            help: 'What is done.',
            value: { type: 'choice', values: ['set', 'delete'] },
            isRequired: false,
            allowsExpression: false,
            default: 'set',
          },
        ],
        rules: [],
        content: {
          kind: 'elements',
          elements: [
            {
              name: 'value',
              help: 'A value.',
              min: 1,
              optionalWhen: { attribute: 'action', is: 'delete' },
              attributes: [],
              rules: [],
              content: {
                kind: 'text',
                help: 'The value.',
                value: { type: 'text', minLength: 0 },
                allowsExpression: true,
              },
            },
          ],
        },
      },
    ],
    count: 1,
  })
  expect(policyDeclarationList.parse(json)).toEqual(json)
})
