const pet = { $ref: '#/components/schemas/Pet' }
const json = (schema: object) => ({ content: { 'application/json': { schema } } })

const document = {
  openapi: '3.0.1',
  info: { title: 'Pet shop', version: '1', description: 'Everything about **pets**.' },
  servers: [{ url: 'http://127.0.0.1:9/v1' }],
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        summary: 'List pets',
        tags: ['pets'],
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', default: 20 }, description: 'How many.' },
        ],
        responses: { 200: { description: 'A page', ...json({ type: 'array', items: pet }) } },
      },
      post: {
        operationId: 'addPet',
        summary: 'Add a pet',
        tags: ['pets'],
        requestBody: json(pet),
        responses: { 201: { description: 'Made', ...json(pet) } },
      },
    },
    '/pets/{petId}': {
      get: {
        operationId: 'getPet',
        summary: 'Show a pet',
        tags: ['pets'],
        parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { description: 'It' } },
      },
    },
    '/health': { get: { operationId: 'health', summary: 'Health', responses: { 200: { description: 'Well' } } } },
  },
  components: {
    schemas: {
      Pet: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', maxLength: 40, description: 'How it is called.' },
          parents: { type: 'array', items: pet },
        },
      },
    },
  },
}

/** Properties of an API whose schema holds itself. */
export const petShop = {
  displayName: 'Pet shop',
  path: 'pets',
  format: 'openapi+json',
  value: JSON.stringify(document),
}
