import { defineRoute } from '../arm/define-route.ts'
import { serviceSkus } from '../services/service-skus.ts'

export const serviceSkuList = defineRoute({
  path: '/skus',
  method: 'GET',
  access: 'analyst',
  summary: 'Lists what the service may be changed to.',
  answer: async () => serviceSkus,
})
