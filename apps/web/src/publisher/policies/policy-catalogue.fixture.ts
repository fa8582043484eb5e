import type { PolicyAttribute, PolicyDeclarationView } from '@sluice/contracts'

const attribute = (name: string, more: Partial<PolicyAttribute> = {}): PolicyAttribute => ({
  name,
  help: `About ${name}.`,
  value: { type: 'text', minLength: 1 },
  isRequired: false,
  allowsExpression: true,
  ...more,
})

const policy = (name: string, more: Partial<PolicyDeclarationView> = {}): PolicyDeclarationView => ({
  name,
  summary: `Does ${name}.`,
  category: 'Transformation',
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'product', 'api', 'operation'],
  isOncePerSection: false,
  snippet: `<${name} />`,
  attributes: [],
  rules: [],
  content: { kind: 'none' },
  ...more,
})

/** A few policies of every shape. */
export const declarations: readonly PolicyDeclarationView[] = [
  policy('base', { scopes: ['product', 'api', 'operation'], isOncePerSection: true }),
  policy('include-fragment', { attributes: [attribute('fragment-id', { isRequired: true })] }),
  policy('rate-limit', {
    sections: ['inbound'],
    scopes: ['product', 'api', 'operation'],
    isOncePerSection: true,
    attributes: [
      attribute('calls', { isRequired: true, value: { type: 'integer', min: 1 } }),
      attribute('renewal-period', { isRequired: true, value: { type: 'integer', min: 1, max: 300 } }),
      attribute('retry-after-header-name', { default: 'Retry-After' }),
    ],
  }),
  policy('set-header', {
    attributes: [
      attribute('name', { isRequired: true }),
      attribute('exists-action', { value: { type: 'choice', values: ['override', 'skip'] }, default: 'override' }),
    ],
    content: {
      kind: 'elements',
      elements: [
        {
          name: 'value',
          help: 'One value.',
          min: 1,
          max: 2,
          attributes: [],
          rules: [],
          content: { kind: 'text', help: 'Value.', value: { type: 'text', minLength: 0 }, allowsExpression: true },
        },
      ],
    },
  }),
  policy('choose', {
    content: {
      kind: 'elements',
      elements: [
        {
          name: 'when',
          help: 'A condition.',
          min: 1,
          attributes: [attribute('condition', { isRequired: true })],
          rules: [],
          content: { kind: 'statements' },
        },
        {
          name: 'otherwise',
          help: 'Else.',
          min: 0,
          max: 1,
          attributes: [],
          rules: [],
          content: { kind: 'statements' },
        },
      ],
    },
  }),
  policy('set-backend-service', {
    sections: ['inbound', 'backend'],
    attributes: [attribute('backend-id', { value: { type: 'text', minLength: 1, names: 'backend' } })],
  }),
  policy('forward-request', { sections: ['backend'] }),
]
